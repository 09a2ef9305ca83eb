"""The contract: slices are exact, or the result is refused."""

import json
from dataclasses import replace

import pytest

from claims.extraction import extract
from claims.extraction.types import SCHEMA, Claim, as_json, check_slice

TEXT = "Laut dpa liefert Nordkorea rund 300 Granaten an Russland. „Nein“, sagte Petra Holm."


def test_wrong_slice_is_refused():
    extraction = extract(TEXT)
    wrong = replace(extraction.claims[0], text="etwas anderes")
    with pytest.raises(ValueError, match="is not the slice"):
        replace(extraction, claims=(wrong,))


@pytest.mark.parametrize("spans", [[], [(0, 0)], [(-1, 2)], [(0, 99)], [(3, 2)]])
def test_spans_outside_the_text_are_refused(spans):
    with pytest.raises(ValueError, match="not inside"):
        check_slice("kurz", "kurz", spans)


def test_json_holds_all_fields_of_the_contract():
    plain = json.loads(json.dumps(as_json(extract(TEXT))))
    assert plain["schema"] == SCHEMA
    assert set(plain) == {"schema", "text", "sha256", "extractor", "provenance", "claims"}
    claim = plain["claims"][0]
    assert set(claim) == set(Claim.__dataclass_fields__)
    assert claim["quantities"][0]["value"] == 300
    assert claim["spans"] == [[9, 56]]


def test_half_a_surrogate_pair_is_no_text():
    with pytest.raises(ValueError, match="surrogate"):
        extract("kaputt \ud800")
