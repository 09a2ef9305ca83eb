"""Each check and unique constraint of the claims app refuses the row that breaks it; nothing that counts is deleted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from claims.models import Claim, Concept, Mention
from tests.factories import (
    NOON,
    ActorFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    ClaimTimeFactory,
    ConceptFactory,
    ConceptWordFactory,
    DecisionFactory,
    ExtractionFactory,
    GistFactory,
    GistKeyFactory,
    MentionActorFactory,
    MentionFactory,
    PredictionFactory,
    PredictionSourceFactory,
    QuantityFactory,
    RelationFactory,
    SeriesFactory,
)

pytestmark = pytest.mark.django_db


def refused(name, table=""):
    """The block ends in an IntegrityError that names the constraint (SQLite names a unique one by its table)."""
    return pytest.raises(IntegrityError, match=table if connection.vendor == "sqlite" and table else name)


UNKNOWN = {"actor": None, "kind": "unknown"}
CHECKS = [
    (ExtractionFactory, {"retired_at": NOON - timedelta(1)}, "claims_extraction_retired_later"),
    (ClaimFactory, {"status": "good"}, "claims_claim_status_known"),
    (ClaimFactory, {"statement": ""}, "claims_claim_statement_given"),
    (MentionFactory, {"form": "song"}, "claims_mention_form_known"),
    (MentionFactory, {"stance": "sings"}, "claims_mention_stance_known"),
    (MentionFactory, {"certainty": "sure"}, "claims_mention_certainty_known"),
    (MentionFactory, {"polarity": "none"}, "claims_mention_polarity_known"),
    (MentionFactory, {"tense": "never"}, "claims_mention_tense_known"),
    (MentionFactory, {"start": 5, "end": 5}, "claims_mention_span_forward"),
    (MentionFactory, {"confidence": 1.1}, "claims_mention_confidence_0_to_1"),
    (MentionFactory, {"confidence": -0.1}, "claims_mention_confidence_0_to_1"),
    (AttributionFactory, {"kind": "ghost"}, "claims_attribution_(kind_known|unknown_has_no_actor)"),
    (AttributionFactory, {"actor": None, "kind": "ghost"}, "claims_attribution_(kind_known|unknown_has_no_actor)"),
    (AttributionFactory, {"anonymity": "half"}, "claims_attribution_anonymity_known"),
    (AttributionFactory, {"kind": "unknown"}, "claims_attribution_unknown_has_no_actor"),
    (AttributionFactory, {"actor": None, "kind": "person"}, "claims_attribution_unknown_has_no_actor"),
    (AttributionFactory, {"start": 1, "end": 2}, "claims_attribution_span_whole"),
    (AttributionFactory, {"surface": "Russland", "end": None}, "claims_attribution_span_whole"),
    (AttributionFactory, {"surface": "Russland", "start": 8, "end": 8}, "claims_attribution_span_whole"),
    (AttributionFactory, {"cue": "hat", "cue_start": None, "cue_end": None}, "claims_attribution_cue_whole"),
    (AttributionFactory, {"cue_start": 1, "cue_end": 2}, "claims_attribution_cue_whole"),
    (QuantityFactory, {"start": 5, "end": 4}, "claims_quantity_span_forward"),
    (QuantityFactory, {"qualifier": "many"}, "claims_quantity_qualifier_known"),
    (QuantityFactory, {"low": Decimal(3), "high": Decimal(2)}, "claims_quantity_bounds_ordered"),
    (QuantityFactory, {"least": Decimal(3), "most": Decimal(2)}, "claims_quantity_range_ordered"),
    (ConceptFactory, {"kind": "idea"}, "claims_concept_kind_known"),
    (ConceptFactory, {"name": ""}, "claims_concept_name_given"),
    (ConceptWordFactory, {"text": " "}, "claims_conceptword_key_given"),
    (SeriesFactory, {"deed": "sings"}, "claims_series_deed_known"),
    (SeriesFactory, {"noun": "granate"}, "claims_series_counts_something"),
    (SeriesFactory, {"concept": None}, "claims_series_counts_something"),
    (SeriesFactory, {"agent": None}, "claims_series_about_somebody"),
    (ClaimTimeFactory, {"start": 5, "end": 4}, "claims_claimtime_span_forward"),
    (ClaimTimeFactory, {"precision": "hour"}, "claims_claimtime_precision_known"),
    (
        ClaimTimeFactory,
        {"first_day": date(2026, 5, 2), "last_day": date(2026, 5, 1)},
        "claims_claimtime_days_ordered",
    ),
    (MentionActorFactory, {"start": 5, "end": 4}, "claims_mentionactor_span_forward"),
    (MentionActorFactory, {"role": "victim"}, "claims_mentionactor_role_known"),
    (ClaimActorFactory, {"part": "whole"}, "claims_claimactor_part_known"),
    (RelationFactory, {"kind": "likes"}, "claims_relation_kind_known"),
    (RelationFactory, {"status": "open"}, "claims_relation_status_known"),
    (RelationFactory, {"score": 1.1}, "claims_relation_score_0_to_1"),
    (RelationFactory, {"score": -0.1}, "claims_relation_score_0_to_1"),
    (GistFactory, {"statement": ""}, "claims_gist_statement_given"),
    (PredictionFactory, {"outcome": "maybe", "settled_at": NOON}, "claims_prediction_outcome_known"),
    (PredictionFactory, {"due_first": date(2027, 2, 1), "due_last": date(2027, 1, 1)}, "claims_prediction_due_ordered"),
    (PredictionFactory, {"settled_at": NOON}, "claims_prediction_settled_or_open"),
    (PredictionFactory, {"decided": True}, "claims_prediction_settled_or_open"),
    (PredictionFactory, {"outcome": "come_true"}, "claims_prediction_settled_or_open"),
    (DecisionFactory, {"action": ""}, "claims_decision_action_given"),
    (DecisionFactory, {"claim": None}, "claims_decision_one_subject"),
]


@pytest.mark.parametrize(("factory", "wrong", "name"), CHECKS)
def test_checks(factory, wrong, name):
    with refused(name):
        factory(**wrong)


def test_a_decision_has_one_subject_alone():
    with refused("claims_decision_one_subject"):
        DecisionFactory(actor=ActorFactory())


def test_nothing_points_to_itself():
    mention, claim = MentionFactory(), ClaimFactory()
    with refused("claims_mention_not_its_own_parent"), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(parent=mention)
    with refused("claims_mention_not_its_own_whole|claims_mention_whole"), transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(whole=mention)
    with refused("claims_claim_not_merged_into_itself|claims_claim_merge_acyclic"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(merged_into=claim)
    concept = ConceptFactory()
    with refused("claims_concept_not_within_itself"), transaction.atomic():
        Concept.objects.filter(pk=concept.pk).update(broader=concept)
    with refused("claims_relation_two_claims"), transaction.atomic():
        RelationFactory(from_claim=claim, to_claim=claim)
    with refused("claims_prediction_not_settled_by_itself"):
        PredictionFactory(claim=claim, settled=True, settled_by=claim)


@pytest.mark.parametrize("kind", ["same", "contradicts"])
def test_what_goes_both_ways_names_the_older_claim_first(kind):
    older, newer = ClaimFactory(), ClaimFactory()
    RelationFactory(from_claim=older, to_claim=newer, kind=kind)
    RelationFactory(from_claim=newer, to_claim=older, kind="supports")
    with refused("claims_relation_symmetric_once"):
        RelationFactory(from_claim=newer, to_claim=older, kind=kind)


def _same():
    """Rows that may stand once, with what must be the same for that."""
    extraction, mention, claim = ExtractionFactory(), MentionFactory(), ClaimFactory()
    actor, other, prediction = ActorFactory(), ClaimFactory(), PredictionFactory()
    once = {"retired_at": NOON, "article": extraction.article, "version": "2"}
    return [
        (ExtractionFactory, once, "claims_extraction_once"),
        (ExtractionFactory, {"article": extraction.article, "model": "m"}, "claims_extraction_one_current"),
        (MentionFactory, {"extraction": extraction, "number": 1}, "claims_mention_number_once"),
        (AttributionFactory, {"mention": mention, "position": 0}, "claims_attribution_position_once"),
        (QuantityFactory, {"mention": mention, "position": 0}, "claims_quantity_position_once"),
        (ClaimTimeFactory, {"mention": mention, "position": 0}, "claims_claimtime_position_once"),
        (MentionActorFactory, {"mention": mention, "position": 0}, "claims_mentionactor_position_once"),
        (MentionActorFactory, {"mention": MentionFactory(), "actor": actor}, "claims_mentionactor_once"),
        (ClaimActorFactory, {"claim": claim, "actor": actor}, "claims_claimactor_once"),
        (RelationFactory, {"from_claim": claim, "to_claim": other}, "claims_relation_once"),
        (GistKeyFactory, {"mention": mention, "key": 7}, "claims_gistkey_once"),
        (PredictionSourceFactory, {"prediction": prediction, "actor": actor}, "claims_predictionsource_once"),
        (ConceptFactory, {"slug": "shells"}, "slug"),
        (ConceptWordFactory, {"text": "Granate"}, "key"),
        (SeriesFactory, {"key": "shells"}, "key"),
    ]


@pytest.mark.parametrize("number", range(15))
def test_what_stands_once(number):
    factory, same, name = _same()[number]
    with refused(name, table=factory._meta.model._meta.db_table), transaction.atomic():
        factory(**same)
        factory(**same)


def test_a_decision_is_undone_once():
    decision = DecisionFactory()
    DecisionFactory(undoes=decision)
    with refused("undoes"):
        DecisionFactory(undoes=decision)


def _in_use():
    """Rows that others rest on."""
    mention, relation, decision = MentionFactory(), RelationFactory(), DecisionFactory()
    hop, about, root = AttributionFactory(), MentionActorFactory(), ClaimFactory()
    ClaimFactory(merged_into=root)
    nested = MentionFactory(extraction=mention.extraction, parent=mention)
    return [
        mention.claim,
        mention.extraction,
        mention.extraction.article,
        nested.parent,
        hop.actor,
        about.actor,
        ClaimActorFactory().actor,
        root,
        relation.from_claim,
        relation.to_claim,
        decision.claim,
        decision.user,
        DecisionFactory(claim=None, relation=RelationFactory()).relation,
        DecisionFactory(claim=None, actor=ActorFactory()).actor,
        PredictionFactory(settled=True, settled_by=ClaimFactory()).settled_by,
        PredictionSourceFactory().actor,
    ]


@pytest.mark.parametrize("number", range(16))
def test_what_others_rest_on_is_not_deleted(number):
    row = _in_use()[number]
    with pytest.raises(ProtectedError):
        row.delete()
    assert type(row).objects.filter(pk=row.pk).exists()
