"""What claims say, apart from how: a statement that reads by itself, and the content words in normal form."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.components.clauses import first_sentence, main_words
from claims.extraction.components.drafts import Draft
from claims.extraction.components.predicates import negations
from claims.extraction.components.statements import statement_of
from claims.extraction.components.terms import doers_of, terms_of
from claims.extraction.types import Gist


@Language.component("factbase_gists", assigns=["doc._.drafts"])
def gists(doc: Doc) -> Doc:
    """Sets the gist of every draft and of its parts."""
    for draft in doc._.drafts:
        for one in (draft, *draft.parts):
            one.gist = _gist(doc, one)
    return doc


def _gist(doc: Doc, draft: Draft) -> Gist:
    words = [token for span in draft.tokens(doc) for token in span if not token.is_space]
    terms = terms_of(doc, draft)
    return Gist(
        statement_of(doc, draft),
        terms,
        doers=doers_of(doc, draft, terms),
        negated=_is_negated(words),
        modes=() if draft.hearsay else _modes(words),  # "soll geliefert haben" only keeps its distance
    )


def _is_negated(words: Sequence[Token]) -> bool:
    """Does the main clause deny itself, an odd number of times?"""
    main = main_words(first_sentence(words))
    return sum(_denies(word, main) for word in negations(main)) % 2 == 1


def _denies(negation: Token, main: Sequence[Token]) -> bool:
    """Not in "davon kann keine Rede sein", which is told as a denial of what it speaks of, nor in "noch nie so viele", which
    says that there were most."""
    following = negation.nbor().text if negation.i + 1 < len(negation.doc) else ""
    before = negation.nbor(-1).lower_ if negation.i else ""
    most = negation.lower_ == "nie" and before == "noch" and any(word.lower_ == "so" for word in main)
    return following != "Rede" and not most


def _modes(words: Sequence[Token]) -> tuple[str, ...]:
    return tuple(sorted({word.lemma_.lower() for word in words if word.tag_.startswith("VM")}))
