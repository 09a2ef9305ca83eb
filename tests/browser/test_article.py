"""Reading an article in a real browser: marks and notes by mouse and keyboard, on a phone, without scripts, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import serious
from tests.factories import ArticleFactory, AttributionFactory, ExtractionFactory, MentionFactory

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
WIDE = {"viewport": {"width": 1440, "height": 900}}
CLEAR = "rgba(0, 0, 0, 0)"

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def article(world, settings):
    """The article of the world, open to everybody."""
    settings.FULL_TEXT_OPEN = True
    return f"/articles/{world.article.pk}/"


@pytest.fixture
def dense(world, settings):  # noqa: ARG001 - the database is open
    """An article with 150 claims in 10 paragraphs; its address, and its mentions."""
    settings.FULL_TEXT_OPEN = True
    words = [f"der Kai {number} sei gesperrt" for number in range(150)]
    text = "".join(f"Die Sprecherin sagte, {one}.{' ' if (n + 1) % 15 else chr(10)}" for n, one in enumerate(words))
    extraction = ExtractionFactory(article=ArticleFactory(text=text))
    mentions = [MentionFactory(extraction=extraction, number=n, text=one) for n, one in enumerate(words)]
    AttributionFactory(mention=mentions[0])
    return f"/articles/{extraction.article_id}/", mentions


def grounds(page, mention):
    """The colours behind the words of a mention, all its pieces."""
    slot = page.locator(f"#n{mention.pk}").get_attribute("class").split()[1][1:]
    found = page.locator(f".by.m{slot}")
    return found.evaluate_all("found => found.map(one => getComputedStyle(one).backgroundColor)")


@scripts
def test_an_address_with_a_mention_lights_up_all_its_words_and_its_note(reader, article, world, scripts):
    page = reader(java_script_enabled=scripts, **WIDE)
    page.goto(f"{article}#m{world.broken.pk}")
    expect(page.locator(f"#m{world.broken.pk}")).to_be_in_viewport()
    lit = grounds(page, world.broken)
    assert len(lit) == 2
    assert CLEAR not in lit
    assert set(grounds(page, world.outer)) == {CLEAR}
    assert page.locator(f"#n{world.broken.pk}").evaluate("note => getComputedStyle(note).backgroundColor") != CLEAR


def test_what_is_pointed_at_shows_which_words_and_which_note_belong_to_it(reader, article, world):
    page = reader(**WIDE)
    page.goto(article)
    page.locator(f'a.said[href="#n{world.broken.pk}"]').last.hover()
    assert CLEAR not in grounds(page, world.broken)
    page.locator(f"#n{world.outer.pk}").hover()
    assert CLEAR not in grounds(page, world.outer)
    assert set(grounds(page, world.broken)) == {CLEAR}


@scripts
def test_the_keyboard_goes_from_mark_to_mark_to_a_note_and_on_to_the_claim(reader, article, world, scripts):
    page = reader(java_script_enabled=scripts, **WIDE)
    page.goto(article)
    seen = []
    for _press in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.matches('a.said') ? document.activeElement.hash : ''")
        seen += [at] if at else []
        if at == f"#n{world.broken.pk}":
            break
    assert seen == [f"#n{mention.pk}" for mention in (world.outer, world.inner, world.broken)]
    assert CLEAR not in grounds(page, world.broken)
    page.keyboard.press("Enter")
    expect(page.locator(f"#n{world.broken.pk}:target")).to_be_visible()
    for _press in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.pathname").startswith("/claims/"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{world.broken.claim_id}/")


@scripts
def test_on_a_phone_a_note_opens_below_its_paragraph_and_closes_again(reader, article, world, scripts):
    page = reader(java_script_enabled=scripts, **PHONE)
    page.goto(article)
    note, mark = page.locator(f"#n{world.inner.pk}"), page.locator(f"#m{world.inner.pk}")
    expect(note).to_be_hidden()
    mark.scroll_into_view_if_needed()
    mark.click()
    expect(note).to_be_in_viewport()
    expect(page.locator(".note-beside:visible")).to_have_count(1)
    below = page.evaluate(
        "([one, other]) => other.getBoundingClientRect().top - one.getBoundingClientRect().bottom",
        [mark.element_handle(), note.element_handle()],
    )
    assert 0 <= below < 200
    note.get_by_role("link", name="Close").click()
    expect(note).to_be_hidden()


@scripts
def test_on_a_phone_an_address_with_a_mention_opens_its_note(reader, article, world, scripts):
    page = reader(java_script_enabled=scripts, **PHONE)
    page.goto(f"{article}#m{world.inner.pk}")
    expect(page.locator(f"#n{world.inner.pk}")).to_be_visible()
    expect(page.locator(f"#n{world.broken.pk}")).to_be_hidden()


def test_150_notes_do_not_lie_over_each_other_and_follow_the_reader(reader, dense):
    address, mentions = dense
    page = reader(**WIDE)
    page.goto(address)
    expect(page.locator(".marked.ready")).to_have_count(1)
    crossing = """notes => {
      const rows = notes.map(note => note.getBoundingClientRect()).sort((one, other) => one.top - other.top);
      return rows.slice(1).filter((row, place) => row.top < rows[place].bottom - 1).length;
    }"""
    notes = page.locator(".note-beside")
    expect(notes).to_have_count(150)
    page.emulate_media(reduced_motion="reduce")
    for mention in (mentions[0], mentions[75], mentions[149]):
        page.goto(f"{address}#m{mention.pk}")
        expect(page.locator(f"#m{mention.pk}")).to_be_in_viewport()
        expect(page.locator(f"#n{mention.pk}")).to_be_in_viewport()
        assert notes.evaluate_all(crossing) == 0


def test_no_paragraph_moves_where_scripts_place_the_notes(reader, dense):
    address, _mentions = dense
    page = reader(**WIDE)
    page.goto(address)
    expect(page.locator(".marked.aside")).to_have_count(1)
    gaps = page.locator(".prose").evaluate_all(
        "rows => rows.slice(1).map((row, place) => row.getBoundingClientRect().top - rows[place].getBoundingClientRect().bottom)"
    )
    assert max(gaps) < 60


def test_on_paper_every_claim_has_its_number_and_its_note(reader, article, world):
    page = reader(**WIDE)
    page.goto(article)
    page.emulate_media(media="print")
    for number, mention in enumerate((world.outer, world.inner, world.broken), 1):
        note = page.locator(f"#n{mention.pk}")
        expect(note).to_be_visible()
        expect(note.locator(".note-number")).to_have_text(str(number))
        assert note.evaluate("note => getComputedStyle(note).position") == "static"
    numbers = page.locator("a.said[data-ends]").evaluate_all("found => found.map(one => one.dataset.ends)")
    assert sorted(",".join(numbers).split(",")) == ["1", "2", "3"]


def test_a_waiting_article_is_looked_at_again_without_losing_the_place(reader, world):  # noqa: ARG001
    article = ArticleFactory(state="waiting")
    page = reader(**WIDE)
    page.goto(f"/articles/{article.pk}/")
    page.get_by_role("link", name="Look again").focus()
    with page.expect_response(lambda answer: answer.request.headers.get("hx-target") == "state"):
        pass
    expect(page.locator("#state")).to_contain_text("Waiting")
    type(article).objects.filter(pk=article.pk).update(state="done")
    expect(page.locator("#state")).to_contain_text("No claims were found")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_serious_in_an_article(reader, article, world, scheme, size):
    page = reader(color_scheme=scheme, **size)
    states = [{"state": "waiting"}, {"state": "failed", "error": "x"}, {}]
    others = [f"/articles/{ArticleFactory(**told).pk}/" for told in states]
    for address in (article, f"{article}#m{world.inner.pk}", *others):
        page.goto(address)
        page.locator("details").evaluate_all("found => found.forEach(one => { one.open = true; })")
        assert serious(page) == [], address


@pytest.mark.parametrize("width", [360, 390, 768, 992, 1100, 1440])
def test_no_article_is_wider_than_the_window(reader, article, width):
    page = reader(viewport={"width": width, "height": 800})
    page.goto(article)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_line_holds_60_to_75_characters(reader, dense):
    address, _mentions = dense
    page = reader(**WIDE)
    page.goto(address)
    lines = page.evaluate("""() => {
      const prose = document.querySelector('.prose');
      return prose.textContent.length / (prose.getBoundingClientRect().height / parseFloat(getComputedStyle(prose).lineHeight));
    }""")
    assert 55 <= lines <= 75
