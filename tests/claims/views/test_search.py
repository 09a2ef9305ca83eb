"""The page of a search, hits in lists, and suggestions."""

import json

import pytest
from django.test import override_settings

from claims.indexing import index_everything
from claims.wordforms import learn_all_words
from sources.actions import add_article
from tests.claims.views.conftest import make_world, reader
from tests.factories import NOON, ActorFactory, ArticleFactory, ClaimActorFactory, ClaimFactory, MentionFactory

GERMAN = {"accept-language": "de"}
GRENADES = "/search/?q=Granate"


@pytest.fixture
def found(world):
    """The small world, findable."""
    learn_all_words()
    index_everything()
    return world


def test_the_best_of_each_kind_with_marked_hits(page, found):
    html = page(GRENADES)
    assert "Nach Schätzungen erhielt Russland im Mai rund 300 <mark>Granaten</mark>" in html
    assert f'<a href="/articles/{found.article.pk}/"><mark>Granaten</mark> für Moskau</a>' in html
    assert '<a class="more" href="/claims/?q=Granate">All claims found, with filters →</a>' in html
    html = page("/search/?q=Moskau")
    assert f'<a class="name" href="/actors/{found.russia.slug}/">{found.russia.name}</a>' in html


def test_in_german(page, found):  # noqa: ARG001 - there is something to find
    html = page(GRENADES, **GERMAN)
    for words in ("Suche", "Aussagen", "Artikel", "Alle gefundenen Aussagen, mit Filtern"):
        assert words in html, words


def test_without_a_query_there_is_a_box(page, db):  # noqa: ARG001 - the page asks whether it is a demo
    for address in ("/search/", "/search/?q=", "/search/?q=+"):
        html = page(address)
        assert 'id="page-search"' in html
        assert "Nothing found" not in html


def test_nothing_found_says_so(page, found):  # noqa: ARG001 - there is something else
    assert "Nothing found" in page("/search/?q=Wolkenkuckucksheim")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("der+die+das", "There is no word in it that can be searched for, or only very common ones."),
        ("-", "There is no word in it that can be searched for, or only very common ones."),
        ("%00", "A value may not hold a NUL character."),
        ("a" * 10_001, "A value may have up to 10000 characters."),
        ("a&q=b", "This parameter takes one value only."),
        ("a&x=b", "There is no parameter of this name."),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(page, db, query, told):  # noqa: ARG001 - the page asks it
    assert told in page(f"/search/?q={query}", status=400)


def test_what_is_typed_is_never_html(page, db):  # noqa: ARG001 - the page asks it
    ClaimFactory(statement="<script>alert(1)</script> Granaten")
    MentionFactory(text="Russland", claim__statement="<i>Granaten</i>")
    ArticleFactory(title="<b>Granaten</b>")
    index_everything()
    html = page('/search/?q="><script>alert(1)</script>+-x') + page("/search/?q=Granaten") + page("/claims/?q=Granaten")
    assert "<script>alert" not in html
    assert "<i>" not in html
    assert "&lt;<mark>" not in page("/articles/?q=Granaten")
    assert "&lt;b&gt;<mark>Granaten</mark>&lt;/b&gt;" in page("/articles/?q=Granaten")


def test_so_many_words_that_only_some_count(page, db):  # noqa: ARG001 - the page asks it
    MentionFactory()
    index_everything()
    assert "only the first ones count" in page("/search/?q=" + "+".join(f"wort{number}" for number in range(40)))


def test_words_of_a_text_are_shown_to_whoever_may_read_it_alone(page, client, db):  # noqa: ARG001 - it is stored
    article, _new = add_article(text="Geheim ist der Wortlaut der Zeitung.", title="Kurz", outlet=None, url="", published_on=None, now=NOON)  # fmt: skip
    address = "/search/?q=Wortlaut"
    assert f'href="/articles/{article.pk}/"' in page(address)
    assert "<mark>Wortlaut</mark>" not in page(address)
    assert "<mark>Wortlaut</mark> der" in reader("view_articletext").get(address).content.decode()
    with override_settings(FULL_TEXT_OPEN=True):
        assert "<mark>Wortlaut</mark> der" in client.get(address).content.decode()


def test_words_of_quotations_are_shown_to_everybody(page, found):
    html = page("/search/?q=Schätzungen")
    assert f'href="/articles/{found.article.pk}/"' in html
    assert "Nach <mark>Schätzungen</mark> erhielt" in html


def test_hits_in_a_mention_are_shown_below_the_statement(page, db):  # noqa: ARG001 - the page asks it
    MentionFactory(claim__statement="Das Land bekam etwas.")
    index_everything()
    html = page("/claims/?q=Granaten")
    assert (
        '<p class="other-words" lang="de">Russland hat im Mai rund 300 <mark>Granaten</mark> aus Nordkorea erhalten</p>'
        in html
    )


def test_lists_with_words_start_with_the_best_and_may_be_sorted_otherwise(page, db):  # noqa: ARG001 - the page asks it
    best = MentionFactory(claim__statement="Granaten kamen.").claim
    newest = MentionFactory(claim__statement="Etwas kam.").claim
    index_everything()

    def order(address):
        html = page(address)
        return html.index(f'href="/claims/{best.pk}/"') < html.index(f'href="/claims/{newest.pk}/"')

    assert order("/claims/?q=Granaten")
    assert order("/claims/?q=Granaten&sort=relevance")
    assert not order("/claims/?q=Granaten&sort=newest")
    assert not order("/claims/?sort=relevance")
    assert "best first" in page("/claims/?q=Granaten")
    assert "best first" not in page("/claims/")
    assert "2 claims, the newest first" not in page("/claims/?q=Granaten")


def test_the_box_of_every_page_leads_here(page, db):  # noqa: ARG001 - the page asks it
    assert '<form class="search" action="/search/" role="search" data-suggestions="/search/suggestions/">' in page(
        "/claims/"
    )


@pytest.mark.parametrize("more", [7, 12])
def test_the_page_takes_the_same_queries_however_much_there_is(client, found, django_assert_num_queries, more):
    for _ in range(more):
        make_world()
    ClaimActorFactory(claim=found.inner.claim, actor=ActorFactory(name="Granatenwerk"))
    index_everything()
    client.get(GRENADES)  # which asks once whether this is the demo
    # Words of the query, asked for claims, articles, actors; claims, their number, mentions with
    # chains, actors, figures, times, origins; articles, their number, rows, listed sources; actors, their rows, names; may
    # the texts be read, texts, words of claims; words on the page; the demo. What fits on the page is not counted.
    with django_assert_num_queries(22):
        assert client.get(GRENADES).status_code == 200


def suggested(client, query, **headers):
    answer = client.get("/search/suggestions/", {"q": query}, headers=headers)
    assert answer.status_code == 200
    assert len(answer.content) < 5_000
    return [(one["kind"], one["label"]) for one in json.loads(answer.content)["suggestions"]]


def test_names_come_first_then_statements(client, db):  # noqa: ARG001 - it asks
    quiet, loud = ActorFactory(name="Hafen Nord"), ActorFactory(name="Hafen Süd", name_de="Südhafen")
    ClaimActorFactory(actor=loud)
    ClaimFactory(statement="Hafenarbeiter streiken.")
    ClaimFactory(statement="Hafen verworfen.", status="rejected")
    ActorFactory(name="Hafen Alt", merged_into=quiet)
    index_everything()
    found = suggested(client, "haf")
    assert found == [("organisation", loud.name), ("organisation", quiet.name), ("claim", "Hafenarbeiter streiken.")]
    assert ("organisation", "Südhafen") in suggested(client, "haf", **GERMAN)
    assert suggested(client, "hafenarb") == [("claim", "Hafenarbeiter streiken.")]
    assert suggested(client, "arbeiter") == []


def test_suggestions_lead_to_their_pages_and_may_be_kept(client, db):  # noqa: ARG001 - it asks
    actor = ActorFactory(name="Hafen")
    index_everything()
    answer = client.get("/search/suggestions/?q=hafen")
    assert answer.json()["suggestions"][0]["url"] == f"/actors/{actor.slug}/"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("query", ["", "a", "\0", '- "', "x" * 20_000, "a:* | b", "der", "'", "NEAR("])
def test_suggestions_for_anything_are_an_answer(client, db, query):  # noqa: ARG001 - it asks
    ActorFactory(name="Niemand")
    index_everything()
    assert suggested(client, query) == []


def test_there_are_few_suggestions_in_few_queries(client, db, django_assert_num_queries):  # noqa: ARG001 - it asks
    for number in range(30):
        ActorFactory(name=f"Hafen {number}")
        ClaimFactory(statement=f"Hafen {number} schließt.")
    index_everything()
    with django_assert_num_queries(5):  # words of the query (twice), actors near, actors in order, claims
        assert [kind for kind, _label in suggested(client, "Hafen")] == ["organisation"] * 5 + ["claim"] * 4
