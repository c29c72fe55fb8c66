"""Signing in with an account elsewhere in a real browser, where a redirect out of a form is refused."""

from pathlib import Path

from open_id import provider
from playwright.sync_api import Browser
from served_site import serving
from web_hooks import TLS

from milepost.workspace.opening import init_workspace


def test_the_way_there_and_back_offends_no_policy(browser: Browser, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    settings = f'[egress]\nauthority = "{TLS / "authority.pem"}"\n'
    with provider() as there:
        there.behave(sub="1", email="mara@company.example", email_verified=True, name="Mara Owner")
        _empty(home, settings)
        with serving(home, **there.environment) as site:
            context = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 900})
            tab = context.new_page()
            complaints: list[str] = []
            tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            tab.goto(site.first_link)
            tab.click("text=Join with Saddle & Sons")
            tab.wait_for_url(f"{site.url}/b/quillfen/**")
            assert "Mara Owner" in tab.inner_text("header")
            tab.click("summary >> text=Mara Owner")
            tab.click("text=Sign out")
            tab.wait_for_url(f"{site.url}/accounts/login/")
            tab.click("text=Sign in with Saddle & Sons")
            tab.wait_for_url(f"{site.url}/b/quillfen/**")
            assert complaints == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= 390
            context.close()


def _empty(home: Path, settings: str) -> None:
    """A workspace of one brand; made in a thread, because the browser's loop runs in this one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside:
        beside.submit(init_workspace, home, brand="Quillfen").result()
    with (home / "milepost.toml").open("a") as file:
        file.write(f"\n{settings}")
