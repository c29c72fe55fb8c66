"""Five hundred hostile texts in every place that people and files fill: no page runs or loads any."""

import csv
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page
from served_site import PASSWORD, Served, serving

from milepost.errors import MilepostError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace
from milepost.workspace.planning.objectives import write_identity, write_objective

BRAND = "\"><img src=x onerror=pwned()> 'Linen'"
POSTS = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
BY_DAY = "date,channel,post_id,campaign,format,impressions,reach,likes,comments,shares,saves"
PROBE = """
(() => {
  const named = [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].map((a) => a.name));
  return {
    ran: window.pwnedBy || [],
    handlers: named.filter((name) => name.startsWith('on') || name.startsWith('hx-on')),
    strange: document.querySelectorAll('iframe,object,embed,base,meta[http-equiv],marquee,math,style').length,
    links: [...document.querySelectorAll('a[href],form[action],button[formaction]')]
      .map((one) => one.href || one.action || '').filter((to) => typeof to === 'string')
      .filter((to) => /^(javascript|data):|evil[.]example/i.test(to)),
    hidden: getComputedStyle(document.body).display === 'none',
  };
})()
"""


def hostile_brand(folder: Path) -> Path:
    """A workspace whose every text is a payload: captions, campaigns, objectives, file names, the brand's."""
    today = datetime.now(UTC).date()
    workspace = init_workspace(folder / "home", brand=BRAND, currency="EUR", zone="Europe/Berlin")
    posts = folder / "&lt;img src=x onerror=pwned()&gt;<svg onload=pwned()>.csv"
    with posts.open("w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(POSTS.split(","))
        for number, text in enumerate(PAYLOADS):
            day = today - timedelta(days=1 + number % 300)
            caption, link = text.replace("\x00", ""), f"https://www.instagram.com/p/B{number:010}/"
            head = (178 * 10**14 + number, 17841400000000000, "linen", caption, caption, 0)
            when = (f"{day:%m/%d/%Y} 10:05", link, "IG image", "", "Lifetime")
            sheet.writerow([*head, *when, 500 + number, 400 + number, 30 + number % 50, 2, 1, 3, 4])
    days = folder / "campaigns.csv"
    with days.open("w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(BY_DAY.split(","))
        for number, text in enumerate(PAYLOADS):
            day = today - timedelta(days=1 + number % 200)
            sheet.writerow(
                [day, "facebook", f"P{number}", text.replace("\x00", ""), "reel", 900, 700, 30, 4, 2, 1]
            )
    import_files(workspace, [posts, days], Answers(channel=None), brand=BRAND)
    _plan(workspace)
    disconnect()
    return folder / "home"


def _plan(workspace: Workspace) -> None:
    today = datetime.now(UTC).date()
    texts = cycle(PAYLOADS)
    said = {"brand": BRAND, "today": today, "who": PAYLOADS[20]}
    kept = 0
    for _ in range(60):
        try:
            write_objective(
                workspace,
                next(texts)[:90],
                kind="revenue_growth",
                says=next(texts),
                owner=next(texts),
                **said,
            )
        except MilepostError:
            continue  # some are refused for what they hold; that is as good
        kept += 1
    assert kept > 30
    write_identity(
        workspace,
        mission=PAYLOADS[30],
        vision=PAYLOADS[60],
        values=(PAYLOADS[90],),
        industry="retail",
        **said,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with ThreadPoolExecutor(1) as beside:
        home = beside.submit(hostile_brand, tmp_path_factory.mktemp("hostile")).result()
    with serving(home) as site:
        site.owner()
        yield site


@pytest.fixture
def tab(browser: Browser, hostile: Served) -> Iterator[tuple[Page, list[str]]]:
    """A tab in which a payload that runs is noticed, by what it calls and by what the policy stops."""
    context = browser.new_context(base_url=hostile.url, viewport={"width": 1280, "height": 900})
    context.add_init_script(
        "window.pwnedBy = []; window.pwned = () => window.pwnedBy.push(location.pathname);"
    )
    page = context.new_page()
    noticed: list[str] = []
    page.on("dialog", lambda dialog: (noticed.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda told: noticed.append(told.text) if "olicy" in told.text else None)
    page.on(
        "request", lambda asked: noticed.append(asked.url) if not asked.url.startswith(hostile.url) else None
    )
    page.goto("/accounts/login/")
    page.fill("#id_login", "owner@example.com")
    page.fill("#id_password", PASSWORD)
    page.click(".form .button")
    yield page, noticed
    context.close()


def test_no_page_runs_anything_of_what_people_and_files_wrote(
    tab: tuple[Page, list[str]], hostile: Served
) -> None:
    page, noticed = tab
    owner = hostile.owner()
    slug = page.url.split("/b/")[1].split("/")[0]
    base = f"/b/{slug}/"
    for text in (PAYLOADS[15], PAYLOADS[33], PAYLOADS[77]):
        owner.post(f"{base}shares/", {"page": "board", "says": text[:100], "days": "3", "password": ""})
    page.goto(base)
    ways = [str(link.get_attribute("href")) for link in page.locator(".ways a").all()]
    more = [
        f"{base}kpis/impressions/",
        f"{base}kpis/engagement_rate_by_views/",
        f"{base}channels/instagram/",
        f"{base}log/?page=2",
        f"{base}content/?page=3",
    ]
    seen = 0
    for path in (*ways, *more, "/", "/workspace/", "/workspace/log/", f"{base}goals/nothing/"):
        page.goto(path)
        found = page.evaluate(PROBE)
        assert found == {"ran": [], "handlers": [], "strange": 0, "links": [], "hidden": False}, path
        seen += page.content().count("pwned")
    assert noticed == []
    assert seen > 500, "the texts do stand on the pages, as text"


def test_what_is_typed_into_a_goal_is_said_back_as_text(tab: tuple[Page, list[str]]) -> None:
    page, noticed = tab
    page.goto(page.url.rstrip("/") + "/goals/new/")
    field = page.locator("textarea").first
    for text in PAYLOADS[13:43]:
        field.fill(f"Get 300 followers {text} in 90 days")
        page.wait_for_timeout(20)
    with page.expect_response(lambda answer: "goals" in answer.url):
        field.fill(f"Generate 300 {PAYLOADS[40]} followers in 90 days {PAYLOADS[50]}")
    page.wait_for_load_state("networkidle")
    found = page.evaluate(PROBE)
    assert json.dumps(found["ran"]) == "[]"
    assert (found["handlers"], found["strange"], found["links"]) == ([], 0, [])
    assert noticed == []
