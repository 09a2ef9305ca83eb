"""The page of one article: its marked text, notes, map, provenance and states, and the map as a file."""

import csv
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim
from sources.models import Actor, Article
from tests.claims.views.conftest import make_world, reader
from tests.claims.views.test_lists import BANNER, tables
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ExtractionFactory,
    MentionFactory,
    UsedSourceFactory,
)

SECRET = "Geheimes"  # noqa: S105 - a word that only the full text holds


@pytest.fixture
def open_texts(settings):
    """Everybody may read everything."""
    settings.FULL_TEXT_OPEN = True


def prose(html):
    """The text of the article as the page has it, tags taken out, by passage."""
    return [re.sub(r"<[^>]+>", "", words) for words in re.findall(r'<p class="prose"[^>]*>(.*?)</p>', html, re.DOTALL)]


def note(html, mention):
    return html.partition(f'id="n{mention.pk}"')[2].partition("</li>")[0]


def test_whoever_may_read_sees_the_text_with_nested_and_broken_claims_marked(world):
    html = " ".join(reader("view_articletext").get(f"/articles/{world.article.pk}/").content.decode().split())
    text = html.partition('class="article-text"')[2]
    assert f'<span class="by indirect m1 l0" id="m{world.outer.pk}">Nach Schätzungen </span>' in text
    inner = f'<span class="by indirect m1 l0"><span class="by indirect m2 l1" id="m{world.inner.pk}">erhielt'
    assert inner in text
    assert text.count(f'class="said t3" href="#n{world.broken.pk}"') == 2
    assert text.count(f'id="m{world.broken.pk}"') == 1
    assert " ".join(prose(text)).split() == world.article.body.text.split()


def test_each_claim_has_one_note_with_its_way_its_signs_and_its_claim(page, world, open_texts):  # noqa: ARG001
    AttributionFactory(mention=world.inner, position=2, actor=ActorFactory(name="Nordfunk", kind="outlet"))
    type(world.inner).objects.filter(pk=world.inner.pk).update(certainty="possible", polarity="negative")
    Claim.objects.filter(pk=world.inner.claim_id).update(mentions_count=5, origins_count=2)
    html = page(f"/articles/{world.article.pk}/")
    for mention in (world.outer, world.inner, world.broken):
        assert html.count(f'id="n{mention.pk}"') == 1
        assert f'href="/claims/{mention.claim_id}/"' in note(html, mention)
    found = note(html, world.inner)
    assert found.index("not named") < found.index(world.expert.name) < found.index("Nordfunk")
    for told in ("indirect speech", "possible", "denied", "5 mentions · 2 origins", f'href="#n{world.outer.pk}">1</a>'):
        assert told in found


def test_an_article_in_its_own_voice_says_so_once_a_note(page, open_texts, db):  # noqa: ARG001
    mention = MentionFactory(form="narrative", certainty="unknown")
    found = note(page(f"/articles/{mention.extraction.article_id}/"), mention)
    assert "the article itself" in found
    assert "certainty unknown" in found
    assert "own voice" not in found


def test_what_a_claim_was_joined_into_is_led_to_however_far_up(client, world, open_texts):  # noqa: ARG001
    def queries():
        with CaptureQueriesContext(connection) as captured:
            html = client.get(f"/articles/{world.article.pk}/").content.decode()
        return len(captured.captured_queries), html

    before, _html = queries()
    top = world.outer.claim
    for _step in range(3):
        over = MentionFactory().claim
        Claim.objects.filter(pk=top.pk).update(merged_into=over)
        top = over
    after, html = queries()
    assert after == before
    assert f'href="/claims/{top.pk}/"' in note(html, world.outer)
    Claim.objects.filter(pk=top.pk).update(status="rejected")
    assert f'id="n{world.outer.pk}"' not in queries()[1]


def test_everybody_else_sees_quotations_with_their_surroundings_their_marks_and_notes(page, world):
    far = " Das steht weit weg." * 20
    article = ArticleFactory(text=f"{world.outer.text}.{far}", outlet=world.article.outlet)
    mention = MentionFactory(extraction__article=article, text=world.outer.text)
    html = page(f"/articles/{article.pk}/")
    assert world.outer.text in " ".join(prose(html))
    assert f'id="m{mention.pk}"' in html
    assert f'id="n{mention.pk}"' in html
    assert html.count("Das steht weit weg") < 8
    assert "Read it at its outlet" in html
    assert 'class="article-text"' not in html


@pytest.fixture
def closed_article(db):  # noqa: ARG001 - the fixture opens the database
    """Words that nobody quoted stand far before and far behind the only claim, and between two parts of it."""
    far = f"{SECRET} " * 30
    text = f"{far}\n\nVorne. Der Kran steht still. {far} Der Zug auch. Hinten.\n\n{far}"
    article = ArticleFactory(text=text)
    one, other = text.index("Der Kran"), text.index("Der Zug")
    extraction = ExtractionFactory(article=article)
    for number, start in enumerate((one, other)):
        words = text[start : start + 13]
        mention = MentionFactory(extraction=extraction, number=number, text=words, form="reported")
        AttributionFactory(mention=mention, actor=ActorFactory(name="=Lena Voss", kind="person"))
    return article


@pytest.mark.parametrize("address", ["", "map.csv", "map.json"])
def test_nothing_of_a_closed_text_but_its_surroundings_gets_out(client, closed_article, address):
    told = client.get(f"/articles/{closed_article.pk}/{address}").content.decode()
    assert told.count(SECRET) <= (20 if not address else 0)  # 60 characters around a claim hold a few
    assert closed_article.body.text not in told
    assert ("Vorne." in told) == (not address)


@pytest.mark.parametrize("address", ["", "map.csv", "map.json"])
def test_nothing_of_a_withdrawn_text_gets_out_even_where_it_is_still_there(client, world, open_texts, address):  # noqa: ARG001
    Article.objects.filter(pk=world.article.pk).update(withdrawn_at="2026-11-21T12:00Z", withdrawn_reason="Urteil")
    answer = client.get(f"/articles/{world.article.pk}/{address}")
    assert answer.status_code == (404 if address else 200)
    assert "Schätzungen" not in answer.content.decode()


def test_the_map_is_the_same_for_everybody(client, world):
    addresses = [f"/articles/{world.article.pk}/map.{form}" for form in ("csv", "json")]
    allowed = reader("view_articletext")
    for address in addresses:
        assert client.get(address).content == allowed.get(address).content


def test_the_map_as_a_file_counts_every_character_once(client, world):
    rows = list(csv.DictReader(client.get(f"/articles/{world.article.pk}/map.csv").content.decode().splitlines()))
    total = len("".join(world.article.body.text.split()))
    assert sum(int(row["characters"]) for row in rows) == total
    assert {row["hand"] for row in rows} == {"own", "first", "unnamed"}
    assert abs(sum(float(row["share"]) for row in rows) - 1) < 0.001
    [unnamed] = [row for row in rows if row["hand"] == "unnamed"]
    assert (unnamed["origin"], unnamed["form"]) == ("", "indirect")
    assert unnamed["claim"] == f"http://testserver/claims/{world.inner.claim_id}/"
    assert unnamed["place"] == f"http://testserver/articles/{world.article.pk}/#m{world.inner.pk}"
    answer = client.get(f"/articles/{world.article.pk}/map.json")
    told = json.loads(answer.content)
    assert sum(share["characters"] for share in told["shares"]) == total
    assert [str(row["start"]) for row in told["stretches"]] == [row["start"] for row in rows]
    assert answer["Content-Disposition"] == f'attachment; filename="article-{world.article.pk}-map.json"'


def test_a_name_in_the_file_is_no_formula(client, closed_article):
    assert "'=Lena Voss" in client.get(f"/articles/{closed_article.pk}/map.csv").content.decode()


@pytest.mark.parametrize("address", ["/articles/0/map.csv", "/articles/9999999999999999999999/map.json"])
def test_there_is_no_map_of_what_is_not_there(client, db, address):  # noqa: ARG001 - the fixture opens the database
    assert client.get(address).status_code == 404


def test_the_map_is_drawn_and_told(page, world, open_texts):  # noqa: ARG001
    html = page(f"/articles/{world.article.pk}/")
    table = html.partition('class="voices-table"')[2].partition("</table>")[0]
    percents = [int(found) for found in re.findall(r'<td class="number">(\d+) %</td>', table)]
    assert len(percents) == 4
    assert sum(percents) == 100
    assert f'<a href="#m{world.inner.pk}" tabindex="-1">' in table
    stretches = html.partition('class="stretches"')[2].partition("</details>")[0]
    assert f'<a href="#m{world.inner.pk}">not named, 35 characters</a>' in stretches
    assert '<a href="#p1">' in stretches
    assert re.search(r"Of \d+ characters without blanks: The article&#x27;s own voice \d+ %, First hand", html)
    places = set(re.findall(r'href="#([mnp]\d+)"', html))
    assert places
    assert places <= set(re.findall(r'id="(\w+)"', html))


def test_what_its_own_outlet_says_is_its_own_voice_and_what_was_merged_is_one(client, world):
    alias = ActorFactory(name="Die Zeitung", kind="outlet")
    AttributionFactory(mention=world.outer, position=1, actor=alias)
    address = f"/articles/{world.article.pk}/map.json"
    assert "second" in [row["hand"] for row in client.get(address).json()["stretches"]]
    Actor.objects.filter(pk=alias.pk).update(merged_into=world.article.outlet)
    assert "second" not in [row["hand"] for row in client.get(address).json()["stretches"]]


def test_an_article_tells_where_it_comes_from(page, world):
    article = ArticleFactory(
        translated_from="fr", adapted_by="M. Beck", copy_of=world.article, url="https://a.example/1"
    )
    UsedSourceFactory(article=article, outlet_name="Le Soir", title="Obus")
    newer = ArticleFactory(supersedes=article, title="Berichtigt")
    older = ArticleFactory(title="Vorher")
    Article.objects.filter(pk=article.pk).update(supersedes=older)
    twin = ArticleFactory(copy_of=world.article, title="Zwilling", outlet__name="Morgenblatt")
    mention = MentionFactory(extraction=ExtractionFactory(article=article, version="7.1", model="klein"))
    AttributionFactory(mention=mention, actor=ActorFactory(name="Nordfunk", kind="outlet"))
    html = page(f"/articles/{article.pk}/")
    for told in (
        "Translated from French",
        "M. Beck",
        "Le Soir",
        "Obus",
        article.sha256,
        f"<code>{article.sha256[:12]}…</code>",
        "https://a.example/1",
        f"/articles/{newer.pk}/",
        f"/articles/{older.pk}/",
        f"/articles/{twin.pk}/",
        "Morgenblatt",
        f"/articles/{world.article.pk}/",
        "Copy of an article of",
        "factbase 7.1",
        "klein",
        "By way of Nordfunk",
        "Retrieved",
    ):
        assert told in html, told


@pytest.mark.parametrize(("code", "told"), [("fr", "Französisch"), ("zh", "zh"), ("xx", "xx")])
def test_the_language_of_the_original_is_called_in_the_readers_or_by_its_code(page, db, code, told):  # noqa: ARG001
    html = page(f"/articles/{ArticleFactory(translated_from=code).pk}/", **{"accept-language": "de"})
    assert f"Übersetzung, Original: {told}" in html


def test_the_original_names_its_copies(page, world):
    copy = ArticleFactory(copy_of=world.article, title="Zwilling")
    html = page(f"/articles/{world.article.pk}/").partition('id="provenance"')[2]
    assert f'href="/articles/{copy.pk}/"' in html
    assert f'href="/articles/{world.article.pk}/"' not in html


LEASE = {"leased_until": timezone.now() + timedelta(days=1), "leased_by": "machine:1:a"}
PENDING = [
    ({"state": "waiting"}, "Waiting: its claims are being looked for"),
    ({"state": "waiting", **LEASE}, "It is being read"),
    ({"state": "waiting", "error": "x", "attempts": 2}, "Reading it failed 2 times so far"),
]


@pytest.mark.parametrize(("told", "words"), PENDING, ids=["waiting", "running", "retrying"])
def test_what_is_not_read_yet_asks_again_by_itself_and_has_a_link_for_that(client, page, db, told, words):  # noqa: ARG001
    article = ArticleFactory(**told)
    address = f"/articles/{article.pk}/"
    html = page(address)
    assert words in html
    assert 'hx-trigger="every 2s"' in html
    assert f'href="{address}">Look again</a>' in html
    assert "http-equiv" not in html
    notice = client.get(address, headers={"HX-Request": "true", "HX-Target": "state"}).content.decode()
    assert notice.lstrip().startswith('<div id="state"')
    assert "</html>" not in notice
    Article.objects.filter(pk=article.pk).update(state="done", leased_until=None)
    answer = client.get(address, headers={"HX-Request": "true", "HX-Target": "state"})
    assert (answer["HX-Refresh"], answer.content) == ("true", b"")
    assert "every 2s" not in page(address)


def test_a_failed_article_says_so_and_its_error_to_staff_only(page, client, admin_client, db):  # noqa: ARG001
    article = ArticleFactory(state="failed", error="Traceback: geheim")
    html = page(f"/articles/{article.pk}/")
    assert "Its claims could not be found" in html
    assert "geheim" not in html
    assert "Traceback: geheim" in admin_client.get(f"/articles/{article.pk}/").content.decode()


def test_an_article_without_claims_says_so_and_shows_no_map(page, open_texts, db):  # noqa: ARG001
    article = ArticleFactory(text="Nur ein Satz.")
    html = page(f"/articles/{article.pk}/")
    assert "No claims were found in this article" in html
    assert "Nur ein Satz." in html
    assert 'class="voices"' not in html
    assert 'class="legend"' not in html


def test_a_title_that_the_text_says_again_is_read_once(page, world, open_texts):  # noqa: ARG001
    html = page(f"/articles/{world.article.pk}/")
    assert '<div class="passage repeated" id="p1">' in html
    Article.objects.filter(pk=world.article.pk).update(title="Etwas anderes")
    assert "repeated" not in page(f"/articles/{world.article.pk}/")


def test_a_withdrawn_article_leaves_a_tombstone(page, world, open_texts):  # noqa: ARG001
    article = Article.objects.filter(pk=world.article.pk)
    article.update(withdrawn_at="2026-11-21T12:00Z", withdrawn_reason="Urteil des Gerichts")
    world.article.body.delete()
    html = page(f"/articles/{world.article.pk}/")
    assert "Urteil des Gerichts" in html
    assert "rund 300" not in html
    assert "was withdrawn" in page(f"/claims/{world.inner.claim_id}/")


ARTICLE = [
    "claims_claim",  # the article; its first FROM is the count of claims
    "sources_usedsource",  # what it names as its sources
    "claims_mention",  # its current mentions
    "claims_attribution",  # their chains
    "claims_claim",  # these claims
    "sources_actor",  # what their sources were merged into (read recursively)
]
KIN = [
    "sources_article",  # what corrects it
    "claims_extraction",  # how its claims were found
    "sources_article",  # the same text elsewhere
]


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("more", [0, 30])
def test_an_article_takes_the_same_queries_however_many_claims_it_has(client, world, settings, opened, more):
    settings.FULL_TEXT_OPEN = opened
    for number in range(more):
        other = MentionFactory(extraction=world.outer.extraction, text="sehr viel", number=1000 + number)
        AttributionFactory(mention=other)
        ArticleFactory(copy_of=world.article)
        make_world()
    client.get("/")  # settles what is read once a process
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/articles/{world.article.pk}/")
    assert answer.context["page"].count == 3 + more
    closed = [] if opened else ["sources_article", "claims_mention"]  # is it the demo's? the surroundings of its claims
    assert [one for one in tables(captured) if one != "django_session"] == [*ARTICLE, *closed, *KIN, *BANNER]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_map_as_a_file_takes_the_same_queries(client, world, settings, form):
    settings.FULL_TEXT_OPEN = True
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/articles/{world.article.pk}/map.{form}")
    assert tables(captured) == ARTICLE


@pytest.mark.parametrize("shown", [True, False])
def test_an_article_of_100_000_characters_is_a_page(page, settings, db, shown):  # noqa: ARG001 - opens the database
    settings.FULL_TEXT_OPEN = shown
    sentence = "Das 𝒲ort „gilt“ <b>& bleibt</b>.\r\n"
    text = sentence * (100_000 // len(sentence))
    article = ArticleFactory(text=text)
    extraction = ExtractionFactory(article=article)
    for number in range(200):
        start = number * len(sentence)
        place = {"start": start, "end": start + 10, "spans": [[start, start + 10]]}
        MentionFactory(extraction=extraction, text=text[start : start + 10], form="direct", **place)
    whole = {"start": 0, "end": len(text), "spans": [[0, len(text)]]}
    long = MentionFactory(extraction=extraction, text=text, **whole)
    html = page(f"/articles/{article.pk}/")
    assert f"/claims/{long.claim_id}/" in html
    assert "<b>&" not in html
    assert "<b>&" not in page(f"/claims/{long.claim_id}/")


def test_an_article_of_600_words_with_40_claims_stays_small(client, open_texts, db):  # noqa: ARG001
    sentences = [
        f"Die Sprecherin sagte am Tag {n}, der Kai {n} im Hafen sei seit dem Sturm gesperrt." for n in range(43)
    ]
    article = ArticleFactory(text="".join(f"{one}{' ' if n % 4 else chr(10)}" for n, one in enumerate(sentences)))
    extraction = ExtractionFactory(article=article)
    for number in range(40):
        words = f"der Kai {number} im Hafen sei seit dem Sturm gesperrt"
        AttributionFactory(mention=MentionFactory(extraction=extraction, number=number, text=words))
    assert len(article.body.text.split()) >= 600
    assert len(client.get(f"/articles/{article.pk}/").content) < 75_000
