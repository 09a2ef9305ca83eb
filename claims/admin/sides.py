"""A claim as the admin shows it beside another: its statement, and in which words, by whom and where it is said."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim, ClaimTime, Mention
from claims.presenters import figure, outlet_of, path
from sources.admin import link_to, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

LATEST = 5  # mentions that a side shows
LONGEST = 400  # characters of their words


def side(claim: Claim, most: int = LATEST) -> SafeString:
    """`claim`, which has `current_mentions`, with its newest mentions."""
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    left = len(mentions) - most
    more = ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left} if left > 0 else ""
    return format_html(
        '{} <small>({})</small><ul class="list-disc pl-4">{}</ul><small>{}</small>',
        link_to(claim, Truncator(claim.statement).chars(LONGEST)),
        claim.get_status_display(),
        format_html_join("", "<li>{}</li>", [(voice(mention),) for mention in mentions[:most]]),
        more,
    )


def voice(mention: Mention) -> SafeString:
    """One mention: its words, the way they came, the day, its figures and times."""
    article = mention.extraction.article
    way = " → ".join(step.name for step in path(mention)) or outlet_of(article)
    day = date_format(article.published_on, "SHORT_DATE_FORMAT") if article.published_on else _("without a date")
    told = [mention.get_polarity_display()] if mention.polarity == "negative" else []
    told += [figure(one) for one in mention.quantities.all()]
    told += [_days(one) for one in mention.times.all()]
    return format_html(
        "{}<br><small>{} · {} · {}{}</small>",
        quoted(Truncator(mention.text).chars(LONGEST)),
        way,
        link_to(article, str(Truncator(article).chars(60))),
        day,
        format_html_join("", " · {}", [(words,) for words in told]),
    )


def _days(time: ClaimTime) -> SafeString:
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in dict.fromkeys((time.first_day, time.last_day)) if day]
    return format_html("{} {}", quoted(time), " – ".join(days))
