import gettext
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from factbase.messages import faults, read, update, write

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
_("Hello %(name)s"); pgettext_lazy("month", "May"); ngettext("%(n)s claim", "%(n)s claims", 2)
"""
PAGE = '{% load i18n %}{% translate "Search" %}{% blocktranslate %}By {{ who }}{% endblocktranslate %}'
GERMAN = {
    "Hello %(name)s": "Guten Tag %(name)s",
    "May": "Mai",
    ("%(n)s claim", "%(n)s claims"): ("%(n)s Aussage", "%(n)s Aussagen"),
    "Search": "Suchen",
    "By %(who)s": "Von %(who)s",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with one module and one page, all of it translated."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "code.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    translate(tmp_path, GERMAN)
    return tmp_path


def po(project: Path) -> Path:
    return project / "de" / "LC_MESSAGES" / "django.po"


def translate(project: Path, german: dict[Any, Any]) -> None:
    catalog = read(po(project))
    update(catalog, project)
    for message in catalog:
        message.string = german.get(message.id, message.string)
    write(catalog, po(project))


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE])
def test_ours_are_complete_and_compiled(code: str) -> None:
    file = settings.LOCALE_PATHS[0] / code / "LC_MESSAGES" / "django.po"
    assert list(faults(file, settings.BASE_DIR)) == []


def test_a_complete_catalogue_has_no_faults_and_works(project: Path) -> None:
    assert list(faults(po(project), project)) == []
    with po(project).with_suffix(".mo").open("rb") as stream:
        german = gettext.GNUTranslations(stream)
    assert german.gettext("Search") == "Suchen"
    assert german.pgettext("month", "May") == "Mai"
    assert german.ngettext("%(n)s claim", "%(n)s claims", 2) == "%(n)s Aussagen"


def test_an_update_without_news_changes_nothing(project: Path) -> None:
    before = po(project).read_bytes()
    translate(project, {})
    assert po(project).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Suchen", "", "not translated: Search"),
        ("%(n)s Aussagen", "", "not translated: %(n)s claim | %(n)s claims"),
        ("Guten Tag %(name)s", "Guten Tag %(nam)s", "unknown named placeholder 'nam': Hello %(name)s"),
        ('msgid "Search"', '#, fuzzy\nmsgid "Search"', "marked as fuzzy: Search"),
        ('msgctxt "month"\n', "", "not in the catalogue: month | May"),
        ('msgctxt "month"\n', "", "no longer in the code: May"),
        ("Suchen", "Suche", "django.mo was not compiled from django.po as it is"),
    ],
)
def test_each_fault_is_named(old: str, new: str, fault: str, project: Path) -> None:
    text = po(project).read_text()
    assert old in text
    po(project).write_text(text.replace(old, new))
    assert fault in list(faults(po(project), project))


def test_the_command_names_what_is_missing_and_changes_nothing(project: Path, settings: Any) -> None:
    settings.BASE_DIR, settings.LOCALE_PATHS = project, [project]
    call_command("messages", check=True)
    with (project / "claims" / "code.py").open("a") as file:
        file.write('_("Something new")\n')
    before = po(project).read_bytes()
    with pytest.raises(CommandError, match="de: not in the catalogue: Something new"):
        call_command("messages", check=True)
    assert po(project).read_bytes() == before


def test_the_command_takes_new_texts_and_drops_old_ones(project: Path, settings: Any) -> None:
    settings.BASE_DIR, settings.LOCALE_PATHS = project, [project]
    (project / "claims" / "code.py").write_text('_("Something new")\n')
    with pytest.raises(CommandError, match="de: not translated: Something new"):
        call_command("messages")
    assert {message.id for message in read(po(project)) if message.id} == {"Something new", "Search", "By %(who)s"}
