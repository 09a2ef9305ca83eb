"""Names in a query: commas, quotation marks, `!`; and what is said of the names."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from claims.asking import notes, read_value, resolve_values, shown
from sources.actions import load_knowledge
from sources.knowledge import load
from tests.factories import ActorFactory


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Russland", ["Russland"]),
        ("Russland,Ukraine", ["Russland", "Ukraine"]),
        (" Russland , Ukraine ,", ["Russland", "Ukraine"]),
        ("!Russland", ["!Russland"]),
        ("! Russland, Ukraine, !Kim", ["!Russland", "Ukraine", "!Kim"]),
        ('"Maier, Hans"', ["Maier, Hans"]),
        ('!"Maier, Hans", Kim', ["!Maier, Hans", "Kim"]),
        ("„Maier, Hans“,Kim", ["Maier, Hans", "Kim"]),
        ('"!Russland"', ["!Russland"]),
        ('"Russland, Ukraine', ['"Russland', "Ukraine"]),
        ('Gruppe "Wagner"', ['Gruppe "Wagner"']),
        ('Gruppe "Wagner, Söldner"', ['Gruppe "Wagner', 'Söldner"']),
        ("!!Russland", ["!!Russland"]),
        ("Yahoo!", ["Yahoo!"]),
        ("", []),
        ("!", []),
        (",,,", []),
        ('""', []),
        ('!" "', []),
    ],
)
def test_a_value_holds_names(value, names):
    read = read_value(value).names
    assert ["!" * one.negated + one.name for one in read] == names


@given(st.text(alphabet='ab!,"„“ ', max_size=30))
def test_typed_names_read_the_same_again(value):
    names = read_value(value).names
    again = read_value(", ".join(one.typed for one in names)).names
    assert [(one.name, one.negated) for one in again] == [(one.name, one.negated) for one in names]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Moskau", "Moskau"),
        ("a\x00\x01b", "a b"),
        ("\u202eabc", "abc"),
        ("\x07", "�"),
        ("\ud800", "�"),
        ("x" * 101, "x" * 100 + "…"),
        ("a\nb\tc", "a b c"),
        ("☃", "☃"),
    ],
)
def test_messages_show_names_on_one_line(name, text):
    assert shown(name) == text


@pytest.fixture
def known(db):  # noqa: ARG001 - the fixture opens the database
    slugs = {
        *(
            "russia",
            "kremlin",
            "north-korea",
            "united-states",
            "donald-trump",
            "kim-jong-un",
            "kim-yo-jong",
            "kim-jong-il",
        ),
        *("kim-il-sung", "egypt", "vladimir-putin"),
    }
    load_knowledge(known=[actor for actor in load() if actor.slug in slugs])
    ActorFactory(slug="cairo", name="Cairo", kind="place")
    ActorFactory(name="Kim, Lee und Partner", aliases=["Hafen, Schiff und Co"])


def resolved(value, **kinds):
    return resolve_values([("actor", read_value(value))], {"actor": kinds.get("kinds", ())})["actor"]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("value", "language", "told"),
    [
        ("Moskau", "en", []),
        ("Niemand", "en", ['No actor is known by the name "Niemand".']),
        ("Niemand", "de", ["Unter dem Namen „Niemand“ ist kein Akteur bekannt."]),
        ("!Niemand", "en", ['No actor is known by the name "Niemand", so it leaves nothing out.']),
        ("Hans Putin", "en", ['No actor is known by the name "Hans Putin"; words of it mean Vladimir Putin.']),
        ("Kreml", "en", ['"Kreml" may mean Kremlin, Russia; all of them count.']),
        ("Kreml", "de", ["„Kreml“ kann Kreml, Russland bedeuten; alle zählen."]),
        (
            "Kim",
            "en",
            ['"Kim" may mean Kim Il Sung, Kim Jong Il, Kim Jong Un, Kim Yo Jong; all of them count.'],
        ),
        ("kremlin", "en", ['"kremlin" was taken for Kremlin; it may also mean Russia (ask for russia).']),
        ("Kairo", "en", ['"Kairo" was taken for Egypt; it may also mean Cairo (ask for cairo).']),
        (
            "nordkoreanisch-russisch",
            "en",
            ['"nordkoreanisch-russisch" was taken for its parts: North Korea, Russia.'],
        ),
        ("US-Präsident", "en", ['"US-Präsident" was taken for who holds the office: Donald Trump.']),
    ],
)
def test_what_is_said_of_a_name(value, language, told):
    with translation.override(language):
        assert [note for one in resolved(value) for note in notes(one)] == told


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("Hafen, Schiff und Co", ["Hafen, Schiff und Co"]),
        ("!Hafen, Schiff und Co", ["Hafen, Schiff und Co"]),
        ("Russland, Putin", ["Russland", "Putin"]),
        ("Kim, Jong Un", ["Kim, Jong Un"]),
        ("Kim, Lee", ["Kim", "Lee"]),
    ],
)
def test_a_whole_value_that_is_somebodys_name_is_one_name(value, asked):
    assert [one.asked.name for one in resolved(value)] == asked
