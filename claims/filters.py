"""Query parameters to QuerySets, for the API and the pages alike.

A filter set here is strict: a parameter that it does not know, an empty value or one that is not allowed is a `Fault`,
never ignored. Names of actors are resolved in any spelling; `resolved` and `notes` say what they were taken for. Several
names, repeated or between commas, mean any of them; a name behind `!` leaves out what would be found by it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import FilterSet, MultipleChoiceFilter

from claims.asking import Resolved, keys_of, notes, resolve_values
from claims.bounds import at_least
from claims.figure_parameters import FigureParameters
from claims.models import Claim, ClaimQuerySet, Mention, MentionQuerySet, Quantity, belonging
from claims.parameters import (
    DAY,
    LONGEST_VALUE,
    MOST_VALUES,
    ManyFilter,
    NamesFilter,
    day,
    keys,
    names,
    search,
    truth,
    words,
    years,
)
from claims.predictions import foretelling
from claims.vocabulary import Anonymity, Certainty, Form, Part, Polarity, Stance, Status, Tense
from sources.models import ActorKind, Article

LARGEST_KEY = 2**63 - 1
Rows = TypeVar("Rows", bound=models.QuerySet[Any])


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one query parameter. `allowed`: the values or forms that it takes; None where any text goes."""

    parameter: str
    detail: str
    allowed: Sequence[str] | None = None


def query_faults(query: QueryDict, known: Collection[str]) -> list[Fault]:
    """All that is wrong with the shape of `query` where only the parameters `known` exist."""
    return [fault for name, values in query.lists() for fault in _shape_faults(name, values, known)]


def _shape_faults(name: str, values: Sequence[str], known: Collection[str]) -> Iterable[Fault]:
    if name not in known:
        yield Fault(name[:100], _("There is no parameter of this name."), sorted(known))
    elif len(values) > MOST_VALUES:
        yield Fault(name, _("A parameter may be repeated up to %(most)s times.") % {"most": MOST_VALUES})
    elif any("\0" in value for value in values):
        yield Fault(name, _("A value may not hold a NUL character."))
    elif any(len(value) > LONGEST_VALUE for value in values):
        yield Fault(name, _("A value may have up to %(most)s characters.") % {"most": LONGEST_VALUE})
    elif not all(value.strip() for value in values):
        yield Fault(name, _("The value is empty; leave the parameter out instead."))


def missing(parameter: str, query: QueryDict) -> list[Fault]:
    """The fault that `query` lacks a `parameter` without which there is no answer."""
    return (
        [] if parameter in query else [Fault(parameter, _("The parameter is missing: there is no answer without it."))]
    )


class StrictFilterSet(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """A filter set that refuses what it does not understand; ask `faults` before `qs`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resolved: dict[str, list[Resolved]] = {}
        self.notes: list[str] = []
        self._names_found = False

    def faults(self, also: Collection[str] = ()) -> list[Fault]:
        """All that is wrong with the query, where the parameters `also` (paging) exist beside the filters."""
        wrong = query_faults(self.data, {*self.filters, *also})
        wrong += [self._repeated(name) for name in self.filters if self._is_repeated(name)]
        blamed = {fault.parameter for fault in wrong}
        wrong += [self._value_fault(name) for name in self.form.errors if name not in blamed]
        return wrong or list(self._period_faults())

    def _is_repeated(self, name: str) -> bool:
        many = isinstance(self.filters[name], ManyFilter | MultipleChoiceFilter)
        return not many and len(self.data.getlist(name)) > 1

    def _repeated(self, name: str) -> Fault:
        return Fault(name, _("This parameter takes one value only."))

    def _value_fault(self, name: str) -> Fault:
        field = self.form.fields[name]
        if isinstance(field, forms.DateField):
            return Fault(name, _("A date is written %(form)s.") % {"form": DAY}, [DAY])
        if choices := getattr(field, "choices", None):
            return Fault(name, _("This is no value of the parameter."), [str(value) for value, _label in choices])
        told = " ".join(self.form.errors[name])
        return Fault(name, told, getattr(field, "allowed", None))

    def _period_faults(self) -> Iterable[Fault]:
        given = self.form.cleaned_data
        first, last = given.get("published_after"), given.get("published_before")
        if first and last and first > last:
            yield Fault("published_after", _("The period ends before it begins."), [f"..{last}"])
        if (most := given.get("value_max")) is not None and (given.get("value_min") or most) > most:
            yield Fault("value_min", _("The range ends before it begins."), [f"..{most}"])

    def find_names(self) -> None:
        """Resolves all names of the query at once, for `narrowed`; fills `resolved` and `notes`. Once is enough."""
        if self._names_found:
            return
        self._names_found = True
        by_name = {name: one for name, one in self.filters.items() if isinstance(one, NamesFilter)}
        values = [(name, value) for name in by_name for value in self.given().get(name, ())]
        self.resolved = resolve_values(values, {name: one.kinds for name, one in by_name.items()}) if values else {}
        asked = [(one, by_name[name].written) for name, resolved in self.resolved.items() for one in resolved]
        self.notes = list(dict.fromkeys(note for one, written in asked for note in notes(one, written=written)))

    def narrowed(self, rows: Rows, parameter: str, holds: Callable[[Sequence[Resolved]], models.Q]) -> Rows:
        """`rows` where `holds` any of the names that `parameter` asks for, and none of those behind `!`."""
        asked = self.resolved.get(parameter, ())
        if wanted := [one for one in asked if not one.asked.negated]:
            rows = rows.filter(holds(wanted))
        if unwanted := [one for one in asked if one.asked.negated]:
            rows = rows.filter(~holds(unwanted))
        return rows

    def given(self) -> dict[str, Any]:
        """The parameters of the query that have a value."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def asking(self, **instead: Any) -> Self:
        """The same question with other values (None: none) of some parameters; names are not looked up again. Whatever it
        notes, this one has noted before."""
        self.find_names()
        other, form = copy(self), copy(self.form)
        form.cleaned_data = form.cleaned_data | instead
        resolved = {name: found for name, found in self.resolved.items() if name not in instead}
        other.__dict__.update(_form=form, resolved=resolved, notes=[])  # `_form` is what `form` of the parent keeps
        return other


PUBLISHED_BY = "extraction__article__outlet__in"
# The parameters of claims that its own columns answer, as its lookups.
OWN = {
    "status": "status__in",
    "mentions_min": "mentions_count__gte",
    "origins_min": "origins_count__gte",
    "denied": "denied__in",
    "disputed": "disputed__in",
}
# The parameters of claims that one and the same mention has to fulfil, as its lookups.
IN_MENTION = {
    "form": "form__in",
    "stance": "stance__in",
    "certainty": "certainty__in",
    "polarity": "polarity__in",
    "hearsay": "hearsay__in",
    "tense": "tense__in",
    "article": "extraction__article__in",
    "anonymity": "chain__anonymity__in",
    "year": "extraction__article__published_on__year__in",
    "published_after": "extraction__article__published_on__gte",
    "published_before": "extraction__article__published_on__lte",
}


class ClaimFilter(FigureParameters, StrictFilterSet):
    """Claims by whom they are about, who says them, how, where and when. Rejected ones only where `status` asks."""

    actor = names(gettext_lazy("Whom the claim is about, parts of it included: Russia finds its ministries."))
    source = names(gettext_lazy("Who says it, in any hop of the chain, parts of it included."))
    exact = truth(gettext_lazy("Whether `actor` and `source` leave out what is only a part of whom they name."))
    outlet = names(gettext_lazy("Who published the article."), kinds=[ActorKind.OUTLET])
    article = keys(gettext_lazy("The id of an article that makes the claim."))
    form = words(Form, gettext_lazy("How an article gives it."))
    stance = words(Stance, gettext_lazy("What the origin does in saying it."))
    certainty = words(Certainty, gettext_lazy("How firmly the origin commits to it."))
    polarity = words(Polarity, gettext_lazy("Whether the origin affirms or denies it."))
    anonymity = words(Anonymity, gettext_lazy("Whether a source of the chain is named, a collective, or kept secret."))
    tense = words(Tense, gettext_lazy("When it is said to be so; a claim about the future is a prediction."))
    settled = truth(gettext_lazy("Predictions alone: whether a curator or a later claim says what became of it."))
    hearsay = truth(gettext_lazy("Whether the article itself keeps its distance."))
    mentions_min = at_least(gettext_lazy("How many mentions the claim has at least, copies included."))
    origins_min = at_least(gettext_lazy("How many independent origins the claim has at least."))
    denied = truth(gettext_lazy("Whether some affirm and some deny it."))
    disputed = truth(gettext_lazy("Whether it is denied, or another claim may contradict it."))
    within = truth(
        gettext_lazy("Whether it is only said inside one longer quotation; such claims are left out unless asked for.")
    )
    has_figure = truth(gettext_lazy("Whether any mention of the claim carries a figure."))
    status = words(Status, gettext_lazy("What curators decided; without it, all but the rejected."))
    year = years(gettext_lazy("The year in which the article was published."))
    published_after = day(gettext_lazy("In an article of this day or later."))
    published_before = day(gettext_lazy("In an article of this day or earlier."))
    q = search(gettext_lazy("Words of the statement, of the mentions, of the names of sources; the best first."))

    class Meta:
        model = Claim
        fields: list[str] = []

    def filter_queryset(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """`claims` that fulfil the query: roots, and where it asks for mentions, with one that fulfils all of that."""
        return self._standing(self._asked_for(claims))

    def _asked_for(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        self.find_names()
        given = self.given()
        within = given.get("within", [False])
        claims = claims.roots().filter(
            within__in=within, **{look: given[name] for name, look in OWN.items() if name in given}
        )
        claims = claims if "status" in given else claims.exclude(status=Status.REJECTED)
        claims = foretelling(claims, given.get("settled", ()))
        exact = set(given.get("exact", ())) == {True}
        claims = self.narrowed(claims, "actor", lambda asked: belonging(keys_of(asked), Part.ACTOR, exact=exact))
        claims = self.narrowed(claims, "source", lambda asked: belonging(keys_of(asked), Part.SOURCE, exact=exact))
        if "q" in given:
            claims = claims.matching(given["q"])
        return self._by_figure(self._by_mention(claims), given.get("has_figure", []))

    def made(self) -> MentionQuerySet:
        """The current mentions that fulfil all that the query asks of one mention, of claims that fulfil the rest."""
        claims = self._asked_for(Claim.objects.all()).order_by()
        return Mention.objects.current().filter(**self.in_mention(), root__in=claims.values("pk"))

    def _standing(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """`claims` without those that only a retired extraction made, unless curators decided on or merged something."""
        # What is counted already needs no look at its mentions; they are there for the few that are not.
        counted = models.Q(mentions_count__gt=0)
        # Not by EXISTS: databases think that dear, and plan badly for the sake of what they never ask.
        told = Mention.objects.current().filter(root__mentions_count=0)
        merged = Claim.objects.filter(merged_into__mentions_count=0)
        there = models.Q(pk__in=told.values("root")) | models.Q(pk__in=merged.values("merged_into"))
        return claims.filter(counted | ~models.Q(status=Status.UNREVIEWED) | there)

    def _by_mention(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        if unwanted := keys_of(one for one in self.resolved.get("outlet", ()) if one.asked.negated):
            theirs = Claim.objects.mentioned(Mention.objects.current().filter(**{PUBLISHED_BY: unwanted}))
            claims = claims.exclude(pk__in=theirs.values("pk"))
        lookups = self.in_mention()
        return claims.mentioned(Mention.objects.current().filter(**lookups)) if lookups else claims

    def in_mention(self) -> dict[str, Any]:
        """What the query asks of one and the same mention, as lookups."""
        given = self.given()
        lookups = {lookup: given[name] for name, lookup in IN_MENTION.items() if name in given}
        if wanted := [one for one in self.resolved.get("outlet", ()) if not one.asked.negated]:
            lookups[PUBLISHED_BY] = keys_of(wanted)
        if "article" in given:
            lookups["extraction__article__in"] = self._articles(given["article"])
        if (figures := self.figures()) is not None:
            lookups["quantities__in"] = figures.order_by()
        return lookups

    def _articles(self, keys: Sequence[int]) -> list[int]:
        known = set(Article.objects.filter(pk__in=[k for k in keys if k <= LARGEST_KEY]).values_list("pk", flat=True))
        notes = [_("There is no article with the id %(id)s.") % {"id": key} for key in keys if key not in known]
        self.notes += [note for note in notes if note not in self.notes]
        return sorted(known)

    def _by_figure(self, claims: ClaimQuerySet, wanted: Sequence[bool]) -> ClaimQuerySet:
        if len(set(wanted)) != 1:
            return claims
        carries = models.Exists(Quantity.objects.filter(mention__root=models.OuterRef("pk")))
        return claims.filter(carries if wanted[0] else ~carries)
