"""What stands behind the mentions of a claim, on its page and in the API, in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from claims import explaining
from claims.actions import derive
from claims.background import Ground, attach_background
from claims.evidence import attach_mentions
from claims.models import Claim, Gist
from claims.origins import Code
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    MentionFactory,
    QuantityFactory,
    UsedSourceFactory,
)

pytestmark = pytest.mark.django_db

GROUNDS = [
    ("person", Code.SAME_ACTOR, "the same person: Jenny Town", "dieselbe Person: Jenny Town"),
    ("organisation", Code.SAME_ACTOR, "the same source: Jenny Town", "dieselbe Quelle: Jenny Town"),
    ("country", Code.SPEAKS_FOR, "they speak for the same: Jenny Town", "sie sprechen für dieselbe Stelle: Jenny Town"),
    ("outlet", Code.VIA, "both by way of Jenny Town", "beide über Jenny Town"),
    (
        "outlet",
        Code.SAME_OUTLET,
        "both in Jenny Town, without a named origin",
        "beide bei Jenny Town, ohne genannten Urheber",
    ),
    (
        "outlet",
        Code.TRANSLATION,
        "a translation of what Jenny Town published",
        "eine Übersetzung dessen, was Jenny Town veröffentlicht hat",
    ),
    ("outlet", Code.LISTED, "Jenny Town is listed as a source", "Jenny Town ist als Quelle angegeben"),
]


@pytest.mark.parametrize(("kind", "code", "english", "german"), GROUNDS)
def test_reasons_are_told_in_the_readers_language(kind, code, english, german):
    ground = Ground(code, (1, 2), ActorFactory.build(name="Jenny Town", kind=kind), None)
    assert explaining.reason_in_words(ground) == english
    with translation.override("de"):
        assert explaining.reason_in_words(ground) == german


def test_several_are_not_both():
    ground = Ground(Code.VIA, (1, 2, 3), ActorFactory.build(name="Reuters", kind="outlet"), None)
    assert explaining.reason_in_words(ground) == "by way of Reuters"


def test_a_copy_names_its_article():
    article = ArticleFactory(title="Granaten für Moskau", outlet=ActorFactory(name="Tagespost", kind="outlet"))
    ground = Ground(Code.COPY, (1, 2), None, article)
    assert explaining.reason_in_words(ground) == "copies of one text: Granaten für Moskau (Tagespost)"


@pytest.mark.parametrize(
    ("mentions", "origins", "english", "german"),
    [
        (1, 1, "", ""),
        (2, 1, "2 mentions, 1 independent origin", "2 Erwähnungen, 1 unabhängiger Urheber"),
        (5, 2, "5 mentions, 2 independent origins", "5 Erwähnungen, 2 unabhängige Urheber"),
    ],
)
def test_the_headline_counts(mentions, origins, english, german):
    claim = Claim(mentions_count=mentions, origins_count=origins)
    assert explaining.numbers(claim) == english
    with translation.override("de"):
        assert explaining.numbers(claim) == german


def paper(name):
    return ActorFactory(name=name, kind="outlet", slug=name.lower())


def mention(claim, outlet, day, *chain, text="kommt es so", **more):
    article = ArticleFactory(
        text=f"Nach Angaben von Kreisen {text}, am {day}. bei {outlet.name} ({claim.pk}).",
        outlet=outlet,
        published_on=date(2026, 5, day),
    )
    row = MentionFactory(claim=claim, extraction__article=article, text=text, **more)
    for position, actor in enumerate(chain):
        AttributionFactory(mention=row, actor=actor, position=position)
    return row


@pytest.fixture
def story():
    """Two papers that cite each other, an expert with a "fast" that a third paper drops, and a denial."""
    claim = ClaimFactory(statement="Fast 11.000 Container kamen an")
    kurier, post, funk = paper("Kurier"), paper("Post"), paper("Funk")
    expert, office = ActorFactory(name="Anna Alt", kind="person"), ActorFactory(name="Außenamt")
    first = mention(claim, kurier, 1, expert, post, text="fast 11.000 Container")
    QuantityFactory(mention=first, text="fast 11.000", value=Decimal(11000), qualifier="almost", unit="Container")
    second = mention(claim, post, 2, expert, kurier, text="11.000 Container")
    QuantityFactory(mention=second, text="11.000", value=Decimal(11000), qualifier="exact", unit="Container")
    third = mention(claim, funk, 3, text="kamen Container an")
    denial = mention(claim, funk, 4, office, polarity="negative", text="kam nichts an")
    derive([claim.pk])
    claim.refresh_from_db()
    return claim, first, second, third, denial


def test_the_api_tells_what_stands_behind_a_claim(client, story):
    claim, first, second, third, denial = story
    told = client.get(f"/api/claims/{claim.pk}/").json()
    columns = ("mentions_count", "origins_count", "denied", "disputed", "within")
    assert [told[name] for name in columns] == [4, 3, True, True, False]
    origins = [
        (one["actor"] and one["actor"]["name"], one["outlet"] and one["outlet"]["name"]) for one in told["origins"]
    ]
    assert origins == [("Anna Alt", None), (None, "Funk"), ("Außenamt", None)]
    assert [one["mentions"] for one in told["origins"]] == [[first.pk, second.pk], [third.pk], [denial.pk]]
    [reason] = told["origins"][0]["reasons"]
    assert (reason["code"], reason["mentions"]) == ("same_actor", [first.pk, second.pk])
    assert (reason["actor"]["name"], reason["article"]) == ("Anna Alt", None)
    [circle] = told["circular"]
    assert [(one["outlet"]["name"], one["cited"]["name"], one["mentions"]) for one in circle] == [
        ("Kurier", "Post", [first.pk]),
        ("Post", "Kurier", [second.pk]),
    ]
    assert told["hedge_losses"] == [
        {"kind": "figure", "earlier": first.pk, "later": second.pk, "before": "fast 11.000", "after": "11.000"},
        {"kind": "source", "earlier": second.pk, "later": third.pk, "before": "Anna Alt", "after": None},
    ]


def test_a_mention_tells_its_statement_and_the_quotation_that_it_is_a_part_of(client):
    whole = MentionFactory()
    part = MentionFactory(extraction=whole.extraction, whole=whole)
    Gist.objects.create(mention=part, statement="Russland erhielt Granaten")
    [told] = client.get(f"/api/claims/{part.claim_id}/").json()["mentions"]
    assert (told["whole"], told["statement"]) == (whole.pk, "Russland erhielt Granaten")
    [told] = client.get(f"/api/claims/{whole.claim_id}/").json()["mentions"]
    assert (told["whole"], told["statement"]) == (None, None)


def page(client, claim, language="en"):
    answer = client.get(f"/claims/{claim.pk}/", headers={"accept-language": language})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_tells_numbers_origins_sides_circles_and_lost_hedges(client, story):
    claim, first, second, third, denial = story
    html = page(client, claim)
    assert "4 mentions, 3 independent origins" in html
    origins = html.partition('id="origins"')[2].partition("</section>")[0]
    assert "the same person: Anna Alt" in origins
    assert "names nobody" in origins
    assert f'href="#m{second.pk}"' in origins
    assert "Kurier cites Post, which cites Kurier" in html
    sides = html.partition('id="sides"')[2].partition("</section>")[0]
    affirming, denying = sides.split("side-of denying")
    assert "It is so" in affirming
    assert "It is not so" in denying
    assert f'href="#m{denial.pk}"' in denying
    assert f'href="#m{first.pk}"' in affirming
    own = {row.pk: html.partition(f'id="m{row.pk}"')[2].partition("</article>")[0] for row in story[1:]}
    assert "A later article drops the care with which the figure is given here." in own[first.pk]
    assert "An earlier article gave the figure with care; here it stands bare." in own[second.pk]
    assert '<q lang="de">fast 11.000</q>' in own[second.pk]
    assert "An earlier article named a source; this one names none." in own[third.pk]
    assert "no source" in own[third.pk]
    assert "notice hedge" not in own[denial.pk]
    assert "denied by some" in html


def test_the_page_tells_it_in_german(client, story):
    html = page(client, story[0], "de")
    for words in (
        "4 Erwähnungen, 3 unabhängige Urheber",
        "dieselbe Person: Anna Alt",
        "Kurier zitiert Post, dort wird Kurier zitiert",
        "Beide Seiten",
        "Ein früherer Artikel gab die Zahl mit Vorsicht an; hier steht sie ohne.",
        "von manchen bestritten",
    ):
        assert words in html


def test_a_claim_with_one_mention_has_nothing_to_explain(client):
    claim = MentionFactory().claim
    derive([claim.pk])
    html = page(client, claim)
    assert not any(f'id="{name}"' in html for name in ("origins", "sides", "parts"))


def test_a_quotation_lists_its_single_statements_and_a_part_names_its_quotation(client):
    whole = MentionFactory()
    parts = [
        MentionFactory(extraction=whole.extraction, whole=whole, claim=ClaimFactory(statement=f"Satz {number}"))
        for number in (1, 2)
    ]
    rejected = ClaimFactory(statement="Falsch gelesen", status="rejected")
    MentionFactory(extraction=whole.extraction, whole=whole, claim=rejected)
    derive([whole.claim_id, *(part.claim_id for part in parts)])
    html = page(client, whole.claim).partition('id="parts"')[2].partition("</section>")[0]
    for part in parts:
        assert f'href="/claims/{part.claim_id}/">{part.claim.statement}' in html
        assert f'Part of the quotation: <a lang="de" href="/claims/{whole.claim_id}/">' in page(client, part.claim)
    assert "Falsch gelesen" not in html
    listed = client.get("/claims/").content.decode()
    assert "Satz 1" not in listed
    article = client.get(f"/articles/{whole.extraction.article_id}/").content.decode()
    assert f"#m{whole.pk}" in article
    assert f"#m{parts[0].pk}" not in article


@pytest.mark.parametrize("more", [0, 12])
def test_the_background_takes_the_same_queries_however_much_there_is(story, more):
    claims = [story[0]]
    for number in range(more):
        claim, outlet = ClaimFactory(), paper(f"Blatt{number}")
        speaker = ActorFactory(kind="person")
        row = mention(claim, outlet, 1, speaker)
        UsedSourceFactory(article=row.extraction.article, outlet=outlet)
        copy = ArticleFactory(outlet=outlet, copy_of=row.extraction.article, adapted_by="Ada Klein")
        AttributionFactory(mention=MentionFactory(claim=claim, extraction__article=copy), actor=speaker)
        claims.append(claim)
    attach_mentions(claims)
    with CaptureQueriesContext(connection) as captured:
        attach_background(claims)
    assert len(captured) == (7 if more else 5)  # with names of adapters and originals of copies where there are any
