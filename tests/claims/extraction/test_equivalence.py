"""What the weights say of two statements: the same, the opposite, or neither."""

import pytest

from claims.extraction import verdicts

ONE = "Die Reederei Nordwind hat im Mai zwei Fähren an Griechenland verkauft."


def relation(one, other):
    [told] = verdicts([(one, other)])
    odds = {"same": told.same, "opposite": told.opposite, "neither": 1 - told.same - told.opposite}
    return max(odds, key=odds.get)


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (ONE, "same"),
        ("Im Mai hat die Reederei Nordwind zwei Fähren an Griechenland verkauft", "same"),
        ("Zwei Fährschiffe der Reederei Nordwind gingen im Mai an griechische Käufer.", "same"),
        ("Die Reederei Nordwind hat im Mai keine Fähren an Griechenland verkauft.", "opposite"),
        ("Die Reederei Nordwind hat im Mai zwei Schlepper an Griechenland verkauft.", "neither"),
        ("Die Reederei Südstern hat im Mai zwei Fähren an Griechenland verkauft.", "neither"),
        ("In Köln hat der Stadtrat über den Haushalt beraten.", "neither"),
    ],
)
def test_two_statements_are_told_apart(other, wanted):
    assert relation(ONE, other) == wanted


def test_the_order_of_the_two_makes_no_difference():
    other = "Im Mai kaufte Griechenland zwei Schiffe."
    assert verdicts([(ONE, other)]) == verdicts([(other, ONE)])


def test_any_text_has_a_verdict():
    odd = ["", "?", "\u2066\x00", "Wort " * 5_000, "漢字だけ", "🙂"]
    for told in verdicts([(one, ONE) for one in odd]):
        assert 0 <= told.same + told.opposite <= 1.0001
    assert verdicts([]) == []
