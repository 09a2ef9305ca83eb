"""The front page, and the pages of one claim, one article, one actor."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.models import Actor, Article
from tests.claims.views.conftest import reader
from tests.factories import (
    ArticleFactory,
    ExtractionFactory,
    MentionFactory,
    RelationFactory,
    UsedSourceFactory,
)

HUGE = 2**70


def test_a_claim_shows_words_surroundings_chain_figures_times_and_parent(page, world):
    html = page(f"/claims/{world.inner.claim_id}/")
    assert '<span class="mark claim indirect">erhielt Russland </span>' in html
    assert '<span class="mark claim indirect figure">rund 300 Granaten</span>' in html
    assert '<span class="mark speaker">Anna Alt</span>' in html
    assert "Granaten für Moskau" not in re.search(r"<blockquote.*?</blockquote>", html, re.DOTALL)[0]
    assert f'href="/claims/{world.outer.claim_id}/">{world.outer.text}' in html
    assert "about 300 Granaten" in html
    assert "May 31, 2026" in html
    assert html.index("not named") < html.index(f">{world.expert.name}<") < html.rindex(world.article.outlet.name)


def test_a_claim_shows_what_is_nested_in_it_and_how_others_stand_to_it(page, world):
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim, kind="supports")
    RelationFactory(from_claim=world.outer.claim, to_claim=world.inner.claim, kind="updates", status="refused")
    html = page(f"/claims/{world.outer.claim_id}/")
    assert world.inner.text in html.partition('id="nested"')[2]
    relations = html.partition('id="relations"')[2]
    assert "supports" in relations
    assert "updates" not in relations


def test_a_claim_tells_how_it_stands_to_others_by_what_these_were_joined_into(page, world):
    root, leaf = world.broken.claim, MentionFactory().claim
    Claim.objects.filter(pk=leaf.pk).update(merged_into=root)
    reasons = [{"code": "same_time", "one": "im Mai", "other": "Anfang Mai"}]
    RelationFactory(from_claim=leaf, to_claim=world.outer.claim, kind="updates", status="confirmed", reasons=reasons)
    html = page(f"/claims/{world.outer.claim_id}/").partition('id="relations"')[2]
    for told in ("is updated by", "confirmed by a curator", "the same time: im Mai, Anfang Mai", f"/claims/{root.pk}/"):
        assert told in html
    assert f"/claims/{leaf.pk}/" not in html
    html = page(f"/claims/{root.pk}/", **{"accept-language": "de"}).partition('id="relations"')[2]
    for told in ("aktualisiert", "geprüft und bestätigt", "dieselbe Zeit: im Mai, Anfang Mai"):
        assert told in html
    Claim.objects.filter(pk=root.pk).update(status="rejected")
    assert 'id="relations"' not in page(f"/claims/{world.outer.claim_id}/")


def test_a_claim_tells_how_what_was_joined_into_it_says_the_same(page, world):
    assert "Also said" not in page(f"/claims/{world.outer.claim_id}/")
    for words in ("Anders gesagt.", world.outer.claim.statement):
        mention = MentionFactory()
        Claim.objects.filter(pk=mention.claim_id).update(merged_into=world.outer.claim, statement=words)
    html = page(f"/claims/{world.outer.claim_id}/")
    assert "Also said as" in html
    assert '<li lang="de">Anders gesagt.</li>' in html
    assert html.count(f'<li lang="de">{world.outer.claim.statement}') == 0


def test_a_claim_takes_the_same_queries_however_often_it_is_made(client, world):
    client.get("/")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/claims/{world.outer.claim_id}/").status_code == 200
        return len(captured.captured_queries)

    before = queries()
    for _number in range(3):
        MentionFactory(claim=world.outer.claim)
    # The claim; 6 for mentions and evidence; 5 for its origins (mentions, chains, listed sources, merged actors, actors);
    # what was joined and relations; their surroundings; nested ones with chains (2); parts; what it is as a prediction;
    # the demo. With relations and joined claims: what the claims of relations were joined into (2), how joined ones say
    # it. Of a single mention nothing is cut off.
    RelationFactory(from_claim=world.outer.claim, to_claim=world.broken.claim)
    joined = [MentionFactory(claim__merged_into=world.outer.claim, claim__statement=f"So {n}.") for n in range(2)]
    RelationFactory(from_claim=joined[0].claim, to_claim=world.inner.claim)
    assert (before, queries()) == (20, 23)


def test_a_merged_claim_leads_to_where_it_is_now(client, world):
    Claim.objects.filter(pk=world.inner.claim_id).update(merged_into=world.outer.claim_id)
    answer = client.get(f"/claims/{world.inner.claim_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/claims/{world.outer.claim_id}/")


def test_a_claim_that_no_current_extraction_makes_says_so(page, world):
    world.outer.extraction.retired_at = world.outer.extraction.created_at
    world.outer.extraction.save()
    assert "No article makes this claim any more." in page(f"/claims/{world.outer.claim_id}/")


def test_whoever_may_read_sees_the_text_with_nested_and_broken_claims_marked(world):
    html = " ".join(reader("view_articletext").get(f"/articles/{world.article.pk}/").content.decode().split())
    text = html.partition('class="article-text"')[2].partition("</div>")[0]
    assert f'class="claim indirect depth-1" id="m{world.outer.pk}" href="/claims/{world.outer.claim_id}/">' in text
    assert f'depth-2" id="m{world.inner.pk}" href="/claims/{world.inner.claim_id}/">erhielt' in text
    assert text.count(f'href="/claims/{world.broken.claim_id}/"') == 2
    assert text.count(f'id="m{world.broken.pk}"') == 1
    assert re.sub(r"<[^>]+>", "", text.partition(">")[2]).split() == world.article.body.text.split()


def test_everybody_else_sees_quotations_with_their_surroundings(page, world):
    far = " Das steht weit weg." * 20
    article = ArticleFactory(text=f"{world.outer.text}.{far}", outlet=world.article.outlet)
    MentionFactory(extraction__article=article, text=world.outer.text)
    html = page(f"/articles/{article.pk}/")
    assert world.outer.text in html
    assert html.count("Das steht weit weg") < 8
    assert "Read it at its outlet" in html
    assert 'class="article-text"' not in html


def test_a_setting_opens_the_text(page, world, settings):
    settings.FULL_TEXT_OPEN = True
    assert 'class="article-text"' in page(f"/articles/{world.article.pk}/")


def test_an_article_tells_where_it_comes_from(page, world):
    article = ArticleFactory(
        translated_from="fr", adapted_by="M. Beck", copy_of=world.article, url="https://a.example/1"
    )
    UsedSourceFactory(article=article, outlet_name="Le Soir", title="Obus")
    newer = ArticleFactory(supersedes=article, title="Berichtigt")
    html = page(f"/articles/{article.pk}/")
    for words in (
        "French",
        "M. Beck",
        "Le Soir",
        "Obus",
        article.sha256,
        "https://a.example/1",
        f"/articles/{newer.pk}/",
    ):
        assert words in html


def test_a_waiting_article_asks_again_by_itself(page, db):  # noqa: ARG001 - the fixture opens the database
    article = ArticleFactory(state="waiting")
    html = page(f"/articles/{article.pk}/")
    assert '<noscript> <meta http-equiv="refresh" content="4"> </noscript>' in html
    assert 'hx-trigger="every 2s"' in html
    Article.objects.filter(pk=article.pk).update(state="done")
    assert "every 2s" not in page(f"/articles/{article.pk}/")


def test_a_failed_article_says_so_without_its_error(page, db):  # noqa: ARG001 - the fixture opens the database
    article = ArticleFactory(state="failed", error="Traceback: geheim")
    html = page(f"/articles/{article.pk}/")
    assert "Its claims could not be found" in html
    assert "geheim" not in html


def test_a_withdrawn_article_leaves_a_tombstone(page, world, settings):
    settings.FULL_TEXT_OPEN = True
    article = Article.objects.filter(pk=world.article.pk)
    article.update(withdrawn_at="2026-11-21T12:00Z", withdrawn_reason="Urteil des Gerichts")
    world.article.body.delete()
    html = page(f"/articles/{world.article.pk}/")
    assert "Urteil des Gerichts" in html
    assert "rund 300" not in html
    assert "was withdrawn" in page(f"/claims/{world.inner.claim_id}/")


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
    assert f"/claims/{long.claim_id}/" in page(f"/articles/{article.pk}/")
    assert "<b>&" not in page(f"/claims/{long.claim_id}/")


def test_an_actor_shows_names_affiliations_and_both_sides(page, world):
    html = page(f"/actors/{world.expert.slug}/")
    assert "Historikerin, Universität Kiel" in html
    assert world.outer.text in html.partition('id="said"')[2]
    html = page(f"/actors/{world.russia.slug}/")
    assert world.inner.text in html.partition('id="about"')[2].partition('id="said"')[0]
    assert "Moskau" in html


def test_an_outlet_shows_its_articles(page, world):
    assert f"/articles/{world.article.pk}/" in page(f"/actors/{world.article.outlet.slug}/")


def test_a_merged_actor_leads_to_who_it_is_now(client, world):
    Actor.objects.filter(pk=world.russia.pk).update(merged_into=world.expert)
    answer = client.get(f"/actors/{world.russia.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/actors/{world.expert.slug}/")


@pytest.mark.parametrize(
    "address",
    [
        "/claims/0/",
        f"/claims/{HUGE}/",
        f"/articles/{HUGE}/",
        "/articles/" + "9" * 5000 + "/",
        "/claims/-1/",
        "/claims/x/",
        "/actors/nobody/",
        "/actors/" + "a" * 500 + "/",
        "/actors/%00/",
    ],
)
def test_what_is_not_there_is_404(page, world, address):  # noqa: ARG001 - there is something else
    assert "Page not found" in page(address, 404)


@pytest.mark.parametrize("address", ["/", "/claims/", "/articles/1/", "/actors/x/"])
def test_pages_can_only_be_read(client, db, address):  # noqa: ARG001 - the fixture opens the database
    assert client.post(address).status_code == 405
