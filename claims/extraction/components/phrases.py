"""Noun phrases by parts of speech: how far one reaches, and whether it can be a subject."""

from spacy.tokens import Doc, Token

from claims.extraction.components.entities import entities_between
from claims.extraction.lexicon import lexicon

_BEFORE_NOUN = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "CARD", "ADJ(A)", "PWAT", "PRELAT"})
_NOUN = frozenset({"NN", "NE", "FM", "XY", "TRUNC", "NNP", "NNA", "NNI"})
_NOT_NOMINATIVE = frozenset(lexicon("grammar")["not_nominative"])
_LONGEST_NAME = 120  # characters
PRONOUNS = frozenset({"er", "sie", "es", "man", "ich", "wir", "diese", "dieser", "dieses", "jener", "jene"})
_TIES = frozenset({"von", "vom", "für", "aus"})  # prepositions that tie a phrase to a noun or name before it
_OFFICE_TIES = _TIES | frozenset({"an", "am", "bei", "beim", "im", "in", "zu", "zur", "gegen", "über", "der", "des"})
TIME_NOUNS = frozenset(lexicon("grammar")["time_nouns"])


def is_nominal(token: Token) -> bool:
    """A noun, a name, or a capitalised word that the tagger left open."""
    if token.tag_ in {"NN", "NE", "FM"}:
        return token.text[:1].isalnum()
    return token.tag_ in _NOUN and token.text[:1].isupper()


def _opens(token: Token) -> bool:
    return token.tag_ in _BEFORE_NOUN or token.tag_.startswith("ADJ(A") or token.lower_ in {"dessen", "deren"}


def core_end(doc: Doc, start: int, stop: int) -> int:
    """End of the plain noun phrase (determiners, adjectives, nouns) at `start`; `start` itself where there is none."""
    at, nouns = start, 0
    while at < stop:
        token = doc[at]
        if is_nominal(token):
            if nouns and names_state(doc, at - 1):
                break  # "hat Moskau Hilfe zugesagt": two phrases
            nouns += 1
        elif token.text in "\"„“”»«'‚‘’›‹" and _quoted_name(doc, at, stop):
            at = _quoted_name(doc, at, stop)
            nouns += 1
            continue
        elif (
            nouns
            or not (_opens(token) or token.tag_.startswith("ADJ(D") or token.tag_ == "ADV")
            or (token.tag_ == "ADV" and token.lower_ not in {"auch", "selbst", "sogar"})
        ):
            break
        at += 1
    return at if nouns else start


def names_state(doc: Doc, at: int) -> bool:
    """Does the token by itself name a state, its capital or an outlet?"""
    first, end = doc[at].idx, doc[at].idx + len(doc[at])
    return any(e.end == end and e.kind in {"country", "place", "outlet"} for e in entities_between(doc, first, end))


def _quoted_name(doc: Doc, at: int, stop: int) -> int:
    """End of a short name in quotation marks that opens at `at`, else 0."""
    quotation = doc._.quotation_at.get(doc[at].idx)
    if quotation is None or not quotation.closed or quotation.end - quotation.start > _LONGEST_NAME:
        return 0
    inside = doc.char_span(quotation.start, quotation.end)
    if inside is None or inside.end > stop or len(inside) > 8 or not inside[1].text[:1].isupper():
        return 0
    return 0 if any(token.tag_.endswith("(FIN)") for token in inside) else inside.end


def phrase_end(doc: Doc, start: int, stop: int, *, appositions: bool = True) -> int:
    """End of the noun phrase at `start` with what belongs to it: genitives, "von"-phrases, a name after an office,
    brackets, and (`appositions`) an apposition between commas, but no relative clause."""
    if start < stop and doc[start].lower_ in PRONOUNS and not is_nominal(doc[start]):
        following = core_end(doc, start, stop)
        return max(following, start + 1)
    end = core_end(doc, start, stop)
    if end == start:
        return start
    end = _extended(doc, start, end, stop)
    if appositions:
        end = _with_apposition(doc, end, stop)
    return end


def _extended(doc: Doc, start: int, end: int, stop: int) -> int:
    while end < stop:
        further = _modifier_end(doc, start, end, stop)
        if further <= end:
            return end
        end = further
    return end


def _modifier_end(doc: Doc, start: int, end: int, stop: int) -> int:
    token = doc[end]
    if token.text == "(":
        return _bracket_end(doc, end, stop)
    if token.lower_ in {"des", "eines", "der", "einer"} and token.tag_ == "ART":
        after_name = doc[end - 1].tag_ in {"NE", "FM"} and token.lower_ in {"der", "einer"}
        return end if after_name else core_end(doc, end, stop)
    if token.lower_ in _TIES and token.tag_.startswith("APPR"):
        inner = core_end(doc, end + 1, stop)
        return end if doc[min(end + 1, stop - 1)].text in TIME_NOUNS or inner == end + 1 else inner
    if token.lower_ in {"und", "sowie"} and end + 1 < stop:
        inner = core_end(doc, end + 1, stop)
        follows_verb = inner < stop and doc[inner].tag_.endswith("(FIN)")
        return end if inner == end + 1 or follows_verb or not _alike(doc[start], doc[end + 1]) else inner
    goes_on = is_nominal(token) and doc[end - 1].tag_ != "ART" and not names_state(doc, end - 1)
    return core_end(doc, end, stop) if goes_on else end


def _alike(first: Token, second: Token) -> bool:
    return (first.tag_ == second.tag_) or (is_nominal(first) and is_nominal(second))


def _bracket_end(doc: Doc, start: int, stop: int) -> int:
    for at in range(start + 1, min(stop, start + 10)):
        if doc[at].text == ")":
            return at + 1
    return start


def _with_apposition(doc: Doc, end: int, stop: int) -> int:
    """`end` moved behind an apposition: ", Professor für … an der …" up to a comma or the end of the clause."""
    if end >= stop or doc[end].text != "," or end + 1 >= stop:
        return end
    inner = office_end(doc, end + 1, stop)
    if inner == end + 1 or doc[end + 1].tag_ in {"PRELS", "PRELAT"}:
        return end
    closes = inner >= stop or doc[inner].text in {",", ":", ".", "-", "–", "—", '"', "„", "»", ";"}
    return inner if closes else end


def office_end(doc: Doc, start: int, stop: int) -> int:
    """End of a phrase that tells an office with all its prepositional parts: "Professor für X an der Y in Z"."""
    end = core_end(doc, start, stop)
    while start < end < stop:
        token = doc[end]
        tied = token.lower_ in _OFFICE_TIES or (token.lower_ == "und" and end + 1 < stop and is_nominal(doc[end + 1]))
        inner = core_end(doc, end + 1, stop) if tied else core_end(doc, end, stop)
        if token.text == "(":
            inner = _bracket_end(doc, end, stop)
        if inner <= end + int(tied):
            break
        end = inner
    return end


def may_be_subject(doc: Doc, start: int, end: int) -> bool:
    """Can the phrase be a nominative? By its determiner and the ending of the adjective after it."""
    first = doc[start]
    word = first.lower_
    if start > 0 and doc[start - 1].tag_.startswith("APPR") and doc[start - 1].i >= first.sent.start:
        return False
    if word in _NOT_NOMINATIVE and not is_nominal(first):
        return False
    if word == "der" and end - start > 2 and doc[start + 1].tag_.startswith("ADJ(A"):
        return not doc[start + 1].lower_.endswith("en")
    return not (first.tag_.startswith("APPR") or first.tag_ in {"PRF", "KOUS", "PTKVZ"})
