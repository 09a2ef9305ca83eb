"""One normalised key for the many spellings of a name; pure, so that the extraction core may use it too."""

import re
import unicodedata

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


def name_key(name: str) -> str:
    """`name` without case, accents, punctuation, gender marks and leading article: "Expert:innen" gives "expertinnen".

    >>> name_key("Kim Jong-un"), name_key("Der Kreml"), name_key("Élysée")
    ('kim jong un', 'kreml', 'elysee')
    """
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c) not in _INSIDE)
    text = _GENDER_BRACKETS.sub(r"\1", _GENDER_MARK.sub("", text)).casefold().translate(_FOLDED)
    return _ARTICLE.sub("", _NOT_WORD.sub(" ", text).strip())
