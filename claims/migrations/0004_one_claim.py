"""Mentions that say the same can be found and joined: gists with keys, parts of quotations, what is derived of a claim."""

import django.db.models.deletion
from django.db import migrations, models

from sources.triggers import Trigger, add_triggers, keeping_triggers

WHOLE_ELSEWHERE = """
NEW.whole_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM claims_mention AS whole
  WHERE whole.id = NEW.whole_id AND whole.extraction_id = NEW.extraction_id AND whole.whole_id IS NULL
)"""

# The family of a claim: up to its root, then down to all that was merged into that.
FAMILY = """
WITH RECURSIVE up(id, next) AS (
  SELECT id, merged_into_id FROM claims_claim WHERE id = {claim}
  UNION SELECT step.id, step.merged_into_id FROM claims_claim AS step JOIN up ON step.id = up.next
), family(id) AS (
  SELECT id FROM up WHERE next IS NULL
  UNION SELECT step.id FROM claims_claim AS step JOIN family ON step.merged_into_id = family.id
) """
JOINS_REFUSED = (
    "NEW.merged_into_id IS NOT NULL AND EXISTS ("
    + FAMILY.format(claim="NEW.id")
    + """SELECT 1 FROM family AS one
  JOIN claims_relation AS pair ON pair.from_claim_id = one.id AND pair.kind = 'same' AND pair.status = 'refused'
  JOIN family AS other ON other.id = pair.to_claim_id
)"""
)
REFUSES_JOINED = (
    "NEW.kind = 'same' AND NEW.status = 'refused' AND NEW.to_claim_id IN ("
    + FAMILY.format(claim="NEW.from_claim_id")
    + "SELECT id FROM family)"
)

TRIGGERS = (
    Trigger(
        "claims_mention_whole_same_extraction", "claims_mention", ("INSERT", "UPDATE OF whole_id"),
        "the quotation that this mention is a part of belongs to another extraction or is a part itself",
        WHOLE_ELSEWHERE,
    ),
    Trigger(
        "claims_claim_merge_not_refused", "claims_claim", ("INSERT", "UPDATE OF merged_into_id"),
        "a curator refused to join two of these claims", JOINS_REFUSED, turns=True,
        turns_where="NEW.merged_into_id IS NOT NULL",
    ),
    Trigger(
        "claims_relation_refused_apart", "claims_relation",
        ("INSERT", "UPDATE OF status, kind, from_claim_id, to_claim_id"),
        "the two claims are joined", REFUSES_JOINED, turns="claims_claim",
        turns_where="NEW.kind = 'same' AND NEW.status = 'refused'",
    ),
    Trigger(
        "claims_relation_kept", "claims_relation", ("DELETE",), "what a curator decided is remembered",
        "OLD.status <> 'suggested'",
    ),
    Trigger(
        "claims_relation_pair_fixed", "claims_relation", ("UPDATE OF from_claim_id, to_claim_id",),
        "a relation stays with its two claims",
        "NEW.from_claim_id <> OLD.from_claim_id OR NEW.to_claim_id <> OLD.to_claim_id",
    ),
)


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_speaks_for'),
    ]

    operations = [
        *keeping_triggers(
        migrations.CreateModel(
            name='Gist',
            fields=[
                ('mention', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='gist', serialize=False, to='claims.mention', verbose_name='mention')),
                ('statement', models.TextField(verbose_name='statement')),
                ('terms', models.JSONField(default=list, verbose_name='terms')),
                ("doers", models.JSONField(default=list, verbose_name="who does it")),
                ('modes', models.JSONField(default=list, verbose_name='modal verbs')),
            ],
            options={
                'verbose_name': 'gist',
                'verbose_name_plural': 'gists',
            },
        ),
        migrations.CreateModel(
            name='GistKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField(verbose_name='key')),
            ],
            options={
                'verbose_name': 'key of a gist',
                'verbose_name_plural': 'keys of gists',
            },
        ),
        migrations.RemoveConstraint(
            model_name='relation',
            name='claims_relation_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='relation',
            name='claims_relation_symmetric_once',
        ),
        migrations.AddField(
            model_name='claim',
            name='denied',
            field=models.BooleanField(default=False, editable=False, verbose_name='denied'),
        ),
        migrations.AddField(
            model_name='claim',
            name='disputed',
            field=models.BooleanField(default=False, editable=False, verbose_name='disputed'),
        ),
        migrations.AddField(
            model_name='claim',
            name='mentions_count',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='mentions'),
        ),
        migrations.AddField(
            model_name='claim',
            name='origins_count',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='independent origins'),
        ),
        migrations.AddField(
            model_name='claim',
            name='within',
            field=models.BooleanField(default=False, editable=False, verbose_name='said inside one longer quotation only'),
        ),
        migrations.AddField(
            model_name="mention",
            name="denies",
            field=models.BooleanField(default=False, verbose_name="denies"),
        ),
        migrations.AddField(
            model_name='mention',
            name='whole',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='claims.mention', verbose_name='part of the quotation'),
        ),
        migrations.AddField(
            model_name='relation',
            name='reasons',
            field=models.JSONField(blank=True, default=list, verbose_name='reasons'),
        ),
        migrations.AddField(
            model_name='relation',
            name='score',
            field=models.FloatField(blank=True, null=True, verbose_name='score'),
        ),
        migrations.AlterField(
            model_name='relation',
            name='kind',
            field=models.CharField(choices=[('same', 'may be the same as'), ('supports', 'supports'), ('contradicts', 'contradicts'), ('updates', 'updates')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddIndex(
            model_name='relation',
            index=models.Index(fields=['status', 'kind', '-score'], name='claims_relation_queue'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.CheckConstraint(condition=models.Q(('whole', None), models.Q(('whole', models.F('id')), _negated=True), _connector='OR'), name='claims_mention_not_its_own_whole'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 1)), _connector='OR'), name='claims_relation_score_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['same', 'supports', 'contradicts', 'updates'])), name='claims_relation_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('same', 'contradicts')), _negated=True), ('from_claim__lt', models.F('to_claim')), _connector='OR'), name='claims_relation_symmetric_once'),
        ),
        migrations.AddConstraint(
            model_name='gist',
            constraint=models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='claims_gist_statement_given'),
        ),
        migrations.AddField(
            model_name='gistkey',
            name='mention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='claims.mention', verbose_name='mention'),
        ),
        migrations.AddIndex(
            model_name='gistkey',
            index=models.Index(fields=['key', '-mention'], name='claims_gistkey_lookup'),
        ),
        migrations.AddConstraint(
            model_name='gistkey',
            constraint=models.UniqueConstraint(fields=('mention', 'key'), name='claims_gistkey_once'),
        ),
        ),
        migrations.RunSQL(
            "UPDATE claims_mention SET denies = TRUE WHERE polarity = 'negative'",
            migrations.RunSQL.noop,
        ),
        add_triggers(*TRIGGERS),
    ]
