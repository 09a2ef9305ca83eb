"""The vocabulary of the base model, cut down to what German text needs, as a tokenizer of its own."""

import unicodedata
from collections.abc import Iterable

from tokenizers import Tokenizer, models, normalizers

from claims.extraction.components.pieces import SPACE

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")


def tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A unigram tokenizer of `pieces` with their scores; the fourth is what stands for a letter that nobody knows."""
    made = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>")))
    made.normalizer = normalizers.NFKC()
    return made


def trimmed(pieces: list[tuple[str, float]], words: Iterable[str], size: int) -> list[int]:
    """The numbers of the `size` pieces to keep: special ones, single letters and marks of the scripts that German
    text quotes, all that `words` are made of, and the likeliest other ones in Latin letters. Every letter of these
    scripts stays readable by itself; a letter of another is <unk>."""
    number = {piece: i for i, (piece, _) in enumerate(pieces)}
    full = tokenizer(pieces)
    kept = dict.fromkeys(number[name] for name in SPECIAL)
    kept.update(dict.fromkeys(i for i, (piece, _) in enumerate(pieces) if len(piece) == 1 and _is_readable(piece)))
    seen: dict[int, int] = {}
    for encoding in full.encode_batch_fast(list(words), add_special_tokens=False):
        for i in encoding.ids:
            seen[i] = seen.get(i, 0) + 1
    kept.update(dict.fromkeys(sorted(seen, key=lambda i: -seen[i])))
    latin = (i for i, (piece, _) in enumerate(pieces) if all(_is_latin(letter) for letter in piece.strip(SPACE)))
    kept.update(dict.fromkeys(sorted(latin, key=lambda i: -pieces[i][1])))
    return list(kept)[:size]


def _is_readable(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PSN" or unicodedata.name(letter, "").startswith(_SCRIPTS)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
