"""CSV that no spreadsheet runs as formulas."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence

NOT_FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def harmless(value: str) -> str:
    """`value` behind an apostrophe where it would be a formula: words of others must not become one."""
    return f"'{value}" if value.startswith(NOT_FORMULAS) else value


def lines(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A table line by line, its head first."""
    writer = csv.DictWriter(_Passing(), columns)
    yield writer.writeheader()
    yield from map(writer.writerow, rows)


class _Passing:
    """What csv writes to, and gets back."""

    def write(self, line: str) -> str:
        return line
