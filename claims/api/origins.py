"""The shapes of what stands behind the mentions of a claim; mentions are named by their ids."""

from typing import Any

from rest_framework import serializers

from claims.api.briefs import ActorBriefSerializer
from claims.api.fields import GivenField, WordField
from claims.background import Citation, Ground, Group
from claims.hedging import Kind, Loss
from claims.origins import Code


def mentions() -> serializers.ListField:
    """Ids of mentions, the first published first."""
    return serializers.ListField(child=serializers.IntegerField())


class GroundSerializer(serializers.Serializer[Ground]):
    """Why mentions count once: `actor` is what they have in common, `article` what they are copies of."""

    code = WordField("OriginReason", [str(code) for code in Code])
    mentions = mentions()
    actor = ActorBriefSerializer(allow_null=True)
    article = serializers.HyperlinkedRelatedField[Any](view_name="article-detail", read_only=True, allow_null=True)


class GroupSerializer(serializers.Serializer[Group]):
    """Mentions that count once: those of `actor`, or of `outlet` where nobody is named; both null: of an article whose
    outlet is not known."""

    actor = ActorBriefSerializer(allow_null=True)
    outlet = ActorBriefSerializer(allow_null=True)
    mentions = mentions()
    reasons = GroundSerializer(many=True)


class CitationSerializer(serializers.Serializer[Citation]):
    """One outlet has the claim from another; a circle is a list of these that leads back to its start."""

    outlet = ActorBriefSerializer()
    cited = ActorBriefSerializer()
    mentions = mentions()


class LossSerializer(serializers.Serializer[Loss]):
    """The mention `later` dropped what `earlier` had; words of both, null where the later one says nothing there."""

    kind = WordField("HedgeLossKind", [str(kind) for kind in Kind])
    earlier = serializers.IntegerField()
    later = serializers.IntegerField()
    before = GivenField()
    after = GivenField()
