"""How sure a draft is: the share of drafts of its form and rule whose words and speaker were right on Wikinews dev
(benchmarks/README.md says how it was counted), less where nobody is named."""

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.components.drafts import Draft

_BY_RULE = {
    ("direct", "verb"): 0.9,
    ("direct", "so"): 0.9,
    ("direct", "colon"): 0.35,
    ("direct", ""): 0.35,
    ("indirect", "verb"): 0.75,
    ("indirect", "nach"): 0.85,
    ("indirect", "laut"): 0.95,
    ("indirect", "zufolge"): 0.9,
    ("indirect", "so"): 0.95,
    ("indirect", ""): 0.7,
    ("reported", ""): 0.4,
    ("indirect_free_indirect", ""): 0.4,
    ("free_indirect", ""): 0.3,
    ("narrative", ""): 0.5,  # chosen: DEV has no gold for the article's own voice
}
_UNNAMED = 0.7  # factor for a source without a name; chosen, not counted


@Language.component("factbase_confidence")
def confidence(doc: Doc) -> Doc:
    """Sets the confidence of every draft."""
    for draft in doc._.drafts:
        draft.confidence = _confidence(draft)
    return doc


def _confidence(draft: Draft) -> float:
    rule = draft.why[0].split(":")[0] if draft.why else ""
    sure = _BY_RULE.get((draft.form, rule), _BY_RULE[draft.form, ""])
    unnamed = draft.form != "narrative" and (not draft.chain or draft.chain[0].name is None)
    return sure * _UNNAMED if unnamed else sure
