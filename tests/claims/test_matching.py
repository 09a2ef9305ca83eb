"""Search in claims, articles and actors, on whichever database the tests run."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.article_filters import ArticleFilter
from claims.filters import ClaimFilter
from claims.indexing import index_everything
from claims.models import Claim
from claims.wordforms import learn_all_words
from sources.models import Actor, Article
from tests.factories import ActorFactory, ArticleFactory, AttributionFactory, ClaimFactory, MentionFactory

pytestmark = pytest.mark.django_db

# (text, query, found?)
CASES = [
    ("Russland erhielt 300 Artilleriegranaten.", "Granaten", True),
    ("Russland erhielt 300 Artilleriegranaten.", "granate", True),
    ("Russland erhielt 300 Artilleriegranaten.", "Artillerie", True),
    ("Russland erhielt 300 Artilleriegranaten.", "Artillerie-Granaten", True),
    ("Russland erhielt 300 Granaten.", "Artilleriegranaten", False),
    ("Nordkoreas Lager sind leer.", "Nordkorea", True),
    ("Nordkorea schweigt.", "Nordkoreas", True),
    ("Moskaus Haltung ist klar.", "moskau", True),
    ("Die Kämpfer zogen ab.", "Kaempfer", True),
    ("Die Kaempfer zogen ab.", "Kämpfer", True),
    ("Auf der Straße standen Panzer.", "Strasse", True),
    ("In der Strasse standen Panzer.", "STRAẞE", True),
    ("Die Häuser sind zerstört.", "Haus", True),
    ("Das Haus ist zerstört.", "Häuser", True),
    ("Der Hafen lieferte Getreide.", "liefern", True),
    ("Die Regierung ging darauf ein.", "gehen", True),
    ("Das Verteidigungsministerium widerspricht.", "Ministerium", True),
    ("Das Verteidigungsministerium widerspricht.", "Verteidigung Ministerium", True),
    ("Die Waffenlieferungen gehen weiter.", "Lieferung", True),
    ("Kim Jong-un reist nach Moskau.", "Kim Jong Un", True),
    ("Kim Jong-un reist nach Moskau.", '"Jong Un"', True),
    ("Kim Jong-un reist nach Moskau.", '"Un Jong"', False),
    ("Rund 300 Granaten aus dem Norden.", '"300 Granaten"', True),
    ("Granaten, 300 an der Zahl.", '"300 Granaten"', False),
    ("Granaten und Raketen.", "Granaten -Raketen", False),
    ("Granaten und Bomben.", "Granaten -Raketen", True),
    ("Granaten und Mittelstreckenraketen.", "Granaten -Raketen", False),
    ("Granaten für die Armee.", 'Granaten -"für die Armee"', False),
    ("Die Armee hat Granaten.", 'Granaten -"für die Armee"', True),
    ("Granaten und Bomben.", "-Raketen", True),
    ("Granaten und Bomben.", "Granaten Raketen", False),
    ("Fast 11.000 Container.", "11.000", True),
    ("Fast 11.000 Container.", "11.001", False),
    ("Путин приехал.", "Путин", True),
    ("Der Senat tagt.", "Rat", False),
    ("Die Partei tagt.", "Ei", False),
]
HOSTILE = [
    "\0", "-", '"', "'", "- - -", '"" ""', "der die das", "*", "a*", "a:*", "NEAR(a b)", "a AND", "OR", "NOT", "(", ")",
    "{statement} : a", "^a", "a + b", "a <-> b", "!a", "a & | b", "\\", "\ud800", "'; DROP TABLE claims_claim; --", "%", "_",
    "x" * 10_000, "a " * 5_000, '"a ' * 3_000, "☃", "１２", "½", "ﷺ" * 500, "a\u0308", "\u00ad", "ſ", "İ",
]  # fmt: skip


def indexed():
    learn_all_words()
    index_everything()


@pytest.mark.parametrize(("text", "query", "found"), CASES)
def test_german_words_are_found(text, query, found):
    claim = ClaimFactory(statement=text)
    by_text, by_title = ArticleFactory(text=text), ArticleFactory(title=text, text="Nichts.")
    indexed()
    assert set(Claim.objects.matching(query)) == ({claim} if found else set())
    assert set(Article.objects.matching(query)) == ({by_text, by_title} if found else set())


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_anything(query):
    ClaimFactory(statement="Ein a und b.")
    ActorFactory(name="Anna a")
    indexed()
    for rows in (
        Claim.objects.matching(query),
        Claim.objects.matching(query, begun=True),
        Article.objects.matching(query),
    ):
        assert len(rows.order_by("-standing")[:5]) == rows.count() if rows.query.annotations else rows.count() == 0
    assert Actor.objects.matching(query).count() < 3


class AnyQuery(TestCase):
    """Whatever somebody types, each database can be asked for it."""

    @settings(max_examples=60)
    @given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab -\"„“*:()&|!<>'\\^{}+")), max_size=40))
    def test_every_query_has_an_answer(self, query):
        assert Claim.objects.matching(query).count() == 0
        assert Claim.objects.matching(query, begun=True).count() == 0
        assert Article.objects.matching(query).count() == Actor.objects.matching(query).count() == 0


def test_a_claim_is_found_by_the_words_of_its_mentions_and_the_names_of_its_sources():
    mention = MentionFactory(claim__statement="Das Land liefert.")
    source = ActorFactory(name="Yakov Zinberg", name_de="Jakow Zinberg")
    AttributionFactory(mention=mention, actor=source, speaks_for=ActorFactory(name="Kokushikan University"))
    indexed()
    for query in ("Granaten", "Zinberg", "Jakow", "Kokushikan", "Zinberg Land Nordkorea"):
        assert list(Claim.objects.matching(query)) == [mention.claim], query
    assert not Claim.objects.matching("Sprecherin").exists()


def test_the_statement_counts_most_then_origins():
    in_words = MentionFactory(claim__statement="Etwas anderes.", claim__origins_count=20).claim
    one = ClaimFactory(statement="Granaten kamen an.", origins_count=1)
    many = ClaimFactory(statement="Granaten kamen an.", origins_count=3)
    newer = ClaimFactory(statement="Granaten kamen an.", origins_count=1)
    indexed()
    assert list(Claim.objects.matching("Granaten").order_by("-standing")) == [many, newer, one, in_words]


def test_a_title_counts_more_than_a_text():
    text = ArticleFactory(text="Granaten, Granaten, Granaten.")
    title = ArticleFactory(title="Granaten")
    indexed()
    assert list(Article.objects.matching("Granaten").order_by("-standing")[:2]) == [title, text]


@pytest.mark.parametrize(
    ("query", "right", "wrong"),
    [
        ("form=direct", {"form": "direct"}, {"form": "indirect"}),
        ("certainty=possible", {"certainty": "possible"}, {}),
        ("polarity=negative", {"polarity": "negative"}, {}),
        ("hearsay=true", {"hearsay": True}, {}),
        ("tense=future", {"tense": "future"}, {}),
        ("stance=denies", {"stance": "denies"}, {}),
        ("status=accepted", {"claim__status": "accepted"}, {}),
        ("denied=true", {"claim__denied": True}, {}),
        ("disputed=true", {"claim__disputed": True}, {}),
        ("within=true", {"claim__within": True}, {}),
        ("origins_min=2", {"claim__origins_count": 2}, {}),
        ("mentions_min=2", {"claim__mentions_count": 2}, {}),
        ("outlet=Tagespost", {"extraction__article__outlet__name": "Tagespost"}, {}),
        ("published_after=2026-12-24", {"extraction__article__published_on": date(2026, 12, 24)}, {}),
    ],
)
def test_a_search_goes_with_every_filter(query, right, wrong):
    wanted = MentionFactory(claim__statement="Granaten kamen an.", **right).claim
    MentionFactory(claim__statement="Granaten kamen an.", **wrong)
    MentionFactory(claim__statement="Nichts kam an.", text="Russland", **right)
    indexed()
    found = ClaimFilter(QueryDict(f"q=Granaten&{query}"), Claim.objects.all())
    assert found.faults() == []
    assert list(found.qs.order_by("-standing")) == [wanted]
    assert found.qs.count() == 1


@pytest.mark.parametrize("query", ["outlet=Tagespost", "state=waiting", "published_before=2026-05-01"])
def test_a_search_of_articles_goes_with_every_filter(query):
    told = {"outlet__name": "Tagespost", "state": "waiting", "published_on": date(2026, 5, 1)}
    wanted = ArticleFactory(title="Granaten", **told)
    ArticleFactory(title="Granaten")
    ArticleFactory(title="Bomben", text="Nichts.", **told | {"outlet": wanted.outlet})
    indexed()
    assert list(ArticleFilter(QueryDict(f"q=Granaten&{query}"), Article.objects.all()).qs) == [wanted]


@pytest.mark.parametrize("query", ["der+die", "%25", "-", '"', "-+-"])
def test_a_query_without_a_word_is_refused_in_a_sentence(query):
    [fault] = ClaimFilter(QueryDict(f"q={query}"), Claim.objects.all()).faults()
    assert (fault.parameter, fault.detail[:24]) == ("q", "There is no word in it t")
