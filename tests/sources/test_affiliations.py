"""What a person was quoted as, over time, in lines."""

from datetime import date

import pytest

from sources.affiliations import affiliation_lines, attach_affiliations
from sources.models import Actor, Affiliation
from tests.factories import ActorFactory, AffiliationEvidenceFactory, AffiliationFactory, ArticleFactory

pytestmark = pytest.mark.django_db
MARCH, MAY, JULY = date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1)


def quoted(person, role, organisation_name, *days, organisation=None):
    row = AffiliationFactory(person=person, role=role, organisation_name=organisation_name, organisation=organisation)
    for day in days:
        AffiliationEvidenceFactory(affiliation=row, article=ArticleFactory(published_on=day))
    return row


@pytest.fixture
def expert():
    return ActorFactory(kind="person", name="Leif-Eric Easley")


def lines(person):
    return affiliation_lines([person.pk])[person.pk]


def test_what_agrees_is_one_line_with_its_spellings(expert):
    quoted(expert, "Professor", "Ewha Universität", MAY)
    quoted(expert, "Professors", "Ewha Womans University", JULY, MARCH)
    [line] = lines(expert)
    assert (line.role, line.spellings) == ("Professor", ("Ewha Womans University", "Ewha Universität"))
    assert (line.first, line.last, len(line.articles)) == (MARCH, JULY, 3)
    assert (str(line), line.article.published_on) == ("Professor, Ewha Womans University", MARCH)


def test_a_role_that_is_told_in_short_is_the_same_as_in_full(expert):
    quoted(expert, "Professor", "Ewha Universität", MARCH)
    quoted(expert, "Professor für Politik", "Ewha Womans University", MAY)
    quoted(expert, "Professorenberater", "Ewha Universität", JULY)
    quoted(expert, "", "Ewha Universität", MAY)
    assert [(line.role, line.last) for line in lines(expert)] == [
        ("Professorenberater", JULY),
        ("Professor für Politik", MAY),
        ("", MAY),
    ]


def test_other_roles_and_other_organisations_are_other_lines_the_latest_first(expert):
    quoted(expert, "Professor", "Ewha Universität", MARCH)
    quoted(expert, "Berater", "Ewha Universität", JULY)
    quoted(expert, "Professor", "Universität Hamburg", MAY)
    quoted(expert, "Professor", "Technische Universität Hamburg", None)
    quoted(expert, "Analyst", "")
    found = [(str(line), line.first, line.last) for line in lines(expert)]
    assert found == [
        ("Berater, Ewha Universität", JULY, JULY),
        ("Professor, Universität Hamburg", MAY, MAY),
        ("Professor, Ewha Universität", MARCH, MARCH),
        ("Professor, Technische Universität Hamburg", None, None),
        ("Analyst", None, None),
    ]
    assert lines(expert)[-1].article is None


def test_an_organisation_that_is_known_is_one_whatever_it_is_called(expert):
    house = ActorFactory(name="Stiftung Wissenschaft und Politik")
    quoted(expert, "", "SWP", MAY)
    quoted(expert, "", "Stiftung Wissenschaft und Politik", MARCH, organisation=house)
    assert len(lines(expert)) == 2
    Affiliation.objects.filter(organisation_name="SWP").update(organisation=house)
    [line] = lines(expert)
    assert line.organisation == house


def test_who_was_merged_brings_its_own(expert):
    other = ActorFactory(kind="person", merged_into=ActorFactory(kind="person", merged_into=expert))
    quoted(expert, "Professor", "Ewha Universität", MAY)
    quoted(other, "Professor", "Ewha", MARCH)
    quoted(ActorFactory(kind="person"), "Professor", "Ewha", JULY)
    for person in (expert, other):
        [line] = lines(person)
        assert (line.first, line.last) == (MARCH, MAY)
    assert expert in Actor.objects.experts().roots()


def test_an_expert_is_also_whoever_got_a_role_by_merging(expert):
    quoted(ActorFactory(kind="person", merged_into=expert), "Professor", "Ewha", MARCH)
    assert list(Actor.objects.experts().roots()) == [expert]
    assert expert.affiliations.count() == 0


def test_nobody_has_no_lines(expert):
    assert affiliation_lines([]) == {}
    assert lines(expert) == []


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    """Families, affiliations with their organisations, evidence with articles."""
    persons = [ActorFactory(kind="person") for _ in range(8)]
    for person in persons:
        quoted(person, "Professor", "Ewha", MARCH, MAY, organisation=ActorFactory())
        quoted(ActorFactory(kind="person", merged_into=person), "Berater", "Ewha", MAY)
    with django_assert_num_queries(3):
        attach_affiliations(persons)
        told = [(str(line.organisation), line.article.outlet.name) for one in persons for line in one.affiliation_lines]
    assert len(told) == 16
