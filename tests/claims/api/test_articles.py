"""Articles: metadata for everybody, the text only for whoever may read it."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Article
from tests.claims.api.test_claims import tables
from tests.factories import NOON, ArticleFactory, MentionFactory, UsedSourceFactory, UserFactory


def test_an_article_has_all_that_is_known_of_it(api, world):
    article = world.outer.extraction.article
    answer = api.get(f"/api/articles/{article.pk}/").json()
    assert (answer["id"], answer["title"], answer["address"]) == (article.pk, article.title, article.url)
    assert (answer["outlet"]["name"], answer["state"], answer["length"]) == ("Tagespost", "done", 75)
    assert (answer["claims_count"], len(api.get(answer["claims_url"]).json()["results"])) == (2, 2)


def test_what_is_not_known_is_null(api):
    article = ArticleFactory(outlet=None, url="", title="", published_on=None)
    answer = api.get(f"/api/articles/{article.pk}/").json()
    for name in (
        "outlet",
        "address",
        "title",
        "published_on",
        "translated_from",
        "adapted_by",
        "copy_of",
        "withdrawn_at",
    ):
        assert answer[name] is None


def test_copies_and_corrections_point_to_their_articles(api):
    first = ArticleFactory()
    second = ArticleFactory(copy_of=first, supersedes=first)
    answer = api.get(f"/api/articles/{second.pk}/").json()
    assert answer["copy_of"] == answer["supersedes"] == f"http://testserver/api/articles/{first.pk}/"


def test_used_sources_are_listed_in_order(api):
    article = ArticleFactory()
    UsedSourceFactory(article=article, position=1, outlet_name="Zweite")
    UsedSourceFactory(article=article, position=0, outlet_name="Erste", title="Bericht")
    sources = api.get(f"/api/articles/{article.pk}/").json()["used_sources"]
    assert [source["outlet_name"] for source in sources] == ["Erste", "Zweite"]
    assert sources[0] == {"outlet_name": "Erste", "outlet": None, "title": "Bericht", "span": [0, 9]}


@pytest.fixture
def article(db):  # noqa: ARG001 - the fixture opens the database
    return ArticleFactory(text="Ein Satz, der uns nicht gehört.")


def text_of(api, article):
    return api.get(f"/api/articles/{article.pk}/").json()["text"]


def test_strangers_do_not_get_the_text(api, article):
    assert text_of(api, article) is None
    api.force_login(UserFactory())
    assert text_of(api, article) is None


def test_the_right_to_see_texts_opens_it(api, article):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="view_articletext"))
    api.force_login(user)
    assert text_of(api, article) == "Ein Satz, der uns nicht gehört."


def test_a_setting_opens_it_to_everybody(api, article, settings):
    settings.FULL_TEXT_OPEN = True
    assert text_of(api, article) == "Ein Satz, der uns nicht gehört."
    [listed] = api.get("/api/articles/").json()["results"]
    assert "text" not in listed


def test_a_withdrawn_article_leaves_a_tombstone(api, article, settings):
    settings.FULL_TEXT_OPEN = True
    Article.objects.filter(pk=article.pk).update(withdrawn_at=NOON, withdrawn_reason="Urteil")
    article.body.delete()
    answer = api.get(f"/api/articles/{article.pk}/").json()
    assert (answer["text"], answer["length"], answer["withdrawn_reason"]) == (None, None, "Urteil")


@pytest.mark.parametrize("more", [0, 9])
def test_the_list_takes_the_same_queries_however_long_it_is(api, world, more):  # noqa: ARG001 - there is something
    for _number in range(more):
        UsedSourceFactory(article=MentionFactory().extraction.article)
    with CaptureQueriesContext(connection) as captured:
        assert len(api.get("/api/articles/").json()["results"]) == 1 + more
    assert tables(captured.captured_queries) == [
        "claims_claim",  # the page of articles; its first FROM is the count of claims
        "sources_usedsource",  # what they name as their sources
    ]
