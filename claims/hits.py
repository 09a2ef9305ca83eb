"""Marked hits: which words of a text a search found it by. Pure but for one look-up of words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sources.queries import Query, Term, read_query
from sources.stems import Forms, Place, keys_of, places, stem, stems_of, word_key
from sources.wording import forms_of

AROUND = 90  # characters that an excerpt shows before and behind its first hit


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks what a search found. `begun`: words count that begin as asked."""

    query: Query
    forms: Mapping[str, Forms]
    begun: bool = False

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Where words of `text` stand that were asked for, in order, phrases as a whole."""
        words = list(places(text))
        found = [span for term in self.query.wanted for span in self._found(term, words)]
        return _apart(found)

    def marked(self, text: str) -> SafeString:
        """`text` as HTML with a `<mark>` around each hit; all of it is escaped."""
        parts, at = [], 0
        for start, end in self.hits(text):
            parts += [format_html("{}<mark>{}</mark>", text[at:start], text[start:end])]
            at = end
        return format_html_join("", "{}", ((part,) for part in [*parts, text[at:]]))

    def excerpt(self, text: str) -> SafeString | None:
        """The surroundings of the first hit in `text`, marked; None without one."""
        found = self.hits(text)
        if not found:
            return None
        start, end = max(0, found[0][0] - AROUND), min(len(text), found[0][1] + AROUND)
        before, after = ("… " if start else ""), (" …" if end < len(text) else "")
        start += (
            len(text[start : found[0][0]].partition(" ")[0]) + 1 if before and " " in text[start : found[0][0]] else 0
        )
        end -= len(text[found[0][1] : end].rpartition(" ")[2]) if after and " " in text[found[0][1] : end] else 0
        return format_html("{}{}{}", before, self.marked(" ".join(text[start:end].split())), after)

    def _found(self, term: Term, words: Sequence[Place]) -> Iterable[tuple[int, int]]:
        for way in term.alternatives(self.forms):
            for at in range(len(words) - len(way) + 1):
                beside = words[at : at + len(way)]
                if all(self._is(token, word.word) for token, word in zip(way, beside, strict=True)):
                    yield beside[0].start, beside[-1].end
        yield from self._compounds(term, words)
        if self.begun and len(term.words) == 1:
            letters = word_key(term.words[0])
            yield from ((one.start, one.end) for one in words if word_key(one.word).startswith(letters))

    def _is(self, token: str, word: str) -> bool:
        return token in stems_of(word, self.forms) or (self.begun and stem(word).startswith(token))

    def _compounds(self, term: Term, words: Sequence[Place]) -> Iterable[tuple[int, int]]:
        """A phrase may be one word of a text, as its parts stand side by side."""
        wanted = tuple(map(stem, term.words))
        if len(wanted) > 1:
            for word in words:
                parts = self.forms.get(word_key(word.word), Forms()).parts
                if any(parts[at : at + len(wanted)] == wanted for at in range(len(parts))):
                    yield word.start, word.end


def marker(query: str, texts: Iterable[str], *, begun: bool = False) -> Marker:
    """Marks what `query` found in any of `texts`. One look-up for all of them."""
    read = read_query(query)
    return Marker(read, forms_of(keys_of(texts) | read.keys) if read.wanted else {}, begun)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
