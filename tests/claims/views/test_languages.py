"""Two languages: nothing on a page stands outside the catalogue, quotations say that they are German, numbers and days are
written as the reader writes them."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from claims.separators import Grouped
from tests.browser.every_page import every_page
from tests.claims.views.conftest import make_world, reader
from tests.factories import ArticleFactory, MentionFactory, QuantityFactory

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}
KEPT = re.compile(r"%\(\w+\)s|%[sd]|\{[^}]*\}|<[^>]+>|&\w+;")
LETTERS = str.maketrans(dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ø"))
OURS = {"factbase", "Deutsch", "English", "API", "CSV", "JSON", "SHA", "LD", "BibTeX", "Wikidata", "https"}
SILENT = {"script", "style", "code", "title"}  # a title holds names of rows, which are data
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
READ_OUT = {"aria-label", "placeholder", "alt", "title"}


def odd(text):
    """`text` as no language has it; what is filled in or marks it up stays."""
    parts = re.split(f"({KEPT.pattern})", str(text))
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in parts)


@pytest.fixture
def odd_language(monkeypatch):
    """All that goes through gettext comes out without a letter of the alphabet."""
    backend = translation._trans
    monkeypatch.setattr(backend, "gettext", odd)
    monkeypatch.setattr(backend, "pgettext", lambda _context, text: odd(text))
    monkeypatch.setattr(backend, "ngettext", lambda one, more, number: odd(one if number == 1 else more))
    monkeypatch.setattr(backend, "npgettext", lambda _context, one, more, number: odd(one if number == 1 else more))


class Words(HTMLParser):
    """What a page says that is not marked as German and is no name: `bdi` and links to rows hold names of rows."""

    def __init__(self, html):
        super().__init__()
        self.path, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        german = told.get("lang") == "de" and tag != "html"
        self.path += [] if tag in VOID else [(tag, german or tag in SILENT or tag == "bdi")]
        if not any(kept for _tag, kept in self.path):
            self.found += [told[name] for name in READ_OUT & told.keys() if told[name]]

    def handle_endtag(self, tag):
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(kept for _tag, kept in self.path):
            self.found.append(data)


def plain_words(html, names):
    """Words of a page that neither gettext nor a row gave."""
    told = re.sub(r"https?://\S+", " ", " ".join(Words(html).found))
    for name in sorted(names, key=len, reverse=True):
        told = told.replace(name, " ")
    return set(re.findall(r"[A-Za-z]{2,}", told)) - OURS


def names_of_rows():
    from claims.models import Attribution, Concept, Quantity  # noqa: PLC0415
    from sources.models import Actor, Affiliation, Alias, Article  # noqa: PLC0415

    columns = (
        *((Actor, name) for name in ("name", "name_de")),
        *(
            (Alias, "text"),
            (Article, "title"),
            (Article, "url"),
            (Concept, "name"),
            (Concept, "name_de"),
            (Quantity, "unit"),
        ),
        *((Affiliation, name) for name in ("role", "organisation_name")),
        *((Attribution, name) for name in ("surface", "role")),
    )
    found = {value for model, column in columns for value in model.objects.values_list(column, flat=True) if value}
    return (
        found
        | {value[:1].upper() + value[1:] for value in found}
        | {"Niemand", "nonsense", "rund 300 Granaten", "sehr viel"}
    )


def test_nothing_that_a_page_says_stands_outside_the_catalogue(odd_language):  # noqa: ARG001 - gettext is replaced
    world = make_world()
    pages = {address: Client().get(address) for address in every_page(world) if address != "/styleguide/"}
    pages["/add/"] = reader("add_article").get("/add/")
    names = names_of_rows()
    plain = {address: plain_words(answer.content.decode(), names) for address, answer in pages.items()}
    assert {address: words for address, words in plain.items() if words} == {}


def test_a_word_outside_the_catalogue_would_be_found(odd_language):  # noqa: ARG001 - gettext is replaced
    html = '<p>Hello <q lang="de">Guten Tag</q> <bdi>Anna</bdi> øøø Kiel <a title="More">!</a></p>'
    assert plain_words(html, {"Kiel"}) == {"Hello", "More"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_says_which_language_it_is_in(language):
    world = make_world()
    for address in every_page(world):
        html = Client().get(address, headers={"accept-language": f"{language},fr;q=0.5"}).content.decode()
        assert f'<html lang="{language}"' in html, address


def test_statements_say_that_they_are_german(client):
    world = make_world()
    for address in ("/", "/claims/", f"/claims/{world.inner.claim_id}/", f"/articles/{world.article.pk}/"):
        told = " ".join(Words(client.get(address).content.decode()).found)
        assert world.inner.text not in told, address
        assert world.outer.text not in told, address


@pytest.mark.parametrize(
    ("language", "figure", "day", "origins"),
    [
        ("en", "about 11,000 Granaten", "Nov. 20, 2026", "2 mentions"),
        ("de", "ungefähr 11.000 Granaten", "20. November 2026", "2 Erwähnungen"),
    ],
)
def test_numbers_days_and_plurals_are_the_readers(client, language, figure, day, origins):
    world = make_world()
    QuantityFactory(mention=world.inner, value=11_000, unit="Granaten")
    MentionFactory(claim=world.inner.claim, extraction__article=ArticleFactory())
    type(world.inner.claim).objects.filter(pk=world.inner.claim_id).update(mentions_count=2)
    html = " ".join(client.get("/claims/", headers={"accept-language": language}).content.decode().split())
    for words in (figure, day, origins):
        assert words in html, words


@pytest.mark.parametrize(("language", "told"), [("en", "12,300"), ("de", "12.300")])
def test_tallies_are_grouped_and_stay_numbers(language, told):
    with translation.override(language):
        assert (str(Grouped(12_300)), Grouped(12_300) + 1) == (told, 12_301)
        assert str(Grouped(7)) == "7"


def test_the_choice_of_a_language_beats_what_the_browser_asks_for(client):
    client.post("/language/", {"language": "de", "next": "/claims/"})
    assert '<html lang="de"' in client.get("/claims/", headers={"accept-language": "en"}).content.decode()
