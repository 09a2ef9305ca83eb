"""The people of an article: full names, the surnames and pronouns that stand for them, their roles and affiliations."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from claims.extraction.components.entities import Entity, entities_between, is_role_noun
from claims.extraction.components.names import is_likely_name, names_between
from claims.extraction.components.phrases import core_end, is_nominal, office_end
from sources.names import name_key

_LONGEST_NAME = 120  # characters of an entity
_TITLES = frozenset(
    {"dr.", "prof.", "herr", "herrn", "frau", "sir", "lord", "graf", "dr", "prof", "med.", "rer.", "phil."}
)
_AT = frozenset({"an", "am", "bei", "beim", "vom", "von", "der", "des", "im", "in", "für", "zur", "zum"})


@dataclass(slots=True)
class Person:
    """Somebody of the article. `at` are the starts of all places that name them, in characters."""

    name: str
    at: list[int] = field(default_factory=list)
    role: str | None = None
    affiliation: str | None = None
    feminine: bool | None = None
    entity: Entity | None = None

    @property
    def surname(self) -> str:
        return name_key(self.name).split()[-1]


@dataclass(slots=True)
class People:
    """Everybody named in an article, by the words of their names."""

    everybody: list[Person] = field(default_factory=list)

    def named(self, words: str, entity: Entity | None = None) -> Person | None:
        """The person whom `words` name in full or by a part of the name; the one last added where several fit."""
        parts = set(_name_words(words))
        if not parts:
            return None
        for person in reversed(self.everybody):
            own = set(_name_words(person.name))
            same = entity is not None and person.entity is not None and person.entity.name == entity.name
            if same or (parts <= own and (len(parts) > 1 or parts & {person.surname, _name_words(person.name)[0]})):
                return person
        return None

    def by_role(self, role: str, before: int) -> Person | None:
        """The person last named before a place whose role ends like `role`: "die Analystin", "der Minister"."""
        key = name_key(role)
        fitting = [
            p
            for p in self.everybody
            if p.role and name_key(p.role.split()[0]).endswith(key[-8:]) and min(p.at) < before
        ]
        return max(fitting, key=lambda p: max(at for at in p.at if at < before), default=None)

    def add(self, name: str, at: int, entity: Entity | None = None) -> Person:
        """The person of that name, made where it is new, with another place."""
        person = self.named(name, entity)
        if person is None or (len(_name_words(name)) > len(_name_words(person.name)) and not person.entity):
            known = person
            person = Person(entity.name if entity else name, entity=entity)
            if known:
                person = known
                person.name = name
            else:
                self.everybody.append(person)
        person.at.append(at)
        return person


def _name_words(name: str) -> list[str]:
    words = name_key(name).split()
    return [w[:-1] if w.endswith("s") and len(w) > 4 else w for w in words if w not in _TITLES]


def find_name(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the first person's name that begins in a phrase, without offices and titles."""
    for name in names_between(doc, start, end):
        low, high = name.start, min(name.end, end)
        while low < high and (doc[low].lower_ in _TITLES or is_role_noun(doc[low].text)):
            low += 1
        while high < end and _is_surname(doc, high):
            high += 1
        if name.type == "PER" and not name.kind and low < high and not _covered(doc, low, high):
            return low, high
    return None


def _is_surname(doc: Doc, i: int) -> bool:
    """Does a word behind a name go on with it?"""
    token = doc[i]
    if not token.text[:1].isupper() or is_role_noun(token.text) or _covered(doc, i, i + 1):
        return False
    return token.tag_ in {"NE", "FM"} or is_likely_name(doc, i)


def _covered(doc: Doc, start: int, end: int) -> bool:
    """Does a known actor that is no person stand there?"""
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    near = entities_between(doc, first - _LONGEST_NAME, last)
    return any(e.start <= first and last <= e.end and e.kind != "person" for e in near)


def office_of(doc: Doc, start: int, end: int) -> tuple[str | None, str | None]:
    """Role and affiliation in the tokens of an apposition: "Professor für X an der Y in Z" gives ("Professor für X",
    "Y"); (None, None) where it is no office."""
    at = start
    while at < end and not (is_nominal(doc[at]) and is_role_noun(doc[at].text)):
        if not (
            doc[at].tag_ in {"ART", "PPOSAT", "PIAT", "CARD"} or doc[at].tag_.startswith("ADJ") or doc[at].tag_ == "ADV"
        ):
            return None, None
        at += 1
    if at >= end:
        return None, None
    stop = at + 1
    while stop < end and not _starts_affiliation(doc, stop, end):
        stop += 1
    affiliation = organisation_at(doc, stop, end)
    return doc[at:stop].text.strip(" ,") or None, affiliation


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
    for start in range(low, end):
        if (doc[start].tag_ in {"ART", "NN"} or is_role_noun(doc[start].text)) and office_end(doc, start, end) == end:
            role, affiliation = office_of(doc, start, end)
            if role is not None:
                return role, affiliation
    return None, None


def _starts_affiliation(doc: Doc, i: int, end: int) -> bool:
    word = doc[i].lower_
    if word in {"für"}:
        return False
    if word in {"und", "sowie"}:
        return False
    return word in _AT and (doc[i].tag_.startswith("APPR") or doc[i].tag_ == "ART") and i + 1 < end


def organisation_at(doc: Doc, start: int, end: int) -> str | None:
    """The organisation after "an der", "vom", "bei": without preposition, determiner, adjective of nation and place."""
    at = start
    while at < end and not is_nominal(doc[at]) and doc[at].text not in {'"', "„", "»", "“", "'"}:
        at += 1
    if at >= end:
        return None
    while at > start and doc[at - 1].text[:1].isupper() and doc[at - 1].tag_.startswith("ADJ"):
        at -= 1
    stop = core_end(doc, at, end)
    while (
        stop < end
        and doc[stop].lower_ in {"für", "of", "for", "des", "der"}
        and core_end(doc, stop + 1, end) > stop + 1
    ):
        stop = core_end(doc, stop + 1, end)
    words = doc[at:stop].text.strip(" \"„“”»«‚‘'")
    return _nominative(doc, start, at, words) or None


def _nominative(doc: Doc, start: int, at: int, words: str) -> str:
    """The words of a genitive ("des Ministeriums") without its ending, where the lemma of the noun shows it."""
    noun = next((token for token in doc[at : at + 4] if token.tag_ == "NN"), None)
    genitive = any(doc[i].lower_ in {"des", "eines"} for i in range(start, at))
    if noun is None or not genitive or not noun.text.endswith("s"):
        return words
    lemma = noun.lemma_[:1].upper() + noun.lemma_[1:]
    shorter = noun.text.startswith(lemma) and lemma != noun.text
    return words.replace(noun.text, lemma, 1) if shorter else words


def apposition(doc: Doc, name_end: int, end: int) -> tuple[int, int] | None:
    """Tokens of the apposition that follows a name: behind a comma, or "vom Stimson Center", "(SPD)" right away."""
    if name_end >= end:
        return None
    token = doc[name_end]
    if token.text == ",":
        stop = office_end(doc, name_end + 1, min(end, len(doc)))
        return (name_end + 1, stop) if stop > name_end + 1 else None
    return None


def find_people(doc: Doc) -> People:
    """Everybody whom the article names in full, with role and affiliation from the words around the name."""
    people = People()
    taken: list[tuple[int, int]] = []
    for entity in doc._.entities:
        if entity.kind == "person" and entity.actor and not entity.compound:
            span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
            person = people.add(entity.name, entity.start, entity)
            if entity.actor.gender:
                person.feminine = entity.actor.gender == "f"
            if span is not None:
                taken.append((span.start, span.end))
                describe(doc, person, span.start, span.end)
    for sentence in doc.sents:
        _people_of(doc, sentence, people, taken)
    return people


def _people_of(doc: Doc, sentence: Span, people: People, taken: list[tuple[int, int]]) -> None:
    at = sentence.start
    while at < sentence.end:
        found = find_name(doc, at, sentence.end)
        if found is None:
            return
        start, end = found
        at = end
        if any(a < end and start < b for a, b in taken):
            continue
        text = doc[start:end].text
        known = people.named(text)
        if known or (end - start > 1 and end - start <= 5) or _introduced(doc, start):
            person = people.add(text if not known or len(text) > len(known.name) else known.name, doc[start].idx)
            describe(doc, person, start, end)


def _introduced(doc: Doc, start: int) -> bool:
    """Does an office or "Frau", "Dr." stand right before a single name?"""
    before = doc[start - 1] if start else None
    return before is not None and (
        before.lower_ in {"herr", "herrn", "frau", "dr.", "prof."} or (is_nominal(before) and is_role_noun(before.text))
    )


def describe(doc: Doc, person: Person, start: int, end: int) -> None:
    """Role and affiliation from the apposition behind the name, the office before it, or "vom X" right after it."""
    sentence_end = sentence_end_after(doc, start)
    behind = apposition(doc, end, sentence_end)
    role, affiliation = office_of(doc, *behind) if behind else (None, None)
    if role is None:
        role, before = office_before(doc, start)
        affiliation = affiliation or before
    if affiliation is None and end + 1 < sentence_end and doc[end].lower_ in {"vom", "von"}:
        affiliation = (
            organisation_at(doc, end + 1, sentence_end) if core_end(doc, end + 1, sentence_end) > end + 1 else None
        )
    if affiliation is None and end < sentence_end and doc[end].text == "(":
        inside = doc[end + 1 : min(end + 6, sentence_end)]
        affiliation = (
            inside[0].text if len(inside) > 1 and inside[1].text == ")" and inside[0].text[:1].isupper() else None
        )
    person.role = person.role or role
    person.affiliation = person.affiliation or affiliation
    if person.feminine is None and role:
        person.feminine = role.split()[0].endswith(("in", "frau"))
    if person.feminine is None and start and doc[start - 1].lower_ in {"frau", "herr", "herrn"}:
        person.feminine = doc[start - 1].lower_ == "frau"
