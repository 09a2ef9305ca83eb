"""What the page of one's own says: groups and rights in words, and the articles that one added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.models import Article

MOST = 20  # articles that the page lists
# What rights allow, in the order in which they are told; what is not here is told as "other rights".
RIGHTS: dict[str, Promise] = {
    "sources.add_article": _("add articles"),
    "sources.view_articletext": _("read articles as a whole"),
    "claims.change_claim": _("review claims"),
    "claims.change_relation": _("decide how claims stand to each other"),
    "claims.change_prediction": _("settle predictions"),
    "sources.change_actor": _("change actors"),
    "sources.change_mergesuggestion": _("merge actors"),
    "claims.change_concept": _("change concepts"),
    "auth.change_user": _("manage users"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """One's groups, what one may do in words, whether one may do all or more than is told, and what one added."""

    groups: Sequence[str]
    rights: Sequence[Any]
    everything: bool
    others: int
    articles: Sequence[Article]
    added: int


def account(user: User) -> Account:
    """All about `user`. Two queries for rights, one for groups, two for articles."""
    held = user.get_all_permissions()
    added = Article.objects.filter(added_by=user)
    return Account(
        list(user.groups.order_by("name", "pk").values_list("name", flat=True)),
        [words for name, words in RIGHTS.items() if name in held],
        user.is_superuser,
        0 if user.is_superuser else len(held - RIGHTS.keys()),
        list(added.select_related("outlet").order_by("-pk")[:MOST]),
        added.count(),
    )
