"""What pages say of rows, in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from claims import presenters
from claims.evidence import attach_mentions
from claims.models import Claim, Quantity
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    MentionFactory,
)


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        ("0", "0", "0"),
        ("11000", "11,000", "11.000"),
        ("1.500000", "1.5", "1,5"),
        ("5000000", "5 million", "5 Millionen"),
        ("1000000", "1 million", "1 Million"),
        ("4800000", "4.8 million", "4,8 Millionen"),
        ("1234567", "1,234,567", "1.234.567"),
        ("2500000000", "2.5 billion", "2,5 Milliarden"),
        ("-0.25", "-0.25", "-0,25"),
        (
            "999999999999999999999999.999999",
            "999,999,999,999,999,999,999,999.999999",
            "999.999.999.999.999.999.999.999,999999",
        ),
    ],
)
def test_numbers_are_written_as_readers_do(value, english, german):
    assert presenters.number(Decimal(value)) == english
    with translation.override("de"):
        assert presenters.number(Decimal(value)) == german


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "expected"),
    [
        ("exact", 300, 300, "300 Granaten"),
        ("almost", None, 300, "almost 300 Granaten"),
        ("between", 200, 400, "200–400 Granaten"),
        ("between", None, None, "between 300 Granaten"),
    ],
)
def test_figures_keep_their_hedge(qualifier, low, high, expected):
    low, high = (None if bound is None else Decimal(bound) for bound in (low, high))
    one = Quantity(value=Decimal(300), low=low, high=high, qualifier=qualifier, unit="Granaten")
    assert presenters.figure(one) == expected


def test_a_share_is_told_in_the_words_of_the_article():
    one = Quantity(
        value=Decimal("0.333333"), qualifier="exact", unit="Granate", concept="share", text="Jede dritte Granate"
    )
    assert presenters.figure(one) == "Jede dritte Granate"


@pytest.mark.parametrize(("language", "name"), [("en", "Russia"), ("de", "Russland")])
def test_actors_are_called_as_the_reader_calls_them(language, name):
    with translation.override(language):
        assert presenters.called(ActorFactory.build(name="Russia", name_de="Russland")) == name


@pytest.mark.django_db
def test_the_path_runs_from_the_origin_to_the_outlet():
    outlet = ActorFactory(name="Tagespost", kind="outlet")
    article = ArticleFactory(text="Nach Angaben aus Kreisen kommt es so, schrieb der Kurier.", outlet=outlet)
    mention = MentionFactory(extraction__article=article, text="kommt es so")
    AttributionFactory(mention=mention, actor=None, surface="Kreisen", anonymity="anonymous")
    kurier = ActorFactory(name="Kurier", kind="outlet")
    AttributionFactory(mention=mention, position=1, actor=kurier, surface="der Kurier", role="Abendblatt")
    origin, relay, last = presenters.path(mention)
    assert (origin.name, origin.known, origin.words, origin.url) == ("not named", False, "Kreisen", "")
    assert (relay.name, relay.words, relay.note) == ("Kurier", "der Kurier", "Abendblatt")
    assert (last.name, last.url) == ("Tagespost", f"/articles/{article.pk}/")


@pytest.mark.django_db
def test_signs_name_what_is_not_to_be_expected():
    plain = MentionFactory(form="direct")
    odd = MentionFactory(
        stance="denies", certainty="possible", polarity="negative", tense="future", hearsay=True, form="reported"
    )
    assert [sign.label for sign in presenters.signs(plain)] == ["direct speech"]
    assert [sign.label for sign in presenters.signs(odd)] == [
        "reported speech act",
        "denies",
        "denied",
        "possible",
        "prediction",
        "hearsay",
    ]


@pytest.mark.parametrize(
    ("mentions", "origins", "english", "german"),
    [
        (0, 0, "", ""),
        (1, 1, "", ""),
        (2, 1, "2 mentions · 1 origin", "2 Erwähnungen · 1 Urheber"),
        (5, 2, "5 mentions · 2 origins", "5 Erwähnungen · 2 Urheber"),
    ],
)
def test_a_card_tells_how_often_and_by_how_many(mentions, origins, english, german):
    claim = Claim(mentions_count=mentions, origins_count=origins)
    assert presenters.spread(claim) == english
    with translation.override("de"):
        assert presenters.spread(claim) == german


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "label", "german"),
    [
        ({}, None, None),
        ({"disputed": True}, "disputed", "umstritten"),
        ({"disputed": True, "denied": True}, "denied by some", "von manchen bestritten"),
    ],
)
def test_a_card_has_a_sign_where_a_claim_is_denied_or_disputed(standing, label, german):
    claim = MentionFactory(claim=ClaimFactory(**standing)).claim
    attach_mentions([claim])
    assert [sign.label for sign in presenters.card(claim).signs] == [*filter(None, [label]), "indirect speech"]
    with translation.override("de"):
        assert [sign.label for sign in presenters.standing_signs(claim)] == [*filter(None, [german])]
