"""The design's tokens: readable in both looks, and used instead of plain colours and sizes."""

import gzip
import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from claims.styleguide import ROLES

FOLDER = settings.BASE_DIR / "claims" / "static" / "claims"
TOKENS = FOLDER / "tokens.css"
SHEETS = sorted(FOLDER.glob("*.css"))
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS.read_text(encoding="utf-8")
    )
}
FORMS = ("direct", "indirect", "free", "reported", "narrative")
GROUNDS = ("paper", "sheet", "quiet")
# Text and what it stands on: 4.5 to 1 (WCAG AA).
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in GROUNDS),
    *(("ink", form) for form in FORMS),
    *((f"{state}-ink", state) for state in ("good", "warn", "bad", "banner")),
    *(("accent-ink", "accent"), ("ink", "lit"), ("bad-ink", "paper")),
]
# What must be told from what surrounds it, without being read: 3 to 1.
SHAPES = [
    *((line, ground) for line in ("field-line", "strong-line", "focus") for ground in GROUNDS),
    *((f"{form}-line", ground) for form in FORMS for ground in ("paper", "sheet")),
    *((f"{state}-line", ground) for state in ("good", "warn", "bad") for ground in ("paper", "sheet")),
    *((f"hue-{number}", "sheet") for number in range(1, 9)),
    *(("focus", form) for form in FORMS),
]
NAMED = "black|white|red|green|blue|yellow|orange|purple|gr[ae]y|silver|pink|brown|navy|teal"


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules(sheet: str) -> str:
    """A sheet without its comments and what it holds for forced colours, which are the reader's own."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"@media \(forced-colors: active\) \{.*?\n\}", "", bare, flags=re.DOTALL)


def declared(sheet: str, pattern: str) -> list[tuple[str, str]]:
    return re.findall(rf"(?<![\w-])({pattern}):\s*([^;}}]+)", rules(sheet))


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"), [*((*pair, 4.5) for pair in TEXT), *((*pair, 3.0) for pair in SHAPES)]
)
def test_what_is_to_be_seen_can_be_seen(look: int, front: str, back: str, least: float) -> None:
    assert contrast(COLOURS[front][look], COLOURS[back][look]) >= least


def test_contrast_is_computed_as_the_norm_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_is_a_token_that_the_style_guide_shows() -> None:
    assert set(COLOURS) == set(ROLES)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_sheet_has_a_colour_of_its_own(path: Path) -> None:
    if path == TOKENS:
        return
    css = rules(path.read_text(encoding="utf-8"))
    values = " ".join(value for _name, value in declared(css, r"[\w-]+"))
    assert (
        re.findall(rf"#[0-9a-fA-F]{{3,8}}\b|\b(?:rgba?|hsla?|oklch|color)\(|(?<![\w-])(?:{NAMED})(?![\w-])", values)
        == []
    )


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_type_comes_in_the_sizes_of_the_scale(path: Path) -> None:
    told = declared(path.read_text(encoding="utf-8"), "font|font-size")
    assert [pair for pair in told if re.search(r"\d(?:px|pt|rem)\b", pair[1])] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_distances_are_those_of_the_scale(path: Path) -> None:
    told = declared(path.read_text(encoding="utf-8"), r"(?:margin|padding)[\w-]*|(?:row-|column-)?gap")
    assert [pair for pair in told if re.search(r"\d(?:px|pt|rem)\b", pair[1]) and pair[1] != "-1px"] == []


def test_every_token_that_is_used_is_there() -> None:
    sheets = {path.name: rules(path.read_text(encoding="utf-8")) for path in SHEETS}
    known = set(chain.from_iterable(re.findall(r"--([\w-]+):", css) for css in sheets.values()))
    used = {(name, token) for name, css in sheets.items() for token in re.findall(r"var\(--([\w-]+)", css)}
    assert {pair for pair in used if pair[1] not in known} == set()


def test_all_sheets_together_stay_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in SHEETS) < 30_000
