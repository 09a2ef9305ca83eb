"""The pages of drafts: who sees them, what they show, and what becomes of them."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from claims.extraction.packing import packed
from claims.models import Draft
from sources.models import Article
from tests.claims.building import TEXT, found
from tests.claims.test_drafting import ready
from tests.draft_factories import DraftFactory
from tests.factories import ActorFactory, ArticleFactory, UserFactory


def client_of(user, *rights):
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owner(db):  # noqa: ARG001 - the fixture opens the database
    return UserFactory(username="mira")


@pytest.fixture
def editor(owner):
    return client_of(owner, "add_article")


def words(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


READERS = {
    "anonymous": lambda _owner: Client(),
    "without the right": lambda _owner: client_of(UserFactory()),
    "staff without the right": lambda _owner: client_of(UserFactory(is_staff=True)),
    "owner": lambda owner: client_of(owner, "add_article"),
    "owner who lost the right": client_of,
    "other": lambda _owner: client_of(UserFactory(), "add_article"),
    "staff": lambda _owner: client_of(UserFactory(is_staff=True), "add_article"),
}
# For each address what the readers above are answered, in their order: 302 is the way to sign in where it says so.
MATRIX = [
    ("get", "/add/", (302, 403, 403, 200, 403, 200, 200)),
    ("get", "/add/outlets/?outlet=e", (302, 403, 403, 200, 403, 200, 200)),
    ("get", "/add/drafts/", (302, 403, 403, 200, 403, 200, 200)),
    ("post", "/add/drafts/all/", (302, 403, 403, 302, 403, 302, 302)),
    ("get", "/add/drafts/{pk}/", (302, 403, 403, 200, 403, 404, 200)),
    ("get", "/add/drafts/{pk}/progress/", (302, 403, 403, 200, 403, 404, 200)),
    ("post", "/add/drafts/{pk}/", (302, 403, 403, 302, 403, 404, 302)),
    ("post", "/add/", (302, 403, 403, 422, 403, 422, 422)),
    ("get", "/add/drafts/all/", (405,) * 7),
    ("post", "/add/drafts/", (405,) * 7),
    ("post", "/add/drafts/{pk}/progress/", (405,) * 7),
    ("get", "/add/drafts/0/", (302, 403, 403, 404, 403, 404, 404)),
]


@pytest.mark.parametrize(("method", "address", "expected"), MATRIX)
def test_who_may_what(owner, method, address, expected):
    row = ready(owner=owner)
    told = []
    for make in READERS.values():
        client = make(owner)
        answer = getattr(client, method)(address.format(pk=row.pk))
        anonymous = answer.status_code == 302 and answer["Location"].startswith("/login/?next=/add/")
        assert anonymous == (make is READERS["anonymous"] and answer.status_code == 302)
        told.append(answer.status_code)
    assert tuple(told) == expected


def test_a_list_shows_ones_own_and_staff_everybodys(editor, owner):
    ready(owner=owner, title="Mein Entwurf")
    DraftFactory(owner=UserFactory(username="jonas"), title="Sein Entwurf")
    page = words(editor.get("/add/drafts/"))
    assert "Mein Entwurf" in page
    assert "Sein Entwurf" not in page
    assert "1 claim found" in page
    page = words(client_of(UserFactory(is_staff=True), "add_article").get("/add/drafts/"))
    assert "Mein Entwurf" in page
    assert "of jonas" in page


def test_a_list_costs_the_same_however_long_it_is(editor, owner, django_assert_num_queries):
    for number in range(3):
        ready(owner=owner, text=f"Satz {number}, sagte sie.")
    for _ in range(2):
        with django_assert_num_queries(6):  # session, user, rights of oneself and of groups, drafts, demo
            page = words(editor.get("/add/drafts/"))
        DraftFactory.create_batch(5, owner=owner)
    assert "Store all 3 that are ready" in page


def test_a_list_asks_again_while_something_waits(editor, owner):
    row = DraftFactory(owner=owner)
    assert "hx-trigger" in words(editor.get("/add/drafts/"))
    Draft.objects.filter(pk=row.pk).update(state="failed", fault="status", detail="404")
    page = words(editor.get("/add/drafts/"))
    assert "answered with an error. (404)" in page
    assert 'hx-trigger="every' not in page


def test_an_empty_list_leads_on(editor):
    assert "There are none" in words(editor.get("/add/drafts/"))


def test_a_draft_that_waits_says_where_it_stands(editor, owner, django_assert_num_queries):
    DraftFactory.create_batch(2)
    row = DraftFactory(owner=owner)
    with django_assert_num_queries(7):  # session, user, rights of oneself and of groups, draft, those before it, demo
        page = words(editor.get(f"/add/drafts/{row.pk}/"))
    assert "2 other texts are read before it." in page
    assert f'hx-get="/add/drafts/{row.pk}/progress/"' in page
    assert f'<a href="/add/drafts/{row.pk}/">Reload</a>' in page
    Draft.objects.exclude(pk=row.pk).delete()
    assert "next one to be read" in words(editor.get(f"/add/drafts/{row.pk}/progress/"))


def test_a_draft_that_is_being_read_says_so(editor, owner):
    row = DraftFactory(owner=owner, leased_by="a", leased_until=timezone.now() + timedelta(minutes=5))
    page = words(editor.get(f"/add/drafts/{row.pk}/progress/"))
    assert "Its claims are being looked for." in page
    assert 'class="past"' in page


def test_one_that_waits_for_long_says_what_may_be_wrong(editor, owner):
    row = DraftFactory(owner=owner, created_at=timezone.now() - timedelta(minutes=2))
    assert "perhaps no worker is running" in words(editor.get(f"/add/drafts/{row.pk}/"))


@pytest.mark.parametrize("state", ["ready", "failed", "waiting"])
def test_the_page_renews_itself_once_it_is_read(editor, owner, state):
    row = ready(owner=owner) if state == "ready" else DraftFactory(owner=owner)
    if state == "failed":
        Draft.objects.update(state="failed", fault="slow")
    answer = editor.get(f"/add/drafts/{row.pk}/progress/")
    assert answer.get("HX-Refresh") == (None if state == "waiting" else "true")


@pytest.fixture
def rich(owner):
    """A draft with all that a claim can have."""
    return DraftFactory(
        owner=owner, text=TEXT, state="ready", found=packed(found()), claims_count=2, outlet_name="Elbblatt"
    )


def test_a_draft_that_was_read_shows_what_was_found(editor, rich, django_assert_num_queries):
    vogel = ActorFactory(name="Ida Vogel", kind="person")
    with django_assert_num_queries(9):  # session, user, two for rights, draft, actors, outlet, same text, demo
        page = words(editor.get(f"/add/drafts/{rich.pk}/"))
    assert "2 claims found" in page
    assert '<a class="said t1" href="#n1" aria-describedby="s1"' in page
    assert 'class="by direct m1 l0" id="m1">' in page
    assert f'<a href="/actors/{vogel.slug}/">Ida Vogel</a>' in page
    assert "300 Granaten" in page
    assert 'id="n2" class="inner"' in page
    assert "not named" in page
    assert not Article.objects.exists()


def test_who_is_known_is_called_in_the_readers_language(editor, rich):
    ActorFactory(name="Tagespost", name_de="Die Tagespost", kind="outlet")
    page = editor.get(f"/add/drafts/{rich.pk}/", headers={"Accept-Language": "de"}).content.decode()
    assert "Die Tagespost" in page


def test_the_same_text_in_the_same_outlet_is_pointed_out(editor, rich):
    outlet = ActorFactory(name="Elbblatt", kind="outlet")
    there = ArticleFactory(text=TEXT, outlet=outlet, title="Schon da")
    page = words(editor.get(f"/add/drafts/{rich.pk}/"))
    assert "storing it changes nothing" in page
    assert f'href="/articles/{there.pk}/">Schon da</a>' in page


def test_the_same_text_elsewhere_is_pointed_out(editor, rich):
    there = ArticleFactory(text=TEXT, title="Anderswo")
    page = words(editor.get(f"/add/drafts/{rich.pk}/"))
    assert f"({there.outlet.name}); this one will be a copy of it" in page


def test_without_an_outlet_the_same_text_without_one_is_the_same(editor, rich):
    ArticleFactory(text=TEXT, outlet=None)
    Draft.objects.update(outlet_name="")
    assert "storing it changes nothing" in words(editor.get(f"/add/drafts/{rich.pk}/"))


def test_articles_like_it_are_pointed_out(editor, rich):
    like = ArticleFactory(title="Fast dasselbe")
    Draft.objects.update(alike=[like.pk, 999_999])
    page = words(editor.get(f"/add/drafts/{rich.pk}/"))
    assert "word by word" in page
    assert "Fast dasselbe" in page


def test_an_empty_finding_can_be_stored_all_the_same(editor, owner):
    row = ready(owner=owner)
    Draft.objects.update(found={**row.found, "claims": []}, claims_count=0)
    assert "No claim was found" in words(editor.get(f"/add/drafts/{row.pk}/"))


def test_what_cannot_be_shown_any_more_is_read_again(editor, owner):
    row = ready(owner=owner)
    Draft.objects.update(found={"claims": [3]})
    assert editor.get(f"/add/drafts/{row.pk}/").status_code == 302
    assert Draft.objects.get().state == "waiting"


def described(**told):
    return {"act": "store", "outlet": "Elbblatt", "title": "Hafen", "published": "", "url": "", **told}


def test_storing_leads_to_the_article(editor, owner):
    row = ready(owner=owner)
    answer = editor.post(f"/add/drafts/{row.pk}/", described())
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/"
    assert (article.state, article.title, article.added_by) == ("waiting", "Hafen", owner)
    assert "The article was stored." in words(editor.get(answer["Location"]))


def test_clicking_twice_stores_once(editor, owner):
    row = ready(owner=owner)
    first, second = (editor.post(f"/add/drafts/{row.pk}/", described()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1
    assert editor.get(f"/add/drafts/{row.pk}/")["Location"] == first["Location"]


def test_another_day_lets_the_article_be_read_anew(editor, owner):
    row = ready(owner=owner)
    editor.post(f"/add/drafts/{row.pk}/", described(published="2026-11-19"))
    article = Article.objects.get()
    assert (article.state, article.published_on) == ("waiting", date(2026, 11, 19))


def test_looking_again_reads_anew_only_for_another_day(editor, owner):
    row = ready(owner=owner)
    editor.post(f"/add/drafts/{row.pk}/", described(act="preview", title="Neu"))
    row.refresh_from_db()
    assert (row.state, row.title, row.outlet_name) == ("ready", "Neu", "Elbblatt")
    editor.post(f"/add/drafts/{row.pk}/", described(act="preview", published="2026-11-19"))
    row.refresh_from_db()
    assert (row.state, str(row.published_on)) == ("waiting", "2026-11-19")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"title": "x" * 501}, "title"),
        ({"outlet": "x" * 301}, "outlet"),
        ({"published": "gestern"}, "published"),
        ({"title": "\0"}, "title"),
    ],
)
def test_what_is_said_wrongly_is_named_and_nothing_stored(editor, owner, told, field):
    row = ready(owner=owner)
    answer = editor.post(f"/add/drafts/{row.pk}/", described(**told))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Article.objects.exists()


def test_a_draft_that_was_not_read_cannot_be_stored(editor, owner):
    row = DraftFactory(owner=owner)
    assert editor.post(f"/add/drafts/{row.pk}/", described())["Location"] == f"/add/drafts/{row.pk}/"
    assert not Article.objects.exists()


def test_one_that_failed_says_why_and_can_be_tried_again(editor, owner):
    row = DraftFactory(owner=owner, state="failed", fault="certificate")
    assert "its certificate is not valid" in words(editor.get(f"/add/drafts/{row.pk}/"))
    editor.post(f"/add/drafts/{row.pk}/", {"act": "again"})
    row.refresh_from_db()
    assert (row.state, row.fault) == ("waiting", "")


def test_discarding_leaves_nothing(editor, owner):
    row, other = ready(owner=owner), DraftFactory(owner=owner)
    assert editor.post(f"/add/drafts/{row.pk}/", {"act": "discard"})["Location"] == "/add/drafts/"
    assert editor.post(f"/add/drafts/{other.pk}/", {"act": "discard"})["Location"] == "/add/"
    assert not Draft.objects.exists()
    assert editor.get(f"/add/drafts/{row.pk}/").status_code == 404


def test_one_whose_day_has_passed_is_not_there(editor, owner):
    row = ready(owner=owner, created_at=timezone.now() - timedelta(hours=25))
    assert editor.get(f"/add/drafts/{row.pk}/").status_code == 404
    assert editor.post(f"/add/drafts/{row.pk}/", described()).status_code == 404
    assert "There are none" in words(editor.get("/add/drafts/"))


def test_all_that_are_ready_are_stored_at_once(editor, owner):
    for number in range(7):
        ready(owner=owner, text=f"Satz {number}, sagte sie.")
    ready(owner=owner, text="Satz, sagte er.", url="javascript:alert(1)", title="Schlecht")
    DraftFactory(owner=owner)
    ready(text="Von jemand anderem.")
    editor.post("/add/drafts/all/", {"act": "store"})
    assert list(Article.objects.values_list("state", flat=True)) == ["waiting"] * 7
    page = words(editor.get("/add/drafts/"))
    assert "7 articles were stored." in page
    assert "Schlecht: url:" in page
    assert "2 drafts" in page


def test_all_of_ones_own_are_discarded_at_once(editor, owner):
    ready(owner=owner)
    DraftFactory(owner=owner)
    other = DraftFactory()
    editor.post("/add/drafts/all/", {"act": "discard"})
    assert list(Draft.objects.all()) == [other]
    assert "2 drafts were discarded." in words(editor.get("/add/drafts/"))


def test_staff_discards_no_draft_of_others_by_the_dozen(owner):
    ready(owner=owner)
    client_of(UserFactory(is_staff=True), "add_article").post("/add/drafts/all/", {"act": "discard"})
    assert Draft.objects.exists()


@pytest.mark.parametrize("address", ["/add/", "/add/drafts/", "/add/drafts/{pk}/"])
def test_nobody_keeps_a_copy(editor, owner, address):
    row = ready(owner=owner)
    assert "no-store" in editor.get(address.format(pk=row.pk))["Cache-Control"]


def test_strange_texts_break_nothing(editor, owner):
    text = "<script>alert(1)</script> & „\u202e“ \U0001f600" * 3
    row = ready(owner=owner, text=text, title="<b>" * 100, outlet_name="&amp;")
    page = words(editor.get(f"/add/drafts/{row.pk}/"))
    assert "<script>alert" not in page
    assert "&lt;b&gt;" in page
