"""Query parameters to QuerySets, for the API and the pages alike.

A filter set here is strict: a parameter that it does not know, an empty value or one that is not allowed is a `Fault`,
never ignored. Names of actors are resolved in any spelling; `resolved` and `notes` say what they were taken for. Several
names, repeated or between commas, mean any of them; a name behind `!` leaves out what would be found by it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import DateFilter, Filter, FilterSet, MultipleChoiceFilter, TypedMultipleChoiceFilter
from drf_spectacular.utils import extend_schema_field

from claims.asking import Resolved, keys_of, notes, read_value, resolve_values
from claims.bounds import at_least
from claims.figure_parameters import FigureParameters
from claims.models import Claim, ClaimQuerySet, Mention, belonging
from claims.predictions import foretelling
from claims.vocabulary import Certainty, Form, Part, Polarity, Stance, Status, Tense
from sources.models import ActorKind, Article, ArticleQuerySet, ArticleState
from sources.queries import read_query

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_VALUE = 10_000
MOST_VALUES = 50  # of one parameter
LARGEST_KEY = 2**63 - 1
HOW_TO_NAME = gettext_lazy(
    "A name in any spelling, a slug, our id, Wikidata id or ISO code. Several, repeated or between commas: any of them. "
    "Behind `!`: not that one. Quotation marks keep a name together that holds a comma."
)
HOW_TO_SEARCH = gettext_lazy(
    'German words are found in any inflection and inside compounds, ä as ae. `"in quotation marks"`: side by side. Behind '
    "`-`: not that."
)
KEYS = "1..9223372036854775807"
DAY = "YYYY-MM-DD"
Rows = TypeVar("Rows", bound=models.QuerySet[Any])
Many = TypeVar("Many", bound="ManyFilter")


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


class ManyField(forms.Field):
    """A parameter that may be repeated; cleaned to a list of texts without blanks around them, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Sequence[str] | None) -> list[str]:
        return list(dict.fromkeys(text.strip() for text in value or ()))


class KeysField(ManyField):
    """Ids, as a list of numbers."""

    allowed = (KEYS,)

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        texts = super().clean(value)
        if not all(text.isascii() and text.isdigit() and len(text) < 100 for text in texts):
            raise forms.ValidationError(_("An id is a number."))
        return [int(text) for text in texts]


class NamesField(ManyField):
    """Names of actors, as a list of `Value`s."""

    def clean(self, value: Sequence[str] | None) -> list[Any]:
        values = [read_value(text) for text in super().clean(value)]
        if not all(one.names for one in values):
            raise forms.ValidationError(_("There is no name in the value."))
        asked = sum(len(one.names) for one in values)
        if asked > MOST_VALUES:
            told = _("A parameter takes up to %(most)s names; these are %(n)s.")
            raise forms.ValidationError(told % {"most": MOST_VALUES, "n": asked})
        return values


class ManyFilter(Filter):  # type: ignore[misc]  # django-filter ships no types
    """A repeatable parameter of free texts."""

    field_class = ManyField


class NamesFilter(ManyFilter):
    """A repeatable parameter of names of actors; looked for first among those of `kinds`. `written`: rows that merely hold
    the words count as well."""

    field_class = NamesField

    def __init__(self, *args: Any, kinds: Collection[str] = (), written: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.written = kinds, written


class SearchField(forms.CharField):
    """What stands in a search box; refused where nothing in it can be searched for. `alone`: common words may stand alone,
    as the beginning of a name."""

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alone = alone

    def clean(self, value: str | None) -> Any:
        text = super().clean(value)
        if text and not read_query(text, alone=self.alone):
            raise forms.ValidationError(_("There is no word in it that can be searched for, or only very common ones."))
        return text


class SearchFilter(Filter):  # type: ignore[misc]  # django-filter ships no types
    """A parameter that takes what stands in a search box."""

    field_class = SearchField


class KeysFilter(ManyFilter):
    """A repeatable parameter of ids."""

    field_class = KeysField


def search(help_text: "StrOrPromise", *, alone: bool = False) -> SearchFilter:
    """A parameter that takes what stands in a search box."""
    told = format_lazy("{} {}", help_text, HOW_TO_SEARCH)
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE, "description": told}
    described: SearchFilter = extend_schema_field(schema)(SearchFilter(help_text=told, alone=alone))
    return described


def names(help_text: "StrOrPromise", **kwargs: Any) -> NamesFilter:
    """A parameter that takes names of actors; `kwargs` as a NamesFilter takes them."""
    item = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
    return repeatable(NamesFilter(help_text=format_lazy("{} {}", help_text, HOW_TO_NAME), **kwargs), item)


def keys(help_text: "StrOrPromise") -> KeysFilter:
    """A parameter that takes ids."""
    return repeatable(KeysFilter(help_text=help_text), {"type": "integer", "minimum": 1})


def repeatable(many: Many, item: dict[str, Any]) -> Many:
    schema = {"type": "array", "items": item, "maxItems": MOST_VALUES, "description": many.extra["help_text"]}
    described: Many = extend_schema_field(schema)(many)
    return described


def words(vocabulary: type[models.TextChoices], help_text: "StrOrPromise") -> MultipleChoiceFilter:
    """A parameter that takes any of a closed list of words."""
    return MultipleChoiceFilter(choices=vocabulary.choices, help_text=help_text)


def truth(help_text: "StrOrPromise") -> TypedMultipleChoiceFilter:
    """A parameter that is true or false."""
    choices = [("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]
    return TypedMultipleChoiceFilter(choices=choices, coerce=lambda value: value == "true", help_text=help_text)


def day(help_text: "StrOrPromise") -> DateFilter:
    """A parameter that takes one day."""
    return DateFilter(input_formats=["%Y-%m-%d"], help_text=help_text)


class StrictFilterSet(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """A filter set that refuses what it does not understand; ask `faults` before `qs`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resolved: dict[str, list[Resolved]] = {}
        self.notes: list[str] = []

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
        """Resolves all names of the query at once, for `narrowed`; fills `resolved` and `notes`."""
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
    published_after = day(gettext_lazy("In an article of this day or later."))
    published_before = day(gettext_lazy("In an article of this day or earlier."))
    q = search(gettext_lazy("Words of the statement, of the mentions, of the names of sources; the best first."))

    class Meta:
        model = Claim
        fields: list[str] = []

    def filter_queryset(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """`claims` that fulfil the query: roots, and where it asks for mentions, with one that fulfils all of that."""
        self.find_names()
        given = self.given()
        within = given.get("within", [False])
        claims = claims.roots().filter(
            within__in=within, **{look: given[name] for name, look in OWN.items() if name in given}
        )
        claims = self._standing(claims if "status" in given else claims.exclude(status=Status.REJECTED))
        claims = foretelling(claims, given.get("settled", ()))
        exact = set(given.get("exact", ())) == {True}
        claims = self.narrowed(claims, "actor", lambda asked: belonging(keys_of(asked), Part.ACTOR, exact=exact))
        claims = self.narrowed(claims, "source", lambda asked: belonging(keys_of(asked), Part.SOURCE, exact=exact))
        if "q" in given:
            claims = claims.matching(given["q"])
        return self._by_figure(self._by_mention(claims, given), given.get("has_figure", []))

    def _standing(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """`claims` without those that only a retired extraction made, unless curators decided on or merged something."""
        own = Mention.objects.current().filter(claim=models.OuterRef("pk"))
        merged = Claim.objects.filter(merged_into=models.OuterRef("pk"))
        return claims.filter(~models.Q(status=Status.UNREVIEWED) | models.Exists(own) | models.Exists(merged))

    def _by_mention(self, claims: ClaimQuerySet, given: dict[str, Any]) -> ClaimQuerySet:
        lookups = {lookup: given[name] for name, lookup in IN_MENTION.items() if name in given}
        outlets = self.resolved.get("outlet", ())
        if wanted := [one for one in outlets if not one.asked.negated]:
            lookups[PUBLISHED_BY] = keys_of(wanted)
        if unwanted := keys_of(one for one in outlets if one.asked.negated):
            theirs = Claim.objects.mentioned(Mention.objects.current().filter(**{PUBLISHED_BY: unwanted}))
            claims = claims.exclude(pk__in=theirs.values("pk"))
        if "article" in given:
            lookups["extraction__article__in"] = self._articles(given["article"])
        if (figures := self.figures()) is not None:
            lookups["quantities__in"] = figures.order_by()
        return claims.mentioned(Mention.objects.current().filter(**lookups)) if lookups else claims

    def _articles(self, keys: Sequence[int]) -> list[int]:
        known = set(Article.objects.filter(pk__in=[k for k in keys if k <= LARGEST_KEY]).values_list("pk", flat=True))
        self.notes += [_("There is no article with the id %(id)s.") % {"id": key} for key in keys if key not in known]
        return sorted(known)

    def _by_figure(self, claims: ClaimQuerySet, wanted: Sequence[bool]) -> ClaimQuerySet:
        if len(set(wanted)) != 1:
            return claims
        with_figure = Claim.objects.mentioned(Mention.objects.current().filter(quantities__isnull=False))
        carries = models.Exists(with_figure.filter(pk=models.OuterRef("pk")))
        return claims.filter(carries if wanted[0] else ~carries)


class ArticleFilter(StrictFilterSet):
    """Articles by outlet, day, state and words."""

    outlet = names(gettext_lazy("Who published it."), kinds=[ActorKind.OUTLET])
    state = words(ArticleState, gettext_lazy("Where it stands on its way to claims."))
    published_after = day(gettext_lazy("Of this day or later."))
    published_before = day(gettext_lazy("Of this day or earlier."))
    q = search(gettext_lazy("Words of title and text; the best first."))

    class Meta:
        model = Article
        fields: list[str] = []

    def filter_queryset(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """`articles` that fulfil the whole query."""
        lookups = {"state": "state__in"}
        lookups |= {"published_after": "published_on__gte", "published_before": "published_on__lte"}
        given = self.given()
        self.find_names()
        articles = self.narrowed(articles, "outlet", lambda asked: models.Q(outlet__in=keys_of(asked)))
        if "q" in given:
            articles = articles.matching(given["q"])
        return articles.filter(**{lookup: given[name] for name, lookup in lookups.items() if name in given})
