"""Pages of figures: the list of series, one series drawn and as a table, its points as files."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from claims.figure_pages import axis_number
from claims.grouping import count_points
from claims.measures import measured
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    ConceptFactory,
    MentionFactory,
    QuantityFactory,
    SeriesFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shells():
    """Shells from Arland to Borland: about 300 by Anna, 5 million by somebody not named, and more than 300 by Anna again."""
    names = {"agent": ActorFactory(name="Arland"), "recipient": ActorFactory(name="Borland")}
    concept = ConceptFactory(slug="shells", name="shells", name_de="Granaten", words=["granate"])
    row = SeriesFactory(concept=concept, deed="transfer", **names)
    anna = ActorFactory(name="Anna Alt", kind="person")
    add(row, 300, "about", origin=anna, day=date(2024, 1, 5))
    add(row, 5_000_000, "exact", day=date(2024, 1, 20), low=5_000_000, high=5_000_000)
    add(row, 300, "more_than", origin=anna, day=date(2025, 3, 1), low=300)
    return row


def add(row, value, qualifier, *, origin=None, day=None, status="unreviewed", **bounds):
    """One more point of a series."""
    mention = MentionFactory(extraction__article=ArticleFactory(published_on=day), claim__status=status)
    AttributionFactory(mention=mention, actor=origin)
    bounds = {name: Decimal(end) for name, end in bounds.items()}
    told = {"value": Decimal(value), "qualifier": qualifier, "low_open": qualifier == "more_than", **bounds}
    point = QuantityFactory(mention=mention, position=0, series=row, thing=row.concept, origin=origin, **told)
    for name, end in measured(point, "").items():
        setattr(point, name, end)
    point.save()
    with transaction.atomic():
        count_points([row.pk])
    return point


def test_the_list_shows_series_with_two_figures_or_more(page, shells):
    add(SeriesFactory(concept__name="drones"), 3, "exact")
    html = page("/figures/")
    assert f'href="/figures/{shells.pk}/"' in html
    assert "<bdi>Arland → Borland, handed over</bdi>" in html
    assert "270–5 million" in html
    assert "3 figures · 2 origins" in html
    assert "Drones" not in html
    assert '<a href="/figures/" aria-current="page">Figures</a>' in html


def test_the_list_says_what_to_do_where_there_is_nothing(page):
    assert "There is nothing here yet" in page("/figures/")
    assert "Nothing found" in page("/figures/?concept=weapons")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("concept=shells", True),
        ("concept=Granaten", True),
        ("concept=drones", False),
        ("actor=Borland", True),
        ("actor=!Borland", False),
        ("actor=Celand", False),
        ("unit=kg", False),
        ("value_min=4000000", True),
        ("value_max=200", False),
        ("value_min=0&value_max=300", True),
        ("sort=points", True),
    ],
)
def test_filters_of_the_list(page, shells, query, found):
    ActorFactory(name="Celand")
    assert (f'href="/figures/{shells.pk}/"' in page(f"/figures/?{query}")) is found


@pytest.mark.parametrize(
    "query",
    ["unit=furlong", "value_min=x", "value_min=5&value_max=4", "value_min=NaN", "value_max=1e99", "sort=odd", "x=1"],
)
def test_nonsense_is_told(page, query):
    assert 'role="alert"' in page(f"/figures/?{query}", status=400)


def test_the_list_takes_the_same_queries_however_long_it_is(client, shells):  # noqa: ARG001 - there is one
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/figures/?concept=shells").status_code == 200
        return len(captured)

    before = queries()
    for _number in range(5):
        row = SeriesFactory(concept=ConceptFactory(), agent=ActorFactory())
        add(row, 1, "exact")
        add(row, 2, "exact")
    assert (before, queries()) == (5, 5)  # concepts of the name, what they hold, count, page, whose demo it is


def test_the_page_draws_every_figure_and_tells_it_in_words(page, shells):
    html = page(f"/figures/{shells.pk}/")
    assert html.count('class="shape"') == 2 * 3 + 2 + 3  # two sizes of the drawing, the legend, the table
    assert len(re.findall(r'<g class="point hue-1', html)) == 4
    assert len(re.findall(r'<g class="point hue-2', html)) == 2
    assert 'class="tip"' in html
    assert "<desc" in html
    assert "each line ten times the one below" in html
    assert "rund 300 Granaten" in html
    assert "Jan. 5, 2024" in html
    assert "style=" not in html.partition("<main")[2]


def test_the_page_lists_what_excludes_each_other(page, shells):
    html = page(f"/figures/{shells.pk}/")
    conflicts = html.partition("Figures that exclude each other")[2].partition("<section")[0]
    assert "Anna Alt" in conflicts
    assert "not named" in conflicts
    add(shells, 900, "exact", origin=ActorFactory(), day=date(2026, 1, 1), low=900, high=900, status="rejected")
    later = page(f"/figures/{shells.pk}/").partition("Later figures")[2].partition("<section")[0]
    assert later == ""


def test_a_time_that_is_told_stands_in_the_table(page, shells):
    point = shells.points.order_by("pk").first()
    ClaimTimeFactory(mention=point.mention)
    assert '<td lang="de">im Mai</td>' in page(f"/figures/{shells.pk}/")


def test_numbers_on_the_scale_are_in_the_readers_language(page, shells):
    html = page(f"/figures/{shells.pk}/", **{"Accept-Language": "de"})
    assert "1 Mio." in html
    assert "Granaten" in html
    drawn = html.partition('<svg class="chart')[2].partition("<ul")[0]
    coordinates = re.findall(r'\b(?:x1|x2|y1|y2|cx|cy|x|y)="([^"]*)"', drawn)
    assert coordinates
    assert all(re.fullmatch(r"-?\d+", one) for one in coordinates)
    with translation.override("de"):
        assert axis_number(Decimal(1_500_000)) == "1,5 Mio."


def test_a_figure_without_a_day_is_in_the_table_only(page, shells):
    add(shells, 77, "exact")
    html = page(f"/figures/{shells.pk}/")
    assert "1 figure without a day is in the table only." in html
    assert html.count('<g class="point') == 6


def test_a_series_without_points_says_so(page):
    assert "No figure belongs here any more" in page(f"/figures/{SeriesFactory().pk}/")


def test_a_series_that_is_not_there_is_not_found(client):
    for address in ("/figures/999/", "/figures/999/points.csv", "/figures/999/points.json"):
        assert client.get(address).status_code == 404


def test_the_page_takes_the_same_queries_however_many_points(client, shells):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/figures/{shells.pk}/").status_code == 200
        return len(captured)

    before = queries()
    for number in range(6):
        add(shells, 10 + number, "exact", origin=ActorFactory(part_of=ActorFactory()), day=date(2025, 5, 1))
    assert queries() <= before + 1  # one for whatever origins are part of
    assert before == 9


def test_the_points_as_csv_and_json(client, shells):
    answer = client.get(f"/figures/{shells.pk}/points.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="figures-{shells.pk}.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert [(row["value"], row["base_low"], row["base_high"], row["said"]) for row in rows] == [
        ("300", "300", "", "2025-03-01"),
        ("5000000", "5000000", "5000000", "2024-01-20"),
        ("300", "270", "330", "2024-01-05"),
    ]
    told = json.loads(client.get(f"/figures/{shells.pk}/points.json").content)["points"]
    assert told == rows


def test_a_spreadsheet_gets_no_formula_from_others(client, shells):
    point = shells.points.order_by("pk").first()
    point.mention.claim.statement = "=HYPERLINK(1)"
    point.mention.claim.save()
    assert ",'=HYPERLINK(1)" in client.get(f"/figures/{shells.pk}/points.csv").content.decode()


def test_claims_and_actors_lead_to_the_figure_over_time(page, shells):
    point = shells.points.order_by("pk").first()
    html = page(f"/claims/{point.mention.claim_id}/")
    assert f'<a class="over-time" href="/figures/{shells.pk}/">this figure over time</a>' in html
    assert f'href="/figures/{shells.pk}/"' in page(f"/actors/{shells.agent.slug}/")
    alone = add(SeriesFactory(), 3, "exact")
    assert "over-time" not in page(f"/claims/{alone.mention.claim_id}/")


def test_a_point_leads_to_the_claim_that_its_own_was_merged_into(page, shells):
    point, root = shells.points.order_by("pk").first(), ClaimFactory()
    point.mention.claim.merged_into = root
    point.mention.claim.save()
    assert f'href="/claims/{root.pk}/#m{point.mention_id}"' in page(f"/figures/{shells.pk}/")
