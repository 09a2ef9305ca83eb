"""The text of an article out of a page or a Markdown file."""

from datetime import date

import pytest

from sources.pages import Told, read_html, read_markdown, read_plain
from sources.reading import UnreadableText

HTML = """<html><head><title>Hafen öffnet - Elbblatt</title><meta property="og:site_name" content="Elbblatt">
<meta property="article:published_time" content="2026-11-20T08:00:00+01:00"></head><body><nav><a href="/">Anfang</a></nav>
<article><h1>Hafen öffnet</h1><p>Der Hafen werde im Mai öffnen, sagte Ministerin Eva Brandt am Freitag in Kiel.</p>
<p>Ein Sprecher der Stadt widersprach dem am Abend und nannte den Juni als Termin für die Öffnung.</p></article>
<footer>Impressum</footer><script>alert("x")</script></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_of_itself():
    told = read_html(HTML.encode(), "https://elbblatt.example/1")
    assert (told.title, told.published, told.outlet) == ("Hafen öffnet", date(2026, 11, 20), "Elbblatt")
    assert told.text.startswith("Hafen öffnet")
    assert "nannte den Juni" in told.text
    assert not any(words in told.text for words in ("Anfang", "Impressum", "alert"))


@pytest.mark.parametrize("page", ["", "<html><body></body></html>", "<", b"\xff\xfe\x00"])
def test_a_page_without_an_article_gives_none(page):
    assert read_html(page) == Told("")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("# Hafen öffnet\n\nEr *werde* **bald** öffnen.", "Hafen öffnet\n\nEr werde bald öffnen."),
        ("---\ntitle: Hafen\n---\nText", "Text"),
        ("Laut [Elbblatt](https://elbblatt.example) ist es so.", "Laut Elbblatt ist es so."),
        ("![Kran](a.png)Text", "Text"),
        ("> „Ja“, sagte sie.", "„Ja“, sagte sie."),
        ("2 * 3 * 4 und a_b_c bleiben, #1 auch.", "2 * 3 * 4 und a_b_c bleiben, #1 auch."),
    ],
)
def test_markdown_loses_its_signs_alone(given, text):
    assert read_markdown(given.encode()) == text


def test_plain_text_is_read_in_the_encoding_that_came_with_it():
    assert read_plain("Grüße".encode("latin-1"), "iso-8859-1") == "Grüße"
    with pytest.raises(UnreadableText):
        read_plain(b"\xff", "")
    with pytest.raises(UnreadableText):
        read_plain(b"a", "nonsense")
