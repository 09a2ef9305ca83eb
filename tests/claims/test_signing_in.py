"""Guessing passwords is held back, by name and by address, on every way in; who does not guess notices nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from claims import signing_in
from claims.models import FailedSignIn
from claims.signing_in import Deed, address_of, minutes_closed, note_attempt
from tests.draft_factories import FailedSignInFactory
from tests.factories import NOON, UserFactory

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "Elbe-Ufer-7", "falsch"


def asking(address="192.0.2.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def attempt(name, password, address="192.0.2.1"):
    return authenticate(asking(address), username=name, password=password)


@pytest.fixture
def mira():
    user = UserFactory(username="mira")
    user.set_password(RIGHT)
    user.save()
    return user


def fail(times, name="mira", address="192.0.2.1", at=NOON):
    for _ in range(times):
        note_attempt(asking(address), name, Deed.SIGN_IN, at)


def closed(name="mira", address="192.0.2.1", at=NOON):
    return minutes_closed(asking(address), name, Deed.SIGN_IN, at)


def test_five_failures_of_one_name_from_one_address_close_it_for_a_while():
    fail(4)
    assert not closed()
    fail(1)
    assert closed() == 16
    assert not closed(at=NOON + timedelta(minutes=15))


def test_others_are_not_shut_out_with_it():
    fail(10)
    assert not closed(address="192.0.2.2")
    assert not closed(name="jonas")


def test_many_machines_that_guess_one_name_close_it_everywhere():
    for number in range(50):
        fail(1, address=f"192.0.2.{number}")
    assert closed(address="198.51.100.7")


def test_one_machine_that_tries_many_names_is_closed_for_all():
    for number in range(30):
        fail(1, name=f"name{number}")
    assert closed(name="another")


def test_a_name_in_other_capitals_is_the_same_name():
    fail(5, name=" Mira ")
    assert closed("MIRA")


def test_neighbours_in_a_network_of_ipv6_are_one_machine():
    fail(5, address="2001:db8::1")
    assert closed(address="2001:db8::ffff:1")
    assert not closed(address="2001:db8:0:1::1")


def test_the_backend_does_not_even_look_at_a_closed_name(mira):
    assert attempt("mira", RIGHT) == mira
    for _ in range(5):
        assert attempt("mira", WRONG) is None
    assert attempt("mira", RIGHT) is None
    assert FailedSignIn.objects.count() == 5
    assert attempt("mira", RIGHT, "192.0.2.9") == mira


def test_a_name_that_nobody_has_closes_in_the_same_way():
    for _ in range(5):
        assert attempt("nobody", WRONG) is None
    assert minutes_closed(asking(), "nobody", Deed.SIGN_IN, FailedSignIn.objects.latest("at").at)


def test_who_signs_in_has_not_been_guessing(mira):
    for _ in range(4):
        attempt("mira", WRONG)
    assert attempt("mira", RIGHT) == mira
    assert not FailedSignIn.objects.exists()


def test_what_no_longer_counts_goes():
    fail(3, at=NOON)
    fail(1, at=NOON + timedelta(hours=1))
    assert FailedSignIn.objects.count() == 1


def test_no_name_and_no_address_is_kept_as_it_is():
    fail(1, name="Elbe-Ufer-7")
    row = FailedSignIn.objects.get()
    assert len(row.name) == len(row.address) == 64
    assert row.name != row.address


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address"),
    [
        (None, "203.0.113.9", "192.0.2.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "203.0.113.9", "203.0.113.9"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "unknown", "unknown"),
    ],
)
def test_behind_a_proxy_of_ours_counts_what_the_proxy_saw(settings, proxy, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = proxy
    assert address_of(asking(HTTP_X_FORWARDED_FOR=forwarded)) == address


def test_a_look_costs_one_query(django_assert_num_queries):
    fail(7)
    with django_assert_num_queries(1):
        closed()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("claims_failedsignin_deed_known", {"deed": "read"}),
        ("claims_failedsignin_digests", {"name": "mira"}),
        ("claims_failedsignin_digests", {"address": "192.0.2.1"}),
    ],
)
def test_the_database_refuses_what_cannot_be(name, told):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FailedSignInFactory(**told)


def test_every_deed_has_its_limits():
    assert signing_in.MOST.keys() == signing_in.WINDOW.keys() == set(Deed)
