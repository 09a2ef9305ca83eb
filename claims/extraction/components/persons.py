"""Whom a noun for a person means where no name stands beside it: the holder of an office, a relative, somebody named before
under another word ("der Kunsthistoriker", "die 61-Jährige")."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from claims.extraction.components.memory import Memory
from claims.extraction.components.personal import is_generic, is_role_noun, kin_gender, kin_noun
from claims.extraction.components.phrasing import Phrase
from claims.extraction.components.referents import Referent, name_words
from claims.extraction.gazetteer import Gazetteer
from sources.knowledge import KnownActor
from sources.names import name_key

_HEADS = (  # who is at the head of a state, as German papers call them
    "machthaber",
    "diktator",
    "staatschef",
    "staatsoberhaupt",
    "herrscher",
    "präsident",
    "könig",
    "emir",
)
_GOVERNMENT = ("regierungschef", "ministerpräsident", "premierminister", "premier", "kanzler", "bundeskanzler")
_SYNONYMS = (_HEADS, _GOVERNMENT)
_CHILDREN, _PARENTS = ("sohn", "tochter"), ("vater", "mutter")
_INVERSE = frozenset({*product(_CHILDREN, _PARENTS), *product(_PARENTS, _CHILDREN)})
_SIBLINGS = frozenset({"bruder", "schwester", "zwillingsbruder", "zwillingsschwester", "halbbruder", "halbschwester"})
_MOST_KIN = 30
_NEAR = 2  # sentences


def by_office(memory: Memory, phrase: Phrase, nation: str | None) -> KnownActor | None:
    """The known holder of the office: "der ukrainische Präsident", "der UN-Generalsekretär". Of several who held it the one
    whom the article names; else who held it when the article was published, or holds it."""
    titles = _titles(phrase.noun)
    of = nation or _nation_in(phrase.noun)
    if of is None or phrase.former:
        return None
    for actor in (memory.gazetteer.by_slug[slug] for slug in memory.story.known if slug in memory.gazetteer.by_slug):
        if any(office.of == of and _is_title(office.title, titles) for office in actor.offices):
            return actor
    year = memory.doc._.published.year if memory.doc._.published is not None else None
    return next((holder for title in titles if (holder := memory.gazetteer.office_holder(title, of, year))), None)


def _titles(noun: str) -> list[str]:
    """The office as it may be called: "Staatschef" is a president's or king's too."""
    plain = (
        name_key(noun.rpartition("-")[2]).removeprefix("bundes")
        if noun.lower().startswith("bundes")
        else name_key(noun.rpartition("-")[2])
    )
    masculine = plain.removesuffix("in")
    for group in _SYNONYMS:
        if masculine in {name_key(word) for word in group}:
            return [plain, noun.rpartition("-")[2], *(word + ending for word in group for ending in ("", "in"))]
    return [plain, noun.rpartition("-")[2]]


def _is_title(title: str, titles: Iterable[str]) -> bool:
    key = name_key(title)
    return any(key in {name_key(t), name_key(t).removesuffix("in")} or key == name_key("Bundes" + t) for t in titles)


def _nation_in(noun: str) -> str | None:
    return "germany" if noun.lower().startswith("bundes") else None


def by_role(memory: Memory, phrase: Phrase) -> Referent | None:
    """Somebody of the article who was given this office before: "die Schiedsrichterin"."""
    noun = _base(phrase.noun)
    _, affiliation = phrase.office()
    found = [
        one
        for _, one in memory.best(lambda one: _has_role(one, noun, phrase) and _same_body(one, affiliation), within=40)
    ]
    told = [one for one in found if one.feminine is not None and one.feminine == phrase.feminine]
    return next(iter(told or found), None)


def _base(noun: str) -> str:
    key = name_key(noun)
    return key[:-1] if key.endswith(("s", "n")) and not key.endswith(("in", "is", "us", "ss", "nn", "mann")) else key


def _has_role(one: Referent, noun: str, phrase: Phrase) -> bool:
    feminine = phrase.feminine
    if one.kind != "person" or (feminine is not None and one.feminine is not None and one.feminine != feminine):
        return False
    roles = [one.role.split()[0]] if one.role else []
    actor = one.actor
    roles += [office.title for office in actor.offices] if actor is not None else []
    return any(same_noun(noun, _base(role)) for role in roles)


def same_noun(one: str, other: str) -> bool:
    """ "Direktorin" and "Zoodirektorin", "Kanzlerin" and "Bundeskanzlerin"; the last part of a compound says what it is."""
    one, other = one.lower().split()[-1], other.lower().split()[-1]
    if any({_unmarked(one), _unmarked(other)} <= set(group) for group in _SYNONYMS):
        return True
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 3 and long.endswith(short)) or _stripped(short) == _stripped(long)


def _unmarked(noun: str) -> str:
    """The masculine without a genitive: "Premierministers" and "Ministerpräsidentin" as the lists have them."""
    return noun.removesuffix("in").removesuffix("s").removesuffix("en") if noun not in {"präsident"} else noun


def _stripped(noun: str) -> str:
    return noun.removesuffix("r") if noun.endswith(("ter", "der")) else noun


def _same_body(one: Referent, affiliation: str | None) -> bool:
    return affiliation is None or one.affiliation is None or name_key(affiliation) == name_key(one.affiliation)


def by_variation(memory: Memory, phrase: Phrase, nation: str | None = None, *, office: bool) -> Referent | None:
    """Whoever was named last and may be called so: "der Kunsthistoriker", "die 61-Jährige", "der Brite". With `office` nobody
    who has another one."""
    _, affiliation = phrase.office()
    feminine = phrase.feminine
    again = is_generic(phrase.noun)

    def fits(one: Referent) -> bool:
        if one.kind != "person" or one.plural or (feminine is not None and one.feminine not in {None, feminine}):
            return False
        if nation is not None:
            return nation in one.nations or (one.entity is None and not one.nations)
        taken = (
            office and not again and (one.role is not None or (one.entity is not None and is_role_noun(phrase.noun)))
        )
        return not taken and _same_body(one, affiliation) and one.name is not None

    ranked = memory.best(fits, within=_NEAR)
    if not ranked or (
        len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.2 and ranked[0][1].feminine == ranked[1][1].feminine
    ):
        return None
    return ranked[0][1]


def by_relation(memory: Memory, phrase: Phrase, whose: Referent | None) -> Referent | None:
    """Whom "seine Vorgängerin", "ihr Kollege" mean: who held the same office before or after, else the only other person of
    that gender near by."""
    if whose is None:
        return None
    noun = phrase.noun.lower()
    if "vorgänger" in noun or "nachfolger" in noun:
        known = _successor(memory.gazetteer, whose, before="vorgänger" in noun)
        if known is not None:
            return memory.person_of(known)
    others = [
        one
        for _, one in memory.best(lambda one: one.kind == "person" and one is not whose and one.name is not None)
        if one.feminine == phrase.feminine
    ]
    return others[0] if len(others) == 1 else None


def _successor(gazetteer: Gazetteer, whose: Referent, *, before: bool) -> KnownActor | None:
    """Who held the last office of a known person right before, or right after."""
    office = whose.actor.offices[-1] if whose.actor is not None and whose.actor.offices else None
    if office is None:
        return None
    for actor in gazetteer.known:
        for other in actor.offices:
            same = other.of == office.of and same_noun(other.title, office.title) and actor is not whose.actor
            if same and (other.until == office.since if before else other.since == office.until):
                return actor
    return None


# Relatives


def relative(memory: Memory, phrase: Phrase, whose: Referent | None) -> Referent | None:
    """Whom "seine Tochter", "ihr Vater", "der Sohn" means: by what was said of relatives, else by the surname."""
    noun = kin_noun(phrase.noun)
    for owner, word, one in reversed(memory.kin[-_MOST_KIN:]):
        told = kin_noun(word)
        if (whose is None or owner is None or owner.itself is whose) and told == noun and one.itself is not whose:
            return one.itself
        if owner is None or not (whose is None or one.itself is whose):
            continue
        if (told, noun) in _INVERSE or (whose is not None and {told, noun} <= _SIBLINGS):
            return owner.itself
    return _by_surname(memory, whose, feminine=kin_gender(phrase.noun) == "f") if whose is not None else None


def _by_surname(memory: Memory, whose: Referent, *, feminine: bool) -> Referent | None:
    """The only other person of the article with the same surname and the right gender."""
    family = [
        p
        for p in memory.story.family(whose.surname)
        if p is not whose and p.feminine in {None, feminine} and " " in (p.name or "")
    ]
    return family[0] if len(family) == 1 and " " in (whose.name or "") else None


@lru_cache(maxsize=4)
def _families(gazetteer: Gazetteer) -> dict[str, list[KnownActor]]:
    found: dict[str, list[KnownActor]] = defaultdict(list)
    for actor in gazetteer.known:
        if actor.kind == "person":
            found[name_words(actor.name)[-1]].append(actor)
    return found


def known_relative(gazetteer: Gazetteer, whose: Referent, role: str, *, feminine: bool) -> KnownActor | None:
    """The known person of the same surname who held the office that an apposition tells: "ihr Mann, der frühere Präsident"."""
    for actor in _families(gazetteer).get(whose.surname, ()):
        fits = actor.gender == ("f" if feminine else "m") and actor.name != whose.name
        if fits and any(same_noun(_base(role), _base(office.title)) for office in actor.offices):
            return actor
    return None
