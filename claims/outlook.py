"""What pages say of predictions: the words, who said them when, when they are due, what became of them, and records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import PermissionsMixin
from django.db.models import F, Prefetch, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from claims import presenters
from claims.evidence import attach_mentions
from claims.models import Claim, Decision, Mention, Prediction
from claims.predictions import DUE, PredictionSource
from claims.separators import Grouped
from claims.track_records import Record, record_of
from claims.vocabulary import Outcome, Tense
from sources.models import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from claims.dossiers import User

SHOWN_SOURCES = 4
TABS: tuple[tuple["StrOrPromise", dict[str, str]], ...] = (
    (pgettext_lazy("predictions", "All"), {}),
    (pgettext_lazy("predictions", "Open"), {"outcome": Outcome.OPEN}),
    (pgettext_lazy("predictions", "Overdue"), {"overdue": "true"}),
    (gettext_lazy("Come true"), {"outcome": Outcome.COME_TRUE}),
    (gettext_lazy("Not come true"), {"outcome": Outcome.NOT_COME_TRUE}),
    (gettext_lazy("Undecidable"), {"outcome": Outcome.UNDECIDABLE}),
)
TABBED = ("outcome", "overdue", "settled")  # the parameters that tabs stand for
RIGHT_TO_SETTLE = "claims.change_claim"


@dataclass(frozen=True, slots=True)
class Foretelling:
    """A prediction as lists show it. `sources` are those that are named; without any, `speaker` says who it is."""

    prediction: Prediction
    words: str
    sign: presenters.Sign
    sources: Sequence[PredictionSource]
    more_sources: int
    speaker: str
    due: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Foreteller:
    """A source with its record: `score` in words, and where its predictions are."""

    actor: Actor
    record: Record
    score: str
    url: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists of predictions, whether it is shown, and the query for it."""

    label: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the page of a claim says of it as a prediction. `settler`: the curator, for those who may settle it too."""

    prediction: Prediction
    sign: presenters.Sign
    due: str
    overdue: bool
    settler: str = ""


def shown(predictions: QuerySet[Prediction]) -> QuerySet[Prediction]:
    """`predictions` with what lists and answers show of them."""
    sources = PredictionSource.objects.select_related("actor").order_by("pk")
    return (
        predictions.annotate(due_by=DUE)
        .select_related("claim", "settled_by")
        .prefetch_related(Prefetch("sources", sources))
    )


def by_due(predictions: QuerySet[Prediction]) -> QuerySet[Prediction]:
    """Those that are due soonest first, those without a time last."""
    return predictions.order_by(F("due_by").asc(nulls_last=True), "pk")


def by_day(predictions: QuerySet[Prediction]) -> QuerySet[Prediction]:
    """Those that were said last first."""
    return predictions.order_by(F("said_on").desc(nulls_last=True), "-pk")


def tabs(query: QueryDict) -> list[Tab]:
    """The lists to choose from, each with the other filters of `query`."""
    asked = {name: query.getlist(name) for name in TABBED if name in query}
    found = []
    for label, given in TABS:
        there = query.copy()
        for name in (*TABBED, "page"):
            there.pop(name, None)
        there.update({name: str(value) for name, value in given.items()})
        chosen = asked == {name: [str(value)] for name, value in given.items()}
        found.append(Tab(str(label), chosen, there.urlencode()))
    return found


def foretellers_shown(actors: Sequence[Actor]) -> list[Foreteller]:
    """Sources with what is counted of their predictions."""
    rows = ((actor, record_of(actor)) for actor in actors)
    return [Foreteller(actor, record, score_words(record), page_of_source(actor.slug)) for actor, record in rows]


def foretellings(predictions: Sequence[Prediction]) -> list[Foretelling]:
    """Predictions for a list."""
    attach_mentions([row.claim for row in predictions])
    return foretold(predictions)


def foretold(predictions: Sequence[Prediction]) -> list[Foretelling]:
    """The same where their claims have `current_mentions`."""
    today = timezone.localdate()
    return [_foretelling(row, today) for row in predictions]


def _foretelling(row: Prediction, today: date) -> Foretelling:
    mention = _first(row.claim)
    sources = list(row.sources.all())
    return Foretelling(
        row,
        mention.text if mention else row.claim.statement,
        outcome_sign(row, today),
        sources[:SHOWN_SOURCES],
        len(sources) - len(sources[:SHOWN_SOURCES]),
        "" if sources else presenters.speaker(mention) if mention else presenters.called(None),
        due_words(row, today),
        row.is_overdue(today),
    )


def _first(claim: Claim) -> Mention | None:
    """The earliest mention that speaks of the future, in its own words before those of claims merged into it."""
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    ahead = [one for one in mentions if one.tense == Tense.FUTURE] or mentions
    ranked = ((one.claim_id != claim.pk, one.extraction.article.published_on or date.max, one.pk, one) for one in ahead)
    return min(ranked, default=(None,) * 4)[3]


def prospect(claim: Claim, user: "User") -> Prospect | None:
    """What became of `claim` (a root with `current_mentions` or without); None where it is no prediction."""
    row = Prediction.objects.select_related("settled_by").filter(pk=claim.pk).first()
    if row is None:
        return None
    today = timezone.localdate()
    may_know = row.decided and isinstance(user, PermissionsMixin) and user.has_perm(RIGHT_TO_SETTLE)
    settler = _settler(row) if may_know else ""
    return Prospect(row, outcome_sign(row, today), due_words(row, today), row.is_overdue(today), settler)


def _settler(row: Prediction) -> str:
    acts = Decision.objects.filter(claim=row.pk, after__outcome=row.outcome).select_related("user").order_by("-pk")
    last = acts.first()
    return str(last.user) if last else ""


def outcome_sign(row: Prediction, today: date) -> presenters.Sign:
    """What became of it, in a colour and in words."""
    kind = "overdue" if row.is_overdue(today) else row.outcome
    return presenters.Sign(str(Outcome(row.outcome).label), f"outcome {kind}", _("what became of it"))


def due_words(row: Prediction, today: date) -> str:
    """When it is due: "due by 31 December 2026", "due since …" where that is over and nobody settled it."""
    first, last = (date_format(day) if day else "" for day in (row.due_first, row.due_last))
    if row.is_overdue(today):
        return _("due since %(day)s") % {"day": last or first}
    if first and last and first != last:
        return _("due from %(first)s to %(last)s") % {"first": first, "last": last}
    if not first and not last:
        return _("no time is named")
    if not first:
        return _("due by %(day)s") % {"day": last}
    return (_("due on %(day)s") if last else _("due from %(day)s on")) % {"day": first}


def predictions(number: int) -> str:
    """So many predictions, in words."""
    return ngettext("%(n)s prediction", "%(n)s predictions", number) % {"n": Grouped(number)}


def record_words(record: Record) -> str:
    """A whole record: "12 predictions, 5 settled: 3 of 5 came true"."""
    return f"{predictions(record.predictions)}, {score_words(record)}"


def score_words(record: Record) -> str:
    """How many were right: "5 settled: 3 of 5 came true"; where they are few, only that: "too few to judge: 3"."""
    if not record.is_score:
        told = _("too few to judge: %(n)s") % {"n": Grouped(record.judged)}
    else:
        settled = _("%(n)s settled") % {"n": Grouped(record.settled)}
        right = _("%(right)s of %(all)s came true") % {"right": record.right, "all": record.judged}
        told = f"{settled}: {right}"
    if record.undecidable:
        told += ", " + _("%(n)s undecidable") % {"n": Grouped(record.undecidable)}
    return told


def page_of_source(slug: str) -> str:
    """Where the predictions of one source are listed."""
    return f"{reverse('predictions')}?origin={slug}"
