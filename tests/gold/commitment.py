"""Gold for certainty and polarity (modality.yaml)."""

from typing import Any

from tests.gold import located


def places(entry: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the claim of `entry` stands in its text: one span, or several where a frame breaks it."""
    words = entry["claim"]
    return [located(entry["text"], part) for part in ([words] if isinstance(words, str) else words)]
