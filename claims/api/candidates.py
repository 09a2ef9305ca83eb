"""What `/api/resolve/` answers, and what lists say of the names in their query."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.api.briefs import ACTOR_KINDS, ActorBriefSerializer
from claims.api.fields import GivenField, WordField
from claims.api.serializers import AliasSerializer
from claims.asking import notes_on
from sources.matching import NEVER_TAKEN, Way
from sources.resolving import Candidate, Resolution

MOST = 10  # candidates of one name


class OfficeSerializer(serializers.Serializer[Any]):
    """An office in words, of which actor (its slug), from which year to which; null where it is held still."""

    title = serializers.CharField()
    of = serializers.CharField()
    since = serializers.IntegerField()
    until = serializers.IntegerField(allow_null=True)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why a name may mean an actor: `by` which way; which alias matched; which words, where these are not the whole name;
    the office that the words stand for; and whose name it is, where that actor was merged into this one."""

    by = WordField("ReasonBy", [str(way) for way in Way], source="match.way")
    score = serializers.FloatField(source="match.score", min_value=0, max_value=1)
    alias = AliasSerializer(source="match.row", allow_null=True)
    words = GivenField(source="match.part")
    office = OfficeSerializer(source="match.office", allow_null=True)
    merged_from = ActorBriefSerializer(source="of", allow_null=True)


class CandidateSerializer(serializers.Serializer[Candidate]):
    """An actor whom a name may mean, with the reasons, the strongest first. `taken`: a filter takes the name for it."""

    id = serializers.IntegerField(source="actor.pk")
    url = serializers.SerializerMethodField()
    slug = serializers.CharField(source="actor.slug")
    name = serializers.CharField(source="actor.name")
    name_de = GivenField(source="actor.name_de")
    kind = WordField("ActorKind", ACTOR_KINDS, source="actor.kind")
    qid = serializers.CharField(source="actor.qid", allow_null=True)
    code = serializers.CharField(source="actor.code", allow_null=True)
    taken = serializers.SerializerMethodField()
    ambiguous = serializers.BooleanField()
    score = serializers.FloatField(source="best.score", min_value=0, max_value=1)
    reasons = ReasonSerializer(many=True)

    def get_url(self, candidate: Candidate) -> str:
        """Where the actor is."""
        return reverse("actor-detail", args=[candidate.actor.slug], request=self.context["request"])

    def get_taken(self, candidate: Candidate) -> bool:
        """Is it among those whom a filter takes the name for? In lists all are."""
        weakest: int = self.context.get("weakest", NEVER_TAKEN)
        return candidate.best.strength <= weakest


class ResolutionSerializer(serializers.Serializer[Resolution]):
    """Whom one name may mean, the likeliest first. `also_place`: the place that it names as well, where it stands for a
    state or its government ("Moskau"). `notes` say the same in words."""

    asked = serializers.CharField(source="name")
    also_place = GivenField(source="place")
    notes = serializers.SerializerMethodField()
    candidates = serializers.SerializerMethodField()

    def get_notes(self, resolution: Resolution) -> list[str]:
        """What to know of the name."""
        return list(notes_on(resolution))

    @extend_schema_field(CandidateSerializer(many=True))
    def get_candidates(self, resolution: Resolution) -> Any:
        """Up to ten."""
        weakest = resolution.taken[0].best.strength if resolution.taken else -1
        context = {**self.context, "weakest": weakest}
        shape = CandidateSerializer(context=context)
        return [shape.to_representation(candidate) for candidate in resolution.candidates[:MOST]]


class ResolutionsSerializer(serializers.Serializer[Any]):
    """An entry for each name, in their order."""

    results = ResolutionSerializer(many=True)
