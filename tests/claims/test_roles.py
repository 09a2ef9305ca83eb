"""Rows of affiliations as lines."""

from datetime import date

import pytest

from claims.roles import roles
from sources.models import Affiliation
from tests.factories import ActorFactory, AffiliationFactory, ArticleFactory

pytestmark = pytest.mark.django_db


def quoted(person, role, words, day=None, **told):
    article = ArticleFactory(published_on=day)
    return AffiliationFactory(person=person, role=role, organisation_name=words, article=article, **told)


def lines():
    return roles(Affiliation.objects.all())


def test_the_same_role_at_the_same_organisation_is_one_line():
    person, university = ActorFactory(kind="person"), ActorFactory()
    quoted(person, "Professorin", "Universität Kiel", "2026-03-01", organisation=university)
    quoted(person, "professorin", "Kieler Universität", "2025-03-01", organisation=university)
    quoted(
        ActorFactory(merged_into=person), "Professorin", "Uni Kiel", organisation=ActorFactory(merged_into=university)
    )
    (line,) = lines()
    assert (line.person, line.organisation) == (person, university)
    assert line.spellings == ["Uni Kiel", "Universität Kiel", "Kieler Universität"]
    assert (line.first, line.last, len(line.articles)) == (date(2025, 3, 1), date(2026, 3, 1), 3)


def test_the_latest_role_comes_first_and_unknown_days_last():
    person = ActorFactory(kind="person")
    quoted(person, "Studentin", "", "2001-01-01")
    quoted(person, "Leiterin", "")
    AffiliationFactory(person=person, role="", organisation_name="Institut", article=None)
    quoted(person, "Professorin", "", "2026-01-01")
    assert [line.role for line in lines()] == ["Professorin", "Studentin", "", "Leiterin"]
    assert (lines()[2].articles, lines()[2].spellings) == ([], ["Institut"])


def test_it_takes_one_query(django_assert_num_queries):
    for _number in range(3):
        quoted(ActorFactory(kind="person"), "Leiterin", "Institut", organisation=ActorFactory())
    with django_assert_num_queries(1):
        assert len(lines()) == 3
