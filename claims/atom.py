"""The newest claims of a list as an Atom feed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.evidence import attach_mentions
from claims.listing import Listing
from claims.presenters import Card, cards

MOST = 50
TITLE = 200  # characters of a statement as a title
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated: Atom wants a time


@dataclass(frozen=True, slots=True)
class Made:
    """A feed as text, and when its newest entry was made."""

    xml: str
    updated: datetime | None


class _Feed(Atom1Feed):
    """Django's feed, whose time does not run on while it is empty."""

    def latest_post_date(self) -> datetime:
        """When the newest entry was made."""
        return max((item["updateddate"] for item in self.items), default=NEVER)


def claims_feed(found: Listing, *, site: str, page: str, here: str) -> Made:
    """The newest claims that `found` asks for. `page` is the address of the list, `here` that of the feed, `site` that of
    the server."""
    claims = list(found.filterset.qs.order_by("-pk")[:MOST])
    attach_mentions(claims)
    made = _Feed(
        title=_plain(_title(found)),
        link=page,
        description="",
        feed_url=here,
        feed_guid=here,
        author_name="factbase",
        language=get_language(),
    )
    for one in cards(claims):
        made.add_item(**_entry(one, site))
    return Made(made.writeString("utf-8"), max((claim.created_at for claim in claims), default=None))


def _title(found: Listing) -> str:
    """ "factbase: claims (About: Russia)"."""
    asked = ", ".join(f"{chip.label}: {chip.value}" for chip in found.chips)
    return _("factbase: claims") + (f" ({asked[:TITLE]})" if asked else "")


def _entry(one: Card, site: str) -> dict[str, Any]:
    """What `add_item` takes."""
    url = site + reverse("claim", args=[one.claim.pk])
    way = " → ".join(step.name for step in one.path)
    words = [f"<p>{escape(text)}</p>" for text in (one.lead.text if one.lead else "", way) if text]
    return {
        "title": _plain(Truncator(one.claim.statement).chars(TITLE)),
        "link": url,
        "unique_id": url,
        "description": _plain("".join(words)),
        "author_name": _plain(one.path[0].name) if one.path else None,
        "pubdate": one.claim.created_at,
        "updateddate": one.claim.created_at,
    }


def _plain(text: str) -> str:
    """`text` without the characters that XML may not hold."""
    return NOT_XML.sub("", text)
