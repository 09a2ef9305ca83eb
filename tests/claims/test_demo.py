"""The demo: what it must show, that nobody real gets words that we invented, and that it loads once."""

import re
from collections import Counter
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from claims.checks import figures, numbers_of_series
from claims.concept_loading import known_concepts, load_concepts
from claims.demo import FOLDER, demo_articles, is_demo, outlets
from claims.demo.corpus import OtherArticlesError, entries, load_demo, read
from claims.extraction import extract_many
from claims.figures import with_names
from claims.intake import Intake
from claims.management.commands import demo
from claims.merges import families
from claims.models import Attribution, Claim, Mention, Relation, Series
from sources.actions import load_knowledge
from sources.knowledge import load
from sources.models import Actor, Alias, Article
from sources.names import name_key
from sources.reading import Given, Refused, read_paths
from tests.factories import ActorFactory, ArticleFactory

ENTRIES = entries()
REAL_PEOPLE = {actor.name for actor in load() if actor.kind == "person"}
# A real politician may do what is publicly known, never say what we invented.
POLITICIANS = (
    r"Putin|Kim Jong|Kims?\b|Selenskyj|Biden|Trump|Scholz|Baerbock|Merz|Erdoğan|Peskow|Lawrow|Sacharowa|Xi\b|Fico"
)
SPEECH = (
    r"\b(?:sagte?|erklärte?|betonte?|warnte?|forderte?|kündigte?|behauptete?|versicherte?|dementierte?|bestritt"
    r"|schrieb|teilte|fügte|meinte?|so (?:Putin|Kim)|zufolge|laut)\b"
)


@pytest.fixture(scope="module")
def articles():
    return [item for item in read() if isinstance(item, Given)]


@pytest.fixture(scope="module")
def extractions(articles):
    return list(extract_many([(article.text, article.published) for article in articles]))


def rows():
    return [model.objects.count() for model in (Article, Claim, Mention, Attribution, Actor, Alias)]


def sentences(text):
    return re.split(r"(?<=[.!?“«\"])\s+", text)


def test_every_article_has_its_file_and_every_file_its_article():
    assert sorted(entry.name for entry in ENTRIES) == sorted(path.stem for path in (FOLDER / "articles").iterdir())
    assert {path.suffix for path in (FOLDER / "articles").iterdir()} == {".txt"}


def test_it_is_large_enough(articles):
    assert len(articles) == len(ENTRIES) >= 20
    assert len({article.outlet for article in articles}) >= 7


def test_articles_have_150_to_600_words(articles):
    sizes = {article.id: len(article.text.split()) for article in articles}
    assert {name: size for name, size in sizes.items() if not 150 <= size <= 600} == {}


def test_every_topic_has_articles_of_several_outlets():
    told = Counter(topic for topic, _outlet in {(entry.topic, entry.outlet) for entry in ENTRIES})
    assert set(told) == {"shells", "grain", "summit", "sanctions", "energy"}
    assert min(told.values()) >= 2


def test_articles_are_of_the_years_2023_to_2025_and_in_order():
    days = [entry.published for entry in ENTRIES]
    assert days == sorted(days)
    assert date(2023, 1, 1) <= days[0] <= days[-1] <= date(2025, 12, 31)


def test_addresses_are_nobodys_and_each_is_given_once():
    hosts = [urlsplit(entry.url).hostname for entry in ENTRIES]
    assert all(host and host.endswith(".example") for host in hosts)
    assert len({entry.url for entry in ENTRIES}) == len(ENTRIES)


def test_outlets_are_described_and_none_is_real():
    known = {name_key(alias.text) for actor in load() for alias in actor.aliases}
    names = {outlet.name for outlet in outlets()}
    assert {entry.outlet for entry in ENTRIES} <= names
    assert {name for name in names if name_key(name) in known} == set()


def test_titles_stand_above_their_texts(articles):
    assert [article.id for article in articles if article.text.split("\n")[0] != article.title] == []


MARKS = [
    "„",
    "“",
    "»",
    "«",
    '"',
    "‚",
    "‘",
    "–",
    "Expert:innen",
    "Aus dem Englischen von",
    "Auch interessant:",
    "zufolge",
]


@pytest.mark.parametrize("words", [*MARKS, "Verwendete Quellen:", "Sicherheitskreise", "Beobachter", "soll ", "Laut "])
def test_all_forms_of_the_trade_occur(articles, words):
    assert any(words in article.text for article in articles)


def test_one_article_is_a_copy_and_one_nearly(articles):
    texts = {article.id: article.text for article in articles}
    assert texts["granaten-npa"] == texts["granaten-hanse-kurier"]
    agency, other = set(sentences(texts["granaten-npa"])), set(sentences(texts["granaten-isar-tagblatt"]))
    assert 6 <= len(agency & other) < len(agency)


def test_no_politician_stands_in_a_sentence_that_reports_speech(articles):
    told = [
        sentence
        for article in articles
        for sentence in sentences(re.sub(r"[„»\"][^“«\"]*[“«\"]", "", article.text))
        if re.search(POLITICIANS, sentence) and re.search(SPEECH, sentence, re.IGNORECASE)
    ]
    assert told == []


def test_nobody_real_is_a_source(extractions):
    sources = {hop.name for found in extractions for claim in found.claims for hop in claim.chain}
    assert sources & REAL_PEOPLE == set()


def test_every_article_makes_claims_of_several_sources(articles, extractions):
    for article, found in zip(articles, extractions, strict=True):
        assert len(found.claims) >= 8, article.id
        assert len({claim.chain[0].name for claim in found.claims if claim.chain}) >= 3, article.id


def test_shells_come_in_many_figures(extractions):
    """From one million to five, and the containers that they came in."""
    figures = {figure.value for found in extractions for claim in found.claims for figure in claim.quantities}
    assert {1_000_000, 3_000_000, 5_000_000, 2_000, 7_000, 11_000, 13_000, 16_000} <= figures


@pytest.mark.django_db
def test_it_loads_once():
    assert not is_demo()
    call_command("demo", verbosity=0)
    first = rows()
    assert first[0] == demo_articles().count() == len(ENTRIES)
    assert Article.objects.filter(state="done").count() == len(ENTRIES)
    assert first[2] > 10 * len(ENTRIES)
    assert is_demo()
    told = StringIO()
    call_command("demo", stdout=told)
    assert rows() == first
    assert told.getvalue().strip() == "0 added (0 of them copies), 21 already there, 0 failed, 0 read"
    copy = Article.objects.get(url__contains="hanse-kurier.example/ausland/nordkorea-granaten")
    assert copy.copy_of is not None
    assert copy.copy_of.outlet.name == "Nordpresse-Agentur"


@pytest.mark.django_db
def test_outlets_are_known_by_their_short_names(articles):
    load_demo(articles[2:3], among_others=False)
    [agency] = Actor.objects.named("npa")
    assert Article.objects.get().outlet == agency


@pytest.mark.django_db
def test_other_articles_are_left_alone(articles):
    ArticleFactory()
    before = rows()
    with pytest.raises(CommandError, match=r"holds other articles.*--force"):
        call_command("demo", verbosity=0)
    with pytest.raises(OtherArticlesError):
        load_demo(articles[:1], among_others=False)
    assert rows() == before
    load_demo(articles[:1], among_others=True)
    assert demo_articles().count() == 1
    assert Article.objects.count() == 2


@pytest.mark.django_db
def test_the_known_are_loaded_only_where_nobody_is_known():
    ActorFactory(name="Einzige")
    load_demo([], among_others=False)
    assert Actor.objects.count() == 1 + len(outlets())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outlet", "url", "belongs"),
    [
        ("hanse-kurier", "https://hanse-kurier.example/a", True),
        ("hanse-kurier", "https://hanse-kurier.example", True),
        ("hanse-kurier", "https://hanse-kurier.example.de/a", False),
        ("hanse-kurier", "https://kurier.de/www.example/a", False),
        ("hanse-kurier", "", False),
        ("morgenpost", "https://morgenpost.example/a", False),
    ],
)
def test_articles_of_invented_outlets_at_addresses_of_nobody_are_the_demo(outlet, url, belongs):
    ArticleFactory(outlet=ActorFactory(slug=outlet, kind="outlet"), url=url)
    assert is_demo() is belongs


@pytest.mark.django_db
def test_a_demo_that_is_not_whole_is_an_error(monkeypatch):
    monkeypatch.setattr(demo, "read", lambda: iter([Refused("verloren.txt", "no such file")]))
    told = StringIO()
    with pytest.raises(CommandError, match="1 inputs failed"):
        call_command("demo", verbosity=0, stderr=told)
    assert told.getvalue() == "verloren.txt: no such file\n"


@pytest.mark.django_db
def test_shells_and_containers_are_a_series_each_with_the_figures_of_all_articles(articles):
    load_demo(articles, among_others=False)
    shown = with_names(Series.objects.listed()).filter(agent__slug="north-korea", recipient__slug="russia")
    found = {row.concept.slug: row for row in shown if row.concept}
    shells, containers = found["artillery-shells"], found["containers"]
    told = {one.text for one in containers.points.all()}
    assert {"etwa 2.000 Container", "rund 7.000 Containern", "fast 11.000 Container mit Munition"} <= told
    assert {"mindestens 10.000 Container", "Mehr als 13.000 Container", "knapp 16.000 Container"} <= told
    assert "mehr als 9.000 Container" not in told  # these go the other way
    told = {one.text for one in shells.points.all()}
    assert {"mehr als eine Million Artilleriegeschosse", "fünf Millionen Artilleriegranaten", "Fünf Millionen"} <= told
    assert "zwischen vier und sechs Millionen Artilleriegeschosse" in told
    assert (shells.most, containers.most) == (6_000_000, 16_000)
    assert (shells.points_count, containers.points_count) >= (9, 11)
    assert list(figures()) == list(numbers_of_series()) == []


@pytest.mark.django_db
def test_two_real_articles_tell_of_five_million_shells_and_nearly_eleven_thousand_containers(corpus):
    load_knowledge(known=load())
    load_concepts(known=known_concepts())
    intake = Intake(at_once=True)
    paths = sorted((corpus / "articles").glob("*.txt"))
    assert list(intake.take(read_paths(paths))) == []
    rows = Series.objects.filter(points_count__gt=0, agent__slug="north-korea", recipient__slug="russia")
    told = {row.concept.slug: [point.text for point in row.points.all()] for row in rows if row.concept}
    assert "fünf Millionen" in told["artillery-shells"]
    assert "fast 11.000 Container mit Munition" in told["containers"]


def claims_of(*words):
    """The claims (keys) that mentions make whose text begins with any of `words`."""
    found = [
        set(Mention.objects.current().filter(text__startswith=one).values_list("claim", flat=True)) for one in words
    ]
    assert all(found), [one for one, keys in zip(words, found, strict=True) if not keys]
    keys = {key for some in found for key in some}
    root = families(keys)
    return {root[key] for key in keys}


@pytest.mark.django_db
def test_the_demo_and_two_real_articles_are_one_story(corpus, articles):
    load_demo(articles, among_others=False)
    assert list(Intake(at_once=True).take(read_paths(sorted((corpus / "articles").glob("*.txt"))))) == []
    (visit,) = claims_of(
        "Das letzte Mal besuchte Putin das Land", "Wladimir Putin hat das Land zuletzt im Jahr 2000 besucht"
    )
    assert Claim.objects.get(pk=visit).origins_count == 2
    (denial,) = claims_of("Russland habe von Nordkorea keine Munition erhalten")
    against = Relation.objects.of([denial]).filter(kind="contradicts")
    other_sides = {end for row in against for end in (row.from_claim_id, row.to_claim_id)}
    assert claims_of("Nordkorea hat Russland …", "Seit dem vergangenen Sommer beliefert Nordkorea") <= other_sides


@pytest.mark.django_db
def test_a_story_and_its_translation_are_one_origin(articles):
    both = [article for article in articles if article.id in {"han-river-review-rechnung", "meridian-die-rechnung"}]
    load_demo(both, among_others=False)
    told = Claim.objects.roots().filter(mentions_count__gte=2)
    assert told.count() >= 3
    assert {claim.origins_count for claim in told} == {1}
