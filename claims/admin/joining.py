"""Joining claims in the admin: the pages that join a claim with another and split one that was joined."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.admin.sides import side
from claims.evidence import attach_mentions, merged_into
from claims.joining import join_claims, split_claim
from claims.models import Claim, Decision
from claims.opposing import related
from claims.related import attach_relations
from claims.review import ReviewError
from claims.vocabulary import RelationKind
from sources.admin import LONGEST_SEARCH, Guarded, is_key, link_to
from sources.merges import root_of

BUTTON = "border border-base-200 dark:border-base-700 rounded-default px-3 py-1 inline-block"
FOUND = 20  # claims that a search offers
SHOWN = 10  # claims that were joined into one, on its page


def joined(claim: Claim) -> SafeString:
    """On the page of a claim: what it was joined into and what was joined into it, and the ways to join, split and undo."""
    if claim.merged_into:
        split = format_html('<a class="{}" href="{}">{}</a>', BUTTON, _address("split", claim), _("Split …"))
        return format_html("{} {} {}", link_to(claim.merged_into), split, _undo(claim))
    keys = sorted(merged_into([claim.pk]))
    rows = Claim.objects.filter(pk__in=keys[:SHOWN]).order_by("pk")
    lines = format_html_join("", "<li>{}</li>", [(link_to(row),) for row in rows])
    left = format_html("<li>{}</li>", _("and %(n)d more") % {"n": len(keys) - SHOWN}) if len(keys) > SHOWN else ""
    button = format_html(
        '<a class="{}" href="{}">{}</a>', BUTTON, _address("join", claim), _("Join with another claim …")
    )
    return format_html('<ul class="list-disc pl-4">{}{}</ul>{}', lines, left, button)


def stands(claim: Claim) -> SafeString:
    """On the page of a claim: how others stand to it, each with a way to decide upon that."""
    attach_relations([claim])
    rows = [
        (one.sign.label, link_to(one.other), link_to(stand.relation, one.status.label))
        for stand, one in zip(claim.stands, related(claim.stands), strict=True)  # type: ignore[attr-defined]  # attached
    ]
    return format_html_join("", "<div>{} {} ({})</div>", rows) or SafeString("–")


def join_view(page: Guarded[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """Offers claims that the claim may be the same as (those suggested, or what a search finds), and joins it with one."""
    claim = _claim(page, request, object_id)
    if request.method == "POST":
        if _joins(page, request, claim):
            return HttpResponseRedirect(_address("change", claim))
        return HttpResponseRedirect(request.get_full_path())
    words = request.GET.get("q", "").replace("\0", " ")[:LONGEST_SEARCH].strip()
    root = root_of(claim)
    found = _found(page, request, root, words) if words else _suggested(root)
    attach_mentions([root, *found])
    context = {
        **page.admin_site.each_context(request),
        "title": _("Join claim %(id)d with another") % {"id": claim.pk},
        "opts": page.opts,
        "words": words,
        "side": side(root),
        "found": [(one.pk, side(one, 1)) for one in found],
        "back": _address("change", claim),
    }
    return TemplateResponse(request, "admin/claims/claim/join.html", context)


def split_view(page: Guarded[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """Asks, and splits the claim from what it was joined into when the answer comes back."""
    claim = _claim(page, request, object_id)
    if request.method == "POST":
        _act(page, request, lambda by: split_claim(claim=claim, **by))
        return HttpResponseRedirect(_address("change", claim))
    if claim.merged_into is None:
        raise Http404
    both = [claim, claim.merged_into]
    for one in both:  # each by itself, for the mentions of the first are among those of the second
        attach_mentions([one])
    _leave_out(claim, claim.merged_into)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Split these claims for good?"),
        "opts": page.opts,
        "sides": [side(one) for one in both],
        "back": _address("change", claim),
    }
    return TemplateResponse(request, "admin/claims/claim/split.html", context)


def _claim(page: Guarded[Any], request: HttpRequest, object_id: str) -> Claim:
    claim: Claim | None = page.get_object(request, object_id)
    if claim is None:
        raise Http404
    if not page.has_change_permission(request, claim):
        raise PermissionDenied
    return claim


def _leave_out(claim: Claim, root: Claim) -> None:
    """Leaves the mentions of `claim` out of those of `root`: what is split off does not stand on the other side too."""
    gone = {mention.pk for mention in claim.current_mentions}  # type: ignore[attr-defined]  # set by attach_mentions
    left = [mention for mention in root.current_mentions if mention.pk not in gone]  # type: ignore[attr-defined]
    root.current_mentions = left  # type: ignore[attr-defined]


def _joins(page: Guarded[Any], request: HttpRequest, claim: Claim) -> bool:
    key = request.POST.get("into", "")
    into = Claim.objects.filter(pk=int(key)).first() if is_key(key) else None
    if into is None:
        page.message_user(request, _("Choose a claim to join it with."), messages.ERROR)
        return False
    return _act(page, request, lambda by: join_claims(claim=claim, into=into, **by))


def _act(page: Guarded[Any], request: HttpRequest, act: Any) -> bool:
    try:
        act({"user": request.user, "now": timezone.now()})
    except ReviewError as error:
        page.message_user(request, str(error), messages.ERROR)
        return False
    page.message_user(request, _("The change was recorded as a decision."), messages.SUCCESS)
    return True


def _found(page: Guarded[Any], request: HttpRequest, root: Claim, words: str) -> list[Claim]:
    rows, _doubled = page.get_search_results(request, Claim.objects.roots().exclude(pk=root.pk), words)
    return list(rows.order_by("-pk")[:FOUND])


def _suggested(root: Claim) -> list[Claim]:
    """What the claim may be the same as, the likeliest first."""
    attach_relations([root])
    told = [one for one in root.stands if one.relation.kind == RelationKind.SAME]  # type: ignore[attr-defined]  # attached
    return [one.other for one in sorted(told, key=lambda one: -(one.relation.score or 0))[:FOUND]]


def _undo(claim: Claim) -> SafeString | str:
    """A way to undo that a curator joined `claim`; none where linking did."""
    made = Decision.objects.filter(after__claim=claim.pk, after__merged_into=claim.merged_into_id, undone_by=None)
    latest = made.order_by("-pk").first()
    if latest is None:
        return ""
    address = reverse("admin:claims_decision_undo", args=[latest.pk])
    return format_html('<a class="{}" href="{}">{}</a>', BUTTON, address, _("Undo the join …"))


def _address(what: str, claim: Claim) -> str:
    return reverse(f"admin:claims_claim_{what}", args=[claim.pk])
