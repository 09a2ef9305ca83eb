"""What of the gold was found: shares over pairs of an entry of this folder and the claims that were found in its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.extraction.types import Claim, Hop, Span
from tests.gold import located

ENOUGH = 0.6  # token overlap from which a claim counts as the quotation that was meant

Entry = dict[str, Any]
Pair = tuple[Entry, Sequence[Claim]]

_TOKEN = re.compile(r"\w+|[^\w\s]")


def found_share(pairs: Iterable[Pair]) -> float | None:
    """The share of gold quotations that some claim covers well enough; None where there are none."""
    return _share(match is not None for _, _, match in _matches(pairs))


def speaker_share(pairs: Iterable[Pair]) -> float | None:
    """The share of gold quotations with a speaker that are found and given to that speaker; None where there are none."""
    return _share(
        match is not None and names_speaker(entry["text"], quote, match)
        for entry, quote, match in _matches(pairs)
        if "speaker" in quote
    )


def chain_share(pairs: Iterable[Pair]) -> float | None:
    """The share of gold quotations with a chain that are found with just these hops; None where there are none."""
    return _share(
        match is not None and has_chain(quote["chain"], match.chain)
        for _, quote, match in _matches(pairs)
        if "chain" in quote
    )


def clean_share(pairs: Iterable[Pair]) -> float | None:
    """The share of passages without a quotation in which no claim was given to a source; None where there are none."""
    return _share(not said(claims) for entry, claims in pairs if not entry["quotes"])


def precision(pairs: Iterable[Pair]) -> float | None:
    """The share of claims given to a source that cover a gold quotation well enough; None where there are no claims."""
    return _share(
        any(overlap(entry["text"], claim.spans, quote_spans(entry, quote)) >= ENOUGH for quote in entry["quotes"])
        for entry, claims in pairs
        for claim in said(claims)
    )


def said(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that somebody makes, the article's own voice left out."""
    return [claim for claim in claims if claim.form != "narrative"]


def best_claim(entry: Entry, quote: dict[str, Any], claims: Sequence[Claim]) -> Claim | None:
    """The claim that covers the gold `quote` best; None where none covers it well enough."""
    gold = quote_spans(entry, quote)
    scored = [(overlap(entry["text"], gold, claim.spans), claim) for claim in said(claims)]
    score, claim = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return claim if score >= ENOUGH else None


def quote_spans(entry: Entry, quote: dict[str, Any]) -> list[Span]:
    """Where the parts of a gold quotation stand."""
    return [located(entry["text"], words) for words in quote["quote"]]


def overlap(text: str, gold: Iterable[Span], found: Iterable[Span]) -> float:
    """F1 over the tokens (words and marks) of two lists of spans, 0 to 1."""
    wanted, got = _tokens(text, gold), _tokens(text, found)
    return 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 0.0


def names_speaker(text: str, quote: dict[str, Any], claim: Claim) -> bool:
    """Does the claim's origin touch the words that stand for the speaker, or carry the speaker's name?"""
    if not claim.chain:
        return False
    origin = claim.chain[0]
    start, end = located(text, quote["speaker"])
    touches = origin.span is not None and origin.span[0] < end and start < origin.span[1]
    return touches or ("name" in quote and origin.name == quote["name"])


def has_chain(gold: Sequence[str], hops: Sequence[Hop]) -> bool:
    """Are these the hops, in this order, each by its name or by words of the text that hold it?"""
    return len(gold) == len(hops) and all(
        wanted == hop.name or wanted in (hop.surface or "") for wanted, hop in zip(gold, hops, strict=True)
    )


def _matches(pairs: Iterable[Pair]) -> Iterator[tuple[Entry, dict[str, Any], Claim | None]]:
    for entry, claims in pairs:
        for quote in entry["quotes"]:
            yield entry, quote, best_claim(entry, quote, claims)


def _tokens(text: str, spans: Iterable[Span]) -> set[int]:
    return {start + match.start() for start, end in spans for match in _TOKEN.finditer(text[start:end])}


def _share(hits: Iterable[bool]) -> float | None:
    known = list(hits)
    return sum(known) / len(known) if known else None
