"""Actors that a search found by how well their names fit and how much is said of them; one number gives the order, so that
pages can be cut by it."""

from typing import TypeVar

from django.db.models import BigIntegerField, Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Least

from claims.evidence import count
from claims.models import ClaimActor
from sources.matching import LONGEST
from sources.models import Actor, Alias
from sources.names import name_key

MOST_WORDS = 8
# `standing` is a number of 63 bits: how well (3 bits), how many claims (20), the key (40).
WELL, CLAIMS = 2**60, 2**40
MOST_CLAIMS = 2**20 - 1
Actors = TypeVar("Actors", bound=QuerySet[Actor])


def ranked(actors: Actors, words: str) -> Actors:
    """`actors` with `standing`: a name that is just these `words` is better than its beginning, that better than whole
    words, these better than beginnings; then whoever has more claims."""
    claims = count(ClaimActor.objects.filter(actor=OuterRef("pk")))
    standing = _how_well(name_key(words)) * Value(WELL) + Least(claims, Value(MOST_CLAIMS)) * Value(CLAIMS) + F("pk")
    return actors.annotate(standing=Coalesce(standing, F("pk"), output_field=BigIntegerField()))


def best_named(actors: Actors, words: str) -> Actors:
    """`actors` in that order."""
    return ranked(actors, words).order_by(F("standing").desc())


def _how_well(key: str) -> Coalesce:
    """From 4, one of the names is just that, to 1."""
    whole_words = Q()
    for word in key.split()[:MOST_WORDS]:
        whole_words &= Q(spaced__contains=f" {word} ")
    cases = [When(key=key[:LONGEST], then=4), When(spaced__startswith=f" {key[:LONGEST]}", then=3)]
    cases += [When(whole_words, then=2)] if key else []
    aliases = Alias.objects.annotate(spaced=Concat(Value(" "), "key", Value(" ")))
    theirs = aliases.filter(Q(actor=OuterRef("pk")) | Q(actor__merged_into=OuterRef("pk")))
    best = theirs.annotate(well=Case(*cases, default=1, output_field=IntegerField())).order_by("-well").values("well")
    return Coalesce(Subquery(best[:1]), Value(1), output_field=BigIntegerField())
