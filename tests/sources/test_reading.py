"""Files become articles or reasons; nothing raises."""

import json

import pytest

from sources.reading import MAX_BYTES, Given, Refused, other_language, read_file, read_paths

GERMAN = "Die Ministerin sagte am Montag, das Abkommen werde noch in diesem Jahr von beiden Seiten unterzeichnet. " * 2
ENGLISH = "The minister said on Monday that the agreement would be signed by both sides before the end of the year. "
FRENCH = "La ministre a déclaré lundi que les deux parties signeraient cet accord avant la fin de cette année. "


def texts(path):
    return [item.text for item in read_file(path) if isinstance(item, Given)]


def reasons(path):
    return [(item.place, item.reason) for item in read_file(path) if isinstance(item, Refused)]


@pytest.fixture
def write(tmp_path):
    def to_file(data, name="meldung.txt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return to_file


TEXTS = ["Kurz.", " vorn und hinten \r\n", "a\rb\r\nc\n", "Ein 🚀 und ein\u2028Absatz\x0b\x85", "\u200fمرحبا"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_as_it_is(write, text):
    assert texts(write(text)) == [text]
    assert texts(write(json.dumps({"text": text}), "a.jsonl")) == [text]


def test_a_byte_order_mark_is_no_text(write):
    assert texts(write(b"\xef\xbb\xbfKurz.")) == ["Kurz."]
    assert texts(write(b'\xef\xbb\xbf{"text": "Kurz."}', "a.jsonl")) == ["Kurz."]


UNREADABLE = [
    (b"", "empty"),
    (b" \n\t", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b"ab\0c", "binary"),
    (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    ("Größe".encode("latin-1"), "not UTF-8 (byte 2)"),
    (b"a" * (MAX_BYTES + 1), "larger than 10 MB"),
    (ENGLISH.encode() * 2, "not German (looks like “en”)"),
]


@pytest.mark.parametrize(("data", "reason"), UNREADABLE)
def test_an_unreadable_file_says_why(write, data, reason):
    path = write(data)
    [(place, told)] = reasons(path)
    assert place == str(path)
    assert told.startswith(reason)


LINES = [
    ("{", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('"Kurz."', "no JSON object"),
    ('{"id": 1}', "“text” is missing"),
    ('{"text": 5}', "“text” is missing"),
    ('{"text": ""}', "empty"),
    ('{"text": "a\\u0000b"}', "binary"),
    ('{"text": "a\\ud800b"}', "half a character"),
    ('{"text": "Kurz.", "url": 5}', "“url” is no string"),
    ('{"text": "Kurz.", "published": "gestern"}', "“published” is no date"),
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_an_unreadable_line_says_where_and_why_and_the_others_are_read(write, line, reason):
    path = write('{"text": "Eins."}\n\n' + line + '\n{"text": "Zwei."}', "a.jsonl")
    [(place, told)] = reasons(path)
    assert place == f"{path}:3"
    assert told.startswith(reason)
    assert texts(path) == ["Eins.", "Zwei."]


def test_a_line_without_end_is_refused_and_the_next_one_read(write):
    path = write(b'{"text": "' + b"a" * (2 * MAX_BYTES + 5) + b'"}\n{"text": "Zwei."}\n', "a.jsonl")
    assert [place for place, _reason in reasons(path)] == [f"{path}:1"]
    assert texts(path) == ["Zwei."]


def test_a_line_tells_what_is_known_of_its_article(write):
    line = {"id": 7, "text": "Kurz.", "outlet": "Tagespost", "url": "https://zeitung.example/7", "title": None}
    path = write(json.dumps({**line, "published": "2026-11-20T08:00:00+01:00", "other": []}), "a.jsonl")
    [item] = read_file(path)
    assert (item.id, item.outlet, item.url, item.title) == ("7", "Tagespost", "https://zeitung.example/7", "")
    assert item.published.isoformat() == "2026-11-20"


def test_what_is_not_there_is_refused(tmp_path):
    [refused] = read_file(tmp_path / "fehlt.txt")
    assert refused == Refused(str(tmp_path / "fehlt.txt"), "No such file or directory")


def test_a_folder_is_read_in_order_however_deep(write, tmp_path):
    (tmp_path / "tief").mkdir()
    (tmp_path / "leer").mkdir()
    for name in ("b.txt", "a.jsonl", "tief/c.txt", "bild.png"):
        write(json.dumps({"text": name}) if name.endswith("jsonl") else name, name)
    found = list(read_paths([tmp_path, tmp_path / "leer"]))
    assert [item.text for item in found[:-1]] == ["a.jsonl", "b.txt", "tief/c.txt"]
    assert [item.id for item in found[:-1]] == ["a:1", "b", "c"]
    assert found[-1].place == str(tmp_path / "leer")


LANGUAGES = [
    (GERMAN, None),
    (ENGLISH * 2, "en"),
    (FRENCH * 2, "fr"),
    (ENGLISH[:60], None),  # too few words to tell
    (f"„{ENGLISH}“, sagte sie am Montag in der Hauptstadt und ging. „{ENGLISH[:50]}“, so auch er im Rat.", None),
    ("Kim Jong Un, Wladimir Putin, Moskau, Pjöngjang, Seoul " * 4, None),
    ("» « „ “ – … ! ? " * 30, None),
    ("a b c d e f g h " * 5, None),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_only_what_is_clearly_another_language_is_told(text, language):
    assert other_language(text) == language
