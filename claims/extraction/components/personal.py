"""Nouns for people: offices and trades, relatives, "die 61-Jährige"; their gender, and whether they are one or many."""

import re
from functools import lru_cache

from claims.extraction.lexicon import lexicon

_WORDS = lexicon("people")
_ROLE = re.compile(rf"(?:{'|'.join(lexicon('roles'))})(?:in|innen|s|es|n|en|r)?$", re.IGNORECASE)
_LONG = 6  # letters from which on the end of a compound is told by these words
_ENDINGS = tuple(_WORDS["personal_endings"])
_NOT_PERSONAL = frozenset(_WORDS["not_personal"])
_NO_ROLE = tuple(word for word in _NOT_PERSONAL if len(word) > _LONG)
_KIN = {word: gender for gender, words in _WORDS["kin"].items() for word in words}
_HUMAN = {word: gender for gender, words in _WORDS["human"].items() for word in words}
_FEMININE_CHILD = frozenset(_WORDS["feminine_child"])
_RELATIONAL = frozenset(_WORDS["relational"])
_PARTICIPLE = re.compile(
    r"(?:^|[a-zäöü])ge[a-zäöüß]{3,}(?:te|ene)[nr]?$|[a-zäöüß]{4,}(?:ierte|igte|klagte|sagte|fragte|tigte)[nr]?$"
)
_BY_DETERMINER = {"die": "f", "eine": "f", "der": "m", "ein": "m", "den": "m", "dem": "m", "einen": "m", "des": "m"}
_GENERIC = frozenset(_WORDS["generic"])
_PLURALS = frozenset(
    {
        "frauen",
        "männer",
        "männern",
        "herren",
        "damen",
        "kinder",
        "kindern",
        "jungen",
        "leute",
        "brüder",
        "söhne",
        "töchter",
        "väter",
        "mütter",
    }
)
_INFLECTED = ("s", "es", "n", "en", "r")
_GENDERED = re.compile(r"(?:[:*_]|/-?)in(?:nen)?$|\wInnen$")
_MARK = re.compile(r"(?<=\w)(?:[:*_]|/-?)(?=in)")
_GIVEN = {name: gender for gender, names in _WORDS["given_names"].items() for name in names}


@lru_cache(maxsize=20_000)
def is_role_noun(text: str) -> bool:
    """Is the word an office or profession: "Außenministerin", "Analyst", "Konzernchef", "Sprecher*in"?"""
    return _ROLE.search(_MARK.sub("", text)) is not None and not text.lower().endswith(_NO_ROLE)


@lru_cache(maxsize=20_000)
def is_personal(noun: str) -> bool:
    """May the noun stand for a person: an office, a trade, a relative, "Frau", "61-Jährige"?"""
    if noun.lower().endswith(_NO_ROLE):
        return False
    if is_role_noun(noun) or kin_gender(noun) or _human(noun) or is_relational(noun):
        return True
    word = _MARK.sub("", noun.lower())
    return any(
        form.endswith(_ENDINGS) and not any(form.endswith(no) for no in _NOT_PERSONAL) and len(form) > 4
        for form in (word, *(word.removesuffix(ending) for ending in _INFLECTED[:2]))
    )


@lru_cache(maxsize=20_000)
def kin_gender(noun: str) -> str:
    """ "f" of "Schwester", "m" of "Bruders"; "" of what is no relative."""
    return _listed(_KIN, noun)


def kin_noun(noun: str) -> str:
    """ "schwester" of "Schwestern"; "" of what is no relative."""
    word = noun.lower()
    return next((form for form in (word, *(word.removesuffix(end) for end in _INFLECTED)) if form in _KIN), "")


@lru_cache(maxsize=20_000)
def _human(noun: str) -> str:
    word = noun.rpartition("-")[2] if noun[:1].isdigit() else noun
    return _listed(_HUMAN, word)


def _listed(table: dict[str, str], noun: str) -> str:
    word = noun.lower()
    forms = (word, *(word.removesuffix(ending) for ending in _INFLECTED))
    return next((table[form] for form in forms if form in table), "")


def is_generic(noun: str) -> bool:
    """Is it a noun by which somebody is called again who has an office already: "der Wissenschaftler"?"""
    word = noun.lower()
    return any(
        form in _GENERIC for form in (word, word.removesuffix("in"), *(word.removesuffix(end) for end in _INFLECTED))
    )


def is_relational(noun: str) -> bool:
    """Is it somebody by what they are to another, and no office: "Kollege", "Vorgängerin"?"""
    word = noun.lower()
    return any(form in _RELATIONAL for form in (word, *(word.removesuffix(end) for end in _INFLECTED)))


def is_participle(noun: str) -> bool:
    """Is it somebody to whom something was done: "Angegriffene", "Befragter"?"""
    return _PARTICIPLE.search(noun.lower()) is not None


def is_plural_form(noun: str) -> bool:
    """Is it many by its form: "Ministerinnen", "Expert:innen"?"""
    word = noun.lower()
    return word.endswith("innen") or word in _PLURALS


def noun_gender(noun: str, determiner: str) -> str:
    """The gender of whom a noun for one person means: "f", "m", or "" where the noun leaves it open ("Opfer", "Kind").

    `determiner` helps with nouns that have one form for both: "die 61-Jährige", "der Abgeordnete".
    """
    word = noun.lower()
    if word in _FEMININE_CHILD:
        return "f"
    if kin_gender(noun):
        return kin_gender(noun)
    if _GENDERED.search(noun) or _human(noun) == "child":
        return ""
    if is_participle(noun) or (word.endswith(("e", "en", "er")) and not is_masculine_form(word)):
        return _BY_DETERMINER.get(determiner, "")
    return "f" if word.endswith(("in", "frau", "amme", "nonne", "witwe", "dame")) else "m"


def is_masculine_form(word: str) -> bool:
    """Does the noun have a feminine of its own, so that its form is a man's: "Bäcker", "Ökonom", but not "Vorsitzende"?"""
    return not word.endswith(
        (
            "ende",
            "ender",
            "ete",
            "eter",
            "igte",
            "igter",
            "agte",
            "agter",
            "ige",
            "iger",
            "ältere",
            "jüngere",
            "ste",
            "ster",
        )
    )


def given_name_gender(name: str) -> bool | None:
    """Whether a given name is a woman's; None where it may be either or is not known."""
    gender = _GIVEN.get(name) or _GIVEN.get(name.partition("-")[0])
    return gender == "f" if gender else None
