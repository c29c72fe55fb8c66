"""From the link of the console to a verdict, a share link and a second factor, as a person does it."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served_site import PASSWORD, Served, serving

from milepost.store.database import disconnect
from milepost.workspace.opening import init_workspace

LONG = 90_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workspace without a brand, as `milepost serve` finds it after the installation."""
    home = tmp_path_factory.mktemp("first") / "home"

    def empty() -> None:
        init_workspace(home, brand=None)
        disconnect()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(empty).result()
    with serving(home) as site:
        yield site


@pytest.fixture(scope="module")
def mara(browser: Browser, served: Served) -> Iterator[Page]:
    """Whoever made the first account, on the address that passkeys need."""
    context = browser.new_context(base_url=served.url.replace("127.0.0.1", "localhost"))
    tab = context.new_page()
    tab.set_default_timeout(LONG)
    tab.goto(served.first_link.removeprefix(served.url))
    tab.fill("#id_name", "Mara")
    tab.fill("#id_email", "mara@example.com")
    tab.fill("#id_password", PASSWORD)
    tab.click(".form .button")
    tab.wait_for_url("**/start/")
    tab.click("text=Explore the demo")
    tab.wait_for_url("**/b/quillfen/")
    yield tab
    context.close()


def test_the_demo_leads_to_a_goal_with_its_verdict_and_chart(mara: Page) -> None:
    mara.goto("/b/quillfen/")
    expect(mara.locator("h1")).to_contain_text("goals are likely")
    mara.locator(".board a", has_text="Increase social-driven").click()
    expect(mara.locator("h1")).to_contain_text("landing")
    expect(mara.locator("svg.chart.wide").first).to_be_visible()
    mara.locator("text=Figures as a table").first.click()
    expect(mara.locator("figure table").first).to_be_visible()


def test_a_client_reads_by_a_link_and_a_colleague_comes_by_another(mara: Page, browser: Browser) -> None:
    mara.goto("/b/quillfen/shares/")
    mara.fill("#id_says", "the bank")
    mara.fill("#id_password", "otter-99")
    mara.click("text=Make the link")
    link = mara.input_value(".copy")
    bank = _tab(browser.new_context())
    bank.goto(link)
    bank.fill("#password", "otter-99")
    bank.click(".button")
    expect(bank.locator("h1")).to_contain_text("goals are likely")
    mara.goto("/b/quillfen/people/")
    mara.fill("#id_email", "client@example.com")
    mara.select_option("#id_role", "client")
    mara.click("text=Make the invitation")
    client = _tab(browser.new_context())
    client.goto(mara.input_value(".copy"))
    client.fill("#id_name", "Cleo")
    client.fill("#id_password", PASSWORD)
    client.click(".form .button")
    client.wait_for_url("**/b/quillfen/")
    assert client.locator(".ways a").all_inner_texts() == ["Board", "Reports"]
    assert client.goto(client.url + "plan/").status == 404  # type: ignore[union-attr]
    for tab in (bank, client):
        tab.context.close()


def test_everything_can_be_reached_by_the_keyboard(mara: Page) -> None:
    mara.goto("/b/quillfen/")
    mara.keyboard.press("Tab")
    assert mara.evaluate("document.activeElement.className") == "skip"
    mara.keyboard.press("Enter")
    seen = set()
    for _ in range(7):
        mara.keyboard.press("Tab")
        here = mara.evaluate("[document.activeElement.tagName, !!document.activeElement.closest('.board')]")
        seen.add("board" if here[1] else here[0])
        ring = mara.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", here
    assert "board" in seen
    mara.locator("details.mine summary").focus()
    mara.keyboard.press("Enter")
    expect(mara.locator("text=My account")).to_be_visible()
    mara.keyboard.press("Escape")
    expect(mara.locator("text=My account")).to_be_hidden()


def test_a_passkey_signs_in_by_itself(mara: Page) -> None:
    session = mara.context.new_cdp_session(mara)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    mara.goto("/accounts/2fa/webauthn/add/")
    _say_again(mara)
    mara.fill("#id_name", "Laptop")
    if mara.locator("#id_passwordless").count():
        mara.check("#id_passwordless")
    mara.locator("main button.button").first.click()
    mara.wait_for_url(re.compile(r"/accounts/2fa/(?!webauthn/add)"))
    _sign_out(mara)
    mara.goto("/accounts/login/")
    mara.click("#passkey_login")
    mara.wait_for_url("**/b/quillfen/")


def _tab(context: BrowserContext) -> Page:
    tab = context.new_page()
    tab.set_default_timeout(LONG)
    return tab


def _say_again(tab: Page) -> None:
    if "/reauthenticate/" in tab.url:
        tab.fill("#id_password", PASSWORD)
        tab.locator(".form .button").first.click()
        tab.wait_for_url("**/webauthn/add/")


def _sign_out(tab: Page) -> None:
    tab.goto("/account/")
    tab.locator("details.mine summary").click()
    tab.click("text=Sign out")
    tab.wait_for_url("**/accounts/login/**")
