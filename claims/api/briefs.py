"""Actors and articles as other answers name them."""

from rest_framework import serializers

from claims.api.fields import GivenField, WordField
from sources.models import Actor, ActorKind, Article

ACTOR_KINDS = ActorKind.values


class ActorBriefSerializer(serializers.Serializer[Actor]):
    """An actor as other answers name it."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="actor-detail", lookup_field="slug")
    slug = serializers.CharField()
    name = serializers.CharField()
    name_de = GivenField()
    kind = WordField("ActorKind", ACTOR_KINDS)
    qid = serializers.CharField(allow_null=True)


class ArticleBriefSerializer(serializers.Serializer[Article]):
    """An article as other answers name it; `address` is where it was published."""

    id = serializers.IntegerField()
    url = serializers.HyperlinkedIdentityField(view_name="article-detail")
    title = GivenField()
    outlet = ActorBriefSerializer(allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    address = GivenField(source="url")
