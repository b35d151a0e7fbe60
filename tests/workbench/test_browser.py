"""Whole journeys in a real browser: with a script, without one, by keyboard alone; and nothing that axe finds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from workbench.browsing import CHART, Served, Visit, visit

OPINION = (
    "SMITH, Circuit Judge:\n\n*12 The county had placed the child in a foster home. "
    "See Estelle v. Gamble, 429 U.S. 97, 103 (1976). *13 It then did nothing.\n"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One workbench for the module."""
    served = Served(tmp_path_factory.mktemp("bench"))
    yield served
    served.close()


def begin(page: Page, pack: str, example: str) -> None:
    """Begin a matter from an example, on the first page."""
    page.select_option(f"#example-{pack}", example)
    page.locator(f"#example-{pack} ~ button").click()
    page.wait_for_url("**/matters/*")


def downloaded(page: Page, name: str, folder: Path) -> Path:
    """The file that a link of the page gives."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def opened(memo: Path) -> str:
    """The text of a memorandum in Word's format."""
    with zipfile.ZipFile(memo) as file:
        return file.read("word/document.xml").decode()


def chart_to_memo(seen: Visit, tmp_path: Path, *, script: bool) -> None:
    """A chart brought and mapped, a matter entered, its verdict read, a fact changed, the memorandum opened."""
    page = seen.go("/")
    bring(page, "#bring-file", "Bring it in", written(tmp_path, "hills.csv", CHART))
    name = f"Hills {'with' if script else 'without'} script"
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Make the base").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name}: the cases")
    base = seen.path.split("/")[2]
    seen.go("/")
    page.locator(f"#example-{base} ~ button").click()
    expect(page.locator("#verdict .answer strong")).to_have_text("It depends")
    choose(page, "Warned", "present", script=script)
    choose(page, "Trespasser", "absent", script=script)
    expect(page.locator("#verdict .answer")).to_contain_text("Forced")
    expect(page.locator("#verdict .answer")).to_contain_text("plaintiff")
    choose(page, "Warned", "absent", script=script)
    choose(page, "Trespasser", "present", script=script)
    expect(page.locator("#verdict .answer")).to_contain_text("defendant")
    page.get_by_role("link", name="Export", exact=True).click()
    memo = downloaded(page, "Word", tmp_path)
    assert "Baker v. Hill" in opened(memo)
    assert seen.wrong == []


def written(folder: Path, name: str, text: str) -> Path:
    """A file to bring."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def bring(page: Page, field: str, button: str, file: Path) -> None:
    """Choose a file and send it; the page that follows is named after it."""
    page.set_input_files(field, file)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(file.name)


def choose(page: Page, factor: str, level: str, *, script: bool) -> None:
    """Set a factor of the sheet to a level, and send the sheet where no script does."""
    group = page.get_by_role("group", name=factor).first
    group.get_by_role("radio", name=level, exact=True).check(force=True)
    if script:
        expect(page.locator("#notice")).to_contain_text(f"{factor}: ")
        expect(page.locator("#notice")).to_contain_text(f"→ {level}")
    else:
        page.get_by_role("button", name="See the verdict on these facts").click()


def test_from_a_chart_to_a_memorandum(browser: Browser, served: Served, tmp_path: Path) -> None:
    """The whole journey, with a script: the verdict follows each change of a fact."""
    chart_to_memo(visit(browser, served), tmp_path, script=True)


def test_from_a_chart_to_a_memorandum_without_a_script(browser: Browser, served: Served, tmp_path: Path) -> None:
    """The same journey where the browser runs no script."""
    chart_to_memo(visit(browser, served, script=False), tmp_path, script=False)


def test_a_file_dropped_anywhere_is_brought(browser: Browser, served: Served) -> None:
    """A chart that is dropped on a matter's page is the chart that is shown next."""
    seen = visit(browser, served)
    begin(seen.page, "wild-animals", "popov")
    transfer = seen.page.evaluate_handle(
        """text => { const carried = new DataTransfer();
        carried.items.add(new File([text], "dropped.csv", {type: "text/csv"})); return carried; }""",
        CHART,
    )
    seen.page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    expect(seen.page.get_by_role("heading", level=1)).to_have_text("dropped.csv: how it is read")
    assert seen.wrong == []


def test_by_keyboard_alone(browser: Browser, served: Served) -> None:
    """Without a mouse: a matter begun, a definition read, a fact changed, what compels unfolded, the change undone."""
    seen = visit(browser, served)
    page = seen.page
    tab_to(page, "#example-wild-animals")
    page.keyboard.type("Popov")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/*")
    before = page.locator("#verdict .answer").text_content() or ""
    tab_to(page, 'input[name^="fact."]')
    page.keyboard.press("?")
    expect(page.locator("[data-factor]").first.locator(".meaning .within")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#version")).to_have_attribute("data-number", "2")
    expect(page.locator("#said")).not_to_be_empty()
    focused = page.evaluate("document.activeElement.name")
    assert focused.startswith("fact.")
    tab_to(page, "#verdict details > summary", back=False)
    page.keyboard.press("Enter")
    expect(page.locator("#verdict details").first.locator("ul")).to_be_visible()
    tab_to(page, '#notice form[action$="/undo"] button', back=True)
    page.keyboard.press("Enter")
    expect(page.locator("#version")).to_have_attribute("data-number", "3")
    expect(page.locator("#verdict .answer")).to_have_text(before)
    assert seen.wrong == []


def test_from_a_chart_to_a_memorandum_by_keyboard_alone(browser: Browser, served: Served, tmp_path: Path) -> None:
    """The whole journey without a mouse: a chart brought and mapped, a matter begun, facts entered, the memorandum taken away."""
    seen = visit(browser, served)
    page = seen.page
    with page.expect_file_chooser() as chosen:  # asked for first: the browser takes a while to be told
        tab_to(page, "#bring-file")
        page.keyboard.press("Space")
    chosen.value.set_files(written(tmp_path, "dales.csv", CHART))
    press(page, '#bring-file ~ button, [action="/bring"] button')
    expect(page.get_by_role("heading", level=1)).to_contain_text("dales.csv")
    press(page, 'button[name="make"]')
    expect(page.get_by_role("heading", level=1)).to_contain_text("the cases")
    base = seen.path.split("/")[2]
    press(page, 'a.name[href="/"]', back=True)
    expect(page.get_by_role("heading", name="Your own bases")).to_be_visible()
    press(page, f"#example-{base} ~ button")
    page.wait_for_url("**/matters/*")
    for name in ("warned", "trespasser"):
        tab_to(page, f'input[name="fact.{name}"]:checked')
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#notice")).to_contain_text(name.capitalize())
    expect(page.locator("#verdict .answer")).to_contain_text("Forced")
    press(page, 'nav.tabs a[href$="/export"]', back=True)
    page.wait_for_url("**/export")
    tab_to(page, 'a[href$="/memo.docx"]')
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(tmp_path / "memo.docx")
    assert "Cole v. Hill" in opened(tmp_path / "memo.docx")
    assert seen.wrong == []


def press(page: Page, wanted: str, *, back: bool = False) -> None:
    """Tab to something and press Enter."""
    tab_to(page, wanted, back=back)
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: str, *, back: bool = False) -> None:
    """Press Tab until what is wanted has the focus, as somebody without a mouse does."""
    for _ in range(400):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"Tab never reaches {wanted}")


def test_what_is_saved_meanwhile_is_told_beside_the_facts(browser: Browser, served: Served) -> None:
    """Two pages of one matter: the second to save is told what the first saved, and can put her change on top."""
    first = visit(browser, served)
    begin(first.page, "duty-to-protect", "balistreri")
    second = Visit(first.context, served, enter=False)
    second.go(first.path)
    choose(first.page, "Custody", "former", script=True)
    group = second.page.get_by_role("group", name="Imminence").first
    group.get_by_role("radio", name="imminent", exact=True).check(force=True)
    expect(second.page.locator("#notice")).to_contain_text("Custody: none → former")
    second.page.get_by_role("button", name="Make my change on top of theirs").click()
    expect(second.page.locator("#verdict")).to_be_visible()
    checked = second.page.locator("input:checked").evaluate_all("all => all.map(each => each.name + '=' + each.value)")
    assert {"fact.custody=former", "fact.imminence=imminent"} <= set(checked)


def test_guidance_follows_the_page_of_a_blank_matter(browser: Browser, served: Served) -> None:
    """With a script, the guidance that the page came without is worked out after it and put in its place."""
    seen = visit(browser, served)
    begin(seen.page, "wild-animals", "")
    expect(seen.page.locator("#guidance")).to_contain_text("Ask next")
    assert seen.page.locator("#guidance[aria-busy]").count() == 0
    assert seen.wrong == []


def test_what_is_typed_is_not_lost_without_a_word(browser: Browser, served: Served) -> None:
    """Undo asks before a note that is typed is lost; once the note is saved, nothing is asked."""
    seen = visit(browser, served)
    page, asked = seen.page, list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    begin(page, "wild-animals", "popov")
    choose(page, "Malice", "present", script=True)
    page.locator("#words > summary").click()
    page.locator("#note").press_sequentially("An hour's work")
    page.get_by_role("button", name="Undo").click(no_wait_after=True)
    page.wait_for_function("true")
    assert (["beforeunload"], "An hour's work") == (asked, page.input_value("#note"))
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator("#notice")).to_contain_text("Words changed: notes")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#notice")).to_contain_text("Undone: back to version 2")
    assert (["beforeunload"], []) == (asked, seen.wrong)


def test_what_cannot_be_saved_stays_on_the_page(browser: Browser, served: Served) -> None:
    """A note stays where it was typed when the session has ended, and is saved once the browser is let in again; one too long is refused."""
    seen = visit(browser, served)
    page = seen.page
    begin(page, "wild-animals", "popov")
    page.locator("#words > summary").click()
    page.locator("#note").press_sequentially("An hour's work")
    seen.context.clear_cookies()
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator("#notice")).to_contain_text("Not saved: this browser is no longer let in")
    seen.context.new_page().goto(served.enter)
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator("#notice")).to_contain_text("Words changed: notes")
    page.fill("#note", "word " * 30_000)
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator("#notice")).to_contain_text("'note' has 150,000 characters. At most 100,000 are kept")
    assert 150_000 == len(page.input_value("#note"))


def test_the_slider_goes_through_the_days_of_the_law(browser: Browser, served: Served) -> None:
    """Moved by an arrow key, the slider takes the law of the next day on which it changed."""
    seen = visit(browser, served)
    begin(seen.page, "duty-to-protect", "balistreri")
    slider = seen.page.locator("#day-slider")
    slider.focus()
    seen.page.keyboard.press("ArrowRight")
    expect(seen.page.locator("#as-of")).to_have_value("1988-08-24")
    expect(seen.page.locator("#verdict .assumed summary")).to_contain_text("August 24, 1988")
    expect(seen.page.locator("#day-slider")).to_be_focused()
    assert seen.wrong == []


def test_a_sentence_is_selected_and_attached(browser: Browser, served: Served, tmp_path: Path) -> None:
    """Words selected in an opinion are attached to a fact with their page, and stand at that fact."""
    seen = visit(browser, served)
    page = seen.page
    begin(page, "duty-to-protect", "balistreri")
    matter = seen.path
    seen.go(f"{matter}/read")
    bring(page, "#document", "Read it", written(tmp_path, "opinion.txt", OPINION))
    paragraph = page.locator(".opinion p", has_text="foster home")
    paragraph.evaluate(
        """p => { const words = p.childNodes; const range = document.createRange();
        const text = [...words].find(each => each.nodeType === 3 && each.data.includes("The county"));
        range.setStart(text, text.data.indexOf("The county")); range.setEnd(text, text.data.indexOf("home.") + 5);
        const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range); }"""
    )
    expect(page.locator("#written")).to_have_value("The county had placed the child in a foster home.")
    page.select_option("#fact", "custody=state_placement")
    page.get_by_role("button", name="Attach", exact=True).click()
    expect(page.locator(".attached")).to_contain_text("page 12")
    seen.go(matter)
    assert page.locator('input[name="fact.custody"][value="state_placement"]').is_checked()
    assert "foster home" in (page.locator('[data-factor="custody"] .meaning').text_content() or "")
    assert seen.wrong == []


def test_axe_finds_nothing(browser: Browser, served: Served, tmp_path: Path) -> None:
    """On no page does axe find a fault, light or dark, at 320 or 1440 pixels; and no page scrolls sideways."""
    seen = visit(browser, served)
    page = seen.page
    faults: dict[str, list[str]] = {}

    def look(where: str) -> None:
        faults.update(seen.faults(where))

    look("/")
    begin(page, "wild-animals", "duck-decoy-motive-unknown")
    matter = seen.path
    look("/matters")
    for part in ("/cases", "/argue", "/timeline", "/read", "/export", "/history", "/versions/1", "/compare/1/1"):
        seen.go(matter + part)
        look(part)
    for part in ("/cases", "/cases/pierson-v-post-1805", "/guide", "/audit"):
        seen.go(f"/bases/wild-animals{part}")
        look(f"/bases{part}")
    seen.go("/")
    bring(page, "#bring-file", "Bring it in", written(tmp_path, "hills.csv", CHART))
    look("/charts")
    seen.go(f"{matter}/read")
    bring(page, "#document", "Read it", written(tmp_path, "opinion.txt", OPINION))
    look("/read/document")
    assert faults == {}
    assert seen.wrong == []


def test_a_page_prints_without_what_is_only_for_the_screen(browser: Browser, served: Served) -> None:
    """On paper a matter has its facts and its verdict, and no buttons."""
    seen = visit(browser, served)
    begin(seen.page, "wild-animals", "popov")
    seen.page.emulate_media(media="print")
    assert seen.page.locator("#verdict .answer").is_visible()
    assert [each for each in seen.page.get_by_role("button").all() if each.is_visible()] == []


def test_a_chart_prints_all_of_its_columns(browser: Browser, served: Served) -> None:
    """On paper a chart lies across the sheet, with every factor of the doctrine on it; a picture is no wider than the sheet."""
    import pypdfium2

    from afortiori import open_pack

    seen = visit(browser, served)
    page = seen.go("/bases/duty-to-protect/cases")
    sheet = pypdfium2.PdfDocument(page.pdf(format="A4"))[1]
    text = re.sub(r"\s+", "", sheet.get_textpage().get_text_bounded())
    names = [factor.name for factor in open_pack("duty-to-protect").doctrine.factors]
    assert [] == [name for name in names if name.replace(" ", "") not in text]
    assert sheet.get_width() > sheet.get_height()
    begin(seen.go("/"), "wild-animals", "popov")
    seen.go(f"{seen.path}/argue").emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    width, parent = page.locator(".picture svg").evaluate("svg => [svg.clientWidth, svg.parentElement.clientWidth]")
    assert width <= parent
