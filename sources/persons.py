"""Who is who: what is known of actors and all that was merged into them, and which person a full name surely is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sources.knowledge import by_slug
from sources.likeness import Affiliated, Profile, belongs
from sources.merges import families
from sources.models import Actor, ActorKind, Affiliation, Alias, AliasKind
from sources.names import is_same_name, spelling_key
from sources.organisations import Agreement

NAMES = (AliasKind.NAME, AliasKind.SPELLING, AliasKind.ABBREVIATION)  # an adjective or a seat of power is not a name

Organisations = Mapping[str, Sequence[Affiliated]]


def profiles(family: Mapping[int, int]) -> dict[int, Profile]:
    """By root, what is known of each family (`family`: every member with its root). Three queries."""
    kinds: dict[int, str] = {}
    ids, names = defaultdict[int, set[str]](set), defaultdict[int, list[str]](list)
    slugs, known_roots = by_slug(), set[int]()
    for pk, kind, qid, slug in Actor.objects.filter(pk__in=family).values_list("pk", "kind", "qid", "slug"):
        ids[family[pk]] |= {qid} if qid else set()
        known_roots |= {family[pk]} if slug in slugs else set()
        kinds.setdefault(family[pk], kind)
    known = Alias.objects.filter(actor__in=family, kind__in=NAMES, ambiguous=False).order_by("text", "pk")
    for actor, text in known.values_list("actor", "text"):
        names[family[actor]].append(text)
    belonging = organisations_of(family)
    return {
        root: Profile(
            kind=kind,
            names=tuple(dict.fromkeys(names[root])),
            organisations=tuple(belonging[root]),
            ids=frozenset(ids[root]),
            known=root in known_roots,
        )
        for root, kind in kinds.items()
    }


def organisations_of(family: Mapping[int, int]) -> defaultdict[int, list[Affiliated]]:
    """By root, the organisations that the members of each family were said to belong to."""
    found = defaultdict[int, list[Affiliated]](list)
    rows = Affiliation.objects.filter(person__in=family).exclude(organisation_name="")
    for person, name, actor in rows.order_by("pk").values_list("person", "organisation_name", "organisation"):
        found[family[person]].append(Affiliated(name, actor))
    return found


def known_persons(wanted: Organisations) -> dict[str, Actor]:
    """Which person each full name of `wanted`, given with its organisations, surely is: the only one of that name in any
    spelling whose affiliation agrees. Others are left out. Three queries."""
    spellings: dict[str, list[Alias]] = defaultdict(list)
    there = Alias.objects.filter(spelling__in={_letters(name) for name in wanted}, kind__in=NAMES, ambiguous=False)
    for alias in there.filter(actor__kind=ActorKind.PERSON).select_related("actor").order_by("pk"):
        spellings[alias.spelling].append(alias)
    family = families({alias.actor_id for rows in spellings.values() for alias in rows})
    belonging = organisations_of(family) if family else {}
    found: dict[str, Actor] = {}
    for name, organisations in wanted.items():
        bearers = [alias for alias in spellings[_letters(name)] if is_same_name(name, alias.text)]
        agreeing = {
            family[alias.actor_id]: alias.actor
            for alias in reversed(bearers)
            if belongs(organisations, belonging[family[alias.actor_id]]) == Agreement.STRONG
        }
        if len(agreeing) == 1:
            found[name] = next(iter(agreeing.values()))
    return found


def one_name_each(wanted: Organisations, names: Collection[str]) -> dict[str, str]:
    """The spellings among `names` that are surely those of one new person, each with the spelling that comes first."""
    chosen: dict[str, str] = {}
    for name in sorted(names):
        same = [first for first in set(chosen.values()) if _is_same(first, name, wanted)]
        chosen[name] = same[0] if len(same) == 1 else name
    return chosen


def _letters(name: str) -> str:
    """As the column holds it."""
    return spelling_key(name)[:300]


def _is_same(one: str, other: str, wanted: Organisations) -> bool:
    return is_same_name(one, other) and belongs(wanted.get(one, ()), wanted.get(other, ())) == Agreement.STRONG
