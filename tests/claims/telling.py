"""Tellings of a claim by hand, in short: who says it, by way of whom, in which paper, on which day."""

from datetime import date

from claims.origins import Telling, Voice

# Who is who in the tables; outlets from 1, people and bodies from 11.
KURIER, POST, AGENCY, FUNK, REVUE = 1, 2, 3, 4, 5
TOWN, PANDA, PESKOW, KREMLIN, EXPERTS, INSTITUTE = 11, 12, 13, 14, 15, 16
OUTLETS = {KURIER, POST, AGENCY, FUNK, REVUE}


def voice(who):
    """A voice: a key, "?" for somebody who is not named, "Experten" as a group, or (who, for whom they speak)."""
    who, body = who if isinstance(who, tuple) else (who, None)
    if who == "?":
        return Voice(None, "unknown", "anonymous", body)
    if who == EXPERTS:
        return Voice(who, "group", "collective", body)
    kind = "outlet" if who in OUTLETS else "person" if who in {TOWN, PANDA, PESKOW} else "organisation"
    return Voice(who, kind, "named", body)


def tell(mention, house, *chain, day=None, article=None, used=(), **more):
    """A telling; its article has the number of the mention unless told, `day` is one of May."""
    return Telling(
        mention=mention,
        article=mention if article is None else article,
        house=house,
        published=date(2026, 5, day) if day else None,
        chain=tuple(voice(who) for who in chain),
        used=frozenset(used),
        text=f"{mention:04}",
        **more,
    )
