"""Figures can be compared: concepts with their words, base units and intervals, series of points."""

import django.db.models.deletion
from django.db import migrations, models

from sources.triggers import keeping_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0006_predictions'),
        ('sources', '0007_alias_last_word'),
    ]

    operations = keeping_triggers(
        migrations.AddField(
            model_name='quantity',
            name='directed',
            field=models.BooleanField(default=False, editable=False, verbose_name='direction told'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='least',
            field=models.DecimalField(decimal_places=6, editable=False, max_digits=30, null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='measure',
            field=models.CharField(blank=True, editable=False, max_length=30, verbose_name='base unit'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='most',
            field=models.DecimalField(decimal_places=6, editable=False, max_digits=30, null=True, verbose_name='to'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='origin',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.actor', verbose_name='origin'),
        ),
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='slug')),
                ('name', models.CharField(help_text='English name', max_length=100, verbose_name='name')),
                ('name_de', models.CharField(blank=True, max_length=100, verbose_name='German name')),
                ('kind', models.CharField(choices=[('thing', 'counted'), ('measure', 'measured')], default='thing', max_length=10, verbose_name='kind')),
                ('curated', models.BooleanField(default=False, help_text='changed by a curator; loading knowledge leaves it alone', verbose_name='curated')),
                ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='narrower', to='claims.concept', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'concept',
                'verbose_name_plural': 'concepts',
            },
        ),
        migrations.AddField(
            model_name='quantity',
            name='thing',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='claims.concept', verbose_name='what is counted'),
        ),
        migrations.CreateModel(
            name='ConceptWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='word')),
                ('key', models.CharField(editable=False, max_length=200, unique=True, verbose_name='key')),
                ('concept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='claims.concept', verbose_name='concept')),
            ],
            options={
                'verbose_name': 'word for a concept',
                'verbose_name_plural': 'words for concepts',
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300, unique=True, verbose_name='key')),
                ('noun', models.CharField(blank=True, max_length=200, verbose_name='noun')),
                ('measure', models.CharField(blank=True, max_length=30, verbose_name='base unit')),
                ('deed', models.CharField(blank=True, choices=[('transfer', 'handed over'), ('make', 'made'), ('fire', 'fired'), ('destroy', 'destroyed'), ('damage', 'damaged'), ('kill', 'killed'), ('injure', 'injured'), ('train', 'trained'), ('capture', 'captured'), ('recruit', 'recruited'), ('flee', 'fled'), ('lose', 'lost'), ('cut', 'cut'), ('create', 'created'), ('buy', 'bought'), ('sell', 'sold')], max_length=20, verbose_name='what is done')),
                ('points_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='figures')),
                ('origins_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='origins')),
                ('directed_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='figures with a direction of their own')),
                ('newest', models.DateField(editable=False, null=True, verbose_name='newest')),
                ('least', models.DecimalField(decimal_places=6, editable=False, max_digits=30, null=True, verbose_name='from')),
                ('most', models.DecimalField(decimal_places=6, editable=False, max_digits=30, null=True, verbose_name='to')),
                ('agent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='series_given', to='sources.actor', verbose_name='agent')),
                ('concept', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='series', to='claims.concept', verbose_name='concept')),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='series_got', to='sources.actor', verbose_name='recipient')),
            ],
            options={
                'verbose_name': 'series of figures',
                'verbose_name_plural': 'series of figures',
            },
        ),
        migrations.AddField(
            model_name='quantity',
            name='series',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='points', to='claims.series', verbose_name='series'),
        ),
        migrations.AddIndex(
            model_name='quantity',
            index=models.Index(fields=['measure', 'least'], name='claims_quantity_measured'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.CheckConstraint(condition=models.Q(('least', None), ('most', None), ('least__lte', models.F('most')), _connector='OR'), name='claims_quantity_range_ordered'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['thing', 'measure'])), name='claims_concept_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='claims_concept_name_given'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.CheckConstraint(condition=models.Q(('broader', None), models.Q(('broader', models.F('id')), _negated=True), _connector='OR'), name='claims_concept_not_within_itself'),
        ),
        migrations.AddConstraint(
            model_name='conceptword',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='claims_conceptword_key_given'),
        ),
        migrations.AddIndex(
            model_name='series',
            index=models.Index(fields=['-points_count', '-id'], name='claims_series_longest'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('deed__in', ['', 'transfer', 'make', 'fire', 'destroy', 'damage', 'kill', 'injure', 'train', 'capture', 'recruit', 'flee', 'lose', 'cut', 'create', 'buy', 'sell'])), name='claims_series_deed_known'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('concept', None), models.Q(('noun', ''), _negated=True)), models.Q(('concept__isnull', False), ('noun', '')), _connector='OR'), name='claims_series_counts_something'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.CheckConstraint(condition=models.Q(('agent__isnull', False), ('recipient__isnull', False), _connector='OR'), name='claims_series_about_somebody'),
        ),
    )
