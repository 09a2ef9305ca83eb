"""Noun phrases for one person: whose name stands beside them, whose office or relative they are, or somebody new."""

from claims.extraction.components import persons
from claims.extraction.components.bodies import full_body
from claims.extraction.components.memory import Memory
from claims.extraction.components.personal import (
    is_participle,
    is_plural_form,
    is_relational,
    is_role_noun,
    kin_gender,
    noun_gender,
)
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.phrasing import Phrase, looks_like_subject, name_beside, phrase_at
from claims.extraction.components.pronouns import named_together
from claims.extraction.components.referents import Referent
from claims.extraction.components.tokens import characters

_UNSURE = 0.6
_ALL = 40  # sentences back that an office is looked for
_REACH = 20  # tokens of an apposition


def read_person(memory: Memory, phrase: Phrase, stop: int) -> None:
    """Notes whom a phrase means whose noun is one for people."""
    if is_plural_form(phrase.noun) or _is_many(phrase) or _is_group(memory, phrase):
        _siblings(memory, phrase)
        _pair(memory, phrase)
        _group(memory, phrase)
        return
    memory.passed.update(e.start for e in phrase.entities() if e.kind == "group")
    beside = name_beside(memory, phrase, stop)
    if beside is not None:
        _describe(memory, phrase, *beside)
        return
    one, sure = _meant(memory, phrase)
    if one is not None:
        words = phrase.words if one.name is None or phrase.definite else phrase.core
        memory.note(words, phrase.start, one, "role", subject=looks_like_subject(memory.doc, phrase.start), sure=sure)


def _describe(memory: Memory, phrase: Phrase, at: int, person: Referent) -> None:
    """The phrase tells what somebody is whose name stands beside it."""
    kin = kin_gender(phrase.noun)
    if kin:
        _kin(memory, phrase, person)
    role, affiliation = phrase.office()
    affiliation = full_body(memory, affiliation)
    if role is not None and not kin and (person.role is None or (at > phrase.stop and phrase.definite)):
        person.role = role
    if not kin and affiliation and person.affiliation is None:
        person.affiliation = affiliation
    if person.feminine is None:
        person.feminine = phrase.feminine
    if phrase.possessive and person.affiliation is None and is_role_noun(phrase.noun):
        person.affiliation = _possessors_body(memory, phrase)
    if at < phrase.start:
        memory.note(phrase.words, phrase.start, person, "phrase")
        return
    end = characters(memory.doc, at, memory.names[at][0])[1]
    memory.note(
        (phrase.words[0], end), phrase.start, person, "phrase", subject=looks_like_subject(memory.doc, phrase.start)
    )


def _kin(memory: Memory, phrase: Phrase, person: Referent) -> None:
    whose = _possessor(memory, phrase)
    memory.kin.append((whose, phrase.noun, person))
    known = (
        memory.gazetteer.named(f"{person.name} {whose.name.split()[-1]}")
        if whose is not None and whose.name and " " not in (person.name or "")
        else None
    )
    if known is not None and known.kind == "person":
        memory.person_of(known)
        person.name, person.entity = known.name, memory.person_of(known).entity


def _siblings(memory: Memory, phrase: Phrase) -> None:
    """ "Die Brüder Heinz Müller und Otto Müller": each is the other's."""
    noun = phrase.noun.lower()
    if noun not in {"brüder", "schwestern", "geschwister", "zwillinge", "zwillingsbrüder", "zwillingsschwestern"}:
        return
    named = [
        memory.names[i][1] for i in range(phrase.head + 1, min(phrase.head + 8, len(memory.doc))) if i in memory.names
    ]
    people = [one for one in named if one is not None]
    if len(people) == 2:
        for one in people:
            if one.feminine is None and noun != "geschwister":
                one.feminine = "schwester" in noun
        memory.kin.append((people[0], "Bruder", people[1]))


def _pair(memory: Memory, phrase: Phrase) -> None:
    """ "Die Geschwister", "die beiden Politiker": the two named side by side."""
    both = any(t.lower_ in {"beiden", "beide"} for t in memory.doc[phrase.start : phrase.head])
    if not (
        phrase.definite and (both or phrase.noun in {"Geschwister", "Zwillinge", "Brüder", "Schwestern", "Eheleute"})
    ):
        return
    if phrase.head + 1 not in memory.names:
        for one in named_together(memory, phrase.start):
            memory.note(phrase.core, phrase.start, one, "noun", subject=looks_like_subject(memory.doc, phrase.start))


def _meant(memory: Memory, phrase: Phrase) -> tuple[Referent | None, float]:
    """Whom a phrase without a name means, with how sure that is; somebody new where it is nobody of the article."""
    whose = _possessor(memory, phrase)
    found: Referent | None = None
    if kin_gender(phrase.noun):
        found = persons.relative(memory, phrase, whose) or _known_relative(memory, phrase, whose)
    elif is_relational(phrase.noun) and phrase.possessive:
        found = persons.by_relation(memory, phrase, whose)
    if found is None and phrase.definite and not _has_foreign_attribute(memory, phrase):
        found = _definite(memory, phrase)
    if found is not None:
        return found, _UNSURE
    told = phrase.definite or phrase.indefinite or phrase.possessive
    return (_new(memory, phrase) if told else None), 1.0


def _known_relative(memory: Memory, phrase: Phrase, whose: Referent | None) -> Referent | None:
    at = phrase.stop
    if whose is None or phrase.feminine is None or at + 1 >= len(memory.doc) or memory.doc[at].text != ",":
        return None
    beside = phrase_at(memory.doc, at + 1, min(at + _REACH, len(memory.doc)), memory.names)
    known = (
        persons.known_relative(memory.gazetteer, whose, beside.noun, feminine=phrase.feminine)
        if beside is not None
        else None
    )
    return memory.person_of(known) if known is not None else None


def _has_foreign_attribute(memory: Memory, phrase: Phrase) -> bool:
    words = memory.doc[phrase.start : phrase.head]
    return any(t.tag_ == "CARD" for t in words) and not any(t.text == "Jahre" for t in words)


def _definite(memory: Memory, phrase: Phrase) -> Referent | None:
    """Who holds the office, was given it before, or may be called so."""
    role, affiliation = phrase.office()
    holder = None if _of_a_body(phrase, affiliation) else persons.by_office(memory, phrase, _nation(phrase))
    found = memory.person_of(holder) if holder is not None else persons.by_role(memory, phrase)
    if found is not None:
        found.role = found.role or role or phrase.noun
        return found
    noun = phrase.noun
    for one, _ in reversed(memory.waiting(_ALL)):
        if one.role and one.role.split()[0] == noun and affiliation in {None, one.affiliation}:
            return one
    variation = persons.by_variation(memory, phrase, office=not _is_human(noun))
    if variation is not None:
        _learn(variation, phrase, role, affiliation)
    return variation


def _of_a_body(phrase: Phrase, affiliation: str | None) -> bool:
    """Is the office that of a body and of no state, or is there none: "der Präsident des Vereins", "der Deutsche"?"""
    return any(e.alias == "demonym" for e in phrase.entities()) or (affiliation is not None and _nation(phrase) is None)


def _nation(phrase: Phrase) -> str | None:
    """The state or union that the office is of: "der russische", "UN-"."""
    named = (e.actor for e in phrase.entities() if e.kind in {"country", "organisation"})
    return next((actor.slug for actor in named if actor is not None), None)


def _learn(one: Referent, phrase: Phrase, role: str | None, affiliation: str | None) -> None:
    """What the phrase tells of somebody who is called so: "Der Kunsthistoriker" of whom had no office so far."""
    plain = phrase.head - phrase.start <= 2 and not _is_human(phrase.noun)
    if role is not None and one.role is None and plain:
        one.role = role
    one.affiliation = one.affiliation or affiliation
    one.feminine = one.feminine if one.feminine is not None else phrase.feminine


def _new(memory: Memory, phrase: Phrase) -> Referent:
    role, affiliation = phrase.office()
    affiliation = full_body(memory, affiliation)
    if (
        affiliation is None
        and is_role_noun(phrase.noun)
        and (phrase.possessive or (phrase.indefinite and _speaks_for(phrase.noun)))
    ):
        affiliation = _possessors_body(memory, phrase)
    one = Referent("person", None, None, phrase.feminine, role=role, affiliation=affiliation)
    if phrase.definite and (is_participle(phrase.noun) or not _is_human(phrase.noun)):
        memory.unnamed.append((one, memory.sentence))
    return one


def _possessor(memory: Memory, phrase: Phrase) -> Referent | None:
    """Whose relative it is: of "sein" and "ihr" the one last named, of "des Machthabers" nobody yet."""
    if not phrase.possessive:
        return None
    feminine = phrase.determiner.startswith("ihr")
    ranked = memory.best(lambda one: one.kind == "person" and one.feminine in {None, feminine} and one.name is not None)
    return ranked[0][1] if ranked else None


def _possessors_body(memory: Memory, phrase: Phrase) -> str | None:
    """ "ihr Sprecher": of the body named before; "sein Stellvertreter": of the body of whose deputy he is."""
    feminine = phrase.determiner.startswith("ihr") or phrase.determiner == "deren"

    def fits(one: Referent) -> bool:
        if not phrase.possessive or phrase.determiner in {"deren", "dessen"}:
            return one.kind == "organisation"
        if one.kind == "organisation":
            return one.gender in {"", "f" if feminine else "m", "f" if feminine else "n"}
        return one.kind == "person" and one.feminine in {None, feminine} and one.affiliation is not None

    ranked = memory.best(fits, within=1)
    one = ranked[0][1] if ranked else None
    return None if one is None else one.affiliation if one.kind == "person" else _german(one)


def _group(memory: Memory, phrase: Phrase) -> None:
    """A known group with all that belongs to it: "Forscher:innen der Universität X"."""
    entity = next((e for e in phrase.entities() if e.kind == "group"), None)
    if entity is not None:
        one = memory.actor_of(entity)
        _, affiliation = phrase.office()
        one.affiliation = one.affiliation or affiliation
        memory.note(phrase.words, phrase.start, one, "phrase")


def _is_group(memory: Memory, phrase: Phrase) -> bool:
    """Is it a group that the knowledge base knows, in the plural: "die Beobachter"?"""
    entity = next(
        (memory.entities[i.idx] for i in memory.doc[phrase.start : phrase.head + 1] if i.idx in memory.entities), None
    )
    bare = not (phrase.definite or phrase.indefinite or phrase.possessive)
    return entity is not None and entity.kind == "group" and bare


def read_demonym(memory: Memory, phrase: Phrase) -> bool:
    """ "Der Brite": somebody named before who may be one."""
    entity = memory.entities.get(memory.doc[phrase.head].idx)
    if entity is None or entity.alias != "demonym" or entity.actor is None or phrase.head != phrase.start + 1:
        return False
    noun, determiner = phrase.noun, phrase.determiner
    one_man = (
        determiner in {"der", "dem", "den"}
        and noun.endswith(("e", "er"))
        and not (phrase.start and is_nominal(memory.doc[phrase.start - 1]))
    )
    one_woman = determiner in {"die", "der"} and noun.endswith("in")
    if not (one_man or one_woman) or phrase.head + 1 in memory.names:
        return False
    one = persons.by_variation(memory, phrase, entity.actor.slug, office=False)
    if one is not None:
        memory.note(
            phrase.core, phrase.start, one, "noun", subject=looks_like_subject(memory.doc, phrase.start), sure=_UNSURE
        )
    return one is not None


def _speaks_for(noun: str) -> bool:
    return noun.lower().endswith(("sprecher", "sprecherin", "sprecher*in", "sprecher:in"))


def _german(one: Referent) -> str | None:
    actor = one.actor
    return one.entity.text if actor is not None and one.entity is not None else one.name


def _is_human(noun: str) -> bool:
    return not is_role_noun(noun) and bool(
        kin_gender(noun)
        or is_participle(noun)
        or noun[:1].isdigit()
        or noun.lower() in {"frau", "mann", "herr", "dame", "junge", "mädchen", "kind", "ältere", "jüngere"}
    )


def _is_many(phrase: Phrase) -> bool:
    """Is the noun a plural: "die Minister", "zwei Analysten", "Ärzte"?"""
    noun, determiner = phrase.noun, phrase.determiner
    if any(
        t.tag_ == "CARD" or t.lower_ in {"beide", "beiden", "viele", "mehrere", "mehreren", "einige", "alle"}
        for t in phrase.doc[phrase.start : phrase.head]
    ) and not any(t.text == "Jahre" for t in phrase.doc[phrase.start : phrase.head]):
        return True
    feminine = noun_gender(noun, determiner) == "f"
    return determiner in {"die", "seine", "ihre", "diese"} and not feminine and noun_gender(noun, determiner) == "m"
