"""Which mentions of a claim are the same voice again: invented chains, and what holds for any."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.origins import Code, counted, origins
from tests.claims.telling import (
    AGENCY,
    EXPERTS,
    FUNK,
    INSTITUTE,
    KREMLIN,
    KURIER,
    PANDA,
    PESKOW,
    POST,
    REVUE,
    TOWN,
    tell,
)

# Name, tellings, the groups as sets of mentions.
CASES = [
    ("one mention", [tell(1, KURIER, TOWN)], [{1}]),
    ("one expert in two papers", [tell(1, KURIER, TOWN), tell(2, POST, TOWN)], [{1, 2}]),
    ("two experts in one paper", [tell(1, KURIER, TOWN), tell(2, KURIER, PANDA)], [{1}, {2}]),
    ("one expert by way of different agencies", [tell(1, KURIER, TOWN, AGENCY), tell(2, POST, TOWN, REVUE)], [{1, 2}]),
    ("two experts by way of one agency", [tell(1, KURIER, TOWN, AGENCY), tell(2, POST, PANDA, AGENCY)], [{1}, {2}]),
    ("own voices of two papers", [tell(1, KURIER), tell(2, POST)], [{1}, {2}]),
    ("own voice of one paper twice", [tell(1, KURIER), tell(2, KURIER)], [{1, 2}]),
    ("experts without a name in two papers", [tell(1, KURIER, EXPERTS), tell(2, POST, EXPERTS)], [{1}, {2}]),
    ("experts without a name in one paper", [tell(1, KURIER, EXPERTS), tell(2, KURIER, "?")], [{1, 2}]),
    ("not named by way of one agency", [tell(1, KURIER, "?", AGENCY), tell(2, POST, "?", AGENCY)], [{1, 2}]),
    ("the agency alone", [tell(1, KURIER, AGENCY), tell(2, POST, AGENCY), tell(3, FUNK, AGENCY)], [{1, 2, 3}]),
    ("the agency and its own report", [tell(1, KURIER, AGENCY), tell(2, AGENCY)], [{1, 2}]),
    ("the agency, whose report names somebody", [tell(1, KURIER, AGENCY), tell(2, AGENCY, TOWN)], [{1, 2}]),
    (
        "the agency, and somebody by way of it",
        [tell(1, KURIER, "?", AGENCY), tell(2, POST, TOWN, AGENCY)],
        [{1, 2}],
    ),
    (
        "a repetition goes back to one of two, the first",
        [tell(1, AGENCY, TOWN, day=2), tell(2, AGENCY, PANDA, day=1), tell(3, KURIER, AGENCY, day=3)],
        [{2, 3}, {1}],
    ),
    (
        "a repetition goes with the agency's own voice rather than with whom else it quotes",
        [tell(1, AGENCY, TOWN, day=1), tell(2, AGENCY, day=2), tell(3, KURIER, AGENCY, day=3)],
        [{2, 3}, {1}],
    ),
    (
        "a translation that names somebody, of a report that goes back to somebody else",
        [tell(1, KURIER, TOWN, used=[POST], translated=True), tell(2, POST, AGENCY), tell(3, AGENCY, PANDA)],
        [{2, 3}, {1}],
    ),
    (
        "a translation that names somebody, of a report that names nobody",
        [tell(1, KURIER, TOWN, used=[POST], translated=True), tell(2, POST)],
        [{1, 2}],
    ),
    ("a speaker and the body", [tell(1, KURIER, (PESKOW, KREMLIN)), tell(2, POST, KREMLIN)], [{1, 2}]),
    ("a speaker without a name", [tell(1, KURIER, ("?", KREMLIN)), tell(2, POST, KREMLIN)], [{1, 2}]),
    (
        "a speaker, once told for whom",
        [tell(1, KURIER, PESKOW), tell(2, POST, (PESKOW, KREMLIN)), tell(3, FUNK, KREMLIN)],
        [{1, 2, 3}],
    ),
    ("a group that speaks for a body", [tell(1, KURIER, (EXPERTS, INSTITUTE)), tell(2, POST, INSTITUTE)], [{1, 2}]),
    ("estimates that an expert repeats", [tell(1, KURIER, "?", TOWN), tell(2, POST, TOWN)], [{1, 2}]),
    ("a copy", [tell(1, KURIER, "?"), tell(2, KURIER, "?", copy_of=1)], [{1, 2}]),
    (
        "a copy that was read better than the first",
        [tell(1, KURIER, "?"), tell(2, KURIER, TOWN, copy_of=1)],
        [{1, 2}],
    ),
    (
        "copies with two voices each",
        [
            tell(1, KURIER, TOWN, article=1),
            tell(2, KURIER, PANDA, article=1),
            tell(3, KURIER, TOWN, article=2, copy_of=1),
            tell(4, KURIER, PANDA, article=2, copy_of=1),
        ],
        [{1, 3}, {2, 4}],
    ),
    (
        "copies with a voice and without one",
        [
            tell(1, KURIER, "?", article=1),
            tell(2, KURIER, PANDA, article=1, start=50),
            tell(3, KURIER, "?", article=2, copy_of=1),
            tell(4, KURIER, PANDA, article=2, copy_of=1, start=50),
        ],
        [{1, 3}, {2, 4}],
    ),
    (
        "a translation with a voice and without one",
        [
            tell(1, REVUE, "?", article=1),
            tell(2, REVUE, PANDA, article=1),
            tell(3, KURIER, "?", article=2, used=[REVUE], translated=True),
            tell(4, KURIER, PANDA, article=2, used=[REVUE], translated=True),
        ],
        [{1, 3}, {2, 4}],
    ),
    ("a listed source", [tell(1, KURIER, used=[REVUE]), tell(2, REVUE)], [{1, 2}]),
    ("a listed source that names somebody", [tell(1, KURIER, used=[REVUE]), tell(2, REVUE, TOWN)], [{1, 2}]),
    ("somebody, where the listed source names nobody", [tell(1, KURIER, TOWN, used=[REVUE]), tell(2, REVUE)], [{1, 2}]),
    (
        "somebody, where the listed source names another",
        [tell(1, KURIER, TOWN, used=[REVUE]), tell(2, REVUE, PANDA)],
        [{1}, {2}],
    ),
    (
        "a translation that names the origin otherwise",
        [tell(1, KURIER, TOWN, used=[REVUE], translated=True), tell(2, REVUE, INSTITUTE)],
        [{1, 2}],
    ),
    (
        "a translation with both voices of its original",
        [
            tell(1, REVUE, TOWN, article=1),
            tell(2, REVUE, PANDA, article=1),
            tell(3, KURIER, TOWN, article=2, used=[REVUE], translated=True),
            tell(4, KURIER, PANDA, article=2, used=[REVUE], translated=True),
        ],
        [{1, 3}, {2, 4}],
    ),
    ("a source that lists itself", [tell(1, KURIER, used=[KURIER]), tell(2, KURIER, TOWN)], [{1}, {2}]),
    ("two that cite each other", [tell(1, KURIER, POST), tell(2, POST, KURIER)], [{1, 2}]),
    ("three in a circle", [tell(1, KURIER, POST), tell(2, POST, FUNK), tell(3, FUNK, KURIER)], [{1, 2, 3}]),
    (
        "a circle with a way out",
        [tell(1, KURIER, POST), tell(2, POST, KURIER), tell(3, POST, TOWN)],
        [{1, 2, 3}],
    ),
    ("an outlet that nobody knows", [tell(1, None), tell(2, None)], [{1}, {2}]),
    ("two mentions in an article of an unknown outlet", [tell(1, None, article=7), tell(2, None, article=7)], [{1, 2}]),
    ("a part beside its whole", [tell(1, KURIER, TOWN), tell(2, KURIER, TOWN, article=1, whole=1)], [{1}]),
    ("a part alone", [tell(2, KURIER, TOWN, whole=1), tell(3, POST, PANDA)], [{2}, {3}]),
    (
        "nine mentions of three origins",
        [
            *(tell(number, outlet, "?", AGENCY) for number, outlet in enumerate((KURIER, POST, FUNK), start=1)),
            tell(4, AGENCY, EXPERTS),
            tell(5, KURIER, TOWN),
            tell(6, REVUE, (TOWN, INSTITUTE)),
            tell(7, POST, KREMLIN),
            tell(8, FUNK, (PESKOW, KREMLIN)),
            tell(9, REVUE, ("?", KREMLIN)),
        ],
        [{1, 2, 3, 4}, {7, 8, 9}, {5, 6}],
    ),
]


@pytest.mark.parametrize(("tellings", "groups"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_counts_once(tellings, groups):
    assert [set(group.mentions) for group in origins(tellings)] == groups


REASONS = [
    ([tell(1, KURIER, TOWN), tell(2, POST, TOWN)], [(Code.SAME_ACTOR, TOWN, (1, 2))]),
    ([tell(1, KURIER, (PESKOW, KREMLIN)), tell(2, POST, KREMLIN)], [(Code.SPEAKS_FOR, KREMLIN, (1, 2))]),
    (
        [tell(1, KURIER, (PESKOW, KREMLIN)), tell(2, POST, (PESKOW, KREMLIN))],
        [(Code.SAME_ACTOR, PESKOW, (1, 2))],
    ),
    ([tell(1, KURIER, "?"), tell(2, KURIER)], [(Code.SAME_OUTLET, KURIER, (1, 2))]),
    ([tell(1, KURIER, "?", AGENCY), tell(2, POST, AGENCY)], [(Code.VIA, AGENCY, (1, 2))]),
    (
        [tell(1, KURIER, AGENCY), tell(2, POST, AGENCY), tell(3, AGENCY, TOWN)],
        [(Code.VIA, AGENCY, (1, 2, 3))],
    ),
    ([tell(1, KURIER, used=[REVUE]), tell(2, REVUE)], [(Code.LISTED, REVUE, (1, 2))]),
    ([tell(1, KURIER, used=[REVUE], translated=True), tell(2, REVUE)], [(Code.TRANSLATION, REVUE, (1, 2))]),
]


@pytest.mark.parametrize(("tellings", "reasons"), REASONS)
def test_a_group_says_why_its_mentions_count_once(tellings, reasons):
    [group] = origins(tellings)
    assert [(reason.code, reason.actor, reason.mentions) for reason in group.reasons] == reasons


def test_copies_name_their_article():
    [group] = origins([tell(1, KURIER), tell(2, KURIER, copy_of=1), tell(3, KURIER, copy_of=1)])
    assert [(reason.code, reason.article, reason.mentions) for reason in group.reasons] == [(Code.COPY, 1, (1, 2, 3))]


def test_mentions_in_an_article_of_an_unknown_outlet_have_the_article_in_common():
    [group] = origins([tell(1, None, article=7), tell(2, None, article=7)])
    assert [(reason.code, reason.article) for reason in group.reasons] == [(Code.SAME_OUTLET, 7)]
    assert (group.actor, group.outlet) == (None, None)


def test_a_single_mention_needs_no_reason():
    [group] = origins([tell(1, KURIER, TOWN)])
    assert group.reasons == ()


NAMES = [
    ([tell(1, KURIER, TOWN)], (TOWN, None)),
    ([tell(1, KURIER, ("?", KREMLIN))], (KREMLIN, None)),
    ([tell(1, KURIER, PESKOW, day=1), tell(2, POST, (PESKOW, KREMLIN)), tell(3, FUNK, KREMLIN)], (PESKOW, None)),
    ([tell(1, KURIER)], (None, KURIER)),
    ([tell(1, KURIER, "?", AGENCY, REVUE)], (None, AGENCY)),
    ([tell(1, KURIER, AGENCY), tell(2, AGENCY, "?", REVUE)], (None, REVUE)),
    ([tell(1, KURIER, POST, day=2), tell(2, POST, KURIER, day=1)], (None, KURIER)),
]


@pytest.mark.parametrize(("tellings", "name"), NAMES)
def test_a_group_is_called_by_whoever_is_named_else_by_the_outlet_behind_it(tellings, name):
    [group] = origins(tellings)
    assert (group.actor, group.outlet) == name


def test_a_part_counts_unless_its_whole_does():
    part = tell(2, KURIER, whole=1)
    assert counted([part]) == [part]
    assert [telling.mention for telling in counted([part, tell(1, KURIER)])] == [1]


voices = st.sampled_from(
    ["?", EXPERTS, TOWN, PANDA, (PESKOW, KREMLIN), KREMLIN, ("?", KREMLIN), KURIER, POST, AGENCY, FUNK]
)


@st.composite
def worlds(draw, voices=voices):
    """Tellings of up to nine articles, some of them copies, translations, with sources."""
    told = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        original = draw(st.sampled_from([None, *[one for one in told if one.copy_of is None]]))
        house = original.house if original else draw(st.sampled_from([KURIER, POST, AGENCY, FUNK, REVUE, None]))
        chain = draw(st.lists(voices, max_size=3))
        used = draw(st.lists(st.sampled_from([KURIER, POST, REVUE]), max_size=2))
        day, translated = draw(st.sampled_from([None, 1, 2, 3])), draw(st.booleans()) and draw(st.booleans())
        copy_of = original.article if original else None
        told.append(tell(number, house, *chain, day=day, used=used, translated=translated, copy_of=copy_of))
    return told


@given(worlds(), st.randoms())
def test_any_order_of_mentions_gives_the_same_groups(told, chance):
    mixed = list(told)
    chance.shuffle(mixed)
    assert origins(mixed) == origins(told)


@given(worlds())
def test_every_mention_is_in_one_group_and_every_reason_is_of_its_group(told):
    groups = origins(told)
    assert sorted(mention for group in groups for mention in group.mentions) == [one.mention for one in told]
    for group in groups:
        assert all(set(reason.mentions) <= set(group.mentions) for reason in group.reasons)
        assert all(len(reason.mentions) > 1 for reason in group.reasons)
        assert bool(group.reasons) == (len(group.mentions) > 1)


@given(worlds())
def test_reasons_hold_their_group_together(told):
    for group in origins(told):
        joined = {group.mentions[0]}
        for _round in group.mentions:
            for reason in group.reasons:
                if joined & set(reason.mentions):
                    joined |= set(reason.mentions)
        assert joined == set(group.mentions)


@given(worlds(), st.sampled_from([KURIER, POST, AGENCY]), st.sampled_from([(), ("?",), (AGENCY,), (EXPERTS, POST)]))
def test_a_repetition_never_joins_what_named_origins_kept_apart(told, house, chain):
    def named(groups):
        keep = {one.mention for one in told if one.is_named}
        return {frozenset(keep & set(group.mentions)) for group in groups} - {frozenset()}

    before, after = named(origins(told)), named(origins([*told, tell(99, house, *chain)]))
    assert len(after) >= len(before)


def test_thousands_of_repetitions_are_grouped_quickly():
    chance = random.Random(7)  # noqa: S311 - no secret
    told = [tell(n, chance.choice([KURIER, POST, FUNK]), "?", AGENCY) for n in range(1, 1001)]
    assert [len(group.mentions) for group in origins(told)] == [1000]
