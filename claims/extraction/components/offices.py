"""Role and affiliation of a person, as the words around the name tell them: an office before it, an apposition or relative
clause behind it, a party in brackets."""

import re

from spacy.tokens import Doc, Token

from claims.extraction.components.morphology import word_class
from claims.extraction.components.names import names_between
from claims.extraction.components.personal import is_participle, is_personal, is_relational, kin_gender, noun_gender
from claims.extraction.components.phrases import core_end, is_nominal, office_end
from claims.extraction.components.referents import Referent
from claims.extraction.components.workplaces import is_body_there, may_be_body, organisation_at, workplace
from claims.extraction.gazetteer import Word, default_gazetteer
from claims.extraction.lexicon import lexicon

_OF = frozenset({"der", "des", "von", "vom", "für"})
_AT = frozenset({"an", "am", "bei", "beim", "vom", "von", "der", "des", "im", "in", "für", "zur", "zum"})
_NO_OFFICES = frozenset(lexicon("people")["no_offices"])
_BODIES = tuple({end for ends in lexicon("people")["bodies"].values() for end in ends if len(end) > len("werk")})
_THINGS = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "tät",
    "nis",
    "tum",
    "chen",
    "ment",
    "straße",
    "platz",
    "preis",
    "partei",
    "gasse",
    "allee",
    "stiftung",
    "show",
)
_NO_PERSON = (*_THINGS, *_BODIES)
_PARTIES = frozenset(lexicon("grammar")["parties"])
_RANKS = frozenset({"ex", "vize", "alt", "co", "interims", "chef", "ober", "haupt", "mit"})
_OBLIQUE = frozenset(
    {
        "des",
        "dem",
        "den",
        "eines",
        "einem",
        "einen",
        "vom",
        "beim",
        "zum",
        "im",
        "am",
        "seinem",
        "seinen",
        "seines",
        "ihrem",
        "ihren",
        "ihres",
    }
)
_ADJECTIVAL = (
    "sitzende",
    "sitzenden",
    "sitzender",
    "ordnete",
    "ordneten",
    "ordneter",
    "auftragte",
    "auftragten",
    "auftragter",
)
_ROLES = tuple(lexicon("roles"))
_DEGREES = frozenset({"dr.", "prof.", "dr", "prof", "med.", "rer.", "phil.", "nat.", "dipl.", "professor"})
_REACH = 25  # words of a relative clause


def office_of(doc: Doc, start: int, end: int) -> tuple[str | None, str | None]:
    """Role and affiliation in the tokens of an apposition: "Professor für X an der Y in Z" gives ("Professor für X",
    "Y"); (None, None) where it is no office."""
    at = start
    while at < end and not _is_office(doc[at]):
        if not (
            doc[at].tag_ in {"ART", "PPOSAT", "PIAT", "CARD"} or doc[at].tag_.startswith("ADJ") or doc[at].tag_ == "ADV"
        ):
            return None, None
        at += 1
    if at >= end:
        return None, None
    stop = at + 1
    while stop < end and not _ends_role(doc, stop, end):
        stop += 1
    affiliation = organisation_at(doc, stop, end) if stop < end and _tells_body(doc, stop, end) else None
    while stop > at + 1 and doc[stop - 1].lower_ in _DEGREES:
        stop -= 1
    rest = doc[at + 1 : stop].text.strip(" ,")
    return f"{_politics(doc, at)}{in_nominative(doc, start, at)} {rest}".strip() or None, affiliation


def in_nominative(doc: Doc, start: int, noun: int) -> str:
    """The noun for a person as it is called: "Historiker" of "des Historikers", "Zeuge" of "dem Zeugen", "Vorsitzender" of
    "der Vorsitzende"."""
    word = doc[noun].text
    low = start if start < noun else max(noun - 1, 0)
    before = doc[low].lower_ if low < noun else ""
    if is_participle(word) or word.lower().endswith(_ADJECTIVAL):
        stem = re.sub(r"e[nr]?$", "", word)
        masculine = before in {"der", "dem", "den", "des", "ein", "einem", "einen"} or word.endswith("er")
        return stem + ("er" if masculine and noun_gender(word, before) != "f" else "e")
    if before not in _OBLIQUE and not doc[low].tag_.startswith("APPR"):
        return word
    if before in {"des", "eines"} and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith("es") and word[:-2].lower().endswith(_ROLES) else word[:-1]
    return _strong(word) if noun_gender(word, before) == "m" else word


def _strong(word: str) -> str:
    """ "Zeuge" of "Zeugen", "Präsident" of "Präsidenten": the form in which the list of offices has it."""
    shorter = (word[:-1], word[:-2]) if word.endswith("en") else (word[:-1],) if word.endswith("n") else ()
    return next((form for form in shorter if form.lower().endswith(_ROLES)), word)


def _politics(doc: Doc, noun: int) -> str:
    """ "verkehrspolitischer" of a spokesman's title, with a blank behind it."""
    before = doc[noun - 1] if noun else None
    if before is None or "politisch" not in before.lower_:
        return ""
    stem = re.sub(r"e[nrsm]?$", "", before.text)
    return f"{stem}{'e' if noun_gender(doc[noun].text, '') == 'f' else 'er'} "


def _is_office(token: Token) -> bool:
    return is_nominal(token) and is_personal(token.text) and not (kin_gender(token.text) or is_relational(token.text))


def stands_before_name(doc: Doc, noun: int) -> bool:
    """Is the noun right before a person's name what that person is: "die Archivarin Swetlana Ott"?"""
    if noun + 1 >= len(doc) or doc[noun].tag_ != "NN":
        return False
    named = next(
        (n for n in names_between(doc, noun, noun + 2) if n.type == "PER" and n.start in {noun, noun + 1}), None
    )
    word = doc[noun].lower_
    plain = word.rpartition("-")[2]
    return (
        named is not None and plain not in _NO_OFFICES and not plain.endswith(_NO_PERSON) and not plain.endswith("en")
    )


def sentence_start(doc: Doc, at: int, low: int) -> int:
    """Where the sentence of token `at` starts, or `low` where that is nearer; the Doc itself would search all of it."""
    while at > max(low, 0) and not doc[at].is_sent_start:
        at -= 1
    return at


def sentence_end_after(doc: Doc, at: int) -> int:
    """Where the sentence of token `at` ends, 60 tokens on at most."""
    high = min(at + 60, len(doc))
    at += 1
    while at < high and not doc[at].is_sent_start:
        at += 1
    return min(at, len(doc))


def office_before(doc: Doc, name: int) -> tuple[str | None, str | None]:
    """Role and affiliation in the words before a name: "der Sprecher des Ministeriums, X", "Außenministerin X"."""
    end = name - 1 if name and doc[name - 1].text == "," else name
    low = sentence_start(doc, name, end - 12)
    low = max([low, *(n.end for n in names_between(doc, low, end - 1) if n.type == "PER" and n.end < end)])
    if (
        end == name
        and end > low
        and stands_before_name(doc, end - 1)
        and not _is_office(doc[end - 1])
        and not kin_gender(doc[end - 1].text)
    ):
        return (
            (in_nominative(doc, max(end - 2, low), end - 1), None)
            if not is_relational(doc[end - 1].text)
            else (None, None)
        )
    for start in range(low, end):
        if (doc[start].tag_ in {"ART", "NN", "PPOSAT"} or _is_office(doc[start])) and office_end(
            doc, start, end
        ) == end:
            role, affiliation = office_of(doc, start, end)
            if role is not None:
                return role, affiliation
    return None, None


def _ends_role(doc: Doc, i: int, end: int) -> bool:
    """Does something else than the office begin, as "an der", "des", "am Abend"; "Professor für X" is one?"""
    opens = doc[i].tag_.startswith("APPR") or doc[i].tag_ == "ART"
    return opens and doc[i].lower_ in _AT - {"für"} and i + 1 < end


def _tells_body(doc: Doc, i: int, end: int) -> bool:
    return doc[i].lower_ in _OF or may_be_body(doc, i + 1, end)


def apposition(doc: Doc, name_end: int, end: int) -> tuple[int, int] | None:
    """Tokens of the apposition that follows a name: behind a comma, or "vom Stimson Center", "(SPD)" right away."""
    if name_end >= end:
        return None
    token = doc[name_end]
    if token.text == ",":
        if name_end + 1 < end and doc[name_end + 1].lower_ == "seit":
            return name_end + 1, min(name_end + 9, end)
        stop = office_end(doc, name_end + 1, min(end, len(doc)))
        return (name_end + 1, stop) if stop > name_end + 1 else None
    return None


def describe(doc: Doc, person: Referent, start: int, end: int) -> None:
    """Adds to `person` the role and affiliation that stand around the name in the tokens [start, end)."""
    stop = sentence_end_after(doc, start)
    party = _in_brackets(doc, end, stop)
    after = next((i + 1 for i in range(end, min(end + 6, stop)) if doc[i].text == ")"), end) if party else end
    behind = apposition(doc, after, stop)
    role, affiliation = office_of(doc, *_undated(doc, *behind)) if behind else (None, None)
    affiliation = party or affiliation
    before, of = office_before(doc, start)
    role, affiliation = role or before, affiliation or of or (_long_there(doc, *behind) if behind else None)
    told = _predicate(doc, end, stop) if role is None else (None, None)
    role, affiliation = role or told[0], affiliation or told[1]
    affiliation = affiliation or _right_behind(doc, end, stop)
    affiliation = affiliation or _in_relative_clause(doc, end, stop) or (_in_compound(role) if role else None)
    person.role, person.affiliation = person.role or role, person.affiliation or affiliation
    if person.feminine is None:
        person.feminine = _gender(doc, start, before or role)


def _undated(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The apposition without "seit 2017" in front."""
    dated = (
        doc[start].lower_ == "seit" and start + 2 < end and doc[start + 1].tag_ == "CARD" and _is_office(doc[start + 2])
    )
    return (start + 2, end) if dated else (start, end)


def _gender(doc: Doc, start: int, role: str | None) -> bool | None:
    if start and doc[start - 1].lower_ in {"frau", "herr", "herrn"}:
        return doc[start - 1].lower_ == "frau"
    if start and (kin := kin_gender(doc[start - 1].text)):
        return kin == "f"
    gender = noun_gender(role.split()[0], "") if role else ""
    return gender == "f" if gender else None


def _long_there(doc: Doc, start: int, end: int) -> str | None:
    """The body of ", seit 22 Jahren bei der Feuerwehr X,"."""
    if doc[start].lower_ != "seit":
        return None
    at = next((i for i in range(start, min(end + 8, len(doc))) if doc[i].lower_ in {"bei", "beim", "an", "am"}), None)
    return organisation_at(doc, at, min(at + 8, len(doc))) if at is not None else None


def _predicate(doc: Doc, end: int, stop: int) -> tuple[str | None, str | None]:
    """The office of "X war Außenministerin", "X wird neue Chefdirigentin der Y", "als X Premierminister war": a noun without
    an article beside the verb, with the body that follows it."""
    verb = end < stop and doc[end].lemma_.lower() in {"sein", "werden"}
    at = end + 1 if verb else end
    at += verb and at < stop and doc[at].tag_.startswith("ADJ(A")
    if at >= stop or not _is_office(doc[at]) or doc[at].tag_ != "NN":
        return None, None
    after = next((t for t in doc[at + 1 : min(at + 6, stop)] if t.tag_.endswith("(FIN)") or t.text == ","), None)
    if not verb and (after is None or after.lemma_.lower() not in {"sein", "werden"}):
        return None, None
    return office_of(doc, at, office_end(doc, at, stop)) if verb else (doc[at].text, None)


def _right_behind(doc: Doc, end: int, stop: int) -> str | None:
    """The organisation of "X vom Stimson Center", "X von der SPD", "X an der Universität Y"."""
    if end + 1 >= stop or not doc[end].tag_.startswith("APPR"):
        return None
    if doc[end].lower_ in {"vom", "von"} and core_end(doc, end + 1, stop) > end + 1:
        return organisation_at(doc, end + 1, stop) if is_body_there(doc, end + 1, stop) else None
    return None


def _in_brackets(doc: Doc, end: int, stop: int) -> str | None:
    """The party of "X (SPD)"."""
    if end + 2 >= len(doc) or doc[end].text != "(" or end >= stop:
        return None
    closing = next((i for i in range(end + 1, min(end + 5, stop)) if doc[i].text in {")", ",", "/"}), None)
    words = doc[end + 1 : closing].text if closing else ""
    return (
        words if words[:1].isupper() and (words.lower() in _PARTIES or (words.isupper() and words.isalpha())) else None
    )


def _in_relative_clause(doc: Doc, end: int, stop: int) -> str | None:
    """The organisation of "X, die am Zentrum für Y den Mietspiegel betreut"."""
    if end + 1 >= stop or doc[end].text != "," or doc[end + 1].lower_ not in {"der", "die"}:
        return None
    close = next((i for i in range(end + 2, min(end + _REACH, stop)) if doc[i].text in {",", ".", ":"}), stop)
    return workplace(doc, end + 2, close)


def _in_compound(role: str) -> str | None:
    """The organisation of "Norag-Chefin": what stands before the hyphen, unless it is a rank, a noun or a state."""
    first, hyphen, last = role.split(maxsplit=1)[0].rpartition("-")
    if not hyphen or not last[:1].isupper() or not first[:1].isupper() or first.lower() in _RANKS:
        return None
    if first.lower() in _PARTIES:
        return first
    return first if word_class(first) in {"NE", "FM", "XY", ""} and not _is_state(first) else None


def _is_state(name: str) -> bool:
    known = default_gazetteer().matches([Word(name, 0, len(name), whole=True)])
    return any(c.actor.kind != "outlet" for match in known for c in match.candidates)
