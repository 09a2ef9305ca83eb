"""The shared cache works with a real Redis server."""

import pytest
from django.core.cache import cache


@pytest.mark.needs_redis
def test_what_is_kept_comes_back() -> None:
    cache.set("factbase-test", {"claims": 3}, timeout=5)
    assert cache.get("factbase-test") == {"claims": 3}
    cache.delete("factbase-test")
    assert cache.get("factbase-test") is None
