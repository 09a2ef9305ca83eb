"""What the page of an actor says of its profile."""

import pytest
from django.utils import translation

from claims import profiles
from claims.evidence import attach_mentions
from claims.portraits import FEWEST, SHOWN_NAMES, _share, _statement, headline, name_groups, portrait, tally
from claims.profiles import Window, newest_claims, profile
from sources.affiliations import AffiliationLine
from sources.models import Alias
from tests.claims.views.test_profiles import says
from tests.factories import ActorFactory, AffiliationFactory, ClaimActorFactory, ClaimFactory


def role(name, *spellings):
    return AffiliationLine(ActorFactory.build(), name, None, spellings, None, None, ())


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([], ""),
        ([role("Leiterin")], "Leiterin"),
        ([role("", "Institut")], "Institut"),
        ([role("Forscherin"), role("", "Institut"), role("Leiterin", "Uni", "Universität")], "Leiterin, Uni"),
    ],
)
def test_the_headline_is_the_latest_role_at_an_organisation(roles, told):
    assert headline(roles) == told


@pytest.mark.parametrize(
    ("window", "english", "german"),
    [
        (Window([], whole=True), "0", "0"),
        (Window(range(1999), whole=True), "1,999", "1.999"),
        (Window(range(2000), whole=False), "more than 2,000", "mehr als 2.000"),
    ],
)
def test_a_count_is_exact_or_says_that_there_are_more(window, english, german):
    assert tally(window) == english
    with translation.override("de"):
        assert tally(window) == german


def test_names_come_by_kind_and_language_and_the_rest_is_folded():
    told = [("short", "en", "Anna"), ("name", "", "A. Alt"), ("name", "xx", "Alt"), ("name", "de", "Anna Alt")]
    names = [Alias(kind=kind, language=language, text=text) for kind, language, text in told]
    names += [Alias(kind="spelling", language="de", text=str(number)) for number in range(SHOWN_NAMES + 3)]
    groups = name_groups(names)
    assert [group.label for group in groups] == ["Full names", "Short forms", "Other spellings"]
    assert [(one.code, one.language) for one in groups[0].lists] == [("de", "German"), ("xx", "xx"), ("", "")]
    assert (len(groups[2].lists[0].shown), len(groups[2].lists[0].more)) == (SHOWN_NAMES, 3)


def test_a_share_of_few_is_not_told():
    assert _share("named", 3, FEWEST - 1).percent is None
    assert _share("named", 5, FEWEST).percent == 25
    assert _share("named", 0, 0).percent is None


@pytest.mark.django_db
def test_a_statement_that_no_article_makes_any_more_is_a_line_all_the_same():
    claim = ClaimFactory()
    attach_mentions([claim])
    told = _statement(claim, {1})
    assert (told.day, told.sign, list(told.places)) == (None, None, [])


@pytest.mark.django_db
def test_of_very_many_claims_the_newest_are_looked_at_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(profiles, "MOST", 3)
    person, outlet, topic = ActorFactory(kind="person"), ActorFactory(kind="outlet"), ActorFactory()
    AffiliationFactory(person=person)
    mentions = [says(person, outlet) for _number in range(5)]
    for mention in mentions:
        ClaimActorFactory(claim=mention.claim, actor=topic)
    assert newest_claims(person, "source") == Window([one.claim_id for one in reversed(mentions[2:])], whole=False)
    found = portrait(profile(person))
    assert found.said_tally == "more than 3"
    assert [line.note for line in found.outlets] == ["3 statements in 3 articles"]
    assert [line.note for line in found.topics] == ["3 claims"]
