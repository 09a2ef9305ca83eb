"""Reads an article from first to last word and tells whom its names, pronouns and nouns mean."""

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.extraction.components import pronouns
from claims.extraction.components.bodies import read_body, read_organisation
from claims.extraction.components.cases import opening
from claims.extraction.components.descriptions import read_demonym, read_person
from claims.extraction.components.drafts import Draft
from claims.extraction.components.memory import Memory, nations_of
from claims.extraction.components.names import names_between
from claims.extraction.components.namesakes import read_name
from claims.extraction.components.offices import stands_before_name
from claims.extraction.components.people import find_people
from claims.extraction.components.personal import is_participle, is_personal
from claims.extraction.components.phrasing import Phrase, looks_like_subject, phrase_at
from claims.extraction.components.referents import Discourse
from claims.extraction.components.states import ordinal, states
from claims.extraction.components.tokens import characters
from claims.extraction.components.workplaces import organisation_at, workplace
from claims.extraction.gazetteer import default_gazetteer

_SURE = 0.85  # of the weights, that a name is a body's
_LATEST = 60  # places that are looked at
_NESTED = 6  # drafts back that may still hold a place
_LONGEST_PHRASE = 30  # tokens
_ADJECTIVES = frozenset({"adjective", "demonym"})
_TITLES = frozenset({"frau", "herr", "herrn"})
_AT = frozenset({"an", "am", "im", "beim", "bei"})


@Language.component("factbase_discourse", assigns=["doc._.discourse"])
def discourse(doc: Doc) -> Doc:
    """Sets `doc._.discourse`: everybody of the article, and every place that means them."""
    story = Discourse()
    drafts = sorted(doc._.drafts, key=lambda draft: draft.start)
    memory = Memory(doc, story, doc._.gazetteer or default_gazetteer(), drafts)
    memory.names = {start: (end, person) for start, end, person in find_people(doc, story)}
    memory.entities = {e.start: e for e in doc._.entities if e.kind != "person" or e.compound}
    for person in story.people:
        person.nations = nations_of(memory.gazetteer, person.actor) if person.actor is not None else frozenset()
    opens = [draft.start for draft in drafts]
    for number, sentence in enumerate(doc.sents):
        memory.sentence = number
        _read(memory, sentence, opens)
    story.sort()
    doc._.discourse = story
    return doc


def _read(memory: Memory, sentence: Span, opens: list[int]) -> None:
    found = names_between(memory.doc, sentence.start, sentence.end)
    organisations = {n.start: n for n in found if n.type == "ORG" and not n.kind and n.sure >= _SURE}
    at = phrase_end = sentence.start
    while at < sentence.end:
        token = memory.doc[at]
        memory.speech = _speech(memory, token.idx, opens)
        if at >= phrase_end and at not in memory.names and not token.is_space:
            phrase = _phrase(memory, at, min(sentence.end, at + _LONGEST_PHRASE))
            phrase_end = max(phrase.head + 1, phrase.taken) if phrase is not None else at
        if at in memory.names:
            at = read_name(memory, at)
            phrase_end = max(phrase_end, at)
            continue
        _entities_in(memory, token)
        if token.i in organisations:
            read_organisation(memory, organisations[token.i])
        if pronouns.is_pronoun(token):
            _pronoun(memory, token)
        at += 1
    _work(memory, sentence)


def _speech(memory: Memory, at: int, opens: list[int]) -> Draft | None:
    """The innermost claim whose words hold this character."""
    last = bisect_right(opens, at)
    near = (memory.drafts[number] for number in range(last - 1, max(last - _NESTED, 0) - 1, -1))
    return next((draft for draft in near if draft.covers(at, at + 1)), None)


def _phrase(memory: Memory, at: int, stop: int) -> Phrase | None:
    """Notes whom a noun phrase at token `at` means, and gives the phrase."""
    if _ordinal(memory, memory.doc[at]):
        return None
    phrase = phrase_at(memory.doc, at, stop, memory.names)
    if phrase is None or phrase.head in memory.names:
        return None
    if read_demonym(memory, phrase):
        return phrase
    beside = stands_before_name(memory.doc, phrase.head) and phrase.head + 1 in memory.names
    if (is_personal(phrase.noun) or is_participle(phrase.noun) or beside) and not (
        phrase.noun.lower() in _TITLES and phrase.head + 1 in memory.names
    ):
        read_person(memory, phrase, stop)
    elif found := states(memory, phrase):
        for one in found:
            memory.note(phrase.core, phrase.start, one, "noun", subject=looks_like_subject(memory.doc, phrase.start))
    else:
        read_body(memory, phrase)
    return phrase


def _ordinal(memory: Memory, token: Token) -> bool:
    found = ordinal(memory, token)
    for one in found:
        memory.note(characters(memory.doc, token.i, token.i + 1), token.i, one, "pronoun", subject=True)
    return bool(found)


def _entities_in(memory: Memory, token: Token) -> None:
    for at in range(token.idx, token.idx + len(token)):
        entity = memory.entities.get(at)
        if entity is not None and at not in memory.passed:
            adjective = entity.alias in _ADJECTIVES or entity.compound
            one = memory.actor_of(entity)
            memory.note(
                (entity.start, entity.end),
                token.i,
                one,
                "name",
                subject=not adjective and looks_like_subject(memory.doc, token.i),
            )


def _pronoun(memory: Memory, token: Token) -> None:
    for one, sure in pronouns.resolve(memory, token):
        memory.note(pronouns.words_of(token), token.i, one, "pronoun", subject=token.lower_ in {"er", "sie"}, sure=sure)


def _work(memory: Memory, sentence: Span) -> None:
    """ "Kaptan forscht am Kolleg X": where the subject of the sentence works."""
    here = [
        s.referent.itself
        for s in memory.seen[-_LATEST:]
        if s.sentence == memory.sentence and s.subject and s.referent.kind == "person"
    ]
    one = here[0] if here else None
    if one is None or one.affiliation is not None or any(t.text in {"„", '"', "»", "“"} for t in sentence):
        return
    body = workplace(memory.doc, sentence.start, sentence.end) or _there(memory, sentence)
    if body is not None and all(one is h for h in here):
        one.affiliation = body


def _there(memory: Memory, sentence: Span) -> str | None:
    """ "An der Universität X glaubt man das nicht. Dort hat die Psychologin …": the body of the sentence before."""
    if sentence[0].lower_ != "dort" or sentence.start == 0:
        return None
    low = opening(memory.doc, sentence.start - 1)
    return organisation_at(memory.doc, low, low + 8) if memory.doc[low].lower_ in _AT else None
