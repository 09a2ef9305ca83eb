"""Words to pieces of words and windows of whole sentences: what the encoder reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from tokenizers import Tokenizer

MOST_PIECES = 12  # of one word; the rest of a longer one is not read
WHOLE = 500  # pieces of a text that is read in one window; the encoder has 512 places
WINDOW = 320  # pieces of each window of a longer one: attention costs their square
OVERLAP = 64  # pieces that a window shares with the one before, so that every word has a context
SPACE = "▁"


class Pieces:
    """The tokenizer of the weights. Words are cut one by one, so a word has the same pieces wherever it stands."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        numbers = self._tokenizer.get_vocab()
        self.start, self.stop, self.pad, self.unknown = (numbers[name] for name in ("<s>", "</s>", "<pad>", "<unk>"))
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, word: str, spaced: bool) -> tuple[int, ...]:  # noqa: FBT001  positional: it is called for every word
        """The pieces of `word`, at least one; `spaced` says that white space or nothing stands before it."""
        shown = word[:200].replace(" ", SPACE)
        ids = self._tokenizer.encode(SPACE + shown if spaced else shown, add_special_tokens=False).ids
        return tuple(ids[:MOST_PIECES]) or (self.unknown,)


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) of an article, read together; its own are [own_start, own_end), the rest is context."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(lengths: Sequence[int], sentence_starts: Sequence[int]) -> Iterator[Window]:
    """Cuts words with `lengths` pieces into windows, at `sentence_starts` (sorted) where it can; a short text is one.
    Every word is one window's own; where the text goes on beyond a window, half of the overlap lies between its own
    words and its edge."""
    total, before = len(lengths), [0, *accumulate(lengths)]
    most = WHOLE if before[-1] <= WHOLE else WINDOW
    start = owned = 0
    while True:
        end = max(bisect_right(before, before[start] + most) - 1, start + 1)
        if end >= total:
            if owned < total:
                yield Window(start, total, owned, total)
            return
        end = _sentence_start(sentence_starts, owned, end)
        following = max(bisect_left(before, before[end] - OVERLAP), start + 1)
        following = _sentence_start(sentence_starts, start, following)
        own_end = max(owned + 1, (following + end) // 2)
        yield Window(start, end, owned, own_end)
        start, owned = min(following, own_end), own_end


def _sentence_start(starts: Sequence[int], low: int, high: int) -> int:
    """The last of `starts` in (low, high], or `high` where there is none."""
    at = bisect_right(starts, high) - 1
    return starts[at] if at >= 0 and starts[at] > low else high
