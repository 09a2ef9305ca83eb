"""How claims are cited: tables of words and what TeX reads, sentences in two languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citing import bibtex, cited, escaped, plain, sentence
from claims.models import Claim
from tests.factories import ActorFactory, AttributionFactory, ClaimFactory, MentionFactory

URL = "https://factbase.example/claims/7/"
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("50 % & mehr", r"50 \% \& mehr"),
        ("5 $ für #1", r"5 \$ für \#1"),
        ("a_b", r"a\_b"),
        ("a\\b", r"a\textbackslash{}b"),
        ("{offen", r"\textbraceleft{}offen"),
        ("zu}", r"zu\textbraceright{}"),
        ("~x^2", r"\textasciitilde{}x\textasciicircum{}2"),
        ("\\{", r"\textbackslash{}\textbraceleft{}"),
        ("zwei\n  Zeilen\r\n\tdrei", "zwei Zeilen drei"),
        ("\x00Null\x07", "Null"),
        ("„Straße“ – 𝒲ort", "„Straße“ – 𝒲ort"),
        ('"gerade"', '"gerade"'),
        ("", ""),
    ],
)
def test_what_tex_would_read_as_an_order_is_escaped(words, expected):
    assert escaped(words) == expected


@given(st.text())
def test_whatever_is_escaped_has_braces_in_pairs_and_no_bare_sign(words):
    found = escaped(words)
    depth = 0
    for place, letter in enumerate(found):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth in {0, 1}
        assert letter not in "$&#_%" or found[place - 1] == "\\"
    assert depth == 0
    assert "\n" not in found
    assert not set("~^") & set(found)


def told(*, statement="So ist es.", origin=None, published=date(2026, 11, 20), **more):
    mention = MentionFactory(
        claim=ClaimFactory(statement=statement, **more),
        extraction__article__published_on=published,
        extraction__article__outlet=ActorFactory(name="Elbblatt", kind="outlet"),
    )
    if origin:
        AttributionFactory(mention=mention, actor=origin)
    return mention


def as_cited(mention):
    return cited(mention.claim, [mention], URL, TODAY)


@pytest.mark.django_db
def test_a_sentence_names_who_says_so_where_and_when_it_was_looked_at():
    mention = told(origin=ActorFactory(name="South Korea", name_de="Südkorea", kind="country"))
    number = mention.claim_id
    assert sentence(as_cited(mention), "en") == (
        "“So ist es.” – South Korea, quoted in Elbblatt, 20 November 2026. "
        f"In: factbase, claim no. {number}, {URL} (accessed 22 November 2026)."
    )
    assert sentence(as_cited(mention), "de") == (
        "„So ist es.“ – Südkorea, zitiert nach Elbblatt, 20. November 2026. "
        f"In: factbase, Aussage Nr. {number}, {URL} (abgerufen am 22. November 2026)."
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "„Er sagte: ‚So‘ und ›anders‹“"), ("en", "“Er sagte: ‚So‘ und ›anders‹”")],
)
def test_quotation_marks_inside_are_single_ones(language, words):
    assert sentence(as_cited(told(statement="Er sagte: „So“\nund »anders«")), language).startswith(words)


@pytest.mark.django_db
def test_what_an_article_says_itself_names_the_outlet_alone():
    assert "“So ist es.” – Elbblatt. In:" in sentence(as_cited(told(published=None)), "en")


@pytest.mark.django_db
def test_a_claim_that_nobody_makes_any_more_is_cited_by_its_address():
    claim = ClaimFactory(statement="So ist es.")
    one = cited(claim, [], URL, TODAY)
    assert sentence(one, "en").startswith("“So ist es.” In: factbase")
    assert "year    = {2026}" in bibtex(one)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "german", "english"),
    [
        ("rejected", "[von Kuratoren abgelehnt]", "[rejected by curators]"),
        ("retracted", "[zurückgezogen]", "[retracted]"),
        ("accepted", "", ""),
    ],
)
def test_whoever_cites_a_rejected_claim_says_so(status, german, english):
    mention = told(status=status)
    assert german in sentence(as_cited(mention), "de")
    assert english in sentence(as_cited(mention), "en")
    assert ("[" in sentence(as_cited(mention), "en")) is bool(english)
    assert english.strip("[]") in bibtex(as_cited(mention))


@pytest.mark.django_db
def test_the_first_mention_is_cited():
    later, first, undated = (
        MentionFactory(extraction__article__published_on=day) for day in (date(2026, 2, 1), date(2026, 1, 1), None)
    )
    assert cited(Claim(pk=1), [undated, later, first], URL, TODAY).first == first
    assert cited(Claim(pk=1), [undated], URL, TODAY).first == undated


@pytest.mark.django_db
def test_bibtex_is_one_entry_of_a_kind_that_every_style_knows():
    mention = told(statement="50 % {mehr} & _anders_", origin=ActorFactory(name="Amt & Söhne"))
    entry = bibtex(as_cited(mention))
    assert entry == (
        f"@misc{{factbase-{mention.claim_id},\n"
        "  author  = {{factbase}},\n"
        "  title   = {{50 \\% \\textbraceleft{}mehr\\textbraceright{} \\& \\_anders\\_}},\n"
        "  year    = {2026},\n"
        f"  url     = {{{URL}}},\n"
        "  urldate = {2026-11-22},\n"
        f"  note    = {{Claim no. {mention.claim_id}; Amt \\& Söhne, quoted in Elbblatt, 20 November 2026; "
        "accessed 22 November 2026},\n"
        "  langid  = {ngerman}\n"
        "}\n"
    )


def test_plain_words_are_on_one_line():
    assert plain(" a\n\n b\x1f ") == "a b"
