"""The pages of predictions: what is listed, how it is narrowed and sorted, records of sources, and what is settled."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override as override_language

from claims.actions import derive
from claims.indexing import index_everything
from claims.models import Claim, Decision, Prediction
from claims.outcomes import settle
from claims.outlook import due_words, record_words, score_words
from claims.track_records import Record, foretellers, record_of, records
from tests.claims.test_forecasting import foretold, happened, join
from tests.claims.views.conftest import reader
from tests.claims.views.test_lists import BANNER, MENTIONS, tables
from tests.factories import NOON, ActorFactory, AttributionFactory, PredictionFactory, UserFactory

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}
LONG_AGO = (date(2020, 1, 1), date(2020, 12, 31))
FAR_AHEAD = (date(2090, 1, 1), date(2090, 12, 31))


def said(words, by="Ida Vogel", due=(), day=date(2019, 5, 1), **told):
    """A prediction in these words, made by an actor of this name."""
    actor = ActorFactory._meta.model.objects.filter(name=by).first() or ActorFactory(name=by, kind="person")
    mention = foretold(day, due, text=words, **told)
    AttributionFactory(mention=mention, actor=actor)
    derive([mention.claim_id])
    return mention


def listed(html, *words):
    """Which of `words` the list shows, in their order there."""
    results = html.partition('id="results"')[2]
    return sorted((one for one in words if one in results), key=results.index)


@pytest.fixture
def three():
    """One that is overdue, one that is not due yet, one without a time."""
    late = said("Der Hafen wird schließen", due=[LONG_AGO])
    ahead = said("Die Stadt wird wachsen", by="Mira Dahl", due=[FAR_AHEAD], day=date(2019, 6, 1))
    never = said("Es wird keinen Frieden geben", day=date(2019, 7, 1))
    return late, ahead, never


WORDS = ("Der Hafen", "Die Stadt", "Es wird keinen")


def test_the_list_shows_words_source_days_and_outcome(page, three):  # noqa: ARG001 - there are some
    html = page("/predictions/")
    for words in ("3 predictions", "Ida Vogel", "May 1, 2019", "due since Dec. 31, 2020", "due from Jan. 1, 2090 to"):
        assert words in html, words
    assert 'class="sign outcome overdue"' in html
    assert "no time is named" in html
    assert 'href="/predictions/" aria-current="page"' in html


def test_in_german(page, three):  # noqa: ARG001 - there are some
    html = page("/predictions/", **GERMAN)
    for words in ("Vorhersagen", "fällig seit dem 31. Dezember 2020", "keine Zeit genannt", "Überfällig", "offen"):
        assert words in html, words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", WORDS),
        ("sort=due", WORDS),
        ("sort=said", WORDS[::-1]),
        ("outcome=open", WORDS),
        ("overdue=true", WORDS[:1]),
        ("overdue=false", WORDS[1:]),
        ("overdue=true&overdue=false", WORDS),
        ("outcome=come_true", ()),
        ("settled=true", ()),
        ("settled=false", WORDS),
        ("source=Dahl", WORDS[1:2]),
        ("origin=Ida+Vogel", (WORDS[0], WORDS[2])),
        ("origin=!Ida+Vogel", WORDS[1:2]),
        ("due_year=2020", WORDS[:1]),
        ("due_year=2020&due_year=2090", WORDS[:2]),
        ("due_after=2021-01-01", WORDS[1:2]),
        ("due_before=2021-01-01", WORDS[:1]),
        ("q=hafen", WORDS[:1]),
        ("actor=Niemand", ()),
    ],
)
def test_it_is_narrowed_and_sorted(page, three, query, found):  # noqa: ARG001 - there are some
    index_everything()
    assert listed(page(f"/predictions/?{query}"), *WORDS) == list(found)


@pytest.mark.parametrize(
    "query",
    [
        "outcome=maybe",
        "due_year=x",
        "due_year=0",
        "due_year=99999",
        "due_after=1",
        "due_after=2030-01-01&due_before=2020-01-01",
        *("page=%00", "nonsense=1", "sort=name", "overdue=perhaps"),
    ],
)
def test_nonsense_is_refused(page, three, query):  # noqa: ARG001 - there are some
    assert 'role="alert"' in page(f"/predictions/?{query}", 400)


def test_tabs_keep_the_other_filters(page, three):  # noqa: ARG001 - there are some
    html = page("/predictions/?q=Hafen&overdue=true&page=1")
    assert '<a href="/predictions/?q=Hafen&amp;overdue=true" aria-current="page">Overdue</a>' in html
    assert '<a href="/predictions/?q=Hafen&amp;outcome=come_true">Come true</a>' in html
    assert '<a href="/predictions/?q=Hafen">All</a>' in html


@pytest.mark.parametrize("address", ["/predictions/", "/predictions/sources/"])
def test_an_empty_database_is_no_error(page, address):
    assert "There is nothing here yet" in page(address)


def test_rejected_and_merged_claims_are_not_listed(page, three):
    late, ahead, never = three
    Claim.objects.filter(pk=late.claim_id).update(status="rejected")
    join(never.claim, ahead.claim)
    html = page("/predictions/")
    assert "1 prediction" in html
    assert listed(html, *WORDS) == [WORDS[1]]
    assert [(one.name, one.foretold) for one in foretellers().order_by("name")] == [("Ida Vogel", 1), ("Mira Dahl", 1)]


def test_who_denies_it_and_who_is_not_named_are_told(page):
    mention = said("Der Hafen wird schließen")
    said("Der Hafen wird schließen", by="Mira Dahl", polarity="negative", claim=mention.claim, day=date(2019, 6, 1))
    nobody = foretold(text="Es wird eng")
    AttributionFactory(mention=nobody, actor=None)
    derive([nobody.claim_id])
    html = page("/predictions/")
    assert 'Mira Dahl</bdi></a> <span class="note">(denies it)' in html
    assert '<span class="unknown">not named</span>' in html


@pytest.mark.parametrize("more", [0, 4])
def test_the_lists_take_the_same_queries_however_long_they_are(client, three, more):  # noqa: ARG001 - there are some
    for number in range(more):
        said(f"Es wird Tag {number}", by=f"Person {number}", due=[FAR_AHEAD])
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get("/predictions/").context["rows"]) == 3 + more
    found = [
        "claims_prediction",
        "claims_prediction",
        "claims_predictionsource",
    ]  # how many, the page, its sources; nothing is nested
    assert tables(captured) == [*found, *MENTIONS[:-1], *BANNER]
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get("/predictions/sources/").context["rows"]) == 2 + more
    assert tables(captured) == ["sources_actor", "sources_actor", *BANNER]  # how many, the page with all counts


class TestDueWords:
    @pytest.mark.parametrize(
        ("first", "last", "english", "german"),
        [
            (
                *FAR_AHEAD,
                "due from Jan. 1, 2090 to Dec. 31, 2090",
                "fällig vom 1. Januar 2090 bis zum 31. Dezember 2090",
            ),
            (None, FAR_AHEAD[1], "due by Dec. 31, 2090", "fällig bis zum 31. Dezember 2090"),
            (FAR_AHEAD[0], None, "due from Jan. 1, 2090 on", "fällig ab dem 1. Januar 2090"),
            (FAR_AHEAD[0], FAR_AHEAD[0], "due on Jan. 1, 2090", "fällig am 1. Januar 2090"),
            (None, None, "no time is named", "keine Zeit genannt"),
            (None, LONG_AGO[1], "due since Dec. 31, 2020", "fällig seit dem 31. Dezember 2020"),
        ],
    )
    def test_tell_it_in_both_languages(self, first, last, english, german):
        row = Prediction(due_first=first, due_last=last)
        with override_language("en"):
            assert due_words(row, date(2026, 11, 22)) == english
        with override_language("de"):
            assert due_words(row, date(2026, 11, 22)) == german

    def test_what_is_settled_is_not_overdue(self):
        row = Prediction(due_first=LONG_AGO[0], due_last=LONG_AGO[1], outcome="come_true")
        with override_language("en"):
            assert due_words(row, date(2026, 11, 22)) == "due from Jan. 1, 2020 to Dec. 31, 2020"


class TestRecords:
    @pytest.mark.parametrize(
        ("record", "english", "german"),
        [
            (
                Record(12, 5, 3, 2),
                "12 predictions, 5 settled: 3 of 5 came true",
                "12 Vorhersagen, 5 entschieden: 3 von 5 eingetreten",
            ),
            (
                Record(12, 6, 5, 0),
                "12 predictions, 6 settled: 5 of 5 came true, 1 undecidable",
                "12 Vorhersagen, 6 entschieden: 5 von 5 eingetreten, 1 nicht entscheidbar",
            ),
            (Record(12, 3, 3, 0), "12 predictions, too few to judge: 3", "12 Vorhersagen, zu wenige für ein Urteil: 3"),
            (
                Record(9, 9, 2, 2),
                "9 predictions, too few to judge: 4, 5 undecidable",
                "9 Vorhersagen, zu wenige für ein Urteil: 4, 5 nicht entscheidbar",
            ),
            (Record(1, 0, 0, 0), "1 prediction, too few to judge: 0", "1 Vorhersage, zu wenige für ein Urteil: 0"),
        ],
    )
    def test_there_is_no_score_where_there_are_too_few(self, record, english, german):
        with override_language("en"):
            assert record_words(record) == english
            assert english.endswith(score_words(record))
        with override_language("de"):
            assert record_words(record) == german

    def test_a_source_is_right_where_what_it_denied_did_not_come_true(self):
        for outcome, polarity in [("come_true", "positive"), ("not_come_true", "negative"), ("come_true", "negative")]:
            mention = said("Der Hafen wird schließen", by="Anna")
            said("Der Hafen wird schließen", by="Berta", polarity=polarity, claim=mention.claim, day=date(2019, 6, 1))
            settle(prediction=mention.claim.prediction, outcome=outcome, user=UserFactory(), now=NOON)
        found = {one.name: record_of(one) for one in foretellers()}
        assert found == {"Anna": Record(3, 3, 2, 1), "Berta": Record(3, 3, 2, 1)}

    def test_counted_slowly_it_is_the_same(self):
        outcomes = ["open", "come_true", "not_come_true", "undecidable", "come_true", "come_true"]
        for number, outcome in enumerate(outcomes):
            mention = said("Es wird Tag", by=f"Person {number % 2}")
            said("Es wird Tag", by="Person 2", polarity="negative", claim=mention.claim, day=date(2019, 6, 1))
            if outcome != "open":
                settle(prediction=mention.claim.prediction, outcome=outcome, user=UserFactory(), now=NOON)
        slow = {}
        for row in Prediction.objects.public():
            for source in row.sources.all():
                told = slow.setdefault(source.actor_id, [0, 0, 0, 0])
                told[0] += 1
                told[1] += row.outcome != "open"
                if row.outcome in ("come_true", "not_come_true"):
                    told[2 if (row.outcome == "come_true") != source.denies else 3] += 1
        assert records(slow.keys()) == {pk: Record(*told) for pk, told in slow.items()}

    def test_the_table_has_those_with_most_first_and_no_score_of_few(self, page):
        for number in range(6):
            mention = said("Es wird Nacht", by="Vielrednerin")
            if number < 5:
                settle(prediction=mention.claim.prediction, outcome="come_true", user=UserFactory(), now=NOON)
        once = said("Es wird Tag", by="Anfänger")
        settle(prediction=once.claim.prediction, outcome="come_true", user=UserFactory(), now=NOON)
        html = page("/predictions/sources/")
        assert listed(html, "Vielrednerin", "Anfänger") == ["Vielrednerin", "Anfänger"]
        assert "5 of 5 came true" in html
        assert '<td class="few">too few to judge: 1</td>' in html
        slug = mention.chain.get().actor.slug
        assert f'href="/predictions/?origin={slug}"' in html
        assert "6 predictions" in page(f"/predictions/?origin={slug}")
        assert listed(page("/predictions/sources/?sort=name"), "Vielrednerin", "Anfänger")[0] == "Anfänger"
        assert listed(page("/predictions/sources/?name=Anf"), "Vielrednerin", "Anfänger") == ["Anfänger"]

    def test_the_page_of_an_actor_tells_its_record(self, page):
        mention = said("Es wird Nacht")
        slug = mention.chain.get().actor.slug
        html = page(f"/actors/{slug}/")
        assert "1 prediction, too few to judge: 0" in html
        assert f'href="/predictions/?origin={slug}"' in html
        assert "too few to judge" not in page(f"/actors/{ActorFactory().slug}/")


class TestClaimPage:
    def test_says_when_it_is_due_and_what_became_of_it(self, page):
        mention = said("Der Hafen wird schließen", due=[LONG_AGO])
        html = page(f"/claims/{mention.claim_id}/")
        assert "due since Dec. 31, 2020" in html
        assert 'class="sign outcome overdue"' in html
        assert "Settle it" not in html

    def test_names_the_curator_to_curators_alone(self, page):
        mention, curator = said("Der Hafen wird schließen", due=[LONG_AGO]), UserFactory(username="mira")
        later = happened(date(2021, 1, 1))
        settle(prediction=mention.claim.prediction, outcome="come_true", by_claim=later.claim, user=curator, now=NOON)
        html = page(f"/claims/{mention.claim_id}/")
        assert "by a curator" in html
        assert "mira" not in html
        assert f'href="/claims/{later.claim_id}/"' in html
        seen = reader("change_claim").get(f"/claims/{mention.claim_id}/").content.decode()
        assert "by the curator mira" in seen
        assert Decision.objects.count() == 1

    def test_what_is_no_prediction_has_nothing_of_it(self, page, world):
        assert 'id="prospect"' not in page(f"/claims/{world.inner.claim_id}/")


def test_what_is_due_today_is_not_overdue_tomorrow_it_is(page):
    today = timezone.localdate()
    PredictionFactory(due_last=today)
    assert "Nothing found" in page("/predictions/?overdue=true")
    PredictionFactory(due_last=today - timedelta(1))
    assert "1 prediction" in page("/predictions/?overdue=true")
