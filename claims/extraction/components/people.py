"""The people whom an article names: full names first, then surnames and given names that stand for one of them."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.morphology import word_class
from claims.extraction.components.names import is_likely_name, names_between
from claims.extraction.components.offices import describe
from claims.extraction.components.personal import given_name_gender, is_personal, is_role_noun, kin_gender
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.referents import TITLES, Discourse, Referent, name_words
from claims.extraction.components.tokens import characters
from claims.extraction.lexicon import lexicon
from sources.names import is_same_spelling, name_key

_LONGEST_NAME = 120  # characters of an entity
_MOST_WORDS = 6
_SURE = 0.8  # of the weights, that a single word is a person's name
_APOSTROPHES = "'’‘`"
_PLACES = tuple(lexicon("grammar")["place_nouns"])


def find_name(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the first person's name that begins in a phrase, without offices and titles."""
    for name in names_between(doc, start, end):
        low, high = name.start, min(name.end, end)
        while low < high and (doc[low].lower_ in TITLES or is_role_noun(doc[low].text) or kin_gender(doc[low].text)):
            low += 1
        while high < end and _is_surname(doc, high):
            high += 1
        while (
            high - low > 2
            and doc[high - 1].tag_ == "NN"
            and doc[high - 2].text.endswith("s")
            and word_class(doc[high - 1].text) == "NN"
        ):
            high -= 1
        if name.type == "PER" and not name.kind and low < high and not _covered(doc, low, high):
            return low, high
    return None


def _is_surname(doc: Doc, i: int) -> bool:
    """Does a word behind a name go on with it: a surname, the initial of "Marek D."?"""
    token = doc[i]
    if not token.text[:1].isupper() or _covered(doc, i, i + 1):
        return False
    if given_name_gender(doc[i - 1].text) is not None and token.tag_ in {"NN", "NE", "FM"} and not token.is_sent_start:
        return True
    if is_role_noun(token.text):
        return False
    return token.tag_ in {"NE", "FM"} or is_likely_name(doc, i)


def _covered(doc: Doc, start: int, end: int) -> bool:
    """Does a known actor that is no person stand there?"""
    first, last = characters(doc, start, end)
    near = entities_between(doc, first - _LONGEST_NAME, last)
    return any(e.start <= first and last <= e.end and e.kind != "person" for e in near)


def find_people(doc: Doc, discourse: Discourse) -> list[tuple[int, int, Referent | None]]:
    """Puts everybody whom the article names into `discourse`, with role and affiliation from the words around each name.

    Gives the tokens [start, end) of every name in order, with whom it means; None where it is one word that several bear,
    which only what was said before can tell.
    """
    places = {place[0]: place for place in _places(doc)}
    full = {start for start, place in places.items() if _is_full(*place)}
    meant: dict[int, Referent | None] = {start: _person(doc, discourse, *places[start]) for start in sorted(full)}
    places |= {place[0]: place for place in _surnames(doc, discourse, places)}
    meant |= {start: _by_part(doc, discourse, *places[start]) for start in sorted(places.keys() - full)}
    found: list[tuple[int, int, Referent | None]] = [
        (start, places[start][1], meant[start]) for start in sorted(places)
    ]
    for start, end, person in found:
        if person is not None:
            entity = places[start][2]
            if entity is not None and entity.alias == "title" and person.role is None:
                person.role = doc[end - 1].text
            describe(doc, person, start, end)
            _learn_gender(doc, person, start, end)
    return found


def _is_full(start: int, end: int, entity: Entity | None) -> bool:
    """Is it more than a surname or given name: several words, or a title that only one bears?"""
    return end - start > 1 or (entity is not None and entity.alias not in {"short", "spelling"})


def _surnames(
    doc: Doc, discourse: Discourse, places: Mapping[int, tuple[int, int, Entity | None]]
) -> Iterator[tuple[int, int, Entity | None]]:
    """Where the weights see no name: the surnames of people whom the article names in full."""
    taken = {i for start, end, _ in places.values() for i in range(start, end)}
    full = [words for p in discourse.people if len(words := name_words(p.name or "")) > 1]
    surnames = {words[-1] for words in full} | {words[0] for words in full if " " in words[-1]}  # "Baek Do-hyun"
    whole = {tuple(words) for words in full}
    for token in doc:
        capital = token.text[:1].isupper() or (token.text[:3] in {"al-", "el-"} and token.text[3:4].isupper())
        if token.i in taken or not capital or not (is_nominal(token) or is_likely_name(doc, token.i)):
            continue
        key = name_key(token.text)
        before = _before(doc, token.i)
        if (
            (key in surnames or key.removesuffix("s") in surnames)
            and before not in {"ART", "PPOSAT"}
            and not _named_otherwise(doc, token.i)
        ):
            following = doc[token.i + 1] if token.i + 1 < len(doc) else None
            both = following is not None and (key, name_key(following.text)) in whole
            yield token.i, token.i + 1 + both, None


def _named_otherwise(doc: Doc, i: int) -> bool:
    """Does a known actor stand there that is more than the town somebody is called like: "Jamal Washington"?"""
    first, last = characters(doc, i, i + 1)
    return any(
        e.start <= first and last <= e.end and e.alias not in {"metonym", "place"}
        for e in entities_between(doc, first, last)
    )


def _before(doc: Doc, i: int) -> str:
    """The tag of the word before, "ART" too where that is a noun for things: "Kieswerke Ahrensen" is nobody."""
    if i == 0 or doc[i].is_sent_start:
        return ""
    word = doc[i - 1]
    return "ART" if word.tag_ == "NN" and not is_personal(word.text) and word.lower_ not in TITLES else word.tag_


def _places(doc: Doc) -> Iterator[tuple[int, int, Entity | None]]:
    """Tokens of every name of a person, with the known actor where it is one."""
    names = [name for sentence in doc.sents for name in _names(doc, sentence.start, sentence.end)]
    seen = {i for start, end in names for i in range(start, end)}
    for found in (*_behind_offices(doc), *_by_given_names(doc)):
        if seen.isdisjoint(range(*found)):
            names.append(found)
            seen.update(range(*found))
    longer = {i: (start, end) for start, end in names for i in range(start, end)}
    taken: set[int] = set()
    for entity in doc._.entities:
        span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
        if entity.kind != "person" or entity.actor is None or entity.compound or span is None:
            continue
        around = longer.get(span.start, (span.start, span.end))
        if entity.alias != "title" and around[1] - around[0] > len(span) and _is_other(doc, entity, *around):
            continue
        taken.update(range(span.start, span.end))
        yield span.start, span.end, entity
    yield from ((start, end, None) for start, end in names if taken.isdisjoint(range(start, end)))


def _is_other(doc: Doc, entity: Entity, start: int, end: int) -> bool:
    """Is a longer name not that of the known actor: "Anna Scholz", "Paul Kim"?"""
    actor = entity.actor
    text = doc[start:end].text
    return actor is not None and not any(is_same_spelling(alias.text, text) for alias in actor.aliases)


def _names(doc: Doc, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < stop and (found := find_name(doc, at, stop)) is not None:
        at = max(found[1], at + 1)
        if (
            found[1] - found[0] <= _MOST_WORDS
            and (found[1] - found[0] > 1 or _stands_alone(doc, *found))
            and not _is_place(doc, *found)
        ):
            yield found


def _behind_offices(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that the weights half see, behind an office or relative: "der Reeder Park Sang-chul"."""
    for token in doc[: max(len(doc) - 2, 0)]:
        if not is_nominal(token) or not is_personal(token.text) or token.i + 2 >= len(doc):
            continue
        end = token.i + 1
        if any(n.type != "PER" for n in names_between(doc, end, end + 2)):
            continue
        while end < len(doc) and end - token.i <= 3 and _looks_like_name(doc, end):
            end += 1
        if end - token.i > 2:
            yield token.i + 1, end


def _by_given_names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names that the weights overlook though they begin with a known given name: "Marina Tschelnokowa"."""
    for token in doc[: max(len(doc) - 1, 0)]:
        if token.tag_ == "NE" and given_name_gender(token.text) is not None and not _covered(doc, token.i, token.i + 1):
            second = doc[token.i + 1]
            if second.tag_ == "NE" and not second.is_sent_start and not _covered(doc, second.i, second.i + 1):
                yield token.i, token.i + 2


def _looks_like_name(doc: Doc, i: int) -> bool:
    token = doc[i]
    if not token.text[:1].isupper() or token.is_sent_start or _covered(doc, i, i + 1):
        return False
    return token.tag_ in {"NE", "FM"} or is_likely_name(doc, i) or (token.tag_ == "NN" and "-" in token.text)


def _is_place(doc: Doc, start: int, end: int) -> bool:
    """ "Hafen Rason", "Insel Saipan": a place noun opens what has the shape of a person's name."""
    first = doc[start].lower_
    return end - start > 1 and (first in _PLACES or (first.endswith(_PLACES) and doc[start].tag_ == "NN"))


def _stands_alone(doc: Doc, start: int, end: int) -> bool:
    """May a single word be a person's name: by what stands before it, or because the weights are sure?"""
    before = doc[start - 1] if start else None
    if before is not None and (before.lower_ in TITLES or (is_nominal(before) and is_personal(before.text))):
        return True
    name = names_between(doc, start, end)
    return (
        bool(name)
        and name[0].sure >= _SURE
        and doc[start].tag_ in {"NE", "FM", "NN"}
        and "-" not in doc[start].text[:1]
    )


def _person(doc: Doc, discourse: Discourse, start: int, end: int, entity: Entity | None) -> Referent:
    """Whom a full name or a known actor's name means; somebody new where nobody bears it so far."""
    text = _full_name(doc, start, end)
    known = [
        p
        for p in discourse.named(text, entity)
        if entity is None or p.entity is not None or len(name_words(p.name or "")) > 1
    ]
    if known:
        person = known[-1]
        if (
            person.entity is None
            and entity is None
            and len(text) < len(person.name or "")
            and (person.name or "").startswith(text)
        ):
            person.name = text  # "Hilke Joosts Kutter", and then "Hilke Joost"
        return person
    actor = entity.actor if entity is not None else None
    feminine = actor.gender == "f" if actor is not None and actor.gender else given_name_gender(doc[start].text)
    person = Referent("person", entity.name if entity is not None else text, entity, feminine)
    return discourse.add(person)


def _full_name(doc: Doc, start: int, end: int) -> str:
    """The name without the s of a genitive that a noun follows: "Hilke Joosts Kutter"."""
    text = doc[start:end].text.rstrip(_APOSTROPHES)
    follows = end < len(doc) and doc[end].tag_ in {"NN", "ADJ(A)"} and not doc[end].is_sent_start
    if len(doc[end - 1]) == 1 and end < len(doc) and doc[end].text == "." and not doc[end - 1].whitespace_:
        return text + "."  # "Marek D."
    return text[:-1] if follows and text.endswith("s") and not text.endswith("ss") and end - start > 1 else text


def _by_part(doc: Doc, discourse: Discourse, start: int, end: int, entity: Entity | None) -> Referent | None:
    """Whom a single word names: the only one who bears it; somebody new where nobody does; None where several do."""
    bearers = discourse.named(doc[start:end].text)
    known = discourse.named(doc[start:end].text, entity) if entity is not None else []
    bearers += [one for one in known if one not in bearers]
    if len(bearers) > 1:
        return None
    return bearers[0] if bearers else _person(doc, discourse, start, end, entity)


def _learn_gender(doc: Doc, person: Referent, start: int, end: int) -> None:
    if person.feminine is None:
        person.feminine = next(
            (g for g in map(given_name_gender, (doc[i].text for i in range(start, end - 1))) if g is not None), None
        )
