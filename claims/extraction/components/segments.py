"""Segments of a sentence: cut at commas, colons and dashes, typed by their first word and their finite verb, and put
together again where an apposition or a list had cut a main clause. Frames and facts are found on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

from claims.extraction.components.morphology import is_finite, is_first_subjunctive
from claims.extraction.components.phrases import is_nominal, office_end, phrase_end
from claims.extraction.lexicon import lexicon

Type = Literal["main", "sub", "relative", "infinitive", "fragment"]

_CUTS = frozenset({",", ";", ":", "–", "—", "-", "--"})
_CONJUNCTIONS = frozenset(lexicon("grammar")["conjunctions"])
_MAYBE_CONJUNCTIONS = frozenset(lexicon("grammar")["maybe_conjunctions"])  # prepositions, adverbs too
_QUESTION_WORDS = frozenset(lexicon("grammar")["question_words"])
_RELATIVE_TAGS = frozenset({"PRELS", "PRELAT"})
_LEADING = frozenset({"und", "aber", "doch", "sondern", "oder", "denn", "sowie", "auch", "jedoch", "so"})
_STOPS = frozenset({".", "!", "?", "…"})


@dataclass(slots=True)
class Segment:
    """Tokens [start, end) of a Doc. `verb` is the index of the finite verb (-1: none), `mark` the cut before it."""

    start: int
    end: int
    type: Type
    verb: int = -1
    mark: str = ""

    def opener(self, doc: Doc) -> str:
        """The first word, past "und", "aber" and the like."""
        at = self.start
        while at < self.end - 1 and doc[at].lower_ in _LEADING:
            at += 1
        return doc[at].lower_


def segments(sentence: Span) -> list[Segment]:
    """The segments of `sentence` in order."""
    doc = sentence.doc
    found: list[Segment] = []
    mark = ""
    for start, end, after in _cut(doc, sentence.start, sentence.end):
        if start < end:
            found.append(_typed(doc, Segment(start, end, "fragment", mark=mark)))
        mark = after
    return _merged(doc, found)


def _cut(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _STOPS):
        end -= 1
    while start < end and doc[start].is_space:
        start += 1
    at, depth = start, 0
    for i in range(start, end):
        text = doc[i].text
        depth += (text == "(") - (text == ")")
        if depth <= 0 and text in _CUTS and (text[0] not in "-–—" or _is_dash(doc, i)):
            yield at, i, text
            at = i + 1
    yield at, end, ""


def _is_dash(doc: Doc, i: int) -> bool:
    return i > 0 and bool(doc[i - 1].whitespace_) and bool(doc[i].whitespace_)


def _typed(doc: Doc, segment: Segment) -> Segment:
    verbs = [i for i in range(segment.start, segment.end) if is_finite(doc[i])] or _hidden_verb(doc, segment)
    segment.verb = verbs[0] if verbs else -1
    if _is_subordinate(doc, segment, verbs):
        segment.type, segment.verb = "sub", verbs[-1] if verbs else -1
    elif _is_relative(doc, segment, verbs):
        segment.type, segment.verb = "relative", verbs[-1]
    elif verbs:
        segment.type = "main"
    elif any(doc[i].tag_ in {"PTKZU", "VV(IZU)"} for i in range(segment.start, segment.end)):
        segment.type = "infinitive"
    return segment


def _hidden_verb(doc: Doc, segment: Segment) -> list[int]:
    """The finite verb that the tagger took for a participle of the same form: "Jonas Beer erwartet, dass …"."""
    for i in range(segment.start + 1, segment.end):
        token, before = doc[i], doc[i - 1]
        stem = token.lemma_.lower().removesuffix("n").removesuffix("e")
        same_form = token.tag_ == "VV(PP)" and token.lower_ in {stem + "t", stem + "et"}
        if same_form and (is_nominal(before) or before.tag_ in {"PPER", "PIS", "$("}):
            followed_by = doc[i + 1].lower_ if i + 1 < segment.end else ""
            return [] if followed_by in {"von", "durch", "worden"} else [i]
    return []


def _is_subordinate(doc: Doc, segment: Segment, verbs: list[int]) -> bool:
    opener = segment.opener(doc)
    if opener in _CONJUNCTIONS:
        return True
    if opener in _MAYBE_CONJUNCTIONS:
        return bool(verbs) and verbs[-1] >= segment.end - 2
    final = bool(verbs) and verbs[-1] >= segment.end - 2
    return opener in _QUESTION_WORDS and final and (bool(segment.mark) or opener == "wie")


def _is_relative(doc: Doc, segment: Segment, verbs: list[int]) -> bool:
    if not segment.mark or not verbs or segment.end - segment.start < 2:
        return False
    first, second = doc[segment.start], doc[segment.start + 1]
    pronoun = first.tag_ in _RELATIVE_TAGS or (first.tag_.startswith("APPR") and second.tag_ in _RELATIVE_TAGS)
    article = first.tag_ == "ART" and first.lower_ in {"der", "die", "das", "den", "dem"}
    end = segment.end
    while doc[end - 1].is_punct and end > segment.start + 1:
        end -= 1
    final = verbs[-1] == end - 1 if article else verbs[-1] >= end - 2
    short_main = article and is_first_subjunctive(doc[verbs[-1]]) and phrase_end(doc, segment.start, end) == end - 1
    return (pronoun or article) and final and not short_main and verbs[-1] > segment.start + 1


def _merged(doc: Doc, found: list[Segment]) -> list[Segment]:
    """Puts a main clause together again that an apposition, a relative clause or a list has cut: "X, Professor an der
    Y, sagt" is one."""
    out: list[Segment] = []
    for segment in found:
        whole = segment
        if out and _is_apposition_of_frame(doc, out, segment):
            out[-1].end = segment.end
            continue
        while out and whole.type == "main" and _continues(doc, out, whole):
            before = out.pop()
            whole = Segment(before.start, whole.end, "main", whole.verb, before.mark)
        out.append(whole)
    return out


def _is_apposition_of_frame(doc: Doc, out: list[Segment], segment: Segment) -> bool:
    """A phrase behind ", sagt X": ", Professor an der Y"."""
    frame = out[-1]
    trails = frame.type == "main" and frame.verb == frame.start and frame.mark in {",", ""} and len(out) > 1
    return (
        trails
        and segment.type == "fragment"
        and segment.mark == ","
        and office_end(doc, segment.start, segment.end) == segment.end
    )


def _continues(doc: Doc, out: list[Segment], segment: Segment) -> bool:
    last = out[-1]
    if segment.mark != ",":
        return False
    if segment.verb != segment.start:
        if len(out) == 1 and doc[segment.verb - 1].text == "," and last.type == "fragment":
            return phrase_end(doc, last.start, last.end, appositions=False) == last.end  # "Der Sprecher, X, sagte"
        return last.type == "fragment" and last.mark in {"", ",", ":"} and _starts_list(doc, last)
    if last.type == "fragment":
        return doc[last.start].lower_ not in {"so", "laut"}
    return last.type == "relative" and out[0].type == "fragment" and all(s.type != "main" for s in out)


def _starts_list(doc: Doc, segment: Segment) -> bool:
    """A fragment that only starts the list which the next segment goes on with: "Polen, Ungarn und Tschechien fordern"."""
    short = segment.end - segment.start <= 3 and doc[segment.start].lower_ not in {"so", "laut"}
    return short and doc[segment.end - 1].tag_ in {"NE", "NN"}
