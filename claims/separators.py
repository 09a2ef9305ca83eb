"""Numbers with the separators of the reader's language."""

from django.utils.formats import number_format


class Grouped(int):
    """A number of things; as text it has the separators of the reader's language: 12,300 or 12.300."""

    def __str__(self) -> str:
        return number_format(int(self), use_l10n=True, force_grouping=True)
