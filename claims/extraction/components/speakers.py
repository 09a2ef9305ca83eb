"""Who says it: from the words that stand for the speaker to a hop with name, kind, role and affiliation; pronouns and
bare surnames to the person last named; reports of reports to chains of several hops."""

import re
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.components.cues import cue_noun
from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import Entity, entities_between
from claims.extraction.components.names import names_between
from claims.extraction.components.personal import is_participle, is_personal, is_role_noun
from claims.extraction.components.phrases import core_end, is_nominal, phrase_end
from claims.extraction.components.referents import Discourse, How, Reference, Referent
from claims.extraction.components.tokens import given
from claims.extraction.components.workplaces import adjective_ending
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Anonymity, Hop, Kind
from sources.names import name_key

_PRONOUNS = frozenset({"er", "sie", "diese", "beide", "man", "ich", "wir", "dieser", "es"})
_LONGEST_NAME = 60  # characters
_BEYOND = 12  # tokens that an apposition may reach behind the words for the speaker
_MEDIA = re.compile(
    r"(?:magazin|zeitung|blatt|sender|agentur|zeitschrift|portal|website|seite|tageszeitung|wochenzeitung|medium|amtsblatt|rundfunk|webseite)s?$",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"(?:studie|bericht|umfrage|statistik|erklärung|mitteilung|papier|schreiben|brief|dokument|gutachten|urteil|untersuchung|analyse|prognose|gesetz|grundgesetz|vertrag)(?:n|en|e|s|es)?$",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"(?:kreise[n]?|insider[n]?|informant\w*|namentlich nicht|anonym\w*|ungenannte\w*|quellen?)$", re.IGNORECASE
)
_BODIES = frozenset(lexicon("people")["bodies"]) - {"gericht", "partei", "ministerium", "universität", "hochschule"}
_DETERMINERS = frozenset(lexicon("grammar")["determiners"])


@dataclass(slots=True)
class _Told:
    """What the claims so far have told: who spoke last, and on which outlet the article reports."""

    last: Hop | None = None
    outlet: Hop | None = None


@Language.component("factbase_speakers")
def speakers(doc: Doc) -> Doc:
    """Gives every draft its chain of hops, origin first."""
    told = _Told()
    for draft in doc._.drafts:
        hop = hop_of(doc, draft, told)
        draft.chain = [hop, *_relay(doc, draft, told), *_outer_hops(doc, draft, hop, told)]
        _remember(told, draft, hop)
    for draft in doc._.drafts:
        if draft.parent is not None:
            draft.chain.extend(hop for hop in draft.parent.chain if hop not in draft.chain)
    return doc


def _remember(told: _Told, draft: Draft, hop: Hop) -> None:
    if draft.parent is None and (hop.name or hop.surface):
        told.last = hop
    if hop.kind == "outlet" and hop.name:
        told.outlet = hop


# One hop


def hop_of(doc: Doc, draft: Draft, told: _Told | None = None) -> Hop:
    """Who says `draft`, by the words for its speaker."""
    told = told or _Told()
    if draft.speaker is None:
        return Hop(surface=None, span=None, anonymity="anonymous", cue=draft.cue)
    base = Hop(surface=given(doc)[slice(*draft.speaker)], span=draft.speaker, cue=draft.cue)
    span = doc.char_span(*draft.speaker, alignment_mode="expand")
    if span is None:
        return base
    if all((token.tag_ != "NN" and token.text[:1].islower()) or token.lower_ in _PRONOUNS for token in span) and any(
        token.lower_ in _PRONOUNS for token in span
    ):
        return _pronoun(doc, draft, base, told)
    for reference in doc._.discourse.covering(*draft.speaker)[:1]:
        _note_doubt(draft, reference)
    return _named(doc, span, base, told)


def _note_doubt(draft: Draft, reference: Reference) -> None:
    """Where two readings of the words are close the better one stands, with less confidence."""
    if reference.sure < 1 and reference.referent.itself.name is not None:
        draft.meant = reference.sure
        draft.why.append("another reading is close")


def _pronoun(doc: Doc, draft: Draft, base: Hop, told: _Told) -> Hop:
    start, end = base.span or (0, 0)
    meant = [r for r in doc._.discourse.between(start, end) if r.how == "pronoun"]
    if meant:
        _note_doubt(draft, meant[0])
        hop = _referents_hop(meant[0].referent.itself, base)
        draft.why.append(f"antecedent: {hop.name}" if hop.name else "antecedent without a name")
        return hop
    if (base.surface or "").lower() in {"wir", "ich"} and told.last is not None and told.last.name is not None:
        draft.why.append(f"antecedent: {told.last.name}")
        return replace(told.last, surface=base.surface, span=base.span, cue=base.cue)
    return replace(base, anonymity="anonymous")


def _referents_hop(one: Referent, base: Hop) -> Hop:
    """The hop for somebody or something of the article; who is not named is unknown, with the office that is told."""
    if one.kind == "group" and one.entity is not None:
        return replace(_actor_hop(one.entity, base), affiliation=one.affiliation)
    if one.name is None:
        return replace(base, role=one.role, affiliation=one.affiliation, anonymity="anonymous")
    if one.kind == "person":
        named = replace(base, name=one.name, kind="person", qid=one.qid, anonymity="named")
        return replace(named, role=one.role, affiliation=one.affiliation)
    if one.entity is not None:
        return _actor_hop(one.entity, base)
    return replace(base, name=one.name, kind=one.kind, anonymity="collective" if one.kind == "group" else "named")


def _named(doc: Doc, span: Span, base: Hop, told: _Told) -> Hop:
    """The hop for a noun phrase: a person by name, a known actor, a medium meant before, or what the phrase itself says."""
    meant = _possessor(doc, span) or _person_in(doc, span)
    head = _head(doc, span)
    if meant is None and is_role_noun(head) and _is_one(span, head):
        return replace(base, anonymity="anonymous")
    meant = meant or _body_in(doc, span, "noun")
    if meant is not None:
        return _referents_hop(meant, base)
    inside = [e for e in entities_between(doc, span.start_char, span.end_char) if e.end <= span.end_char]
    known = _known_source(doc, span, inside)
    if known is not None:
        return _actor_hop(known, base)
    if any(e.kind == "place" and e.start == span.start_char and e.end == span.end_char for e in inside):
        return replace(base, anonymity="anonymous")
    return _by_description(doc, span, base, told)


def _by_description(doc: Doc, span: Span, base: Hop, told: _Told) -> Hop:
    """The hop for a medium meant before, a body of the article, or what the phrase itself says."""
    head = _head(doc, span)
    if _MEDIA.search(head) and doc[span.start].lower_ in {"das", "die", "der", "dem", "dieses", "diese"}:
        outlet = told.outlet or _last_outlet(doc, span.start_char)
        if outlet:
            return replace(outlet, surface=base.surface, span=base.span, cue=base.cue)
    body = _body_in(doc, span, "name")
    return _referents_hop(body, base) if body is not None else _described(doc, span, base, head)


def _possessor(doc: Doc, span: Span) -> Referent | None:
    """Whose words they are: "seinen Angaben", "ihrer Ansicht", "Holtbys Schätzung"."""
    if not _is_words(doc, span):
        return None
    story: Discourse = doc._.discourse
    meant = story.between(span[0].idx, span[0].idx + len(span[0]))
    return next((r.referent.itself for r in meant if r.referent.kind == "person"), None)


def _is_one(span: Span, head: str) -> bool:
    """One unnamed person by office, and not many: "die Analystin", "ein Diplomat", "der Ökonom"."""
    first = span[0].lower_
    if first in {"ein", "eine", "einer", "einem"}:
        return True
    feminine = head.endswith("in") and first in {"die", "der"}
    masculine = first in {"der", "dem"} and not head.endswith("innen")
    return feminine or masculine


def _person_in(doc: Doc, span: Span) -> Referent | None:
    """The person whom the phrase means, if it is a person's phrase and not one about their words or office."""
    core = core_end(doc, span.start, span.end)
    story: Discourse = doc._.discourse
    near = (r for r in story.between(span.start_char - _LONGEST_NAME, span.end_char) if r.end > span.start_char)
    people = [r for r in near if r.referent.itself.kind == "person" and (r.start >= span.start_char or r.how == "name")]
    for reference in people:
        place = doc.char_span(reference.start, reference.end, alignment_mode="expand")
        if place is None or place.end > span.end + _BEYOND:
            continue
        if reference.how == "name" and place.start >= core and _unnamed_role(doc, span, core, place.start):
            continue
        if reference.how == "name" and _owns_role(doc, place):
            continue  # "Rönnlunds Trainer Olle Backlund"
        if reference.how == "name" and doc.char_span(reference.start, reference.end) is None:
            continue  # "Trump-Regierung" is no Trump
        return reference.referent.itself
    return None


def _owns_role(doc: Doc, name: Span) -> bool:
    """Is the name a genitive whose office or relative follows?"""
    after = doc[name.end] if name.end < len(doc) else None
    return after is not None and after.tag_ == "NN" and name.text.endswith("s") and is_personal(after.text)


def _body_in(doc: Doc, span: Span, how: How) -> Referent | None:
    """A body of the article that the phrase as a whole means: "die Behörde", "das Außenministerium in Seoul"."""
    story: Discourse = doc._.discourse
    near = [
        r
        for r in story.between(span.start_char, span.end_char)
        if r.referent.kind in {"organisation", "outlet"} and r.how == how
    ]
    return next((r.referent for r in near if r.start == span.start_char and r.end >= _core_end(doc, span)), None)


def _core_end(doc: Doc, span: Span) -> int:
    last = doc[max(core_end(doc, span.start, span.end) - 1, span.start)]
    return last.idx + len(last)


def _unnamed_role(doc: Doc, span: Span, core: int, name: int) -> bool:
    """ "ein Sprecher von Schäuble": the role is somebody else's, unless the name is its apposition."""
    if doc[name - 1].text == ",":
        return False
    return is_role_noun(doc[core - 1].text) and core < span.end and doc[core].lower_ in {"von", "vom", "des", "der"}


def _known_source(doc: Doc, span: Span, inside: list[Entity]) -> Entity | None:
    """The known actor that the phrase as a whole stands for: its head or apposition, or whose words they are."""
    core = core_end(doc, span.start, span.end)
    head = doc[core - 1] if core > span.start else span.root
    if is_role_noun(head.text) and not any(
        e.source and e.end >= head.idx + len(head) and e.start <= head.idx for e in inside
    ):
        return None
    whole = [e for e in inside if e.source and not e.compound and e.alias not in {"adjective", "demonym"}]
    speaking = [e for e in whole if e.kind != "place"]
    at_head = [e for e in speaking if e.start <= head.idx < e.end or e.end == head.idx + len(head)]
    if at_head:
        return at_head[-1]
    if _is_words(doc, span) or _MEDIA.search(head.text):
        outlets = [e for e in speaking if e.source and e.source.kind == "outlet"]
        return (outlets or speaking or [None])[0]  # type: ignore[list-item]
    return next((e for e in speaking if e.source and e.source.kind == "outlet"), None)


def _is_words(doc: Doc, span: Span) -> bool:
    return any(cue_noun(doc[i]) for i in range(span.start, core_end(doc, span.start, span.end)))


def _actor_hop(entity: Entity, base: Hop) -> Hop:
    actor = entity.source
    if actor is None:
        return base
    anonymity: Anonymity = actor.anonymity or "named"  # type: ignore[assignment]  # groups say which
    return replace(base, name=actor.name, kind=actor.kind, qid=actor.qid, anonymity=anonymity)  # type: ignore[arg-type]


def _last_outlet(doc: Doc, before: int) -> Hop | None:
    for entity in reversed(entities_between(doc, 0, before)):
        if entity.end <= before and entity.source and entity.source.kind == "outlet":
            return _actor_hop(entity, Hop(surface=None, span=None))
    return None


def _head(doc: Doc, span: Span) -> str:
    core = core_end(doc, span.start, span.end)
    return doc[core - 1].text if core > span.start else span.text


def _described(doc: Doc, span: Span, base: Hop, head: str) -> Hop:
    """A source by its description alone: "die Polizei", "Anwohner", "einer Studie", "ein Sprecher des Ministeriums"."""
    inner = _words_of_whom(doc, span) if _is_words(doc, span) else None
    if inner is not None:
        span, head = inner, _head(doc, inner)
    name = _plain_name(span)
    if (
        not name
        or not any(is_nominal(token) for token in span)
        or _names_somebody(doc, span)
        or span[0].tag_ == "PIS"
        or span[0].tag_ == "PPOSAT"
        or _points_back(span, head)
        or span[0].lower_ in {"jemand", "niemand", "wer"}
    ):
        return replace(base, anonymity="anonymous")
    if _ANONYMOUS.search(head):
        return replace(base, name=name, kind="group", anonymity="anonymous")
    kind, anonymity = _kind_of(span, head)
    if kind == "unknown":
        return replace(base, anonymity=anonymity)
    return replace(base, name=name, kind=kind, anonymity=anonymity)


def _names_somebody(doc: Doc, span: Span) -> bool:
    """Is it the name of a person whom nothing tells more of, or of a place: "Aus Ankara"? No body is called so."""
    person = any(name.type == "PER" for name in names_between(doc, span.start, span.end))
    place = span[0].lower_ == "aus" and any(
        e.kind == "place" for e in entities_between(doc, span[0].idx, span.end_char)
    )
    return place or (person and not _says_what(span))


def _says_what(span: Span) -> bool:
    """Does a common noun stand in it that says what it is?"""
    return any(token.tag_ == "NN" for token in span)


def _one_of_them(span: Span) -> bool:
    """ "Eine von ihnen", "einer der beiden"."""
    return len(span) > 1 and span[0].lower_ in {"einer", "eine", "eines"} and span[1].lower_ in {"von", "der"}


def _points_back(span: Span, head: str) -> bool:
    """ "Das Unternehmen", "der Organisation", "der entlassene Coach": somebody named before, and nobody knows whom."""
    plain = len(span) == 2 and (head.lower() in _BODIES or head.lower().removesuffix("s") in _BODIES)
    return span[0].tag_ == "ART" and (plain or is_participle(head))


def _words_of_whom(doc: Doc, span: Span) -> Span | None:
    """Whose words: "Angaben des Verbands" gives "des Verbands"; None where it is only "Angaben"."""
    core = core_end(doc, span.start, span.end)
    if core >= span.end:
        return None
    start = core + (0 if doc[core].tag_ == "ART" or is_nominal(doc[core]) else 1)
    return doc[start : span.end] if start < span.end and phrase_end(doc, start, span.end) > start else None


def _plain_name(span: Span) -> str:
    words = [token for token in span if not token.is_space]
    while words and (
        words[0].lower_ in _DETERMINERS
        or words[0].lower_ in {"auch", "selbst", "von", "vom", "aus", "dieser", "diese", "diesem"}
    ):
        words = words[1:]
    if not words:
        return ""
    text = span.doc[words[0].i : words[-1].i + 1].text.split(",")[0].strip(' "„“”»«')[:200]
    return _in_nominative(span, words, text)


def _in_nominative(span: Span, words: list[Token], text: str) -> str:
    """ "südkoreanischen Ministeriums" as "südkoreanisches Ministerium": adjectives and noun as a name writes them."""
    noun = next((at for at, word in enumerate(words) if word.tag_ == "NN"), None)
    if noun is None or any(not word.tag_.startswith("ADJ(A") for word in words[:noun]) or noun > 2:
        return text
    head = words[noun].text
    if span[0].lower_ in {"des", "eines"} or (words[0].i and span.doc[words[0].i - 1].lower_ in {"des", "eines"}):
        lemma = words[noun].lemma_[:1].upper() + words[noun].lemma_[1:]
        head = lemma if head.startswith(lemma) else head
    ending = adjective_ending(head)
    singular = not head.endswith(("en", "innen"))
    adjectives = [re.sub(r"(?<=\w)e[nrsm]?$", ending, w.text) if singular else w.text for w in words[:noun]]
    rest = span.doc[words[noun].i + 1 : words[-1].i + 1].text.split(",")[0].strip(' "„“”»«')
    return " ".join(part for part in (*adjectives, head, rest) if part)[:200]


def _kind_of(span: Span, head: str) -> tuple[Kind, Anonymity]:
    first = span[0]
    indefinite = first.lower_ in {"ein", "eine", "einer", "einem", "einen"}
    if is_role_noun(head):
        plural = first.lower_ in {"die", "mehrere", "viele", "einige", "zwei", "den"} and head.endswith(
            ("er", "en", "innen", "n")
        )
        if plural or (head.endswith(("innen", "en", "er")) and first.tag_ != "ART" and not indefinite):
            return "group", "collective"
        return ("unknown", "anonymous") if indefinite and len(span) == 2 else ("person", "named")
    if _DOCUMENTS.search(head) or _is_words(span.doc, span):
        return "document", "named"
    if indefinite and len(span) <= 2:
        return "unknown", "anonymous"
    if first.tag_ in {"NN", "PIAT", "CARD", "PIDAT"} or first.tag_.startswith("ADJ"):
        return ("organisation", "named") if name_key(head).isupper() else ("group", "collective")
    return "organisation", "named"


# Chains


def _relay(doc: Doc, draft: Draft, told: _Told) -> list[Hop]:
    """Who passes the claim on, in the words of the same sentence."""
    span = doc.char_span(*draft.relay, alignment_mode="expand") if draft.relay else None
    if span is None or draft.relay is None:
        return []
    hop = _named(doc, span, Hop(surface=given(doc)[slice(*draft.relay)], span=draft.relay), told)
    if hop.kind == "outlet":
        told.outlet = hop
    return [hop]


def _outer_hops(doc: Doc, draft: Draft, hop: Hop, told: _Told) -> list[Hop]:
    """The outlet by way of which the article has it, where it reports on another outlet's report all along."""
    if (
        hop.kind in {"outlet", "document"}
        or told.outlet is None
        or hop.name is None
        or draft.parent is not None
        or draft.relay
    ):
        return []
    listed = {name_key(used.outlet) for used in doc._.provenance.used_sources}
    if name_key(told.outlet.name or "") not in listed and f"the {name_key(told.outlet.name or '')}" not in listed:
        return []
    return [replace(told.outlet, cue=None)]
