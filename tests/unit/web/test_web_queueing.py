"""Who only looks and has waited too long is told so at once; what is sent is always taken."""

from pathlib import Path

import pytest
from served_site import serving

from milepost.web.queueing import LONGEST, read_patience


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("", LONGEST),
        ("2.5", 2.5),
        ("0", 0.0),
        ("-1", LONGEST),
        ("nan", LONGEST),
        ("inf", LONGEST),
        ("x", LONGEST),
    ],
)
def test_the_operator_says_how_long_people_wait(said: str, seconds: float) -> None:
    assert read_patience({"MILEPOST_PATIENCE": said}) == seconds
    assert read_patience({}) == LONGEST


def test_a_page_that_would_come_too_late_is_not_worked_out(fresh_home: Path) -> None:
    with serving(fresh_home, MILEPOST_PATIENCE="0") as site:
        visitor = site.visitor()
        link = site.first_link.removeprefix(site.url)
        late = visitor.get(f"{link}?a=<b>", headers={"Accept-Language": "de"})
        assert (late.status_code, late.headers["retry-after"]) == (503, "10")
        assert late.headers["cache-control"] == "no-store"
        assert "Es fragen mehr Leute, als diese Seite beantworten kann." in late.text
        assert f'href="{link}?a=%3Cb%3E"' in late.text or f'href="{link}?a=&lt;b&gt;"' in late.text
        assert "default-src" in late.headers["content-security-policy"]
        sent = visitor.client.post(link, data={"name": "x"})
        assert sent.status_code == 403, "it was looked at, and lacked its token"
