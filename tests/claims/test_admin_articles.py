"""Articles in the admin: listed, added, looked at, and not taken away from claims that rest on them."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import Article
from tests.claims.test_admin import LONG, address
from tests.factories import ArticleFactory, ExtractionFactory, MentionFactory

pytestmark = pytest.mark.django_db
GERMAN = "Die Regierung hat am Montag mitgeteilt, dass sie das Getreide kaufen will. " * 3


class TestArticles:
    def test_list_queries(self, admin_client, django_assert_num_queries):
        """Session, user, outlets of the filter, count, page of articles: the same for any number of rows."""
        for _ in range(12):
            MentionFactory()
        with django_assert_num_queries(5):
            admin_client.get(address(Article, "changelist"))

    def test_list_counts_claims_and_filters(self, admin_client):
        mention = MentionFactory()
        MentionFactory(extraction=mention.extraction)
        waiting = ArticleFactory(state="waiting", title="Noch nicht gelesen")
        response = admin_client.get(address(Article, "changelist"))
        counts = {article.pk: article.claims_count for article in response.context["cl"].result_list}
        assert counts == {mention.extraction.article_id: 2, waiting.pk: 0}
        for query in ({"state__exact": "waiting"}, {"outlet__id__exact": waiting.outlet_id}, {"q": "gelesen"}):
            found = admin_client.get(address(Article, "changelist"), query).context["cl"].result_list
            assert list(found) == [waiting]

    def test_nothing_of_it_can_be_edited(self, admin_client):
        article = ArticleFactory()
        page = address(Article, "change", article.pk)
        assert admin_client.post(page, {"title": "anders", "state": "waiting"}).status_code == 403
        assert article.body.text in admin_client.get(page).content.decode()

    def test_pasted_and_uploaded(self, admin_client):
        pasted = {"text": GERMAN.replace(". ", ".\r\n"), "outlet": "Havelpost", "title": "Getreide"}
        file = SimpleUploadedFile("zwei.txt", f"{GERMAN} Zweitens.\r\n".encode())
        first = admin_client.post(address(Article, "add"), pasted, follow=True)
        admin_client.post(address(Article, "add"), {"file": file})
        one, two = Article.objects.order_by("pk")
        assert "waits for a worker" in first.content.decode()
        assert (one.state, one.outlet.name, one.title) == ("waiting", "Havelpost", "Getreide")
        assert "\r" not in one.body.text
        assert two.body.text.endswith("Zweitens.\r\n")

    def test_a_copy_is_linked_and_the_same_is_not_added_twice(self, admin_client):
        for outlet in ("Havelpost", "Isar-Tagblatt", "Havelpost"):
            assert admin_client.post(address(Article, "add"), {"text": GERMAN, "outlet": outlet}).status_code == 302
        first, copy = Article.objects.order_by("pk")
        assert copy.copy_of == first

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"text": "   "},
            {"text": "nul \0 nul"},
            {"text": "This is clearly an English text about grain, ships and the weather at sea. " * 3},
            {"text": GERMAN, "url": "javascript:alert(1)"},
            {"text": GERMAN, "url": "https://" + LONG},
            {"text": GERMAN, "outlet": LONG},
            {"text": GERMAN, "title": LONG},
            {"text": GERMAN, "published": "gestern"},
            {"file": SimpleUploadedFile("a.txt", b"\xff\xfe\x00")},
            {"file": SimpleUploadedFile("a.txt", b"")},
        ],
        ids=lambda data: ",".join(f"{key}={str(value)[:20]!r}" for key, value in data.items()),
    )
    def test_bad_input_is_an_error_of_the_form(self, data, admin_client):
        response = admin_client.post(address(Article, "add"), data)
        assert response.status_code == 200
        assert response.context["form"].errors
        assert not Article.objects.exists()

    def test_a_long_text(self, admin_client):
        text = ("Die Regierung hat das nicht bestätigt. " * 2600)[:100_000]
        response = admin_client.post(address(Article, "add"), {"text": text}, follow=True)
        assert response.status_code == 200
        assert Article.objects.get().body.length == len(text)

    def test_one_with_claims_is_not_deleted(self, admin_client):
        article = MentionFactory().extraction.article
        page = address(Article, "delete", article.pk)
        assert "protected" in admin_client.get(page).content.decode()
        assert admin_client.post(page, {"post": "yes"}).status_code == 200
        data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
        assert admin_client.post(address(Article, "changelist"), data).status_code == 200
        assert Article.objects.filter(pk=article.pk).exists()

    def test_one_without_claims_is_deleted(self, admin_client):
        article = ArticleFactory(state="waiting")
        assert admin_client.post(address(Article, "delete", article.pk), {"post": "yes"}).status_code == 302
        assert not Article.objects.exists()

    def test_what_only_the_database_refuses_is_a_message(self, admin_client, monkeypatch):
        article = ArticleFactory(state="waiting")

        def refused(*_args, **_options):
            ExtractionFactory(article=article)  # a worker came in between
            article.body.delete()

        monkeypatch.setattr(admin.site.get_model_admin(Article).__class__, "delete_model", refused)
        response = admin_client.post(address(Article, "delete", article.pk), {"post": "yes"}, follow=True)
        assert "cannot be deleted" in response.content.decode()
        assert Article.objects.filter(pk=article.pk, body__isnull=False).exists()
