"""Pages where people who may add articles hand texts in, look at what was found, and store or discard them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import draft_pages
from claims.draft_forms import DescribeForm, HandInForm
from claims.drafting import describe_draft, read_again, store_draft
from claims.drafts import Draft, DraftState
from claims.ranking import best_named
from sources.models import Actor

MOST_NAMES = 10  # outlets that are suggested

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]


def for_adders(view: View[Parameters]) -> View[Parameters]:
    """`view` for signed-in people who may add articles; nobody keeps a copy of what it answers."""

    @wraps(view)
    @never_cache
    @login_required
    @permission_required("sources.add_article", raise_exception=True)
    def answer(request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    return answer  # type: ignore[return-value]  # the same parameters, which the checker does not see


@require_http_methods(["GET", "HEAD", "POST"])
@for_adders
def add(request: HttpRequest) -> HttpResponse:
    """A form for a text, files or an address; what was handed in leads to its preview."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandInForm(*posted, fetches=settings.FETCHES)
    if form.is_bound and form.is_valid() and (drafts := form.hand_in(request.user, timezone.now())):
        for one in form.cleaned_data["refused"]:
            messages.warning(
                request, _("%(place)s was not taken: %(reason)s.") % {"place": one.place, "reason": one.reason}
            )
        return redirect("draft", drafts[0].pk) if len(drafts) == 1 else redirect("drafts")
    waiting = Draft.objects.alive(timezone.now()).filter(owner=request.user.pk).exclude(state=DraftState.STORED).count()
    context = {"form": form, "drafts_count": waiting}
    return render(request, "claims/add.html", context, status=422 if form.errors else 200)


@require_safe
@for_adders
def drafts(request: HttpRequest) -> HttpResponse:
    """All drafts that one may see, the newest first."""
    now = timezone.now()
    rows = Draft.objects.alive(now).of(request.user).exclude(state=DraftState.STORED).listed()
    lines = [
        {
            "draft": one,
            "name": draft_pages.name_of(one),
            "fault": draft_pages.fault(one),
            "reading": one.is_being_read(now),
        }
        for one in rows
    ]
    own = [one for one in rows if one.owner_id == request.user.pk]
    context = {
        "lines": lines,
        "waits": any(one.state == DraftState.WAITING for one in rows),
        "ready": sum(one.state == DraftState.READY for one in own),
        "own": len(own),
    }
    return render(request, "claims/drafts.html", context)


@require_POST
@for_adders
def all_drafts(request: HttpRequest) -> HttpResponse:
    """Stores all of one's own drafts that are ready, or discards all of one's own."""
    mine = Draft.objects.alive(timezone.now()).filter(owner=request.user.pk).exclude(state=DraftState.STORED)
    if request.POST.get("act") == "store":
        _store_all(request, list(mine.filter(state=DraftState.READY).order_by("pk")))
    elif request.POST.get("act") == "discard":
        number = mine.count()
        mine.delete()
        messages.info(
            request, ngettext("%(n)d draft was discarded.", "%(n)d drafts were discarded.", number) % {"n": number}
        )
    return redirect("drafts")


@require_http_methods(["GET", "HEAD", "POST"])
@for_adders
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: how far it is, then what was found in it; to be stored, discarded, or read again."""
    row = _seen(request, pk)
    if row.article_id:
        return redirect("article", row.article_id)
    if request.method == "POST":
        return _act(request, row)
    return _page(request, row, DescribeForm.of(row))


@require_safe
@for_adders
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for a page that asks again and again; once it is read, that page is asked to renew itself."""
    found = draft_pages.progress(_seen(request, pk), timezone.now())
    answer = render(request, "claims/draft/progress.html", {"progress": found})
    if found.draft.state != DraftState.WAITING:
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
@for_adders
def outlet_names(request: HttpRequest) -> HttpResponse:
    """Names of outlets that begin like what is being typed, as options."""
    words = request.GET.get("outlet", "").replace("\0", "")[:300].strip()
    outlets = Actor.objects.roots().outlets()
    names = best_named(outlets.matching(words), words)[:MOST_NAMES] if words else []
    return render(request, "claims/draft/outlets.html", {"outlets": names})


def _seen(request: HttpRequest, pk: int) -> Draft:
    """The draft, where this reader may see it; to anybody else there is none."""
    return get_object_or_404(Draft.objects.alive(timezone.now()).of(request.user), pk=pk)


def _page(request: HttpRequest, row: Draft, form: DescribeForm) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {"draft": row, "name": draft_pages.name_of(row), "form": form}
    if row.state == DraftState.READY:
        try:
            context["preview"] = draft_pages.preview(row)
        except (ValueError, TypeError, KeyError):  # found by another version, and kept in another form
            read_again(draft=row)
            return redirect("draft", row.pk)
    elif row.state == DraftState.FAILED:
        context["fault"] = draft_pages.fault(row)
    else:
        context["progress"] = draft_pages.progress(row, now)
    return render(request, "claims/draft.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, row: Draft) -> HttpResponse:
    act = request.POST.get("act")
    if act == "discard":
        row.delete()
        messages.info(request, _("The draft was discarded."))
        return redirect("drafts") if _others(request) else redirect("add")
    if act == "again":
        read_again(draft=row)
        return redirect("draft", row.pk)
    if row.state != DraftState.READY or act not in {"store", "preview"}:
        return redirect("draft", row.pk)
    return _described(request, row, store=act == "store")


def _described(request: HttpRequest, row: Draft, *, store: bool) -> HttpResponse:
    """Takes down what is said of it; then stores it, or shows it again, read anew where it is of another day."""
    form = DescribeForm.of(row, request.POST)
    if form.is_valid():
        describe_draft(draft=row, **form.cleaned_data)
        if not store:
            if not row.holds_for(row.published_on):
                read_again(draft=row)
            return redirect("draft", row.pk)
        try:
            article, created = store_draft(draft=row, now=timezone.now())
        except Draft.DoesNotExist as error:  # discarded in another window in this moment
            raise Http404 from error
        except ValueError as error:
            form.add_error(None, str(error))
        else:
            _tell(request, created=created)
            return redirect("article", article.pk)
    return _page(request, row, form)


def _tell(request: HttpRequest, *, created: bool) -> None:
    if created:
        messages.success(request, _("The article was stored."))
    else:
        messages.info(request, _("This article is there already."))


def _store_all(request: HttpRequest, ready: list[Draft]) -> None:
    """Each by itself: one that cannot be stored costs no other."""
    stored = 0
    for one in ready:
        try:
            store_draft(draft=one, now=timezone.now())
            stored += 1
        except (ValueError, Draft.DoesNotExist) as error:
            messages.warning(request, f"{draft_pages.name_of(one)}: {error}")
    messages.success(
        request, ngettext("%(n)d article was stored.", "%(n)d articles were stored.", stored) % {"n": stored}
    )


def _others(request: HttpRequest) -> bool:
    mine = Draft.objects.alive(timezone.now()).filter(owner=request.user.pk)
    return mine.exclude(state=DraftState.STORED).exists()
