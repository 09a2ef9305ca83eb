"""The parts of a claim's page: its mentions, hops and actors stand two tables away, which Django's inlines do not know."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.checks import InlineModelAdminChecks
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.forms.models import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import display

from claims.admin.context import in_context
from claims.models import Attribution, Claim, Mention, MentionActor
from sources.admin import Choosing, FixedRows, link_to, quoted
from sources.models import Actor, root_of


def family(claim: Claim) -> set[int]:
    """The keys of `claim` and of all that was merged into it."""
    found: set[int] = set()
    level = {claim.pk}
    while level:
        found |= level
        level = set(Claim.objects.filter(merged_into__in=level).values_list("pk", flat=True)) - found
    return found


class PartFormSet(BaseModelFormSet):  # type: ignore[type-arg]  # of whatever model the inline is
    """The rows that belong to the mentions of a claim and of those merged into it. Nothing is added or deleted."""

    to_claim = "mention__claim"  # how a row leads to its claim

    def __init__(self, *, instance: Claim, queryset: QuerySet[Any], save_as_new: bool = False, **kwargs: Any) -> None:
        super().__init__(queryset=queryset.filter(**{f"{self.to_claim}__in": family(instance)}), **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return str(cls.model._meta.model_name)  # type: ignore[union-attr]  # noqa: SLF001


class MentionFormSet(PartFormSet):
    """The mentions themselves."""

    to_claim = "claim"


class PartChecks(InlineModelAdminChecks):
    """There is no foreign key to the claim to look for."""

    def _check_exclude_of_parent_model(self, obj: Any, parent_model: Any) -> list[Any]:
        return []

    def _check_relation(self, obj: Any, parent_model: Any) -> list[Any]:
        return []


class Part(FixedRows):
    """An inline of a claim whose rows hang on its mentions; who may change the claim may change them."""

    checks_class = PartChecks
    formset: Any = PartFormSet
    editable: tuple[str, ...] = ()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Like Django's, without a foreign key to the claim."""
        return modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=self.editable,
            extra=0,
            max_num=0,
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("claims.view_claim") or self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("claims.change_claim")


class MentionInline(Part, StackedInline):  # type: ignore[misc]  # unfold ships no types
    model = Mention
    formset = MentionFormSet
    verbose_name_plural = gettext_lazy("mentions, in their context")
    fields = ("where", "words", "how", "figures", "times", "why_found")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        related = Mention.objects.select_related("extraction__article__outlet", "extraction__article__body", "parent")
        return related.prefetch_related("quantities", "times").order_by("-extraction", "number")

    @display(description=gettext_lazy("article"))  # type: ignore[untyped-decorator]
    def where(self, mention: Mention) -> str:
        article = mention.extraction.article
        outlet = article.outlet.name if article.outlet else _("outlet not known")
        retired = _("retired by a newer extraction") if mention.extraction.retired_at else ""
        return format_html_join(" · ", "{}", [(part,) for part in (link_to(article), outlet, retired) if part])

    @display(description=gettext_lazy("words"))  # type: ignore[untyped-decorator]
    def words(self, mention: Mention) -> str:
        try:
            text = mention.extraction.article.body.text
        except ObjectDoesNotExist:  # withdrawn
            return mention.text
        return format_html('<div lang="de" style="white-space: pre-line">{}</div>', in_context(text, mention.spans))

    @display(description=gettext_lazy("how it is said"))  # type: ignore[untyped-decorator]
    def how(self, mention: Mention) -> str:
        if not mention.pk:
            return "–"
        parts = [
            mention.get_form_display(),
            mention.get_stance_display(),
            mention.get_certainty_display(),
            mention.get_polarity_display(),
            mention.get_tense_display(),
            _("hearsay") if mention.hearsay else "",
            _("confidence %(number)s") % {"number": number_format(mention.confidence, 2)},
        ]
        return " · ".join(str(part) for part in parts if part)

    @display(description=gettext_lazy("figures"))  # type: ignore[untyped-decorator]
    def figures(self, mention: Mention) -> str:
        rows = sorted(mention.quantities.all(), key=lambda row: row.position)
        told = [(quoted(row.text), row.get_qualifier_display(), f"{row.value.normalize():f}", row.unit) for row in rows]
        return format_html_join("; ", "{}: {} {} {}", told)

    @display(description=gettext_lazy("times"))  # type: ignore[untyped-decorator]
    def times(self, mention: Mention) -> str:
        rows = sorted(mention.times.all(), key=lambda row: row.position)
        told = [(quoted(row.text), row.first_day or "?", row.last_day or "?") for row in rows]
        return format_html_join("; ", "{}: {} – {}", told)

    @display(description=gettext_lazy("why"))  # type: ignore[untyped-decorator]
    def why_found(self, mention: Mention) -> str:
        return "; ".join(str(reason) for reason in mention.why)


class ChainInline(Choosing, Part, TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = Attribution
    verbose_name_plural = gettext_lazy("chain of sources, origin first")
    fields = ("hop", "said", "actor")
    readonly_fields = ("hop", "said")
    editable = ("actor",)
    autocomplete_fields = ("actor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attribution]:
        current = Attribution.objects.filter(mention__extraction__retired_at=None)
        return current.select_related("mention", "actor").order_by("mention", "position")

    @display(description=gettext_lazy("hop"))  # type: ignore[untyped-decorator]
    def hop(self, hop: Attribution) -> str:
        if not hop.pk:
            return "–"
        place = _("origin") if hop.position == 0 else _("hop %(number)d") % {"number": hop.position + 1}
        return format_html("{}<br><small>{}</small>", place, _shortened(hop.mention.text))

    @display(description=gettext_lazy("as the article says"))  # type: ignore[untyped-decorator]
    def said(self, hop: Attribution) -> str:
        known = ", ".join(part for part in (hop.role, hop.affiliation) if part)
        cue = _("cue: %(words)s") % {"words": hop.cue} if hop.cue else ""
        parts = (hop.surface or _("no words"), known, cue, hop.get_anonymity_display())
        return format_html_join(" · ", "{}", [(part,) for part in parts if part])


class MeantForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own are not generic
    """Whom the words of a mention mean; nobody is named twice at one place."""

    def clean_actor(self) -> Actor:
        actor: Actor = root_of(self.cleaned_data["actor"])
        row = self.instance
        same = MentionActor.objects.filter(mention=row.mention_id, start=row.start, actor=actor).exclude(pk=row.pk)
        if same.exists():
            raise forms.ValidationError(_("The mention names %(actor)s at this place already.") % {"actor": actor})
        return actor


class MeantInline(Choosing, Part, TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = MentionActor
    form = MeantForm
    verbose_name_plural = gettext_lazy("whom it is about")
    fields = ("words", "role", "actor")
    readonly_fields = ("words", "role")
    editable = ("actor",)
    autocomplete_fields = ("actor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[MentionActor]:
        current = MentionActor.objects.filter(mention__extraction__retired_at=None)
        return current.select_related("mention", "actor").order_by("mention", "position")

    @display(description=gettext_lazy("words"))  # type: ignore[untyped-decorator]
    def words(self, row: MentionActor) -> str:
        return format_html("{}<br><small>{}</small>", row.text, _shortened(row.mention.text))


def _shortened(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length]} …"
