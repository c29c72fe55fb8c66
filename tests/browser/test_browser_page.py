"""The page in a real browser: readable on a phone and in the dark, silent, and within reach of a keyboard."""

from pathlib import Path
from typing import Any

import goal_parts
import page_samples
import pytest
from playwright.sync_api import Browser, Page

# Boxes of all visible labels of one drawing, and the room that the drawing has.
LABELS = """svg => {
  const room = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].map(node => {
    const box = node.getBoundingClientRect();
    return {words: node.textContent, left: box.left - room.left, right: box.right - room.left,
            top: box.top - room.top, bottom: box.bottom - room.top, room: room.width};
  });
}"""

# The contrast of the text of each element that matches, against the first background behind it.
CONTRAST = """selector => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(Number).map(c => c / 255)
      .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!colour.endsWith(', 0)')) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll(selector)].filter(node => node.getClientRects().length).map(node => {
    const style = getComputedStyle(node);
    const own = node instanceof SVGTextElement ? style.fill : style.color;
    const [a, b] = [light(own), light(behind(node))].sort((x, y) => y - x);
    return [node.textContent.trim().slice(0, 40), (a + 0.05) / (b + 0.05)];
  });
}"""

WORDS = "h1, h2, p, dt, dd, th, td, summary, figcaption, .board-word, .chart text, .kind, .note, .period, li"


def charts(page: Page) -> list[Any]:
    """The drawings that this width shows."""
    return [svg for svg in page.query_selector_all("svg.chart") if svg.is_visible()]


@pytest.mark.parametrize("width", [320, 390, 768, 1080, 1280, 1920])
def test_nothing_scrolls_sideways(browser: Browser, page_file: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert width == page.evaluate("document.documentElement.scrollWidth")
    context.close()


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_every_chart_is_drawn_once_with_its_table(width: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(width)
    figures = page.query_selector_all("figure")
    assert len(figures) == len(charts(page)) > 8
    assert len(figures) == len(page.query_selector_all("figure table tbody"))


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_no_label_lies_on_another_or_is_cut(width: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(width)
    faults = []
    for svg in charts(page):
        labels = svg.evaluate(LABELS)
        faults += [f"cut: {a['words']}" for a in labels if a["left"] < -1 or a["right"] > a["room"] + 1]
        for n, a in enumerate(labels):
            faults += [
                f"{a['words']} on {b['words']}"
                for b in labels[:n]
                if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
                and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 4
            ]
    assert faults == []


def test_the_page_asks_nobody_and_complains_of_nothing(browser: Browser, page_file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_file.as_uri())
    for summary in page.query_selector_all("summary"):
        summary.click()
    assert [page_file.as_uri()] == asked
    assert said == []
    context.close()


@pytest.mark.parametrize("scheme", ["wide", "dark"])
def test_all_text_has_the_contrast_of_aa(scheme: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = page.evaluate(CONTRAST, WORDS)
    assert len(found) > 200
    assert [pair for pair in found if pair[1] < 4.5] == []


@pytest.mark.parametrize("scheme", ["wide", "dark"])
def test_the_statuses_can_be_told_apart_from_the_page(scheme: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(scheme)
    colours = page.evaluate(
        "['.likely', '.open', '.unlikely', '.unknown'].map(s => "
        "getComputedStyle(document.querySelector('.board-word' + s)).color)"
    )
    assert len(set(colours)) == 4


def test_the_keyboard_reaches_and_opens_every_disclosure(wide: Page) -> None:
    wanted = len([s for s in wide.query_selector_all("summary") if s.is_visible()])
    opened = 0
    for _ in range(400):
        wide.keyboard.press("Tab")
        if wide.evaluate("document.activeElement.tagName") == "SUMMARY":
            before = wide.evaluate("document.activeElement.parentElement.open")
            wide.keyboard.press("Enter")
            assert before != wide.evaluate("document.activeElement.parentElement.open")
            wide.keyboard.press("Enter")
            opened += 1
        if wide.evaluate("document.activeElement.tagName") == "BODY" and opened:
            break
    assert wanted == opened


def test_focus_can_be_seen(wide: Page) -> None:
    wide.keyboard.press("Tab")
    wide.keyboard.press("Tab")
    outline = wide.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "2px"


def test_targets_are_large_enough_for_a_thumb(phone: Page) -> None:
    small = phone.evaluate(
        "[...document.querySelectorAll('summary, .board a, .hanging a')]"
        ".filter(n => n.getClientRects().length)"
        ".filter(n => n.getBoundingClientRect().height < 24).map(n => n.textContent)"
    )
    assert small == []


def test_a_goal_of_the_plan_leads_to_its_own_section(wide: Page) -> None:
    wide.click("#plan .hanging li:nth-child(2) a")
    top = wide.evaluate("document.querySelector('#goal-2').getBoundingClientRect().top")
    assert abs(top) < 200
    assert "No goal hangs on it." in wide.inner_text("#plan")


def test_paper_is_white_even_for_those_who_read_in_the_dark(dark: Page) -> None:
    dark.emulate_media(media="print", color_scheme="dark")
    assert dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_that_others_wrote_is_run(browser: Browser, tmp_path: Path) -> None:
    from dataclasses import replace

    from milepost.reports.page import html

    hostile = "\"><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    goal = replace(goal_parts.goal(), sentence=hostile, owner=hostile)
    plan = page_samples.plan((goal,))
    titled = replace(plan.objectives[0], title=hostile)
    plan = replace(plan, objectives=(titled,), identity=replace(plan.identity, mission=hostile))
    file = replace(page_samples.imports()[0], path=hostile, notes=(hostile,))
    path = tmp_path / "hostile.html"
    path.write_text(
        html(
            replace(
                page_samples.full_page(), goals=(goal_parts.state(goal=goal),), imports=(file,), plan=plan
            )
        ),
        "utf-8",
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.title() != "run"
    assert page.query_selector_all("img, script") == []
    context.close()
