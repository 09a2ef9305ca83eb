"""The triggers of the claims app: all stand after all migrations, each refuses what breaks its rule."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor

from claims.models import (
    Attribution,
    Claim,
    ClaimTime,
    Decision,
    Extraction,
    Mention,
    MentionActor,
    Quantity,
    Relation,
)
from sources.models import ArticleText
from sources.triggers import keeping_triggers
from tests.factories import (
    NOON,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ClaimTimeFactory,
    DecisionFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db
MIGRATIONS = (
    "sources.migrations.0002_triggers",
    "sources.migrations.0006_identity_rules",
    "sources.migrations.0009_words",
    "claims.migrations.0002_triggers",
    "claims.migrations.0004_one_claim",
    "claims.migrations.0013_mention_root",
)
TRIGGERS = [trigger for name in MIGRATIONS for trigger in import_module(name).TRIGGERS]
QUERIES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
}
TEXT = "„Wir 🚀 liefern“, sagte Ünal im Mai, „rund 300 Granaten.“ Das war es."


def standing():
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        return sorted(name for (name,) in cursor.fetchall())


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def extraction():
    return ExtractionFactory(article=ArticleFactory(text=TEXT))


@pytest.fixture
def mention(extraction):
    return MentionFactory(extraction=extraction, text="Wir 🚀 liefern")


def test_all_triggers_stand_after_all_migrations():
    assert standing() == sorted(name for trigger in TRIGGERS for name in trigger.names(connection.vendor))


@pytest.mark.django_db(transaction=True)
def test_triggers_go_and_come_back_with_their_migration():
    before, leaves = standing(), MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        MigrationExecutor(connection).migrate([("claims", "0001_initial"), ("sources", "0001_initial")])
        assert standing() == []
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert standing() == before


@pytest.mark.needs_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", ["mention", "extraction", "claim"])
def test_a_migration_that_rebuilds_a_table_keeps_the_triggers(model):
    before = standing()
    state = MigrationExecutor(connection).loader.project_state()
    constraint = models.CheckConstraint(name="claims_tried_out", condition=models.Q(pk__gt=0))
    _migrate(state, keeping_triggers(migrations.AddConstraint(model, constraint)))
    assert standing() == before
    _migrate(state, keeping_triggers(migrations.RemoveConstraint(model, "claims_tried_out")))
    assert standing() == before


def _migrate(state, operations):
    migration = migrations.Migration("tried_out", "claims")
    migration.operations = operations
    with connection.schema_editor() as editor:
        migration.apply(state, editor)


def test_decisions_are_never_changed_nor_deleted():
    decision = DecisionFactory()
    with refused("claims_decision_immutable"), transaction.atomic():
        Decision.objects.update(action="reject")
    with refused("claims_decision_immutable"), transaction.atomic():
        decision.delete()
    assert Decision.objects.get().action == "accept"


def test_a_mention_is_never_deleted(mention):
    with refused("claims_mention_kept"):
        mention.delete()


def test_a_text_that_claims_rest_on_is_kept_until_its_article_is_withdrawn(mention):
    article = mention.extraction.article
    with refused("claims_articletext_kept"), transaction.atomic():
        ArticleText.objects.filter(article=article).delete()
    article.withdrawn_at, article.withdrawn_reason = NOON, "Urteil"
    article.save()
    ArticleText.objects.filter(article=article).delete()
    assert Mention.objects.get() == mention


@pytest.mark.usefixtures("mention")
def test_mentions_and_extractions_stay_where_they_are():
    with refused("claims_mention_extraction_fixed"), transaction.atomic():
        Mention.objects.update(extraction=ExtractionFactory(article=ArticleFactory(text=TEXT)))
    with refused("claims_extraction_article_fixed"):
        Extraction.objects.update(article=ArticleFactory(text=TEXT))


def test_the_parent_belongs_to_the_same_extraction(mention):
    inner = MentionFactory(extraction=mention.extraction, text="liefern", parent=mention)
    other = MentionFactory(extraction=ExtractionFactory(article=ArticleFactory(text=TEXT)), text="liefern")
    with refused("claims_mention_parent_same_extraction"), transaction.atomic():
        MentionFactory(extraction=mention.extraction, text="Wir", parent=other)
    with refused("claims_mention_parent_same_extraction"):
        Mention.objects.filter(pk=inner.pk).update(parent=other)


def test_a_merge_never_leads_back_however_long_the_chain():
    first, second, third = ClaimFactory(), ClaimFactory(), ClaimFactory()
    Claim.objects.filter(pk=first.pk).update(merged_into=second)
    Claim.objects.filter(pk=second.pk).update(merged_into=third)
    with refused("claims_claim_merge_acyclic"):
        Claim.objects.filter(pk=third.pk).update(merged_into=first)


def test_the_quotation_that_a_mention_is_a_part_of_belongs_to_its_extraction_and_is_no_part_itself(mention):
    part = MentionFactory(extraction=mention.extraction, text="liefern", whole=mention)
    other = MentionFactory(extraction=ExtractionFactory(article=ArticleFactory(text=f"{TEXT} Genug.")), text="liefern")
    for wrong in (other, part):
        with refused("claims_mention_whole_same_extraction"), transaction.atomic():
            MentionFactory(extraction=mention.extraction, text="Wir", whole=wrong)
    single = MentionFactory(extraction=mention.extraction, text="Wir")
    for wrong in (other, part):
        with refused("claims_mention_whole_same_extraction"), transaction.atomic():
            Mention.objects.filter(pk=single.pk).update(whole=wrong)


def four_claims():
    return [ClaimFactory() for _ in range(4)]


def test_claims_that_a_curator_refused_to_join_stay_apart_by_way_of_others_too():
    one, two, three, four = four_claims()
    RelationFactory(from_claim=one, to_claim=two, kind="same", status="refused")
    Claim.objects.filter(pk=one.pk).update(merged_into=three)
    for claim, into in ((two, three), (two, one), (three, two)):
        with refused("claims_claim_merge_not_refused"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(merged_into=into)
    Claim.objects.filter(pk=two.pk).update(merged_into=four)
    with refused("claims_claim_merge_not_refused"):
        Claim.objects.filter(pk=four.pk).update(merged_into=three)


def test_another_refusal_does_not_keep_claims_apart():
    one, two, three, _four = four_claims()
    RelationFactory(from_claim=one, to_claim=two, kind="contradicts", status="refused")
    RelationFactory(from_claim=one, to_claim=three, kind="same", status="refused")
    Claim.objects.filter(pk=two.pk).update(merged_into=one)
    assert Claim.objects.get(pk=two.pk).merged_into == one


def test_what_is_joined_cannot_be_refused():
    one, two, three, _four = four_claims()
    told = RelationFactory(from_claim=one, to_claim=two, kind="same")
    Claim.objects.filter(pk__in=[one.pk, two.pk]).update(merged_into=three)
    with refused("claims_relation_refused_apart"), transaction.atomic():
        Relation.objects.filter(pk=told.pk).update(status="refused")
    with refused("claims_relation_refused_apart"), transaction.atomic():
        RelationFactory(from_claim=two, to_claim=three, kind="same", status="refused")
    update = RelationFactory(from_claim=one, to_claim=three, kind="updates", status="refused")
    with refused("claims_relation_refused_apart"):
        Relation.objects.filter(pk=update.pk).update(kind="same")


@pytest.mark.parametrize("status", ["confirmed", "refused"])
def test_what_a_curator_decided_about_a_relation_is_kept(status):
    relation = RelationFactory(status=status)
    with refused("claims_relation_kept"), transaction.atomic():
        Relation.objects.filter(pk=relation.pk).delete()
    RelationFactory(status="suggested").delete()
    assert list(Relation.objects.all()) == [relation]


def test_a_relation_stays_with_its_two_claims():
    relation, other = RelationFactory(), ClaimFactory()
    for side in ("from_claim", "to_claim"):
        with refused("claims_relation_pair_fixed"), transaction.atomic():
            Relation.objects.filter(pk=relation.pk).update(**{side: other})


def spans_of(*parts):
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


SOUND = [(parts, " … ".join(parts)) for parts in (["„"], ["Wir 🚀 liefern", "rund 300 Granaten"], [TEXT])]
UNSOUND = [
    ([[0, 3]], "Wir", 0, 3),  # other words
    ([[0, 4]], "„wir", 0, 4),  # other case
    ([[0, 4]], "„Wir", 0, 5),  # not the hull
    ([[0, 4]], "„Wir", 1, 4),
    ([[0, 4], [5, 6]], "„Wir", 0, 4),
    ([[0, 4], [5, 6]], "„Wir🚀", 0, 6),  # not joined as agreed
    ([[0, 4], [4, 4]], "„Wir … ", 0, 4),  # an empty span
    ([[4, 0]], "„Wir", 0, 4),  # backward
    ([[0, len(TEXT) + 1]], TEXT, 0, len(TEXT) + 1),  # beyond the end
    ([[0, 4, 5]], "„Wir", 0, 4),
    ([[0]], "„Wir", 0, 4),
    ([[0.0, 4.0]], "„Wir", 0, 4),
    ([["0", "4"]], "„Wir", 0, 4),
    ([[-1, 4]], "„Wir", 0, 4),
    ([{"start": 0, "end": 4}], "„Wir", 0, 4),
    ([None], "„Wir", 0, 4),
    ([0, 4], "„Wir", 0, 4),
    (["[0, 4]"], "„Wir", 0, 4),
    ([], "„Wir", 0, 4),
    ({"0": [0, 4]}, "„Wir", 0, 4),
    ("[0, 4]", "„Wir", 0, 4),
    (4, "„Wir", 0, 4),
]


@pytest.mark.parametrize(("parts", "text"), SOUND)
def test_a_mention_is_the_slices_of_its_text(extraction, parts, text):
    spans = spans_of(*parts)
    mention = MentionFactory(extraction=extraction, spans=spans, text=text, start=spans[0][0], end=spans[-1][1])
    with refused("claims_mention_slices"):
        Mention.objects.filter(pk=mention.pk).update(text=text + ".")


@pytest.mark.parametrize(("spans", "text", "start", "end"), UNSOUND)
def test_any_other_mention_is_refused(extraction, spans, text, start, end):
    with refused("claims_mention_slices"):
        MentionFactory(extraction=extraction, spans=spans, text=text, start=start, end=end)


@pytest.mark.usefixtures("mention")
def test_a_changed_span_is_refused():
    with refused("claims_mention_slices"), transaction.atomic():
        Mention.objects.update(start=0)
    with refused("claims_mention_slices"):
        Mention.objects.update(spans=[[0, 4]])


EVIDENCE = [
    (QuantityFactory, Quantity, {"text": "rund 300 Granaten"}, "claims_quantity_slice"),
    (ClaimTimeFactory, ClaimTime, {"text": "im Mai"}, "claims_claimtime_slice"),
    (MentionActorFactory, MentionActor, {"text": "Wir"}, "claims_mentionactor_slice"),
    (AttributionFactory, Attribution, {"surface": "Ünal"}, "claims_attribution_surface_slice"),
    (AttributionFactory, Attribution, {"cue": "sagte"}, "claims_attribution_cue_slice"),
]


@pytest.mark.parametrize(("factory", "model", "words", "name"), EVIDENCE)
def test_evidence_is_the_slice_at_its_span(mention, factory, model, words, name):
    row = factory(mention=mention, **words)
    start, end = ("cue_start", "cue_end") if "cue" in words else ("start", "end")
    wrong = [{start: getattr(row, start) - 1}, {end: getattr(row, end) + 1}, dict.fromkeys(words, "anders")]
    for change in wrong:
        with refused(name), transaction.atomic():
            model.objects.update(**change)
    places = {start: getattr(row, start) + 1, end: getattr(row, end) + 1}
    with refused(name):
        factory(mention=mention, position=7, **words, **places)


def test_evidence_beyond_the_end_is_refused(mention):
    with refused("claims_quantity_slice"):
        QuantityFactory(mention=mention, text="es.", start=TEXT.index("es."), end=len(TEXT) + 5)


def test_evidence_does_not_move_to_a_mention_of_another_article(mention):
    QuantityFactory(mention=mention)
    other = MentionFactory(extraction=ExtractionFactory(article=ArticleFactory(text="Kurz.")), text="Kurz.")
    with refused("claims_quantity_slice"):
        Quantity.objects.update(mention=other)
