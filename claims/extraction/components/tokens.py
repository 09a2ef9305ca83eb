"""The tokenizer: linear in the text, whatever it holds, so that a megabyte of quotation marks costs no more than prose."""

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

from claims.extraction.lexicon import lexicon
from claims.extraction.types import Span

_GAP = r"[ \u00a0\u2009\u202f]?"  # "z.B." is also printed "z. B."


def _pattern(abbreviation: str) -> str:
    parts = [re.escape(part) + r"\." for part in abbreviation.rstrip(".").split(".")]
    return _GAP.join(parts)


_ABBREVIATIONS = "|".join(_pattern(word) for word in sorted(lexicon("abbreviations"), key=len, reverse=True))
_MONTHS = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
    | (?:https?://|www\.)[^\s„“”"»«<>]+[^\s„“”"»«<>.,;:!?)\]]
    | [\w.+-]{{1,64}}@\w[\w-]{{0,62}}(?:\.\w[\w-]{{0,62}}){{1,8}}
    | (?<!\w)(?:{_ABBREVIATIONS})(?!\w)
    | (?<!\w)(?:[A-Za-zÄÖÜäöü]\.){{2,8}}(?!\w)                  # z.B., U.S.
    | (?<!\w)[A-ZÄÖÜ]\.(?=\s?[A-ZÄÖÜ]\w)                        # George W. Bush
    | \d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})?(?!\d)          # 18.06. and 18.06.2024
    | (?<!\w)\d{{1,2}}\.(?=\s(?:{_MONTHS}))                     # 16. Juni
    | \d+(?:[.,:]\d+)+                                          # 11.000 and 1,5
    | \w+(?:[-‐‑'’&]\w+|[:*]in(?:nen)?(?!\w)|[:*/][enr](?!\w)|/-?in(?:nen)?(?!\w))*(?:[-‐‑](?=[\s,)]))?
    | \.{{2,}} | -{{2,}}
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


class LinearTokenizer:
    """Text to Doc; `doc.text` is the text again, character by character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            word = match[0]
            if match["space"] and words and not spaces[-1] and word[0] == " ":
                spaces[-1] = True
                word = word[1:]
            if word:
                words.append(word)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["text"] = text
        return doc


def characters(doc: Doc, start: int, end: int) -> Span:
    """The characters of the tokens [start, end)."""
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def given(doc: Doc) -> str:
    """The text of `doc` as it was given; `doc.text` would put it together anew at every look."""
    text: str = doc.user_data["text"]
    return text
