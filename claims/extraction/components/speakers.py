"""Who says it: from the words that stand for the speaker to a hop with name, kind, role and affiliation; pronouns and
bare surnames to the person last named; reports of reports to chains of several hops."""

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.components.cues import cue_noun
from claims.extraction.components.drafts import Draft
from claims.extraction.components.entities import Entity, entities_between, is_role_noun
from claims.extraction.components.memory import Memory, remember, remember_people, settled
from claims.extraction.components.people import Person, describe, find_name, find_people
from claims.extraction.components.phrases import core_end, is_nominal, phrase_end
from claims.extraction.components.tokens import given
from claims.extraction.lexicon import lexicon
from claims.extraction.types import Anonymity, Hop, Kind
from sources.names import name_key

_MASCULINE, _FEMININE, _PLURAL = frozenset({"er"}), frozenset({"sie"}), frozenset({"sie", "diese", "beide"})
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
_FEMININE_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|ion|behörde|polizei|agentur|partei|armee|bank|stelle|seite|gruppe|presse|justiz|marine|zentrale)$",
    re.IGNORECASE,
)
_NEUTER_NOUN = re.compile(
    r"(?:ministerium|amt|institut|zentrum|gericht|werk|unternehmen|parlament|kabinett|militär|büro|haus|komitee|gremium|"
    r"kommando|präsidium|magazin|blatt|portal|labor|archiv|konsulat|bündnis|team|land)$",
    re.IGNORECASE,
)
_DETERMINERS = frozenset(lexicon("grammar")["determiners"])


@Language.component("factbase_speakers")
def speakers(doc: Doc) -> Doc:
    """Gives every draft its chain of hops, origin first."""
    memory = Memory(find_people(doc))
    memory.events = sorted(((at, p) for p in memory.people.everybody for at in p.at), key=lambda event: event[0])
    doc._.people = memory.people
    for draft in doc._.drafts:
        remember_people(memory, draft.start)
        hop = _hop(doc, draft, memory)
        draft.chain = [hop, *_relay(doc, draft, memory), *_outer_hops(doc, draft, hop, memory)]
        remember(memory, draft, hop)
    for draft in doc._.drafts:
        if draft.parent is not None:
            draft.chain.extend(hop for hop in draft.parent.chain if hop not in draft.chain)
    return doc


Doc.set_extension("people", default=None, force=True)


# One hop


def _hop(doc: Doc, draft: Draft, memory: Memory) -> Hop:
    if draft.speaker is None:
        return Hop(surface=None, span=None, anonymity="anonymous", cue=draft.cue)
    start, end = draft.speaker
    span = doc.char_span(start, end, alignment_mode="expand")
    surface = given(doc)[start:end]
    base = Hop(surface=surface, span=(start, end), cue=draft.cue)
    if span is None:
        return base
    if len(span) == 1 and span[0].lower_ in _MASCULINE | _PLURAL | {"man", "ich", "wir", "dieser", "es"}:
        return _pronoun(doc, draft, base, memory)
    return _named(doc, span, base, memory)


def _pronoun(doc: Doc, draft: Draft, base: Hop, memory: Memory) -> Hop:
    word = (base.surface or "").lower()
    plural = draft.frame is not None and _plural_verb(doc, draft)
    if word in {"sie", "diese", "beide"} and plural:
        target: Hop | None = memory.last_group
    elif word in {"er", "dieser"}:
        target = _person_hop(settled(memory.last_person, feminine=False), base)
    elif word == "sie":
        speaks = memory.last if memory.last and memory.last.kind in {"organisation", "document", "outlet"} else None
        target = _person_hop(settled(memory.last_woman, feminine=True), base) or speaks
    else:
        target = memory.last if word in {"wir", "ich"} else None
    if target is None or target.name is None:
        return replace(base, anonymity="anonymous")
    draft.why.append(f"antecedent: {target.name}")
    return replace(target, surface=base.surface, span=base.span, cue=base.cue)


def _plural_verb(doc: Doc, draft: Draft) -> bool:
    verb = doc.char_span(*draft.cue.span) if draft.cue else None
    return verb is not None and verb.text.endswith(("en", "ten"))


def _person_hop(person: Person | None, base: Hop) -> Hop | None:
    if person is None:
        return None
    qid = person.entity.actor.qid if person.entity and person.entity.actor else None
    return replace(
        base,
        name=person.name,
        kind="person",
        qid=qid,
        role=person.role,
        affiliation=person.affiliation,
        anonymity="named",
    )


def _named(doc: Doc, span: Span, base: Hop, memory: Memory) -> Hop:
    """The hop for a noun phrase: a person by name, a known actor, a medium meant before, or what the phrase itself says."""
    inside = [e for e in entities_between(doc, span.start_char, span.end_char) if e.end <= span.end_char]
    person = _possessor(doc, span, memory) or _person_in(doc, span, inside, memory)
    if person is not None:
        return _person_hop(person, base) or base
    head = _head(doc, span)
    if is_role_noun(head) and _is_one(span, head):
        return _one_by_role(span, base, head, memory)
    known = _known_source(doc, span, inside)
    if known is not None:
        return _actor_hop(known, base)
    if any(e.kind == "place" and e.start == span.start_char and e.end == span.end_char for e in inside):
        return replace(base, anonymity="anonymous")
    if _MEDIA.search(head) and doc[span.start].lower_ in {"das", "die", "der", "dem", "dieses", "diese"}:
        outlet = memory.outlet or _last_outlet(doc, span.start_char)
        if outlet:
            return replace(outlet, surface=base.surface, span=base.span, cue=base.cue)
    return _described(doc, span, base, head)


def _possessor(doc: Doc, span: Span, memory: Memory) -> Person | None:
    """Whose words they are: "seinen Angaben", "ihrer Ansicht", "Holtbys Schätzung"."""
    if not _is_words(doc, span):
        return None
    first = span[0]
    if first.tag_ == "PPOSAT" and first.lower_.startswith("sein"):
        return settled(memory.last_person, feminine=False)
    if first.tag_ == "PPOSAT" and first.lower_.startswith("ihr"):
        return settled(memory.last_woman, feminine=True)
    return memory.people.named(first.text) if first.text.endswith("s") and first.text[:1].isupper() else None


def _is_one(span: Span, head: str) -> bool:
    """One unnamed person by office, and not many: "die Analystin", "ein Diplomat", "der Ökonom"."""
    first = span[0].lower_
    if first in {"ein", "eine", "einer", "einem"}:
        return True
    feminine = head.endswith("in") and first in {"die", "der"}
    masculine = first in {"der", "dem"} and not head.endswith("innen")
    return feminine or masculine


def _one_by_role(span: Span, base: Hop, head: str, memory: Memory) -> Hop:
    """Somebody of the article whose office it is, where the phrase points back ("die Analystin"); else the office alone,
    where it says of whom ("ein Sprecher der Polizei"), or unknown ("ein Diplomat")."""
    definite = span[0].lower_ in {"der", "die", "dem"}
    person = memory.people.by_role(head, span.start_char) if definite else None
    if person is None and definite and head.endswith("in") and len(span) == 2:
        person = settled(memory.last_woman, feminine=True)
    if person is not None:
        return _person_hop(person, base) or base
    if len(span) <= 2:
        return replace(base, anonymity="anonymous")
    return replace(base, name=_plain_name(span), kind="person")


def _person_in(doc: Doc, span: Span, inside: list[Entity], memory: Memory) -> Person | None:
    """The person whom the phrase names, if it is a person's phrase and not one about their words or office."""
    core = core_end(doc, span.start, span.end)
    for entity in inside:
        if entity.kind == "person" and not entity.compound:
            at = doc.char_span(entity.start, entity.end, alignment_mode="expand")
            if at is not None and (at.start < core or not _unnamed_role(doc, span, core, at.start)):
                return memory.people.named(entity.name, entity) or Person(entity.name, entity=entity)
    found = find_name(doc, span.start, span.end)
    if found and (found[0] < core or not _unnamed_role(doc, span, core, found[0])):
        name = doc[found[0] : found[1]].text
        person = memory.people.named(name)
        if person is None and (found[1] - found[0] > 1 or len(name) > 2):
            person = memory.people.add(name, doc[found[0]].idx)
            describe(doc, person, *found)
        return person
    alone = core - span.start <= 2 and span[0].tag_ != "ART"
    return memory.people.named(span.doc[span.start : core].text) if alone else None


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
    if not name:
        return replace(base, anonymity="anonymous")
    if _ANONYMOUS.search(head):
        return replace(base, name=name, kind="group", anonymity="anonymous")
    kind, anonymity = _kind_of(span, head)
    if kind == "unknown":
        return replace(base, anonymity=anonymity)
    return replace(base, name=name, kind=kind, anonymity=anonymity)


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
        or words[0].lower_ in {"auch", "selbst", "von", "vom", "dieser", "diese", "diesem"}
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
    ending = "e" if _FEMININE_NOUN.search(head) else "es" if _NEUTER_NOUN.search(head) else "er"
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


def _relay(doc: Doc, draft: Draft, memory: Memory) -> list[Hop]:
    """Who passes the claim on, in the words of the same sentence."""
    span = doc.char_span(*draft.relay, alignment_mode="expand") if draft.relay else None
    if span is None or draft.relay is None:
        return []
    hop = _named(doc, span, Hop(surface=given(doc)[slice(*draft.relay)], span=draft.relay), memory)
    if hop.kind == "outlet":
        memory.outlet = hop
    return [hop]


def _outer_hops(doc: Doc, draft: Draft, hop: Hop, memory: Memory) -> list[Hop]:
    """The outlet by way of which the article has it, where it reports on another outlet's report all along."""
    if (
        hop.kind in {"outlet", "document"}
        or memory.outlet is None
        or hop.name is None
        or draft.parent is not None
        or draft.relay
    ):
        return []
    listed = {name_key(used.outlet) for used in doc._.provenance.used_sources}
    if name_key(memory.outlet.name or "") not in listed and f"the {name_key(memory.outlet.name or '')}" not in listed:
        return []
    return [replace(memory.outlet, cue=None)]
