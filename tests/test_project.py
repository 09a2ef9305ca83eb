"""What the project says of itself, held against the project: locks, documents, house style."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import pytest
import yaml
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Path = settings.BASE_DIR
PACKAGES = ("claims", "factbase", "sources")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]],
}


def modules(*folders: str) -> Iterator[Path]:
    """Python files below `folders`, migrations left out: they are written once and kept."""
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def named_in(path: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_every_dependency_in_a_version_that_fits(lock: str) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", (ROOT / lock).read_text(), re.MULTILINE))
    versions = {canonicalize_name(name): version for name, version in pinned.items()}
    for text in LOCKS[lock]:
        wanted = Requirement(text)
        assert versions[canonicalize_name(wanted.name)] in wanted.specifier


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_have_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pins = re.split(r"^(?=[a-zA-Z0-9])", text, flags=re.MULTILINE)[1:]
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"https?://|--(?:extra-)?index.url|--find-links", text) == []


def test_only_one_driver_for_postgresql() -> None:
    """With psycopg 3 about, Django would switch to it silently."""
    assert not named_in("requirements-dev.txt", r"^psycopg(?:-binary|-c)?==")


def test_the_readme_lists_every_setting() -> None:
    read = named_in("factbase/settings.py", r'environment\.\w+\(\s*"([A-Z_]+)"')
    assert named_in("README.md", r"^\| `([A-Z_]+)` \|") == read


def test_the_example_of_a_public_server_names_every_variable() -> None:
    asked = named_in("docker-compose.yml", r"\$\{([A-Z_]+)")
    assert named_in(".env.example", r"^([A-Z_]+)=") == asked


def test_what_compose_sets_is_a_setting() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    known = named_in("factbase/settings.py", r'environment\.\w+\(\s*"([A-Z_]+)"')
    for service in ("web", "worker", "migrate"):
        assert set(compose["services"][service]["environment"]) <= known


def test_every_service_is_watched_and_pinned() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for service in services.values():
        assert re.search(r":\d", service["image"]), "an image without a version"
        assert "healthcheck" in service or "build" in service, "the image we build brings its own check"


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert named_in("CHANGELOG.md", r"^## \[([\d.]+)\]") >= {version}
    assert named_in("docker-compose.yml", r"image: factbase:(\S+)") == {version}


def test_make_explains_itself() -> None:
    explained = named_in("Makefile", r"^([a-z-]+):.*## ")
    assert explained >= {"help", "run", "test", "check", "format", "messages", "lock"}


def test_ci_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_decisions_are_numbered_and_whole() -> None:
    papers = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [int(paper.name[:4]) for paper in papers] == list(range(1, len(papers) + 1))
    for paper in papers:
        headings = re.findall(r"^## (.+)$", paper.read_text(), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], paper.name


def test_links_between_documents_lead_somewhere() -> None:
    for paper in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)", paper.read_text())
        assert [link for link in links if not (paper.parent / link).exists()] == []


def test_files_are_short() -> None:
    long = {path: len(path.read_text().splitlines()) for path in modules(*PACKAGES, "tests")}
    assert {str(path.relative_to(ROOT)): lines for path, lines in long.items() if lines > 400} == {}


def test_functions_are_short() -> None:
    nodes = [node for path in modules(*PACKAGES) for node in ast.walk(ast.parse(path.read_text()))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]
    tenths = quantiles(lengths, n=10)
    assert (tenths[4] < 10, tenths[8] < 30) == (True, True), tenths


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "exceptions", "signals"}
    assert [path for path in modules(*PACKAGES) if {path.stem, path.parent.name} & drawers] == []
