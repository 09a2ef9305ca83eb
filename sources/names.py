"""One normalised key for the many spellings of a name; pure, so that the extraction core may use it too."""

import re
import unicodedata

_GENDER = re.compile(r"(?<=\w)[:*_](?=in)|(?<=[a-zäöüß])I(?=nnen\b|n\b)")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:der|die|das|den|dem|des|the) (?=.)")
_FOLDED = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def name_key(name: str) -> str:
    """`name` without case, accents, punctuation, gender marks and leading article: "Expert:innen" gives "expertinnen".

    >>> name_key("Kim Jong-un"), name_key("Der Kreml"), name_key("Élysée")
    ('kim jong un', 'kreml', 'elysee')
    """
    text = unicodedata.normalize("NFKD", _GENDER.sub(_joined, name).translate(_FOLDED)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _ARTICLE.sub("", _NOT_WORD.sub(" ", text).strip())


def _joined(match: re.Match[str]) -> str:
    return "i" if match[0] == "I" else ""
