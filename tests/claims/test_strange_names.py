"""Names that are none, on every address that takes one: a clear answer in two languages, never an error of ours."""

from urllib.parse import quote

import pytest

from tests.factories import ActorFactory, AffiliationFactory, MentionFactory

STRANGE = {
    "unknown": "Niemandsland",
    "long": "x" * 10_000,
    "long words": "Moskau " * 1_400,
    "commas": "," * 10_000,
    "names": ",".join("ab" * 25),
    "quotes": '"' * 10_000,
    "nots": "!" * 10_000,
    "control": "\x01\x02\x7f",
    "line ends": "a\r\nb",
    "right to left": "\u202e\u200fabc",
    "punctuation": "...",
    "emoji": "😀🏳️‍🌈",
    "many emoji": "😀" * 2_500,
    "ligatures": "ﷺ" * 3_000,
    "wildcards": "%_%",
    "escapes": "\\" * 5_000,
    "sql": "' OR 1=1; --",
    "json": '["a"]',
    "number": "9" * 100,
    "qid": "Q" + "9" * 30,
    "half a character": "\ufffd",
    "markup": "<script>alert(1)</script>",
    "not": "!Niemand",
}
REFUSED = {"empty": "", "blank": "%20", "nul": "a%00b", "too long": "x" * 10_001, "only not": "!", "only comma": ","}
API = (
    *("claims/?actor", "claims/?source", "claims/?outlet", "articles/?outlet", "actors/?name", "actors/?part_of"),
    *("actors/?q", "experts/?name", "experts/?organisation", "experts/?q", "outlets/?name", "outlets/?q"),
)
RESOLVE = "resolve/?name"
PAGES = tuple(f"/{address}" for address in API if not address.startswith("outlets"))


@pytest.fixture
def somebody(db):  # noqa: ARG001 - the fixture opens the database
    MentionFactory()
    AffiliationFactory(organisation=ActorFactory())
    ActorFactory(name="Prozent % _", aliases=["Moskau"])


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_programs_get_a_clear_answer(client, strange, language):
    for address in (*API, RESOLVE):
        answer = client.get(f"/api/{address}={quote(strange)}", headers={"accept-language": language})
        assert answer.status_code in (200, 400), address
        if answer.status_code == 400:
            assert answer.json()["errors"][0]["detail"]
        elif address == RESOLVE:
            assert not any(one["taken"] for one in answer.json()["results"][0]["candidates"])
            assert answer.json()["results"][0]["notes"]
        elif not address.endswith("?q"):
            assert answer.json()["notes"], address
            assert (answer.json()["results"] != []) == strange.startswith("!"), address


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_readers_get_a_clear_page(client, strange, language):
    for address in PAGES:
        answer = client.get(f"{address}={quote(strange)}", headers={"accept-language": language})
        assert answer.status_code in (200, 400), address
        html = answer.content.decode()
        assert "<script>alert" not in html
        assert f'<html lang="{language}"' in html
        assert 'role="status"' in html or 'role="alert"' in html or answer.context["rows"] == [], address


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_what_holds_no_name_is_refused_by_name(client, value):
    for address in API:
        if not address.endswith("?q") or value not in {"!", ","}:
            answer = client.get(f"/api/{address}={value}")
            assert answer.status_code == 400, address
            assert answer.json()["errors"][0]["parameter"] == address.partition("?")[2]


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("raw", ["%FF%FE", "%ED%A0%80", "%C0%AF", "%F5%80%80%80"])
def test_broken_encodings_get_an_answer(client, raw):
    for address in (*API, RESOLVE):
        assert client.get(f"/api/{address}={raw}").status_code in (200, 400)
    for address in PAGES:
        assert client.get(f"{address}={raw}").status_code in (200, 400)
