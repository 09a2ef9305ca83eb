"""The card of a claim: when there is none, and the code that embeds it."""

import re
from html import unescape

import pytest

from claims.evidence import attach_mentions
from claims.presenters import card
from claims.sharing import TALLEST, embedded, frame, height, why_gone
from tests.factories import NOON, ArticleFactory, ClaimFactory, MentionFactory

pytestmark = pytest.mark.django_db


def card_of(claim):
    attach_mentions([claim])
    return card(claim)


def test_a_claim_without_mentions_or_with_withdrawn_articles_alone_has_no_card():
    assert why_gone(card_of(ClaimFactory())) == "No article makes this claim any more."
    claim = ClaimFactory()
    withdrawn = ArticleFactory(withdrawn_at=NOON, withdrawn_reason="Urteil")
    MentionFactory(claim=claim, extraction__article=withdrawn)
    assert why_gone(card_of(claim)) == "The articles that make this claim were withdrawn."
    MentionFactory(claim=claim)
    assert why_gone(card_of(claim)) == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("rejected", "Curators rejected this claim."),
        ("retracted", "This claim was retracted."),
        ("accepted", ""),
        ("unreviewed", ""),
    ],
)
def test_what_curators_took_back_has_no_card(status, words):
    assert why_gone(card_of(MentionFactory(claim__status=status).claim)) == words


def test_the_code_holds_a_title_that_cannot_break_out():
    claim = MentionFactory(claim__statement='"><script>alert(1)</script>\n' * 9).claim
    code = frame(card_of(claim), "https://factbase.example/claims/1/embed/?lang=de&x=1")
    assert type(code) is str, "text to be shown, so a template has to escape it"
    title = re.fullmatch(
        r'<iframe src="https://factbase\.example/claims/1/embed/\?lang=de&amp;x=1" '
        r'title="([^"<>]+)" width="560" height="\d+" loading="lazy"></iframe>',
        code,
    )
    assert unescape(title[1]).startswith('factbase: "><script>')


def test_the_card_is_as_high_as_its_words_ask_within_reason():
    short, longer, endless = (card_of(MentionFactory(claim__statement="Wort " * n).claim) for n in (3, 60, 900))
    assert height(short) < height(longer) < height(endless) == TALLEST


def test_the_form_that_every_claim_has_is_no_sign_of_a_card():
    claim = MentionFactory(certainty="possible", claim__status="accepted").claim
    assert [sign.label for sign in embedded(card_of(claim), "").signs] == ["accepted", "possible"]
