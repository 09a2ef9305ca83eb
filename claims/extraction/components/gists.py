"""What claims say, apart from how: a statement that reads by itself, and the content words in normal form."""

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.drafts import Draft
from claims.extraction.components.statements import statement_of
from claims.extraction.components.terms import subject_of, terms_of
from claims.extraction.types import Gist


@Language.component("factbase_gists", assigns=["doc._.drafts"])
def gists(doc: Doc) -> Doc:
    """Sets the gist of every draft and of its parts."""
    for draft in doc._.drafts:
        for one in (draft, *draft.parts):
            terms = terms_of(doc, one)
            one.gist = Gist(
                statement_of(doc, one), terms, subject_of(doc, one, terms), _is_passive(doc, one), _modes(doc, one)
            )
    return doc


def _is_passive(doc: Doc, draft: Draft) -> bool:
    words = [token for span in draft.tokens(doc) for token in span]
    participles = any(word.tag_ == "VV(PP)" for word in words)
    return participles and any(word.lemma_ == "werden" or word.lower_ == "worden" for word in words)


def _modes(doc: Doc, draft: Draft) -> tuple[str, ...]:
    """The modal verbs of a claim; "soll geliefert haben" only keeps its distance."""
    if draft.hearsay:
        return ()
    words = (token for span in draft.tokens(doc) for token in span if token.tag_.startswith("VM"))
    return tuple(sorted({word.lemma_.lower() for word in words}))
