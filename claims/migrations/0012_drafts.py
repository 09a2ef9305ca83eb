"""Drafts, which are read before they are stored, and attempts to sign in that failed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0011_disputed_first'),
        ('sources', '0010_added_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedSignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('sign_in', 'signing in'), ('reset', 'asking for a reset')], max_length=20, verbose_name='deed')),
                ('name', models.CharField(max_length=64, verbose_name='name')),
                ('address', models.CharField(max_length=64, verbose_name='address')),
                ('at', models.DateTimeField(db_index=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'failed attempt to sign in',
                'verbose_name_plural': 'failed attempts to sign in',
                'indexes': [models.Index(fields=['deed', 'name', 'at'], name='claims_failedsignin_name'), models.Index(fields=['deed', 'address', 'at'], name='claims_failedsignin_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(('deed__in', ['sign_in', 'reset'])), name='claims_failedsignin_deed_known'), models.CheckConstraint(condition=models.Q(('address__regex', '^[0-9a-f]{64}$'), ('name__regex', '^[0-9a-f]{64}$')), name='claims_failedsignin_digests')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('pasted', 'pasted'), ('file', 'file'), ('address', 'from an address')], max_length=20, verbose_name='way')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='file')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('page', models.TextField(blank=True, verbose_name='page')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the text')),
                ('outlet_name', models.CharField(blank=True, max_length=300, verbose_name='outlet')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='address')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('ready', 'ready to look at'), ('failed', 'failed'), ('stored', 'stored')], default='waiting', max_length=20, verbose_name='state')),
                ('found', models.JSONField(blank=True, null=True, verbose_name='found')),
                ('claims_count', models.PositiveIntegerField(default=0, verbose_name='claims found')),
                ('read_for', models.DateField(blank=True, null=True, verbose_name='read for the day')),
                ('alike', models.JSONField(blank=True, default=list, verbose_name='articles like it')),
                ('fault', models.CharField(blank=True, choices=[('no_address', 'This is no address of a page.'), ('private', 'This address is not public; only pages that everybody can reach are fetched.'), ('unreachable', 'The page could not be reached.'), ('certificate', 'The page could not be reached safely: its certificate is not valid.'), ('status', 'The server of the page answered with an error.'), ('slow', 'The page took too long.'), ('large', 'The page is too large.'), ('kind', 'What lies there is no page with text.'), ('redirects', 'The address leads on too often.'), ('no_text', 'No article was found in the page.'), ('not_german', 'The text is not German.'), ('unreadable', 'The text could not be read.'), ('given_up', 'Reading it was given up after several attempts.')], max_length=20, verbose_name='fault')),
                ('detail', models.CharField(blank=True, max_length=100, verbose_name='detail')),
                ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='leased until')),
                ('leased_by', models.CharField(blank=True, max_length=100, verbose_name='leased by')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='created at')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='sources.article', verbose_name='article')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='claims_draft_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed', 'stored'])), name='claims_draft_state_known'), models.CheckConstraint(condition=models.Q(('way__in', ['pasted', 'file', 'address'])), name='claims_draft_way_known'), models.CheckConstraint(condition=models.Q(('fault__in', ['', 'no_address', 'private', 'unreachable', 'certificate', 'status', 'slow', 'large', 'kind', 'redirects', 'no_text', 'not_german', 'unreadable', 'given_up'])), name='claims_draft_fault_known'), models.CheckConstraint(condition=models.Q(('page', ''), ('text', ''), ('url', ''), _negated=True), name='claims_draft_something_given'), models.CheckConstraint(condition=models.Q(models.Q(('sha256', ''), ('text', '')), models.Q(models.Q(('text', ''), _negated=True), ('sha256__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='claims_draft_hash_of_text'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ready', 'stored']), _negated=True), models.Q(('found__isnull', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='claims_draft_ready_was_read'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('fault', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('fault', '')), _connector='OR'), name='claims_draft_failed_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('state', 'stored')), models.Q(models.Q(('state', 'stored'), _negated=True), ('article', None)), _connector='OR'), name='claims_draft_stored_has_article'), models.CheckConstraint(condition=models.Q(('leased_until', None), models.Q(('leased_by', ''), _negated=True), _connector='OR'), name='claims_draft_lease_has_holder'), models.CheckConstraint(condition=models.Q(('leased_until', None), ('state', 'waiting'), _connector='OR'), name='claims_draft_lease_only_waiting')],
            },
        ),
    ]
