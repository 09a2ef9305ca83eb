"""Writes that span models of the claims app: an extraction becomes claims with their evidence, and what is derived of
claims is kept right."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from claims import rows
from claims.derivation import derived, roots_of
from claims.forecasting import derive_predictions
from claims.grouping import derive_figures
from claims.indexing import index_claims
from claims.linking import Judge, link
from claims.merges import RootOf
from claims.models import (
    Attribution,
    Claim,
    ClaimActor,
    ClaimTime,
    Decision,
    Extraction,
    Gist,
    GistKey,
    Mention,
    MentionActor,
    Quantity,
)
from claims.naming import Naming
from claims.standing import COLUMNS, chunks, opponents_of, parts_of, standings
from claims.stating import statements
from claims.vocabulary import CORRECTIONS
from sources.indexing import index_actors, index_articles
from sources.models import Affiliation, AffiliationEvidence, Article, ArticleState, UsedSource
from sources.suggesting import suggest_merges

if TYPE_CHECKING:  # the core would bring spaCy into the web process
    from claims.extraction import types

Spans = tuple[tuple[int, int], ...]


@transaction.atomic
def store_extraction(*, article: Article, extraction: "types.Extraction", judge: Judge, now: datetime) -> Extraction:
    """Makes the claims of `article` out of what was found in it, and ends its waiting; `judge` says of pairs of statements
    whether they are one (`claims.extraction.verdicts`).

    The same extractor again changes nothing. A newer one retires the older extraction; a mention at the spans of an older
    one joins the claim of that, so that no decision, merge or link to a claim is lost, and keeps the sources and actors
    that a curator changed. Raises ValueError where
    `extraction` is of another text.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if extraction.sha256 != article.sha256:
        raise ValueError(f"the extraction is not of the text of article {article.pk}")
    who = extraction.extractor
    same = {"article": article, "extractor": who.name, "version": who.version, "model": who.model or ""}
    stored = Extraction.objects.filter(**same).first()
    if stored is None:
        claims = [one for whole in extraction.claims for one in (whole, *whole.parts)]
        earlier = _claims_by_spans(article)
        _retire(article, now)
        provenance = json.loads(json.dumps(asdict(extraction.provenance), default=str))
        stored = Extraction.objects.create(**same, provenance=provenance, created_at=now)
        published = article.published_on or _told_day(extraction)
        naming = Naming(rows.names(extraction, published), rows.affiliated(extraction))
        index_actors(naming.changed)
        mentions = _store_mentions(stored, claims, earlier)
        corrected = _corrected(mentions, [pk for pks in earlier.values() for pk in pks])
        _store_evidence(mentions, claims, naming, corrected, published)
        _store_surroundings(article, extraction, naming)
        persons = _store_affiliations(article, list(rows.affiliations(extraction.claims, naming)))
        suggest_merges(actors={*persons, *(actor.pk for actor in naming.made)}, now=now)
        linked = link(mentions=[mention.pk for mention in mentions], judge=judge, now=now)
        concerned = {mention.claim_id for mention in mentions} | {pk for pks in earlier.values() for pk in pks}
        own = set(Extraction.objects.filter(article=article).values_list("pk", flat=True))
        derive(concerned | linked, extractions=own)
        index_articles([article.pk])
    _finish(article)
    return stored


@transaction.atomic
def derive(claims: Collection[int], *, extractions: Collection[int] = ()) -> None:
    """Brings the derived rows of the claims with these ids, and of those that they were merged into, in line with their
    mentions: whom they are about, who says them, how often, of how many origins, denied or disputed, what they
    foretell, by which words they are found. Call it with every claim whose mentions, merging, relations or actors changed, and where mentions or their
    actors did, with their `extractions`, whose figures are set in their series; an actor's change concerns all claims and
    extractions that name it (`claims.grouping.extractions_naming`)."""
    concerned = set(claims) | roots_of(claims)
    _derive_actors(concerned)
    for chunk in chunks(concerned | roots_of(parts_of(concerned) | opponents_of(concerned))):
        _derive_standings(chunk)
    for chunk in chunks(concerned):
        derive_predictions(chunk)
        index_claims(chunk)
    if extractions:
        derive_figures(extractions)


def _derive_standings(claims: Collection[int]) -> None:
    """Writes what changed of the derived columns. The rows are locked first, so that of two who write the later one sees
    what the earlier one did."""
    rows = list(
        Claim.objects.select_for_update(no_key=True).filter(pk__in=claims).order_by("pk").only(*COLUMNS, "statement")
    )
    right = standings(claims)
    stated = statements(claims)
    # Who merged meanwhile did not see these mentions: any write brings their roots in line.
    astray = Mention.objects.current().filter(claim__in=claims).exclude(root=RootOf("claim"))
    if keys := list(astray.values_list("pk", flat=True)):
        Mention.objects.filter(pk__in=keys).update(root=None)
    changed = []
    for row in rows:
        wanted = dict(zip(COLUMNS, right[row.pk], strict=True)) | {"statement": stated.get(row.pk, row.statement)}
        if any(getattr(row, column) != value for column, value in wanted.items()):
            changed.append(row)
            for column, value in wanted.items():
                setattr(row, column, value)
    Claim.objects.bulk_update(changed, [*COLUMNS, "statement"])


def _derive_actors(concerned: Collection[int]) -> None:
    wanted = derived(concerned)
    there = ClaimActor.objects.filter(claim__in=concerned)
    found = {(row.claim_id, row.part, row.actor_id, row.exact): row.pk for row in there}
    stale = [pk for key, pk in found.items() if key not in wanted]
    ClaimActor.objects.filter(pk__in=stale).delete()
    missing = sorted(wanted - found.keys())
    ClaimActor.objects.bulk_create(
        [ClaimActor(claim_id=claim, part=part, actor_id=actor, exact=exact) for claim, part, actor, exact in missing]
    )


def _claims_by_spans(article: Article) -> dict[Spans, list[int]]:
    """The claims of all earlier mentions in `article` by their spans, those of the newest extraction first."""
    earlier = Mention.objects.filter(extraction__article=article).order_by("-extraction", "number")
    found: dict[Spans, list[int]] = defaultdict(list)
    for spans, claim in earlier.values_list("spans", "claim"):
        claims = found[_key(spans)]
        if claim not in claims:
            claims.append(claim)
    return found


def _key(spans: Sequence[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in spans)


def _retire(article: Article, now: datetime) -> None:
    """Two machines need not agree about the time; an extraction is not retired before it was made."""
    for current in Extraction.objects.filter(article=article, retired_at=None):
        GistKey.objects.filter(mention__extraction=current).delete()
        current.retired_at = max(now, current.created_at)
        current.save(update_fields=["retired_at"])


def _store_mentions(
    stored: Extraction, claims: Sequence["types.Claim"], earlier: dict[Spans, list[int]]
) -> list[Mention]:
    belonging = _claims(stored, claims, earlier)
    pairs = enumerate(zip(claims, belonging, strict=True), start=1)
    mentions = [rows.mention(claim, number, stored, belongs_to) for number, (claim, belongs_to) in pairs]
    Mention.objects.bulk_create(mentions)
    by_id = {claim.id: mention for claim, mention in zip(claims, mentions, strict=True)}
    whole_of = {part.id: by_id[claim.id] for claim in claims for part in claim.parts}
    for claim, mention in zip(claims, mentions, strict=True):
        outer = by_id.get(claim.parent) if claim.parent else None
        mention.parent = outer if outer is not mention else None
        mention.whole = whole_of.get(claim.id)
    placed = [mention for mention in mentions if mention.parent or mention.whole]
    Mention.objects.bulk_update(placed, ["parent", "whole"])
    return mentions


def _claims(stored: Extraction, claims: Sequence["types.Claim"], earlier: dict[Spans, list[int]]) -> list[Claim]:
    """For each found claim the one that its mention belongs to: that of an earlier mention at its spans, or a new one."""
    left = {spans: list(pks) for spans, pks in earlier.items()}
    known = {pk: Claim(pk=pk) for pks in left.values() for pk in pks}
    belonging = [
        known[left[spans].pop(0)] if left.get(spans := _key(claim.spans)) else _new(claim, stored) for claim in claims
    ]
    Claim.objects.bulk_create([claim for claim in belonging if not claim.pk])
    return belonging


def _new(claim: "types.Claim", stored: Extraction) -> Claim:
    statement = claim.gist.statement if claim.gist else claim.text
    return Claim(statement=statement or claim.text, created_at=stored.created_at)


def _corrected(mentions: Sequence[Mention], earlier: Sequence[int]) -> dict[int, Mention]:
    """For each new mention of a claim whose source or actor a curator changed, the mention that holds the change."""
    decisions = Decision.objects.filter(claim__in=earlier, action__in=CORRECTIONS, undone_by=None) if earlier else ()
    claims = {decision.claim_id for decision in decisions}
    if not claims:
        return {}
    new = [mention for mention in mentions if mention.claim_id in claims]
    before = Mention.objects.filter(claim__in=claims, extraction__article=mentions[0].extraction.article)
    before = before.exclude(pk__in=[mention.pk for mention in new]).order_by("extraction", "number")
    latest = {(mention.claim_id, _key(mention.spans)): mention for mention in before}
    return {mention.pk: old for mention in new if (old := latest.get((mention.claim_id, _key(mention.spans))))}


def _store_evidence(
    mentions: Sequence[Mention],
    claims: Sequence["types.Claim"],
    naming: Naming,
    corrected: dict[int, Mention],
    published: date | None,
) -> None:
    pairs = list(zip(mentions, claims, strict=True))
    found = [(mention, claim) for mention, claim in pairs if mention.pk not in corrected]
    chains = [row for pair in found for row in rows.attributions(*pair, naming, published)]
    actors = [row for pair in found for row in rows.actors(*pair, naming)]
    for pk, old in corrected.items():  # what a curator decided, no extraction changes
        chains.extend(rows.copied(row, pk) for row in old.chain.all())
        actors.extend(rows.copied(row, pk) for row in old.actors.all())
    Attribution.objects.bulk_create(chains)
    MentionActor.objects.bulk_create(actors)
    Quantity.objects.bulk_create([row for pair in pairs for row in rows.quantities(*pair)])
    ClaimTime.objects.bulk_create([row for pair in pairs for row in rows.times(*pair)])
    Gist.objects.bulk_create([row for pair in pairs for row in rows.gist(*pair)])


def _store_surroundings(article: Article, extraction: "types.Extraction", naming: Naming) -> None:
    """What the article tells around its claims: sources it lists, where it comes from."""
    told = extraction.provenance
    article.used_sources.all().delete()
    UsedSource.objects.bulk_create(rows.used_sources(article, told, naming))
    article.translated_from = (told.translated_from or "")[:10]
    article.adapted_by = (told.adapted_by or "")[:300]
    article.title = article.title or (told.title or "")[:500]
    article.published_on = article.published_on or _told_day(extraction)
    article.save(update_fields=["translated_from", "adapted_by", "title", "published_on"])


def _store_affiliations(article: Article, told: Sequence[Affiliation]) -> set[int]:
    """Gathers what `article` quotes persons as, with the article as evidence instead of what it was evidence for before.
    What no article says any more goes. Gives the ids of the persons of whom it tells something new."""
    keys = {(row.person_id, row.role, row.organisation_name) for row in told}
    Affiliation.objects.bulk_create(told, ignore_conflicts=True)
    there = Affiliation.objects.filter(Q(person__in={row.person_id for row in told}) | Q(evidence__article=article))
    known = {(row.person_id, row.role, row.organisation_name): row for row in there.distinct()}
    before = AffiliationEvidence.objects.filter(article=article)
    held = set(before.values_list("affiliation", flat=True))
    wanted = {known[key].pk: known[key] for key in keys}
    stale = held - wanted.keys()
    before.filter(affiliation__in=stale).delete()
    unsaid = Affiliation.objects.filter(pk__in=stale, person__curated=False)
    unsaid.exclude(Exists(AffiliationEvidence.objects.filter(affiliation=OuterRef("pk")))).delete()
    new = [AffiliationEvidence(affiliation=row, article=article) for pk, row in wanted.items() if pk not in held]
    AffiliationEvidence.objects.bulk_create(new, ignore_conflicts=True)
    return {row.affiliation.person_id for row in new}


def _told_day(extraction: "types.Extraction") -> date | None:
    """The day that the text itself gives, where it is one."""
    told = extraction.provenance.date
    return told.start if told and told.start == told.end else None


def _finish(article: Article) -> None:
    article.state, article.leased_until, article.leased_by, article.error = ArticleState.DONE, None, "", ""
    article.save(update_fields=["state", "leased_until", "leased_by", "error"])
