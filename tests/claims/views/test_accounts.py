"""Signing in and out, one's own page, passwords: what is shown, what is refused, and what nobody learns."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client, override_settings

from tests.factories import ArticleFactory, UserFactory

PASSWORD, NEW = "Elbe-Ufer-7", "Deich-und-Watt-9"


@pytest.fixture
def mira(db):  # noqa: ARG001 - the fixture opens the database
    user = UserFactory(username="mira", email="mira@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(mira):
    client = Client()
    client.force_login(mira)
    return client


def sign_in(client, password=PASSWORD, address="/login/", **more):
    return client.post(address, {"username": "mira", "password": password, **more})


def words(answer):
    return " ".join(answer.content.decode().split())


def test_who_signs_in_gets_another_session(client, mira):
    client.get("/login/")
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(mira.pk)


@pytest.mark.parametrize(
    ("to", "location"),
    [
        ("/account/", "/account/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_nobody_is_led_to_another_server(client, mira, to, location):  # noqa: ARG001 - mira signs in
    assert sign_in(client, next=to)["Location"] == location


def test_a_wrong_password_and_a_wrong_name_look_alike(client, mira):  # noqa: ARG001 - mira is there
    told = [client.post("/login/", {"username": name, "password": "falsch"}) for name in ("mira", "nobody")]
    assert [answer.status_code for answer in told] == [422, 422]
    first, second = (list(answer.context["form"].non_field_errors()) for answer in told)
    assert first == second == ["This name and this password do not belong together. Small and capital letters count."]


def test_the_page_says_who_makes_accounts_and_how_fields_are_filled(client, db):  # noqa: ARG001
    page = words(client.get("/login/"))
    assert "nobody can register here" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


@pytest.mark.parametrize("address", ["/login/", "/admin/login/"])
def test_guessing_ends_with_a_clear_word_on_every_page(client, mira, address):
    mira.is_staff = True
    mira.save()
    for _ in range(5):
        assert "Too many attempts" not in words(sign_in(client, "falsch", address))
    answer = sign_in(client, address=address)
    assert "Too many attempts. Try again in 15 minutes." in words(answer) or "in 16 minutes" in words(answer)
    assert answer.status_code == (429 if address == "/login/" else 200)
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(signed_in):
    assert signed_in.get("/logout/").status_code == 405
    assert signed_in.post("/logout/").status_code == 302
    assert signed_in.get("/account/")["Location"] == "/login/?next=/account/"


def test_ones_own_page_tells_who_one_is_and_what_one_may(signed_in, mira, django_assert_num_queries):
    mira.groups.add(Group.objects.create(name="Redaktion"))
    rights = Permission.objects.filter(codename__in=["add_article", "change_claim", "view_claim"])
    mira.user_permissions.set(rights)
    ArticleFactory.create_batch(3, added_by=mira, state="waiting")
    ArticleFactory(title="Von jemand anderem")
    with django_assert_num_queries(8):  # session, user, rights of groups and of oneself, groups, articles, count, demo
        page = words(signed_in.get("/account/"))
    for told in ("mira@example.org", "Redaktion", "add articles", "review claims", "and 1 right in the", "3 articles"):
        assert told in page
    assert page.count("waiting") == 3
    assert "Von jemand anderem" not in page


def test_of_many_articles_the_newest_are_shown(signed_in, mira):
    ArticleFactory.create_batch(22, added_by=mira)
    page = words(signed_in.get("/account/"))
    assert page.count('class="row"') == 20
    assert "The newest 20 are shown." in page


def test_an_account_without_anything_is_told_so(signed_in, mira):
    mira.email = ""
    mira.save()
    page = words(signed_in.get("/account/"))
    assert "cannot be reset by mail" in page
    assert "None yet." in page


def change(client, old=PASSWORD, new=NEW):
    return client.post("/account/password/", {"old_password": old, "new_password1": new, "new_password2": new})


def test_a_changed_password_ends_all_other_sessions(signed_in, mira):
    elsewhere = Client()
    elsewhere.force_login(mira)
    assert change(signed_in)["Location"] == "/account/"
    assert "Your password was changed" in words(signed_in.get("/account/"))
    assert elsewhere.get("/account/").status_code == 302


def test_the_old_password_is_not_to_be_guessed_either(signed_in):
    for _ in range(5):
        assert change(signed_in, old="falsch").status_code == 422
    answer = change(signed_in)
    assert answer.status_code == 429
    assert "Too many attempts" in words(answer)


def test_a_weak_password_is_refused(signed_in):
    answer = change(signed_in, new="12345678")
    assert answer.status_code == 422
    assert "too common" in words(answer)


def test_a_reset_goes_by_a_link_that_works_once(client, mira, mailoutbox):
    assert client.post("/reset/", {"email": "Mira@example.org"})["Location"] == "/reset/sent/"
    [mail] = mailoutbox
    assert (mail.to, mail.from_email) == (["mira@example.org"], "factbase <factbase@localhost>")
    link = re.search(r"http://testserver(/reset/\S+)", mail.body)[1]
    page = client.get(link)["Location"]
    assert link.split("/")[-2] not in words(client.get(page))
    answer = client.post(page, {"new_password1": NEW, "new_password2": NEW})
    assert answer["Location"] == "/login/"
    mira.refresh_from_db()
    assert mira.check_password(NEW)
    assert "does not work any more" in words(client.get(link, follow=True))


def test_nobody_learns_who_has_an_account(client, mira, mailoutbox):  # noqa: ARG001 - mira has one
    told = [client.post("/reset/", {"email": email}) for email in ("mira@example.org", "nobody@example.org")]
    assert [(answer.status_code, answer["Location"]) for answer in told] == [(302, "/reset/sent/")] * 2
    assert len(mailoutbox) == 1
    assert "If an account has this address" in words(client.get("/reset/sent/"))


def test_the_mail_goes_after_the_answer(mira, mailoutbox, rf):  # noqa: ARG001 - mira gets one
    """How long the answer takes tells nobody whether there was anybody to write to."""
    from claims.views.accounts import AskForReset  # noqa: PLC0415  the view alone, whose answer no client closes

    request = rf.post("/reset/", {"email": "mira@example.org"})
    request._dont_enforce_csrf_checks = True
    answer = AskForReset.as_view()(request)
    assert mailoutbox == []
    answer.close()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("email", ["mira@example.org", "nobody@example.org"])
def test_no_mailbox_is_flooded(client, mira, mailoutbox, email):  # noqa: ARG001 - mira has one
    for _ in range(3):
        assert client.post("/reset/", {"email": email}).status_code == 302
    answer = client.post("/reset/", {"email": email})
    assert answer.status_code == 429
    assert "Too many attempts" in words(answer)
    assert len(mailoutbox) == (3 if email == "mira@example.org" else 0)


def test_a_mail_that_cannot_go_is_no_fault_of_the_page(client, mira, caplog):  # noqa: ARG001 - mira gets none
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1):
        assert client.post("/reset/", {"email": "mira@example.org"}).status_code == 302
    assert "Failed to send password reset email" in caplog.text


def test_without_a_mail_server_the_pages_say_so(client, db, settings):  # noqa: ARG001
    settings.MAIL_WORKS = False
    assert "Ask an administrator" in words(client.get("/reset/"))
    assert "Forgotten" not in words(client.get("/login/"))


@pytest.mark.parametrize("link", ["/reset/x/y/", "/reset/%00/y/", "/reset/MQ/set-password/", f"/reset/{'9' * 40}/y/"])
def test_a_link_that_is_none_is_told_so(client, db, link):  # noqa: ARG001
    answer = client.get(link)
    assert answer.status_code == 200
    assert "does not work any more" in words(answer)


@pytest.mark.parametrize("address", ["/account/", "/account/password/"])
def test_it_asks_who_one_is(client, db, address):  # noqa: ARG001
    assert client.get(address)["Location"] == f"/login/?next={address}"


@pytest.mark.parametrize("address", ["/login/", "/reset/", "/reset/sent/"])
def test_the_pages_speak_german(client, db, address):  # noqa: ARG001
    page = client.get(address, headers={"Accept-Language": "de"}).content.decode()
    assert '<html lang="de"' in page
    assert "password" not in re.sub(r"<[^>]*>", "", page.split("<main")[1].split("</main")[0])
