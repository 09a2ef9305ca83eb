"""What the page of an actor says of its profile: names by kind and language, statements with their places, shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info, ngettext, npgettext
from django.utils.translation import gettext as _

from claims import outlook, presenters
from claims.models import Claim, Mention
from claims.press import Press
from claims.profiles import TOP, Profile, Statements, Window
from claims.separators import Grouped
from claims.vocabulary import Anonymity
from sources.affiliations import AffiliationLine
from sources.models import Actor, Alias, AliasKind, Article

FEWEST = 20  # statements; a share of fewer says nothing
SHOWN_NAMES = 12  # of one kind and language, before the rest is folded away


@dataclass(frozen=True, slots=True)
class NameList:
    """Names of one kind in one language (its code; empty: unknown); `more` are folded away."""

    code: str
    language: str
    shown: Sequence[Alias]
    more: Sequence[Alias]


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names of one kind."""

    label: str
    lists: Sequence[NameList]


@dataclass(frozen=True, slots=True)
class Place:
    """One article that quotes a statement; `via` names those by way of whom it came."""

    article: Article
    outlet: str
    via: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim in the list of what somebody said: the day on which it was first published, and every place."""

    claim: Claim
    sign: presenters.Sign | None
    day: date | None
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole; `percent` is None where the whole is too small to tell."""

    label: str
    number: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A name with what is counted for it: `note` in words, `url` to its claims."""

    name: str
    page: str
    note: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a page shows of a profile; what there is nothing of is empty."""

    about: Sequence[presenters.Card]
    said: Sequence[presenters.Card]
    headline: str
    about_tally: str
    said_tally: str
    names: Sequence[NameGroup]
    company: Sequence[Line]
    statements: Sequence[Statement] = ()
    topics: Sequence[Line] = ()
    outlets: Sequence[Line] = ()
    via: Sequence[Line] = ()
    origins: Sequence[Share] = ()
    hands: Sequence[Share] = ()
    quoted: Sequence[Line] = ()
    draws: Sequence[Line] = ()
    cited: Sequence[Line] = ()
    record: str = ""
    record_url: str = ""


def portrait(found: Profile) -> Portrait:
    """What the page of an actor shows."""
    parts: dict[str, Sequence[Line] | Sequence[Share] | Sequence[Statement]] = {}
    if found.statements:
        parts |= _of_expert(found, found.statements)
    if found.press:
        parts |= _of_outlet(found, found.press)
    record = outlook.record_words(found.record) if found.record else ""
    return Portrait(
        presenters.cards(found.latest_about),
        [] if found.statements else presenters.cards(found.latest_said),
        headline(found.roles),
        tally(found.about),
        tally(found.said),
        name_groups(found.names),
        [_together(found, *one) for one in found.company],
        record=record,
        record_url=outlook.page_of_source(found.actor.slug),
        **parts,  # type: ignore[arg-type]  # each under its own name
    )


def headline(roles: Sequence[AffiliationLine]) -> str:
    """As what a person was quoted last: a role at an organisation, else whatever is known. Empty without any."""
    told = [", ".join([*filter(None, [one.role]), *one.spellings[:1]]) for one in roles]
    whole = (words for words, one in zip(told, roles, strict=True) if one.role and one.spellings)
    return next(whole, told[0] if told else "")


def tally(window: Window) -> str:
    """How many claims: exact, or that there are more than were looked at."""
    number = str(Grouped(len(window.keys)))
    return number if window.whole else _("more than %(n)s") % {"n": number}


def name_groups(names: Iterable[Alias]) -> list[NameGroup]:
    """Names by kind and language, German and English first."""
    found: dict[tuple[str, str], list[Alias]] = {}
    for one in names:
        found.setdefault((one.kind, one.language), []).append(one)
    return [
        NameGroup(str(label), [_name_list(code, found[kind, code]) for code in _languages(kind, found)])
        for kind, label in _kinds().items()
        if _languages(kind, found)
    ]


def _kinds() -> dict[str, str]:
    return {
        AliasKind.NAME: _("Full names"),
        AliasKind.SHORT: _("Short forms"),
        AliasKind.ABBREVIATION: _("Abbreviations"),
        AliasKind.METONYM: _("Seats that stand for it"),
        AliasKind.TITLE: _("Titles"),
        AliasKind.ADJECTIVE: _("Adjectives"),
        AliasKind.DEMONYM: _("Its people"),
        AliasKind.SPELLING: _("Other spellings"),
    }


def _languages(kind: str, found: Mapping[tuple[str, str], object]) -> list[str]:
    codes = [code for of, code in found if of == kind]
    return sorted(codes, key=lambda code: (code == "", code != "de", code != "en", code))


def _name_list(code: str, names: Sequence[Alias]) -> NameList:
    return NameList(code, _language(code), names[:SHOWN_NAMES], names[SHOWN_NAMES:])


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _together(found: Profile, key: int, number: int) -> Line:
    other = found.named[key]
    return Line(
        presenters.called(other), _page(other), claims(number), reverse("shared", args=[found.actor.slug, other.slug])
    )


def _page(actor: Actor) -> str:
    return reverse("actor", args=[actor.slug])


def _claims_with(**query: str) -> str:
    return f"{reverse('claims')}?{urlencode(query)}"


def claims(number: int) -> str:
    """So many claims, in words."""
    return ngettext("%(n)s claim", "%(n)s claims", number) % {"n": Grouped(number)}


def said(number: int) -> str:
    """So many statements, in words."""
    return ngettext("%(n)s statement", "%(n)s statements", number) % {"n": Grouped(number)}


def in_articles(number: int) -> str:
    """Where: in so many articles."""
    return npgettext("where", "in %(n)s article", "in %(n)s articles", number) % {"n": Grouped(number)}


def _of_expert(found: Profile, told: Statements) -> dict[str, Sequence[Line] | Sequence[Statement]]:
    actor, family = found.actor, {found.actor.pk, *(one.pk for one in found.merged)}
    return {
        "statements": [_statement(claim, family) for claim in found.latest_said],
        "topics": [_topic(actor, found.named[key], number) for key, number in told.topics],
        "outlets": [_quoting(actor, found.named.get(key or 0), *counts) for key, *counts in told.quoting.outlets[:TOP]],
        "via": [Line(*_known(found.named, key), said(n)) for key, n in told.quoting.via.most_common(TOP)],
    }


def _topic(actor: Actor, topic: Actor, number: int) -> Line:
    url = _claims_with(source=actor.slug, actor=topic.slug)
    return Line(presenters.called(topic), _page(topic), claims(number), url)


def _quoting(actor: Actor, outlet: Actor | None, statements: int, articles: int) -> Line:
    note = f"{said(statements)} {in_articles(articles)}"
    if outlet is None:
        return Line(_("unknown outlet"), "", note)
    return Line(presenters.called(outlet), _page(outlet), note, _claims_with(source=actor.slug, outlet=outlet.slug))


def _known(named: Mapping[int, Actor], key: int) -> tuple[str, str]:
    actor = named.get(key)
    return presenters.called(actor), _page(actor) if actor else ""


def _statement(claim: Claim, family: set[int]) -> Statement:
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    own = [one for one in mentions if any(hop.actor_id in family for hop in one.chain.all())] or list(mentions)
    places = {one.extraction.article_id: _place(one, family) for one in own}
    days = [place.article.published_on for place in places.values() if place.article.published_on]
    sign = presenters.form_sign(own[0]) if own else None
    return Statement(claim, sign, min(days, default=None), list(places.values()))


def _place(mention: Mention, family: set[int]) -> Place:
    hops = list(mention.chain.all())
    own = max((place for place, hop in enumerate(hops) if hop.actor_id in family), default=len(hops))
    via = dict.fromkeys(presenters.called(hop.actor) for hop in hops[own + 1 :])
    article = mention.extraction.article
    return Place(article, presenters.outlet_of(article), ", ".join(via))


def _of_outlet(found: Profile, told: Press) -> dict[str, Sequence[Line] | Sequence[Share]]:
    labels = {str(kind): str(kind.label) for kind in Anonymity}
    hands = {_("first hand"): told.voiced - told.second_hand, _("second hand"): told.second_hand}
    return {
        "origins": [_share(labels[kind], number, told.voiced) for kind, number in told.origins.items()],
        "hands": [_share(label, number, told.voiced) for label, number in hands.items()],
        "quoted": [_quotes(found, key, number) for key, number in told.quoted.most_common(TOP)],
        "draws": [
            *(_draws(found, told, key) for key in told.drawing(TOP)),
            *(Line(f"„{words}“", "", _listed(number)) for words, number in told.unknown.most_common(TOP)),
        ],
        "cited": [_cites(found, told, key) for key in told.citing(TOP)],
    }


def _share(label: str, number: int, whole: int) -> Share:
    return Share(label, number, round(number / whole * 100) if whole >= FEWEST else None)


def _quotes(found: Profile, key: int, number: int) -> Line:
    source = found.named.get(key)
    url = _claims_with(source=source.slug, outlet=found.actor.slug) if source else ""
    return Line(*_known(found.named, key), said(number), url)


def _draws(found: Profile, told: Press, key: int) -> Line:
    notes = [said(told.drawn_on[key])] if told.drawn_on[key] else []
    notes += [_listed(told.listed[key])] if told.listed[key] else []
    url = _quotes(found, key, 0).url if told.drawn_on[key] else ""
    return Line(*_known(found.named, key), ", ".join(notes), url)


def _cites(found: Profile, told: Press, key: int) -> Line:
    cited, listed = len(told.cited_in.get(key, ())), len(told.listed_in.get(key, ()))
    notes = [in_articles(cited)] if cited else []
    notes += [_listed(listed)] if listed else []
    other = found.named.get(key)
    url = _claims_with(source=found.actor.slug, outlet=other.slug) if other and cited else ""
    return Line(*_known(found.named, key), ", ".join(notes), url)


def _listed(number: int) -> str:
    told = npgettext("sources at the end", "listed in %(n)s article", "listed in %(n)s articles", number)
    return told % {"n": Grouped(number)}
