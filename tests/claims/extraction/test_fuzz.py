"""Whatever comes in, nothing is raised, every span is exact, and memory stays bounded."""

import json
import resource
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract, extract_many
from claims.extraction.types import JOINT
from tests.claims.extraction.hostile import LONG, MEGABYTE, SHORT

PIECES = [
    *"„“”\"»«‚‘’'.,;:!?()–- \n\r\t\0\u202e\u2028😀",
    *[
        "sagte ",
        "er ",
        "dass ",
        "sei ",
        "habe ",
        "laut ",
        "nach Angaben von ",
        " zufolge",
        "so ",
        "wie ",
        "soll ",
        "haben ",
    ],
    *[
        "Putin ",
        "Russland ",
        "Kim Jong-un ",
        "Petra Holm ",
        "Professor an der ",
        "russische ",
        "Experten",
        "die Polizei ",
    ],
    *[
        "fünf Millionen ",
        "11.000 ",
        "fast ",
        "Prozent ",
        "im September ",
        "2024 ",
        "am 16. Juni ",
        "Auch interessant:",
        "\n\n",
    ],
]
LIMIT = 600 * 1024  # kilobytes


def check(text):
    for claim in extract(text).claims:
        assert claim.text == JOINT.join(text[a:b] for a, b in claim.spans)
        assert claim.text.strip()
        assert all(text[a:b] and 0 <= a < b <= len(text) for a, b in claim.fragments)


@pytest.mark.parametrize("text", SHORT)
def test_hostile_texts(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text):
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mixture_of_what_the_rules_look_for(text):
    check(text)


MEASURE = """
import json, pathlib, resource, sys, time
from claims.extraction import extract
status = pathlib.Path("/proc/self/status")
def peak():  # kilobytes; to Linux's getrusage a new program is as large as the one that started it has ever been
    lines = status.read_text().splitlines() if status.exists() else []
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from tests.claims.extraction.hostile import LONG
text = LONG[int(sys.argv[1])]
start = time.process_time()  # other tests run beside this one
extract(text)
print(json.dumps([time.process_time() - start, peak()]))
"""


@pytest.mark.parametrize("number", range(len(LONG)))
def test_long_lines_take_bounded_memory_and_time(number):
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-c", MEASURE, str(number)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seconds, kilobytes = json.loads(done.stdout)
    assert seconds < 120
    assert kilobytes < LIMIT
    assert len(LONG[number]) <= MEGABYTE


def test_results_do_not_depend_on_the_batch():
    texts = [
        "Laut dpa liefert Nordkorea Granaten.",
        "„Nein“, sagte Petra Holm. Das Werk bleibe offen.",
        "Es regnet in Kiel.",
    ]
    alone = [extract(text) for text in texts]
    assert list(extract_many((text, None) for text in [*texts, *reversed(texts)])) == [*alone, *reversed(alone)]


def test_results_do_not_depend_on_what_went_before():
    text = "Laut dpa liefert Nordkorea Granaten. „Nein“, sagte Petra Holm."
    first = extract(text)
    extract("Petra Holm, Ministerin in Kiel, traf Wladimir Putin.")
    assert extract(text) == first
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
