"""Brings the concepts that come with factbase into the database, and figures in line with concepts that changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from claims.concepts import ConceptKind, forms, word_key
from claims.grouping import BATCH, derive_figures
from claims.models import Concept, ConceptWord, Quantity


@dataclass(frozen=True, slots=True)
class LoadedConcepts:
    """How many rows loading has added."""

    concepts: int
    words: int


@cache
def known_concepts() -> Mapping[str, Mapping[str, Any]]:
    """What comes with factbase, by English name; the core reads the same file."""
    path = files("claims") / "extraction" / "lexicon" / "concepts.yaml"
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return found


@transaction.atomic
def load_concepts(*, known: Mapping[str, Mapping[str, Any]]) -> LoadedConcepts:
    """Adds concepts and words that are missing. A concept that a curator changed keeps its words as they are, and a word
    that stands for another concept stays there. Where anything is new, all figures are grouped anew."""
    rows = [_concept(name, told) for name, told in known.items()]
    before = set(Concept.objects.values_list("slug", flat=True))
    Concept.objects.bulk_create(rows, ignore_conflicts=True)
    there = {one.slug: one for one in Concept.objects.all()}
    new = [there[row.slug] for row in rows if row.slug not in before]
    for one in new:
        broader = known[one.name].get("broader")
        one.broader = there[slugify(broader)] if broader else None
    Concept.objects.bulk_update(new, ["broader"])
    added = _add_words({slugify(name): told["words"] for name, told in known.items()}, there)
    if new or added:
        derive_all()
    return LoadedConcepts(len(new), added)


def derive_all() -> None:
    """Groups the figures of all articles anew, a batch at a time."""
    keys = Quantity.objects.current().order_by().values_list("mention__extraction", flat=True).distinct()
    derive_in_batches(set(keys))


def derive_in_batches(extractions: Collection[int]) -> None:
    """Groups the figures of these extractions anew."""
    ordered = sorted(extractions)
    for start in range(0, len(ordered), BATCH):
        derive_figures(ordered[start : start + BATCH])


@transaction.atomic
def regroup(*, concept: Concept, words: Collection[str]) -> None:
    """Groups the figures anew that `concept` has, or that any of `words` (its own, and those that were taken away) may
    mean."""
    mine = Q(thing=concept)
    for word in words:
        stem = min(forms(word_key(word)), key=len)
        mine |= Q(unit__icontains=stem) | (Q(mention__text__icontains=stem) & ~Q(measure=""))
    found = Quantity.objects.current().filter(mine).order_by().values_list("mention__extraction", flat=True)
    derive_in_batches(set(found.distinct()))


def _concept(name: str, told: Mapping[str, Any]) -> Concept:
    kind = told.get("kind", ConceptKind.THING)
    return Concept(slug=slugify(name), name=name, name_de=told["de"], kind=kind)


def _add_words(known: Mapping[str, Collection[str]], there: Mapping[str, Concept]) -> int:
    rows = [
        ConceptWord(concept=there[slug], text=word, key=word_key(word))
        for slug, words in known.items()
        for word in words
        if not there[slug].curated
    ]
    taken = set(ConceptWord.objects.values_list("key", flat=True))
    missing = [row for row in rows if row.key not in taken]
    ConceptWord.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
