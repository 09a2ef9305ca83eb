"""Whose name it is: of several who bear it the one that gender, an office or prominence tell; of somebody known by an office
so far, now the name."""

from collections.abc import Iterator

from spacy.tokens import Token

from claims.extraction.components import persons
from claims.extraction.components.memory import Memory
from claims.extraction.components.personal import is_personal, noun_gender
from claims.extraction.components.phrases import is_nominal
from claims.extraction.components.phrasing import looks_like_subject
from claims.extraction.components.referents import Referent
from claims.extraction.components.tokens import characters

_UNSURE = 0.6
_CLOSE = 0.3  # two scores nearer than that are close
_AHEAD = 3  # sentences that an office waits for its name
_ALL = 40  # sentences back that somebody with the name is looked for
_WINDOW = 25  # tokens around a name that tell whether it is a man's


def read_name(memory: Memory, at: int) -> int:
    """Notes whom the name at token `at` means, and gives the token behind it."""
    end, person = memory.names[at]
    shared = person is None
    person = person.itself if person is not None else _which(memory, at, end) or Referent("person")
    if person.name is not None:
        _introduce(memory, at, person)
    sure = _UNSURE if shared else 1.0
    words = characters(memory.doc, at, end)
    if (person.name or "").endswith(".") and memory.doc[end - 1].text == (person.name or "")[-2]:
        words = (words[0], words[1] + 1)
    memory.note(words, at, person, "name", subject=looks_like_subject(memory.doc, at), sure=sure)
    return end


def _which(memory: Memory, at: int, end: int) -> Referent | None:
    """Of several who bear a name the one that gender, an office or prominence tell; None where two are as likely."""
    bearers = memory.story.named(memory.doc[at:end].text)
    feminine = _told_gender(memory, at, end)
    fitting = [b for b in bearers if feminine is None or b.feminine in {None, feminine}]
    role = memory.doc[at - 1].text if at and is_personal(memory.doc[at - 1].text) else None
    if role is not None and (told := [b for b in fitting if b.role and b.role.split()[0] == role]):
        fitting = told
    ranked = memory.best(lambda one: any(one is b.itself for b in fitting), within=_ALL)
    if len(fitting) == 1:
        return fitting[0]
    if not ranked or (
        len(ranked) > 1
        and ranked[0][0] - ranked[1][0] < _CLOSE
        and feminine is None
        and _side_by_side(memory, ranked[0][1], ranked[1][1])
    ):
        return None
    return ranked[0][1]


def _side_by_side(memory: Memory, one: Referent, other: Referent) -> bool:
    """Were both last named in one breath, so that nothing tells them apart?"""
    places = [s for s in memory.seen[-_WINDOW:] if s.referent.itself in {one, other}][-2:]
    return (
        len(places) == 2
        and places[0].referent is not places[1].referent
        and any(t.lower_ in {"und", "sowie"} for t in memory.doc[places[0].token : places[1].token])
        and not any(t.text in {",", "."} for t in memory.doc[places[0].token : places[1].token])
    )


def _told_gender(memory: Memory, at: int, end: int) -> bool | None:
    """What "Herr", an office, a possessive before or a pronoun behind tell of a name's bearer."""
    before = memory.doc[at - 1] if at else None
    if before is not None and before.lower_ in {"herr", "herrn", "frau"}:
        return before.lower_ == "frau"
    if before is not None and is_nominal(before) and is_personal(before.text):
        gender = noun_gender(before.text, "")
        return gender == "f" if gender else None
    for token in _around(memory, at, end):
        if token.tag_ == "PPOSAT" and token.i < at:
            return token.lower_.startswith("ihr")
        if token.i > at and token.lower_ in {"er", "sie"} and token.tag_ == "PPER":
            return token.lower_ == "sie"
    return None


def _around(memory: Memory, at: int, end: int) -> Iterator[Token]:
    """The words of the sentence before the name, the nearest first, then those behind it."""
    for i in range(at - 1, max(at - _WINDOW, -1), -1):
        if memory.doc[i + 1].is_sent_start:
            break
        yield memory.doc[i]
    for i in range(end, min(end + _WINDOW, len(memory.doc))):
        if memory.doc[i].is_sent_start:
            break
        yield memory.doc[i]


def _introduce(memory: Memory, at: int, person: Referent) -> None:
    """Somebody known by an office so far gets the name: "Die Ministerin … Dann kam Carola Nettelbeck"."""
    first = id(person) not in memory.met
    waiting = memory.waiting(_ALL)
    for one, number in reversed(waiting):
        if one.feminine is not None and person.feminine is not None and one.feminine != person.feminine:
            continue
        same = _same_role(one, person)
        near = (
            memory.sentence - number <= _AHEAD and first and person.role is None and looks_like_subject(memory.doc, at)
        )
        alone = one.affiliation is None or (len(waiting) == 1 and person.affiliation is None)
        if same or (near and alone and person.feminine is not None):
            one.become(person)
            return


def _same_role(one: Referent, person: Referent) -> bool:
    """May the unnamed holder of an office be the person with that office?"""
    if one.role is None:
        return False
    noun = one.role.split()[0]
    if person.role is not None:
        return persons.same_noun(noun, person.role.split()[0]) and one.affiliation in {
            None,
            person.affiliation,
            *([] if person.affiliation else [one.affiliation]),
        }
    actor = person.actor
    return actor is not None and any(persons.same_noun(noun, office.title) for office in actor.offices)
