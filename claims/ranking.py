"""Actors by words of their names, how well these fit and how much is said of them; one number gives the order, so that pages
can be cut by it."""

from collections.abc import Iterator

from django.db.models import BigIntegerField, Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Least

from claims.evidence import count
from claims.models import ClaimActor
from sources.matching import LONGEST
from sources.merges import RootOf
from sources.models import Actor, Alias
from sources.names import name_key

MOST_WORDS = 8
# `standing` is a number of 63 bits: how well (3 bits), how many claims (20), the key (40).
WELL, CLAIMS = 2**60, 2**40
MOST_CLAIMS = 2**20 - 1


def ranked(actors: QuerySet[Actor], words: str) -> QuerySet[Actor]:
    """`actors` one of whose names holds each of `words` or begins a word with it, with `standing`: the name as a whole is
    better than its beginning, that better than whole words, these better than beginnings; then whoever has more claims."""
    key = name_key(words)
    found = _named(key) if 0 < len(key) <= LONGEST and len(key.split()) <= MOST_WORDS else Alias.objects.none()
    claims = count(ClaimActor.objects.filter(actor=OuterRef("pk")))
    standing = _how_well(key) * Value(WELL) + Least(claims, Value(MOST_CLAIMS)) * Value(CLAIMS) + F("pk")
    told = actors.annotate(standing=Coalesce(standing, F("pk"), output_field=BigIntegerField()))
    return told.filter(pk__in=found.values_list(RootOf("actor")))


def _named(key: str) -> QuerySet[Alias]:
    """Aliases with words that begin like the words of `key`."""
    aliases = _spaced()
    for word in key.split():
        aliases = aliases.filter(_any(f" {form}" for form in _forms(word)))
    return aliases


def _spaced() -> QuerySet[Alias]:
    """Aliases with blanks around their words, so that " x" is the beginning of one."""
    return Alias.objects.annotate(spaced=Concat(Value(" "), "key", Value(" ")))


def _forms(word: str) -> Iterator[str]:
    """`word`, and with the umlauts that "Mueller" may stand for."""
    yield word
    plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    if plain != word:
        yield plain


def _any(beginnings: Iterator[str]) -> Q:
    wanted = Q()
    for beginning in beginnings:
        wanted |= Q(spaced__contains=beginning)
    return wanted


def _how_well(key: str) -> Coalesce:
    """From 4, one of the names is just that, to 1."""
    whole_words = Q()
    for word in key.split()[:MOST_WORDS]:
        whole_words &= _any(f" {form} " for form in _forms(word))
    cases = [When(key=key[:LONGEST], then=4), When(spaced__startswith=f" {key[:LONGEST]}", then=3)]
    cases += [When(whole_words, then=2)] if key else []
    theirs = _spaced().filter(Q(actor=OuterRef("pk")) | Q(actor__merged_into=OuterRef("pk")))
    best = theirs.annotate(well=Case(*cases, default=1, output_field=IntegerField())).order_by("-well").values("well")
    return Coalesce(Subquery(best[:1]), Value(1), output_field=BigIntegerField())
