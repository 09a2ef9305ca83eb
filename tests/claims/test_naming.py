"""Who is who across articles: one person where name and affiliation agree, a suggestion where less does."""

import random
import threading
from datetime import date
from itertools import permutations

import pytest
from django.db import connection

from claims.actions import store_extraction
from claims.extraction import extract
from claims.identity import merge_actors, refuse_suggestion
from claims.models import Attribution
from sources.affiliations import affiliation_lines
from sources.models import Actor, Affiliation, AffiliationEvidence, Alias, MergeSuggestion
from sources.suggesting import suggest_all_merges
from tests.claims.building import claim, extraction, hop, no_verdicts, store
from tests.factories import NOON, ActorFactory, AffiliationFactory, ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Ein Satz von jemandem."


def quoting(*speakers, number=0, version="1"):
    """An extraction with a claim by each speaker: name and, where they are given, affiliation and role."""
    text = f"{TEXT} {number}"
    claims = [
        claim(text, "Ein Satz", number=str(n), chain=(person_hop(*speaker),)) for n, speaker in enumerate(speakers)
    ]
    return text, extraction(text, *claims, version=version)


def person_hop(name, affiliation=None, role=None, kind="person"):
    return hop(None, None, name, kind, affiliation=affiliation, role=role)


def tell(*speakers, number=0, **told):
    """Stores an article that quotes these speakers."""
    text, found = quoting(*speakers, number=number)
    article = ArticleFactory(text=text, **told)
    store(article, found)
    return article


def persons():
    return sorted(Actor.objects.filter(kind="person", merged_into=None).values_list("name", flat=True))


def suggested():
    rows = MergeSuggestion.objects.open().select_related("first", "second")
    return {frozenset((row.first.name, row.second.name)) for row in rows}


EASLEY = [
    ("Leif-Eric Easley", "Ewha Universität", "Professor"),
    ("Leif-Eric Easley", "Ewha Womans University", "Professor"),
]
ONE = [
    EASLEY,
    [("Lim Eun-jung", "Kongju National University"), ("Eunjung Lim", "Nationaluniversität Kongju")],
    [("Wolodymyr Selenskyj", "Ewha Universität"), ("Volodymyr Zelensky", "Ewha Womans University")],
    [("Leif-Eric Easley", "Ewha Universität"), ("Easley Leif-Eric", "Ewha Womans University")],
    [("Leif-Eric Easley", "Ewha Universität"), ("Leif-Eric Easley", "Deutsche Bank")],
    [("Leif-Eric Easley", "Ewha Universität"), ("Leif-Eric Easley",)],
]
SUGGESTED = [
    [("Lim Eun-jung", "Universität Hamburg"), ("Eunjung Lim", "Technische Universität Hamburg")],
    [("Lim Eun-jung", "Ewha Universität"), ("Eunjung Lim",)],
    [("Lim Eun-jung",), ("Eunjung Lim",)],
    [("Leif-Eric Easley", "Ewha Universität"), ("L. Easley", "Ewha Womans University")],
    [("Leif-Eric Easley", "Ewha Universität"), ("Easley", "Ewha Womans University")],
    [("Selenskyj", "Ewha Universität"), ("Zelensky", "Ewha Womans University")],
    [("Kim Min-su", "Ewha Universität"), ("Kim Su-min", "Ewha Universität")],
]
TWO = [
    [("Hans Maier", "Ewha Universität"), ("Anna Maier", "Ewha Universität")],
    [("Leif-Eric Easley", "Ewha Universität"), ("Easley", "Deutsche Bank")],
    [("Easley",), ("Leif-Eric Easley",)],
]


@pytest.mark.parametrize("speakers", [*ONE, *SUGGESTED, *TWO])
@pytest.mark.parametrize("together", [True, False], ids=["one article", "two articles"])
def test_the_order_does_not_matter(speakers, together):
    found = []
    for order in (speakers, speakers[::-1]):
        MergeSuggestion.objects.all().delete()
        wipe()
        if together:
            tell(*order)
        else:
            for number, speaker in enumerate(order):
                tell(speaker, number=number)
        found.append((len(persons()), len(suggested())))
    expected = (1, 0) if speakers in ONE else (2, 1) if speakers in SUGGESTED else (2, 0)
    assert found == [expected] * 2


def wipe():
    """As if no article had told of anybody."""
    Attribution.objects.update(actor=None, kind="unknown")
    AffiliationEvidence.objects.all().delete()
    Affiliation.objects.all().delete()
    for article in Actor.objects.filter(kind="outlet"):
        article.articles.update(outlet=None, sha256=f"{article.pk:064}")
    connection.cursor().execute("DELETE FROM claims_claimactor")
    Alias.objects.all().delete()
    Actor.objects.all().delete()


def test_two_articles_make_one_expert_with_both():
    first = tell(EASLEY[0], number=1, published_on=date(2026, 3, 1))
    second = tell(EASLEY[1], number=2, published_on=date(2026, 5, 1))
    [expert] = Actor.objects.experts()
    [line] = affiliation_lines([expert.pk])[expert.pk]
    assert (line.role, set(line.spellings)) == ("Professor", {"Ewha Universität", "Ewha Womans University"})
    assert (line.first, line.last, line.articles) == (date(2026, 3, 1), date(2026, 5, 1), (first, second))


def test_two_texts_that_are_read_make_one_expert():
    texts = (
        "„Das ist so“, sagte Leif-Eric Easley, Professor für Internationale Studien an der Ewha Universität in Seoul.",
        "Leif-Eric Easley, Professor an der Ewha Womans University, sagte, im Mai seien 300 Granaten geliefert worden.",
    )
    for text in texts:
        store(ArticleFactory(text=text), extract(text))
    [expert] = Actor.objects.experts()
    lines = affiliation_lines([expert.pk])[expert.pk]
    assert expert.name == "Leif-Eric Easley"
    assert {name for line in lines for name in line.spellings} == {"Ewha Universität", "Ewha Womans University"}
    assert len({article.pk for line in lines for article in line.articles}) == 2


def test_another_spelling_becomes_an_alias_and_is_found_by_itself():
    tell(("Lim Eun-jung", "Kongju National University"), number=1)
    tell(("Eunjung Lim", "Nationaluniversität Kongju"), number=2)
    tell(("Eunjung Lim",), number=3)
    assert persons() == ["Lim Eun-jung"]
    assert set(Alias.objects.filter(actor__kind="person").values_list("text", "kind")) == {
        ("Lim Eun-jung", "name"),
        ("Eunjung Lim", "spelling"),
    }


def test_three_spellings_in_any_order_are_one():
    names = [("Lim Eun-jung", "Ewha Universität"), ("Eunjung Lim", "Ewha"), ("Lim Eun Jung", "Ewha Womans University")]
    for number, order in enumerate(permutations(names)):
        wipe()
        MergeSuggestion.objects.all().delete()
        for place, speaker in enumerate(order):
            tell(speaker, number=number * 10 + place)
        assert len(persons()) == 1, order


def test_an_organisation_that_is_known_by_two_names_agrees():
    ActorFactory(name="Stiftung Wissenschaft und Politik", aliases=["SWP"])
    tell(("Lim Eun-jung", "Stiftung Wissenschaft und Politik"), number=1)
    tell(("Eunjung Lim", "SWP"), number=2)
    assert persons() == ["Lim Eun-jung"]


def test_of_two_bearers_of_a_name_the_affiliation_decides_or_nobody():
    for organisation in ("Ewha Universität", "Deutsche Bank"):
        person = ActorFactory(kind="person", name=f"Nr. {organisation}", aliases=["Lim Eun-jung"])
        AffiliationFactory(person=person, organisation_name=organisation)
    tell(("Eunjung Lim", "Deutsche Bank"), number=1)
    tell(("Lim Eun-jung", "Ewha Womans University"), number=2)
    assert {hop.actor.name for hop in Attribution.objects.all()} == {"Nr. Deutsche Bank", "Nr. Ewha Universität"}
    tell(("Lim Eun Jung", "Sparkasse"), number=3)
    assert "Lim Eun Jung" in persons()


def test_who_was_merged_keeps_getting_what_is_said_under_the_old_name():
    tell(("Anna Alt", "Ewha Universität"), number=1)
    tell(("Anna Neu", "Ewha Universität"), number=2)
    old, new = Actor.objects.get(name="Anna Alt"), Actor.objects.get(name="Anna Neu")
    merge_actors(actor=old, into=new, user=UserFactory(), now=NOON)
    Alias.objects.create(actor=new, text="Anna Alt")
    tell(("Anna Alt",), number=3)
    assert Attribution.objects.order_by("-pk").first().actor == old
    assert {Affiliation.objects.get(pk=row.pk).person for row in Affiliation.objects.all()} == {old, new}
    assert list(Actor.objects.experts().roots()) == [new]


def test_what_was_refused_is_never_suggested_again():
    tell(("Lim Eun-jung",), number=1)
    tell(("Eunjung Lim",), number=2)
    refuse_suggestion(suggestion=MergeSuggestion.objects.get(), user=UserFactory(), now=NOON)
    tell(("Lim Eunjung",), number=3)
    assert suggested() == {frozenset(("Lim Eun-jung", "Lim Eunjung")), frozenset(("Eunjung Lim", "Lim Eunjung"))}
    one, two, three = (Actor.objects.get(name=name) for name in ("Lim Eun-jung", "Eunjung Lim", "Lim Eunjung"))
    merge_actors(actor=three, into=one, user=UserFactory(), now=NOON)
    assert suggested() == set(), "refused for one of the family"
    list(suggest_all_merges(now=NOON))
    tell(("Eunjung Lim", "Ewha Universität"), ("Lim Eun-jung", "Ewha Universität"), number=4)
    assert suggested() == set()
    assert two.merged_into is None


def test_a_suggestion_follows_what_becomes_known():
    tell(("Lim Eun-jung", "Ewha Universität"), number=1)
    tell(("Eunjung Lim",), number=2)
    before = MergeSuggestion.objects.get().score
    tell(("Eunjung Lim", "Ewha Womans University"), number=3)
    assert MergeSuggestion.objects.get().score > before


def test_a_newer_extraction_takes_back_what_only_the_older_one_told():
    text, older = quoting(("Ida Vogel", "Ewha Universität", "Professor"), ("Jan Meer", None, "Analyst"))
    article = ArticleFactory(text=text)
    store(article, older)
    kept = AffiliationFactory(person=Actor.objects.get(name="Ida Vogel"), role="von Hand")
    store(article, quoting(("Ida Vogel", "Ewha Womans University", "Professor"), version="2")[1])
    assert {str(row) for row in Affiliation.objects.all()} == {"Professor, Ewha Womans University", str(kept)}
    assert AffiliationEvidence.objects.count() == 1


def test_what_another_article_tells_too_is_kept():
    for number in (1, 2):
        tell(("Ida Vogel", "Ewha Universität"), number=number)
    article = AffiliationEvidence.objects.order_by("pk").first().article
    store(article, quoting(number=1, version="2")[1])
    assert Affiliation.objects.get().evidence.get().article != article


def test_the_number_of_queries_does_not_grow_with_the_spellings(django_assert_max_num_queries):
    letters = "bdfglmprt"
    for count, number in ((3, 1), (9, 2)):
        names = [f"Eun-{letter * 3}ung Li{letter}m{number}" for letter in letters[:count]]
        tell(*((name, "Ewha Universität") for name in names), number=number)
        others = [" ".join(reversed(name.replace("-", "").split())) for name in names]
        text, found = quoting(*((name, "Ewha Womans University") for name in others), number=number + 10)
        article = ArticleFactory(text=text)
        with django_assert_max_num_queries(
            111
        ):  # 26 to link and state claims, 6 for predictions, 2 for figures, 23 for words to be found by, 2 locks
            store(article, found)
    assert len(persons()) == 12


@pytest.mark.needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_person():
    spellings = ["Lim Eun-jung", "Eunjung Lim", "Lim Eun Jung", "Eun Jung Lim"]
    random.shuffle(spellings)
    given = []
    for number, name in enumerate(spellings):
        text, found = quoting((name, "Ewha Universität"), number=number)
        given.append((ArticleFactory(text=text), found))
    start = threading.Barrier(len(given))

    def work(article, found):
        start.wait()
        try:
            store_extraction(article=article, extraction=found, judge=no_verdicts, now=NOON)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(persons()) == 1
