"""Which claims are predictions, when they are due, and what later claims make of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import derive
from claims.checks import findings
from claims.extraction import extract
from claims.forecasting import derive_predictions
from claims.identity import merge_actors
from claims.models import Claim, Prediction
from claims.predictions import PredictionSource
from claims.review import undo
from tests.claims.building import store
from tests.factories import (
    NOON,
    SENTENCE,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    ExtractionFactory,
    MentionFactory,
    RelationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SAID = date(2026, 11, 20)
IN_2027 = (date(2027, 1, 1), date(2027, 12, 31))


def foretold(day=SAID, due=(), claim=None, **told):
    """A claim about the future in an article of `day`; `due` are its times."""
    words = told.setdefault("text", SENTENCE)
    article = ArticleFactory(text=f"{words} ({SENTENCE}, Nr. {Claim.objects.count()})", published_on=day)
    told = {"tense": "future", "extraction__article": article} | told
    told["claim"] = claim or ClaimFactory(statement=words)
    mention = MentionFactory(**told)
    for first, last in due:
        ClaimTimeFactory(mention=mention, first_day=first, last_day=last)
    derive_predictions([mention.claim_id])
    return mention


def happened(day=date(2027, 6, 1), **told):
    """An accepted claim that tells what has happened, in an article of `day`."""
    status = told.pop("status", "accepted")
    told = {"claim__status": status, "extraction__article__published_on": day} | told
    return MentionFactory(**told)


def linked(later, prediction, kind="supports", **told):
    """The relation, confirmed; a symmetric one names the older claim first."""
    pair = (prediction.claim, later.claim) if kind == "contradicts" else (later.claim, prediction.claim)
    relation = RelationFactory(from_claim=pair[0], to_claim=pair[1], kind=kind, status="confirmed", **told)
    derive_predictions([later.claim_id])
    return relation


def join(claim, into):  # None: nothing but deriving
    Claim.objects.filter(pk=claim.pk).update(merged_into=into)
    derive([claim.pk, *([into.pk] if into else [])])


def split(claim):
    root = claim.merged_into_id or Claim.objects.get(pk=claim.pk).merged_into_id
    Claim.objects.filter(pk=claim.pk).update(merged_into=None)
    derive([claim.pk, root])


def outcome(mention):
    row = Prediction.objects.get(pk=mention.claim_id)
    return row.outcome, row.settled_by_id


def wrong():
    return [words for words in findings() if "prediction" in words]


DUE = [
    # what is said, in an article of 20 November 2026; from when to when it is due
    ("Russland werde im kommenden Jahr angreifen", "2027-01-01", "2027-12-31"),
    ("die Preise würden bis Ende 2026 steigen", None, "2026-12-31"),
    ("der Krieg werde in fünf Jahren enden", "2031-01-01", "2031-12-31"),
    ("die Regierung werde Ende des Monats zurücktreten", "2026-11-21", "2026-11-30"),
    ("die Wirtschaft werde 2030 um fünf Prozent wachsen", "2030-01-01", "2030-12-31"),
    ("in den nächsten zwei Jahren werde der Hafen schließen", "2026-11-20", "2028-11-20"),
    ("im nächsten Quartal werde der Umsatz sinken", "2027-01-01", "2027-03-31"),
    ("ab 2027 werde die Fabrik Batterien bauen", "2027-01-01", None),
    ("zwischen 2027 und 2030 werde der Hafen wachsen", "2027-01-01", "2030-12-31"),
    ("kommende Woche werde Putin nach Pjöngjang reisen", "2026-11-23", "2026-11-29"),
    ("spätestens im Frühjahr werde es Neuwahlen geben", "2027-03-01", "2027-05-31"),
    ("er werde heute noch nach Kiew reisen", "2026-11-20", "2026-11-20"),
    ("die Stadt werde in diesem Jahr 30 Schulen bauen", "2026-11-20", "2026-12-31"),
    ("wie 2014 werde Russland im kommenden Jahr angreifen", "2027-01-01", "2027-12-31"),
    ("die Zinsen würden in den kommenden Monaten sinken", None, None),
    ("es werde keinen Frieden geben", None, None),
]


@pytest.mark.parametrize(("words", "first", "last"), DUE)
def test_when_a_prediction_is_due(words, first, last):
    text = f"Neues aus dem Hafen\n{words[0].upper()}{words[1:]}, sagte die Analystin Ida Vogel am Freitag."
    article = ArticleFactory(text=text, state="waiting", published_on=SAID)
    store(article, extract(text, published=SAID))
    row = Prediction.objects.get()
    assert row.said_on == SAID
    assert (row.due_first and str(row.due_first), row.due_last and str(row.due_last)) == (first, last)
    assert [source.actor.name for source in row.sources.all()] == ["Ida Vogel"]


class TestWhatIsOne:
    @pytest.mark.parametrize("stance", ["asserts", "expects", "promises", "warns", "denies", "confirms", "accuses"])
    def test_a_claim_about_the_future_is(self, stance):
        foretold(stance=stance)
        assert Prediction.objects.get().outcome == "open"

    @pytest.mark.parametrize("stance", ["demands", "asks", "thanks", "declines"])
    def test_a_demand_is_not(self, stance):
        foretold(stance=stance)
        assert not Prediction.objects.exists()

    @pytest.mark.parametrize("tense", ["past", "present"])
    def test_what_is_or_was_is_not(self, tense):
        foretold(tense=tense)
        assert not Prediction.objects.exists()

    @pytest.mark.parametrize("words", ["Kommt er 2027?", "„Kommt er 2027?“"])
    def test_a_question_is_not(self, words):
        foretold(text=words)
        assert not Prediction.objects.exists()

    def test_a_retired_mention_is_not(self):
        foretold(extraction__retired_at=NOON)
        assert not Prediction.objects.exists()

    def test_what_was_over_when_it_was_published_is_not(self):
        foretold(due=[(date(2020, 1, 1), date(2020, 12, 31))])
        assert not Prediction.objects.exists()
        foretold(due=[(None, date(2026, 11, 19))])
        assert not Prediction.objects.exists()

    def test_what_began_before_and_lasts_is(self):
        foretold(due=[(date(2023, 1, 1), SAID)])
        row = Prediction.objects.get()
        assert (row.due_first, row.due_last) == (None, None), "since 2023 is no time when it is due"

    def test_an_open_one_goes_with_the_last_mention_that_foretells(self):
        mention = foretold()
        type(mention).objects.filter(pk=mention.pk).update(tense="past")
        derive_predictions([mention.claim_id])
        assert not Prediction.objects.exists()

    def test_what_a_curator_settled_stays_as_it_is(self):
        mention = foretold(due=[IN_2027])
        Prediction.objects.update(outcome="undecidable", decided=True, settled_at=NOON)
        before = Prediction.objects.values().get()
        type(mention).objects.filter(pk=mention.pk).update(tense="past")
        derive_predictions([mention.claim_id])
        assert Prediction.objects.values().get() == before
        assert PredictionSource.objects.count() == 1
        assert wrong() == []

    def test_without_a_day_of_publication_the_day_of_adding_counts(self):
        foretold(day=None, due=[(date(2020, 1, 1), date(2020, 12, 31)), IN_2027])
        row = Prediction.objects.get()
        assert (row.said_on, row.due_first, row.due_last) == (None, *IN_2027)


class TestDue:
    def test_several_times_make_one(self):
        foretold(due=[IN_2027, (date(2028, 3, 1), date(2028, 3, 31)), (date(2019, 1, 1), date(2019, 1, 2))])
        row = Prediction.objects.get()
        assert (row.due_first, row.due_last) == (date(2027, 1, 1), date(2028, 3, 31))

    def test_a_start_behind_the_end_is_no_start(self):
        foretold(due=[(None, IN_2027[1]), (date(2030, 1, 1), None)])
        row = Prediction.objects.get()
        assert (row.due_first, row.due_last) == (None, IN_2027[1])

    def test_the_earliest_mention_that_names_a_time_counts(self):
        mention = foretold()
        foretold(day=date(2026, 12, 1), due=[IN_2027], claim=mention.claim)
        foretold(day=date(2027, 12, 1), due=[(date(2028, 1, 1), date(2028, 12, 31))], claim=mention.claim)
        row = Prediction.objects.get()
        assert (row.said_on, row.due_first, row.due_last) == (SAID, *IN_2027)

    @pytest.mark.parametrize(
        ("due", "today", "overdue"),
        [
            (IN_2027, date(2027, 12, 31), False),
            (IN_2027, date(2028, 1, 1), True),
            ((None, IN_2027[1]), date(2028, 1, 1), True),
            ((IN_2027[0], None), date(2027, 1, 2), True),
            ((None, None), date(2099, 1, 1), False),
        ],
    )
    def test_it_is_overdue_behind_its_last_day(self, due, today, overdue):
        foretold(due=[due] if any(due) else [])
        row = Prediction.objects.get()
        found = (
            row.is_overdue(today),
            Prediction.objects.overdue(today).exists(),
            not Prediction.objects.not_overdue(today).exists(),
        )
        assert found == (overdue, overdue, overdue)
        Prediction.objects.update(outcome="undecidable", settled_at=NOON)
        assert not Prediction.objects.overdue(today).exists()
        assert Prediction.objects.not_overdue(today).exists()


def told_by(actor, claim=None, **told):
    mention = foretold(claim=claim, **told)
    AttributionFactory(mention=mention, actor=actor)
    derive_predictions([mention.claim_id])
    return mention


def sources():
    return [(row.actor.name, row.denies) for row in PredictionSource.objects.order_by("actor__name")]


class TestSources:
    def test_an_origin_counts_once_however_many_articles_repeat_it(self):
        anna = ActorFactory(name="Anna")
        mention = told_by(anna)
        told_by(anna, mention.claim)
        join(told_by(anna).claim, mention.claim)
        assert sources() == [("Anna", False)]

    def test_only_the_origin_counts_and_who_is_not_named_does_not(self):
        mention = told_by(None)
        AttributionFactory(mention=mention, position=1, actor=ActorFactory(name="Relay"))
        derive_predictions([mention.claim_id])
        assert sources() == []

    def test_what_an_article_foretells_itself_is_its_outlets(self):
        foretold(
            extraction__article=ArticleFactory(outlet=ActorFactory(name="Tagespost", kind="outlet")), form="narrative"
        )
        assert sources() == [("Tagespost", False)]

    def test_the_side_of_a_source_is_told_by_the_words_that_stand_for_the_claim(self):
        anna, berta = ActorFactory(name="Anna"), ActorFactory(name="Berta")
        mention = told_by(anna, polarity="negative")
        told_by(berta, mention.claim, day=date(2026, 11, 21))
        told_by(anna, mention.claim, day=date(2026, 11, 22))
        assert sources() == [("Anna", True), ("Berta", False)]

    @pytest.mark.parametrize("kind", ["person", "outlet"])
    def test_a_merged_actor_counts_as_what_it_is_now(self, kind):
        anna, root = (ActorFactory(name=name, kind=kind) for name in ("Anna", "Root"))
        if kind == "person":
            derive([told_by(anna).claim_id])
        else:
            foretold(extraction__article=ArticleFactory(outlet=anna))
        decision = merge_actors(actor=anna, into=root, user=UserFactory(), now=NOON)
        assert sources() == [("Root", False)]
        undo(decision=decision, user=decision.user, now=NOON)
        assert sources() == [("Anna", False)]


class TestJoining:
    def test_the_root_alone_is_a_prediction_and_splitting_undoes_it(self):
        one, two = foretold(), foretold(due=[IN_2027])
        before = list(Prediction.objects.order_by("pk").values())
        join(two.claim, one.claim)
        assert [(row.pk, row.due_last) for row in Prediction.objects.all()] == [(one.claim_id, IN_2027[1])]
        split(two.claim)
        assert list(Prediction.objects.order_by("pk").values()) == before
        assert wrong() == []

    def test_the_root_shows_what_a_curator_gave_to_a_claim_merged_into_it(self):
        one, two = foretold(), foretold()
        later = ClaimFactory()
        Prediction.objects.filter(pk=two.claim_id).update(
            outcome="come_true", settled_by=later, settled_at=NOON, decided=True
        )
        join(two.claim, one.claim)
        row = Prediction.objects.get(pk=one.claim_id)
        assert (row.outcome, row.settled_by, row.settled_at, row.decided) == ("come_true", later, NOON, False)
        assert wrong() == []
        split(two.claim)
        assert (outcome(one), outcome(two)) == (("open", None), ("come_true", later.pk))

    def test_of_two_outcomes_the_roots_counts_else_the_later(self):
        root, one, two = foretold(), foretold(), foretold()
        for number, (row, given) in enumerate(((one, "come_true"), (two, "undecidable"), (root, "not_come_true"))):
            Prediction.objects.filter(pk=row.claim_id).update(
                outcome=given, decided=True, settled_at=NOON + timedelta(number)
            )
        join(one.claim, root.claim)
        assert outcome(root) == ("not_come_true", None)
        other = foretold()
        split(one.claim)
        join(one.claim, other.claim)
        join(two.claim, other.claim)
        assert outcome(other) == ("undecidable", None)

    def test_what_settled_it_may_become_its_root(self):
        one, later = foretold(), foretold()
        Prediction.objects.filter(pk=one.claim_id).update(
            outcome="come_true", settled_by=later.claim, settled_at=NOON, decided=True
        )
        join(one.claim, later.claim)
        assert outcome(later) == ("come_true", None)
        assert outcome(one) == ("come_true", later.claim_id)
        assert wrong() == []


@pytest.mark.parametrize("linked_too", [False, True])
def test_deriving_takes_the_same_queries_however_much_there_is(linked_too):
    """Reading: families, relations; families of what is linked, and its relations; mentions, predictions,
    which claims are accepted, times, origins (and who was merged among them). Writing: predictions, sources before,
    sources; savepoint and release."""
    counts = []
    for number in (1, 6):
        claims = []
        for _ in range(number):
            mention = told_by(ActorFactory(), due=[IN_2027])
            if linked_too:
                linked(happened(), mention)
            claims.append(mention.claim_id)
        Prediction.objects.filter(pk__in=claims).delete()
        with CaptureQueriesContext(connection) as captured:
            derive_predictions(claims)
        assert Prediction.objects.filter(pk__in=claims).count() == number
        counts.append(len(captured))
    assert counts == ([15, 15] if linked_too else [13, 13])


def test_a_second_time_changes_nothing():
    mention = told_by(ActorFactory(), due=[IN_2027])
    linked(happened(), mention)
    with CaptureQueriesContext(connection) as captured:
        derive_predictions([mention.claim_id])
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_newer_extraction_keeps_the_prediction_of_its_claim():
    text = "Lage\nRussland werde im kommenden Jahr angreifen, sagte die Analystin Ida Vogel am Freitag."
    article = ArticleFactory(text=text, state="waiting", published_on=SAID)
    store(article, extract(text, published=SAID))
    before = Prediction.objects.values().get()
    other = ExtractionFactory(article=article, version="newer", extractor="other", retired_at=NOON)
    assert other.pk
    derive_predictions([before["claim_id"]])
    assert Prediction.objects.values().get() == before
