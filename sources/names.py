"""Keys for the many spellings of a name, each coarser than the one before; pure, so that the extraction core may use them
too."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations, product

# Expert:innen, Expert*innen, Expert_innen, Expert/-innen, Expert(inn)en: all written as the feminine.
_GENDER_MARK = re.compile(r"(?<=\w)(?:[:*_·•]|/-?)(?=in\b|innen)")
_GENDER_BRACKETS = re.compile(r"(?<=\w)\((in|innen|inn)\)(?=en\b|\W|$)")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:der|die|das|den|dem|des|the) (?=.)")
# Letters that Unicode does not take apart; a name may bear them or their plain form.
_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe"}
)
_INSIDE = {"Cf", "Lm", "Mn", "Mc", "Me"}  # soft hyphens, apostrophes that count as letters, accents
_ENDINGS = ("en", "er", "es", "em", "e", "n", "s")
_SHORTEST_STEM = 4
_MOST_OPEN = 3  # words of one name whose ending may be read in two ways, or it is read in one
# How German and English write the same foreign sounds: Selenskyj and Zelensky, Tschernenko and Chernenko.
_LITERAL_SOUNDS = (
    *((letters, "h") for letters in ("tsch", "tch", "kh", "ch")),
    *((letters, "s") for letters in ("sch", "sh", "zh", "ts", "tz", "z")),
)
_UMLAUT = re.compile("([aou])e(?=[^aeiouy]|$)")
_LONG_U = re.compile("ou|oo")
_LETTERS = (("x", "ks"), ("w", "v"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"), ("c", "k"), ("ee", "i"))
_I = str.maketrans("jy", "ii")
_TWICE = re.compile(r"(.)\1+")
_MOST_WORDS = 5  # of a name whose words may stand in another order


def name_key(name: str) -> str:
    """`name` without case, accents, punctuation, gender marks and leading article: "Expert:innen" gives "expertinnen".

    >>> name_key("Kim Jong-un"), name_key("Der Kreml"), name_key("Élysée")
    ('kim jong un', 'kreml', 'elysee')
    """
    text = name if name.isascii() else _plain(name)
    text = _GENDER_BRACKETS.sub(r"\1", _GENDER_MARK.sub("", text)).casefold().translate(_FOLDED)
    return _ARTICLE.sub("", _NOT_WORD.sub(" ", text).strip())


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) not in _INSIDE)


@lru_cache(maxsize=50_000)
def stem(key: str) -> str:
    """A word of a `name_key` without an ending of German inflection, where four letters or more remain."""
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
            return key[: -len(ending)]
    return key


def stem_key(name: str) -> str:
    """`name_key` with each word's ending taken off: "Weißes Haus" and "Weißen Hauses" share one.

    >>> stem_key("Weißes Haus"), stem_key("russische")
    ('weiss haus', 'russisch')
    """
    return " ".join(map(stem, name_key(name).split()))


def stem_keys(name: str) -> tuple[str, ...]:
    """The stem keys that the base form of an inflected `name` may have: the s of "Jemens" is a genitive or not."""
    return stems_of_words(name_key(name).split())


def stems_of_words(words: Sequence[str]) -> tuple[str, ...]:
    """`stem_keys` of a name by the words of its `name_key`."""
    forms = [_word_stems(word) for word in words]
    if sum(len(each) > 1 for each in forms) > _MOST_OPEN:
        return (" ".join(each[0] for each in forms),)
    return tuple(map(" ".join, product(*forms))) if forms else ()


@lru_cache(maxsize=50_000)
def _word_stems(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((stem(word), stem(word.removesuffix("s")))))


def spelling_key(name: str) -> str:
    """The letters of a person's `name` in alphabetical order, foreign sounds written one way: the same for
    "Lim Eun-jung" and "Eunjung Lim", "Wladimir" and "Vladimir". A way to find what `is_same_spelling` then compares."""
    return "".join(sorted("".join(_sounds(name))))


def spelling_of_key(key: str) -> str:
    """`spelling_key` of a name whose `name_key` is known."""
    return "".join(sorted("".join(_sounds_of_key(key))))


def is_same_spelling(one: str, other: str) -> bool:
    """Are these the same words, in whatever order, joined or not, and however foreign sounds are written?

    >>> is_same_spelling("Selenskyj", "Zelensky"), is_same_spelling("Lim Eun-jung", "Eunjung Lim")
    (True, True)
    """
    ours, theirs = _sounds(one), _sounds(other)
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return ours == theirs
    return not _orders(ours).isdisjoint(_orders(theirs))


def is_same_name(one: str, other: str) -> bool:
    """Is this surely one full name? Like `is_same_spelling`, for first and last name at least; the family name may come
    first or last, the given names keep their order, and initials do not contradict each other.

    >>> is_same_name("Lim Eun-jung", "Eunjung Lim"), is_same_name("Kim Min-su", "Kim Su-min"), is_same_name("Lim", "Lim")
    (True, False, False)
    """
    if not (is_full_name(one) and is_full_name(other)) or _turned(one).isdisjoint(_turned(other)):
        return False
    ours, theirs = initials(one), initials(other)
    return not (ours and theirs) or ours == theirs


def is_full_name(name: str) -> bool:
    """Has it a first and a last name, both written out?"""
    return len([word for word in name_key(name).split() if len(word) > 1]) > 1


def initials(name: str) -> tuple[str, ...]:
    """The words of `name` that are one letter: ("f",) of "John F. Kennedy"."""
    return tuple(word for word in name_key(name).split() if len(word) == 1)


def _turned(name: str) -> set[str]:
    """The letters of `name` with its family name, which stands first or last, in either place."""
    parts = ["".join(_sounds(name_key(part))) for part in name.split() if len(name_key(part)) > 1]
    return {"".join(order) for order in (parts, [*parts[1:], *parts[:1]], [*parts[-1:], *parts[:-1]])}


def _orders(words: tuple[str, ...]) -> set[str]:
    return {"".join(order) for order in permutations(words)}


@lru_cache(maxsize=50_000)
def _sounds(name: str) -> tuple[str, ...]:
    """The words of a name as they sound, roughly; initials left out where full words remain."""
    return _sounds_of_key(name_key(name))


def _sounds_of_key(key: str) -> tuple[str, ...]:
    words = key.split()
    full = [word for word in words if len(word) > 1]
    return tuple(_sound(word) for word in (full if len(full) > 1 else words))


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    for letters, sound in _LITERAL_SOUNDS:
        word = word.replace(letters, sound)
    word = _LONG_U.sub("u", _UMLAUT.sub(r"\1", word))
    for letters, sound in _LETTERS:
        word = word.replace(letters, sound)
    return _TWICE.sub(r"\1", word.translate(_I))
