"""What the words of articles are found by beside their stem: base forms and the parts of compounds. Needs the tagger, so it is
for whoever reads articles, not for what serves pages; those look the words up (`sources.wording.forms_of`)."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from claims.extraction.components.morphology import known_names, known_nouns, lemma_of, parts_of
from claims.extraction.lexicon import lexicon
from claims.indexing import index_everything
from claims.models import Claim
from sources.indexing import AT_ONCE, learn, unknown
from sources.models import Alias, Article, ArticleText
from sources.stems import Forms, places, stem, word_key

SHORTEST, SURE = 4, 6  # letters of a part; of one whose compound the tagger knows as a whole, be it one or not
LINKS = ("", "s", "es", "n", "en", "er", "e")  # what may stand between two parts
COMMON = frozenset({"NN", "NE", "NNA", "NNI"})


def learn_words(texts: Iterable[str]) -> None:
    """Keeps what the words of `texts` are found by, as far as nobody told it yet."""
    spellings: dict[str, str] = {}
    for text in texts:
        for place in places(text):
            if key := word_key(place.word):
                # A noun has a capital, at the beginning of a sentence any word: the small one tells more.
                known = spellings.setdefault(key, place.word)
                spellings[key] = place.word if known[0].isupper() and place.word[0].islower() else known
    learn({key: word_forms(spellings[key]) for key in sorted(unknown(spellings.keys()))})


def learn_all_words() -> None:
    """Keeps what the words of all articles, claims and names are found by."""
    for model, field in ((ArticleText, "text"), (Article, "title"), (Claim, "statement"), (Alias, "text")):
        texts: Iterator[str] = model.objects.order_by("pk").values_list(field, flat=True).iterator(chunk_size=AT_ONCE)
        for text in texts:
            learn_words([text])


def learn_and_index() -> None:
    """Makes all that search asks anew."""
    learn_all_words()
    index_everything()


def word_forms(word: str) -> Forms:
    """The stems of the base form of `word` and of its parts, without what its own stem tells already.

    >>> word_forms("Artilleriegranaten").parts, word_forms("lieferte").lemmas
    (('artilleri', 'granat'), ('lief',))
    """
    if not word.isalpha():
        return Forms()
    lemma, tag = lemma_of(word)
    base = stem(lemma)
    parts = tuple(filter(None, map(stem, _parts(lemma, tag)))) if tag in COMMON else ()
    return Forms((base,) if base not in {"", stem(word)} else (), parts)


def _parts(noun: str, tag: str) -> Collection[str]:
    """The parts of a compound; the tagger leaves many together, of which both sides are nouns that it knows."""
    found = parts_of(noun, "NN") if tag == "NN" else ()
    return found if len(found) > 1 else _halves(noun.casefold())


def _halves(noun: str) -> Collection[str]:
    """`noun` cut in two that are known, the second one as long as can be."""
    least = SURE if noun in _heads() else SHORTEST
    for at in range(least, len(noun) - least + 1):
        if noun[at:] in _nouns() and (head := _head(noun[:at], least)):
            return head, noun[at:]
    return ()


def _head(text: str, least: int) -> str | None:
    """The noun or name of which `text` is the first part, with what joins it to the second."""
    stripped = (text.removesuffix(link) for link in LINKS if text.endswith(link))
    return next((head for head in stripped if len(head) >= least and head in _heads()), None)


@cache
def _nouns() -> frozenset[str]:
    """What may end a compound: nouns that the tagger knows, and words for what is counted, some of which it does not."""
    return known_nouns() | {word for one in lexicon("concepts").values() for word in one["words"] if word.isalpha()}


@cache
def _heads() -> frozenset[str]:
    """What may begin one: names as well."""
    return _nouns() | known_names()
