from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factbase.secret import development_secret


def test_the_key_stays_the_same(tmp_path: Path) -> None:
    first = development_secret(tmp_path)
    assert len(first) >= 50
    assert development_secret(tmp_path) == first


def test_whoever_comes_second_takes_the_key_of_the_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: development_secret(tmp_path), range(50)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
