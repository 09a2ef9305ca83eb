"""A claim as linked data: schema.org's Claim with its appearances, as JSON-LD."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from claims.models import Claim, Mention
from sources.models import Actor, ActorKind, Article

Node = dict[str, Any]

CONTEXT = {"@context": "https://schema.org"}
WIKIDATA = "https://www.wikidata.org/wiki/"
TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.COUNTRY: "Country",
    ActorKind.PLACE: "Place",
    ActorKind.DOCUMENT: "CreativeWork",
    ActorKind.OUTLET: "NewsMediaOrganization",
}


def document(claim: Claim, site: str) -> Node:
    """A claim as a file of its own."""
    return CONTEXT | claim_node(claim, site)


def claim_node(claim: Claim, site: str) -> Node:
    """A root claim with `current_mentions`; addresses begin with `site`. What is not known is left out."""
    mentions: Sequence[Mention] = claim.current_mentions  # type: ignore[attr-defined]  # set by attach_mentions
    dated = [one for one in mentions if one.extraction.article.published_on]
    appearances = _appearances(mentions, site)
    first = min(dated, key=lambda one: (one.extraction.article.published_on, one.pk), default=None)
    address = site + reverse("claim", args=[claim.pk])
    return known(
        {
            "@type": "Claim",
            "@id": address,
            "url": address,
            "identifier": str(claim.pk),
            "text": claim.statement,
            "inLanguage": "de",
            "dateCreated": claim.created_at.isoformat(),
            "creativeWorkStatus": claim.status,
            "author": [_party(one, site) for one in _once(_origins(mentions))],
            "about": [_thing(one, site) for one in _once(_meant(mentions))],
            "firstAppearance": first and {"@id": _address(first.extraction.article, site)},
            "appearance": appearances,
            "isPartOf": {"@type": "Dataset", "name": "factbase", "url": f"{site}/"},
        }
    )


def known(node: Node) -> Node:
    """`node` without what is empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _origins(mentions: Iterable[Mention]) -> Iterable[Actor]:
    """Who says so; whoever denies it is no author of it."""
    for mention in mentions:
        hops = mention.chain.all()
        if hops and hops[0].actor and not mention.denies:
            yield hops[0].actor


def _meant(mentions: Iterable[Mention]) -> Iterable[Actor]:
    return (part.actor for mention in mentions for part in mention.actors.all())


def _once(actors: Iterable[Actor]) -> list[Actor]:
    return list({actor.pk: actor for actor in actors}.values())


def _thing(actor: Actor, site: str) -> Node:
    return known(
        {
            "@type": TYPES.get(ActorKind(actor.kind), "Organization"),
            "@id": site + reverse("actor", args=[actor.slug]),
            "name": actor.name,
            "sameAs": f"{WIKIDATA}{actor.qid}" if actor.qid else None,
        }
    )


def _party(actor: Actor, site: str) -> Node:
    """An actor as one who says something: for schema.org a person or an organisation, be it a state."""
    kind = "Person" if actor.kind == ActorKind.PERSON else "Organization"
    return {**_thing(actor, site), "@type": kind}


def _appearances(mentions: Iterable[Mention], site: str) -> list[Node]:
    """The articles, each once, with the words in which they make the claim."""
    found: dict[int, Node] = {}
    for mention in mentions:
        article = mention.extraction.article
        node = found.setdefault(article.pk, _article(article, site))
        if article.withdrawn_at is None:  # its words are not ours to give away any more
            node.setdefault("hasPart", []).append(_quotation(mention, site))
    return list(found.values())


def _article(article: Article, site: str) -> Node:
    return known(
        {
            "@type": "NewsArticle",
            "@id": _address(article, site),
            "url": article.url or _address(article, site),
            "headline": article.title,
            "datePublished": article.published_on.isoformat() if article.published_on else None,
            "publisher": _thing(article.outlet, site) if article.outlet else None,
        }
    )


def _address(article: Article, site: str) -> str:
    return site + reverse("article", args=[article.pk])


def _quotation(mention: Mention, site: str) -> Node:
    """The exact words; who said so, origin first, as far as they are named."""
    hops = [hop.actor for hop in mention.chain.all() if hop.actor]
    return known(
        {
            "@type": "Quotation",
            "@id": f"{_address(mention.extraction.article, site)}#m{mention.pk}",
            "text": mention.text,
            "spokenByCharacter": [_party(actor, site) for actor in hops],
        }
    )
