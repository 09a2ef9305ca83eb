"""Articles in the admin: added by pasting or as a file, then looked at, with where they stand and what they claim."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import INPUT_CLASSES, TEXTAREA_CLASSES

from claims.admin.context import whole
from claims.forms import ArticleForm
from claims.models import Extraction, Mention
from sources.admin import FixedRows, Guarded, link_to
from sources.models import Actor, Article, ArticleState

STATE_COLOURS = {
    ArticleState.WAITING: "info",
    ArticleState.DONE: "success",
    ArticleState.FAILED: "danger",
}
CLASSES = {"text": TEXTAREA_CLASSES}


class OutletFilter(admin.RelatedFieldListFilter):
    """Outlets that have articles."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        publishing = Article.objects.exclude(outlet=None).values("outlet")
        outlets = Actor.objects.filter(pk__in=publishing).order_by("name", "pk")
        return [(str(pk), name) for pk, name in outlets.values_list("pk", "name")]


class ExtractionInline(FixedRows, TabularInline):  # type: ignore[misc]  # unfold ships no types
    model = Extraction
    fields = ("extractor", "version", "model", "created_at", "retired_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        return Extraction.objects.defer("provenance").order_by("-pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(Guarded[Article]):
    list_display = ("title_shown", "outlet_name", "published_on", "state_shown", "claims")
    list_filter = ("state", ("outlet", OutletFilter))
    list_select_related = ("outlet",)
    search_fields = ("title", "outlet__name", "url")
    search_help_text = gettext_lazy("words of title, outlet or address")
    ordering = ("-pk",)
    fields = (
        "title",
        "outlet",
        "url",
        "published_on",
        "state",
        "error",
        "claims",
        "copy_of_link",
        "supersedes",
        "withdrawn_at",
        "withdrawn_reason",
        "sha256",
        "created_at",
        "text",
    )
    readonly_fields = fields
    inlines = (ExtractionInline,)

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        """What is seldom there, only where it is."""
        seldom = {"error": "error", "copy_of_link": "copy_of_id", "supersedes": "supersedes_id"}
        seldom |= {"withdrawn_at": "withdrawn_at", "withdrawn_reason": "withdrawn_reason"}
        return [name for name in self.fields if name not in seldom or getattr(obj, seldom[name])]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """With the number of claims that its current mentions make."""
        mentions = Mention.objects.current().filter(extraction__article=OuterRef("pk")).order_by()
        counts = mentions.annotate(one=Value(1)).values("one").annotate(n=Count("claim", distinct=True)).values("n")
        return Article.objects.annotate(claims_count=Coalesce(Subquery(counts), Value(0), output_field=IntegerField()))

    @display(description=gettext_lazy("title"), ordering="title")  # type: ignore[untyped-decorator]
    def title_shown(self, article: Article) -> str:
        return str(article)

    @display(description=gettext_lazy("outlet"), ordering="outlet__name")  # type: ignore[untyped-decorator]
    def outlet_name(self, article: Article) -> str:
        return article.outlet.name if article.outlet else "–"

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_COLOURS)  # type: ignore[untyped-decorator]
    def state_shown(self, article: Article) -> tuple[str, str]:
        return article.state, article.get_state_display()

    @display(description=gettext_lazy("claims"), ordering="claims_count")  # type: ignore[untyped-decorator]
    def claims(self, article: Any) -> str:
        """How many, with a link to them."""
        address = f"{reverse('admin:claims_claim_changelist')}?article={article.pk}"
        classes = "font-medium underline"
        return format_html('<a class="{}" href="{}">{}</a>', classes, address, article.claims_count)

    @display(description=gettext_lazy("copy of"))  # type: ignore[untyped-decorator]
    def copy_of_link(self, article: Article) -> str:
        return link_to(article.copy_of)

    @display(description=gettext_lazy("text"))  # type: ignore[untyped-decorator]
    def text(self, article: Article) -> str:
        try:
            return whole(article.body.text)
        except ObjectDoesNotExist:
            return _("withdrawn")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A text never changes, and what is said of it came with it; a correction is a new article."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.has_perm("sources.view_article") or request.user.has_perm("sources.change_article")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of the pages, in the clothes of the admin."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = ArticleForm(request.POST, request.FILES) if posted else ArticleForm()
        if posted and form.is_valid() and (article := form.add(timezone.now(), request.user)):
            self._tell(request, article)
            return HttpResponseRedirect(self._page(request, article))
        for name, field in form.fields.items():
            field.widget.attrs["class"] = " ".join(CLASSES.get(name, INPUT_CLASSES))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add an article"),
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/sources/article/add.html", context)

    def _tell(self, request: HttpRequest, article: Article) -> None:
        if article.state == ArticleState.WAITING:
            self.message_user(request, _("The article waits for a worker to find its claims."), messages.SUCCESS)
        else:
            self.message_user(request, _("This article is there already."), messages.INFO)

    def _page(self, request: HttpRequest, article: Article) -> str:
        """Who may add need not be allowed to look."""
        seen = self.has_view_permission(request)
        return reverse("admin:sources_article_change", args=[article.pk]) if seen else reverse("admin:index")
