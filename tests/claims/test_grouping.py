"""Figures become points of series, in whatever order articles come, and follow what curators decide."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.checks import findings
from claims.concept_loading import derive_all, load_concepts
from claims.extraction import types
from claims.identity import merge_actors
from claims.models import Attribution, MentionActor, Quantity, Series
from claims.review import change_actor, change_source, undo
from sources.indexing import index_actors
from sources.models import Actor
from tests.claims.building import about, claim, extraction, hop, span, store
from tests.factories import NOON, ActorFactory, ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
KNOWN = {
    "weapons": {"de": "Waffen", "words": ["waffe"]},
    "shells": {"de": "Granaten", "broader": "weapons", "words": ["granate", "geschoss"]},
    "casualties": {"de": "Opfer", "words": ["opfer"]},
    "deaths": {"de": "Tote", "broader": "casualties", "words": ["tote"]},
    "soldiers": {"de": "Soldaten", "words": ["soldat"]},
    "grain": {"de": "Getreide", "kind": "measure", "words": ["getreide"]},
    "damage": {"de": "Schaden", "kind": "measure", "words": ["schaden"]},
}


@pytest.fixture(autouse=True)
def _concepts(request):
    if request.node.get_closest_marker("django_db"):
        load_concepts(known=KNOWN)


def figure(text, words, value, unit, concept=None, nth=0):
    start, end = span(text, words, nth)
    value = Decimal(value)
    return types.Quantity(value, value, value, False, False, "exact", unit, concept, words, (start, end))  # noqa: FBT003


def told(*sentences, day=date(2024, 5, 1), version="1"):
    """An article of sentences: each a text with its actors (words, name, role), figure (words, value, unit, concept) and
    source; stored."""
    text = " ".join(sentence["text"] for sentence in sentences)
    claims = []
    for number, sentence in enumerate(sentences):
        actors = [about(text, words, name, role=role) for words, name, role in sentence.get("actors", ())]
        figures = [figure(text, *sentence["figure"])] if "figure" in sentence else []
        chain = [hop(text, sentence["by"], sentence["by"], "person")] if "by" in sentence else []
        parts = {"actors": tuple(actors), "quantities": tuple(figures), "chain": tuple(chain)}
        claims.append(claim(text, sentence["text"], number=str(number), form="narrative", **parts))
    article = ArticleFactory(text=text, published_on=day, state="waiting")
    index_actors([article.outlet_id])
    store(article, extraction(text, *claims, version=version))
    return article


DELIVERED = {
    "text": "Arland lieferte Borland 500 Granaten.",
    "actors": [("Arland", "Arland", "agent"), ("Borland", "Borland", "recipient")],
    "figure": ("500 Granaten", 500, "Granaten"),
}
SHORT = {"text": "Es waren 700 Geschosse.", "figure": ("700 Geschosse", 700, "Geschosse")}
BOTH_NAMED = {
    "text": "Arland und Borland schweigen.",
    "actors": [("Arland", "Arland", "agent"), ("Borland", "Borland", "agent")],
}


def series():
    """What every series with points is about, with the values of its points."""
    rows = Series.objects.filter(points_count__gt=0).select_related("concept", "agent", "recipient")
    return {
        (
            row.concept.name if row.concept else row.noun,
            *(one and one.name for one in (row.agent, row.recipient)),
            row.deed,
        ): [int(value) for value in row.points.order_by("value").values_list("value", flat=True)]
        for row in rows
    }


SHELLS = ("shells", "Arland", "Borland", "transfer")


def test_words_of_one_concept_with_one_direction_are_one_series():
    told(DELIVERED)
    told(
        DELIVERED
        | {"text": "Geschosse: Borland erhielt von Arland 900 Stück.", "figure": ("900 Stück", 900, "Geschosse")}
    )
    assert series() == {SHELLS: [500, 900]}
    assert list(findings()) == []


def test_the_numbers_of_a_series_are_those_of_its_points():
    told(DELIVERED | {"by": "Arland"}, day=date(2024, 3, 1))
    told(DELIVERED, day=date(2024, 6, 1))
    told(
        DELIVERED | {"text": "Arland lieferte Borland 800 Granaten.", "figure": ("800 Granaten", 800, "Granaten")},
        day=None,
    )
    row = Series.objects.get()
    assert (row.points_count, row.origins_count, row.directed_count) == (3, 3, 3)
    assert (row.newest, row.least, row.most) == (date(2024, 6, 1), 500, 800)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Aus Arland kamen 500 Granaten nach Borland, geliefert per Schiff.", SHELLS),
        ("Lieferungen von Arland an Borland umfassten 500 Granaten.", SHELLS),
        ("Die Arland gehörigen 500 Granaten gingen für Borland auf See.", ("shells", None, "Borland", "")),
    ],
)
def test_words_before_an_actor_tell_its_side(words, expected):
    actors = [("Arland", "Arland", "about"), ("Borland", "Borland", "about")]
    told({"text": words, "actors": actors, "figure": ("500 Granaten", 500, "Granaten")})
    assert series() == {expected: [500]}


def test_what_a_figure_leaves_out_is_taken_from_its_article():
    told(DELIVERED, SHORT)
    assert series() == {SHELLS: [500, 700]}
    told({"text": "Arland beliefert Borland.", "actors": DELIVERED["actors"]}, SHORT)
    assert series() == {SHELLS: [500, 700, 700]}


def test_who_only_counts_is_the_origin_and_no_agent():
    counted = {"text": "Celand geht von 700 Granaten aus.", "actors": [("Celand", "Celand", "agent")]}
    told(DELIVERED, counted | {"figure": ("700 Granaten", 700, "Granaten")})
    assert series() == {SHELLS: [500, 700]}
    assert Quantity.objects.get(value=700).origin.name == "Celand"


def test_a_figure_joins_the_series_of_those_whom_its_article_names_whatever_comes_first():
    for number, order in enumerate(permutations([[DELIVERED], [SHORT, BOTH_NAMED]])):
        for sentences in order:
            told(*sentences, {"text": f"Ende {number}."})
    assert series() == {SHELLS: [500, 500, 700, 700]}
    assert list(findings()) == []


def test_who_says_it_may_have_done_it():
    told(DELIVERED | {"by": "Arland"})
    agent = MentionActor.objects.get(role="agent").actor
    change_source(attribution=Attribution.objects.get(), actor=agent, user=UserFactory(), now=NOON)
    assert series() == {SHELLS: [500]}


def test_a_figure_joins_no_series_where_two_would_do_or_an_actor_is_not_named():
    told(DELIVERED)
    told(SHORT, {"text": "Arland schweigt.", "actors": [("Arland", "Arland", "agent")]})
    assert series() == {SHELLS: [500]}
    back = DELIVERED | {"text": "Borland lieferte Arland 500 Granaten."}
    told(back | {"actors": [("Borland", "Borland", "agent"), ("Arland", "Arland", "recipient")]})
    told(SHORT, BOTH_NAMED)
    assert series() == {SHELLS: [500], ("shells", "Borland", "Arland", "transfer"): [500]}


def test_the_other_direction_and_another_deed_are_other_series():
    told(
        DELIVERED,
        {
            "text": "Borland feuerte 200 Granaten ab.",
            "actors": [("Borland", "Borland", "agent")],
            "figure": ("200 Granaten", 200, "Granaten", None),
        },
    )
    assert set(series()) == {SHELLS, ("shells", "Borland", None, "fire")}


def test_harm_counts_where_it_happens():
    dead = {"text": "In Borland tötete Arland 12 Menschen: 12 Tote.", "figure": ("12 Tote", 12, "Tote")}
    told(dead | {"actors": [("Borland", "Borland", "about"), ("Arland", "Arland", "agent")]})
    assert set(series()) == {("deaths", "Borland", None, "")}


def test_measured_figures_are_about_their_matter_or_magnitude():
    arland = [("Arland", "Arland", "agent")]
    told({"text": "Arland erntete 3 Tonnen Getreide.", "actors": arland, "figure": ("3 Tonnen", 3, "Tonnen", "tonne")})
    told(
        {
            "text": "Arland meldet einen Schaden von 9 Euro.",
            "actors": [("Arland", "Arland", "about")],
            "figure": ("9 Euro", 9, "Euro", "EUR"),
        }
    )
    told(
        {
            "text": "In Arland stieg der Schaden um 4 Euro.",
            "actors": [("Arland", "Arland", "about")],
            "figure": ("4 Euro", 4, "Euro", "EUR"),
        }
    )
    told({"text": "Arland zahlte 5 Euro.", "actors": arland, "figure": ("5 Euro", 5, "Euro", "EUR")})
    assert series() == {("grain", "Arland", None, ""): [3], ("damage", "Arland", None, ""): [9]}
    assert Series.objects.get(concept__slug="grain").least == 3000


@pytest.mark.parametrize(
    "unit", [("zwei Jahre", 2, "Jahre", "year"), ("50 Prozent", 50, "Prozent", "percent"), ("17", 17, None)]
)
def test_durations_mere_shares_and_bare_numbers_form_no_series(unit):
    told({"text": f"Arland wartete {unit[0]}.", "actors": [("Arland", "Arland", "agent")], "figure": unit})
    assert series() == {}


def test_a_figure_about_nobody_forms_no_series():
    told(SHORT)
    assert series() == {}


def test_nouns_without_a_concept_fall_together_in_all_cases():
    for words in ("drei Frachter", "vier Frachtern"):
        told(
            {
                "text": f"Arland sah {words}.",
                "actors": [("Arland", "Arland", "agent")],
                "figure": (words, 3, words.split()[1]),
            }
        )
    assert series() == {("frachter", "Arland", None, ""): [3, 3]}


def test_a_part_of_a_quotation_counts_instead_of_the_whole():
    text = "Arland lieferte Borland 500 Granaten, und das ist viel."
    actors = (about(text, "Arland", "Arland", role="agent"), about(text, "Borland", "Borland", role="recipient"))
    given = {"actors": actors, "quantities": (figure(text, "500 Granaten", 500, "Granaten"),)}
    part = claim(text, "Arland lieferte Borland 500 Granaten", number="b", **given)
    article = ArticleFactory(text=text, state="waiting")
    store(article, extraction(text, claim(text, text, number="a", parts=(part,), **given)))
    [point] = Quantity.objects.exclude(series=None)
    assert point.mention.whole is not None
    assert series() == {SHELLS: [500]}


def test_a_newer_extraction_takes_the_points_of_the_older_one_along():
    article = told(DELIVERED)
    text = article.body.text
    store(article, extraction(text, claim(text, text), version="2"), NOON + timedelta(1))
    assert series() == {}
    assert list(findings()) == []


def test_a_merge_of_actors_joins_their_series_and_undoing_parts_them():
    told(DELIVERED)
    other = DELIVERED | {"text": "Arlandia lieferte Borland 600 Granaten.", "figure": ("600 Granaten", 600, "Granaten")}
    told(other | {"actors": [("Arlandia", "Arlandia", "agent"), ("Borland", "Borland", "recipient")]})
    apart = series()
    user = UserFactory()
    one, into = (Actor.objects.get(name=name) for name in ("Arlandia", "Arland"))
    decision = merge_actors(actor=one, into=into, user=user, now=NOON)
    assert series() == {SHELLS: [500, 600]}
    undo(decision=decision, user=user, now=NOON)
    assert series() == apart
    assert list(findings()) == []


def test_what_curators_change_of_actors_and_sources_regroups():
    told(DELIVERED | {"by": "Arland"})
    user, other = UserFactory(), ActorFactory(name="Celand", kind="country")
    index_actors([other.pk])
    mentioned = MentionActor.objects.get(actor__name="Borland")
    decision = change_actor(mentioned=mentioned, actor=other, user=user, now=NOON)
    assert series() == {("shells", "Arland", "Celand", "transfer"): [500]}
    undo(decision=decision, user=user, now=NOON)
    hop = Attribution.objects.get()
    change_source(attribution=hop, actor=other, user=user, now=NOON)
    assert series() == {SHELLS: [500]}
    assert Quantity.objects.get().origin == other
    assert list(findings()) == []


def test_a_body_of_a_state_hands_over_for_the_state():
    state = ActorFactory(name="Arland", kind="country")
    army = ActorFactory(name="Armee von Arland", part_of=state)
    told(DELIVERED)
    Quantity.objects.get()
    mentioned = MentionActor.objects.get(actor__name="Arland")
    change_actor(mentioned=mentioned, actor=army, user=UserFactory(), now=NOON)
    assert series() == {SHELLS: [500]}


def test_deriving_again_changes_nothing_and_asks_the_same_for_more_articles():
    told(DELIVERED, SHORT)
    before = list(Quantity.objects.order_by("pk").values())
    with CaptureQueriesContext(
        connection,
    ) as first:
        derive_all()
    assert list(Quantity.objects.order_by("pk").values()) == before
    told(DELIVERED, SHORT, BOTH_NAMED)
    with CaptureQueriesContext(connection) as second:
        derive_all()
    assert len(first) == len(second)
