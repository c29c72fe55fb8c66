"""White label: what is taken, what is refused, and how it is kept."""

import tomllib
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from page_samples import full_page
from PIL import Image

from milepost.errors import InvalidValue
from milepost.reports import numbers
from milepost.reports.document import Label
from milepost.reports.page import html
from milepost.workspace.labels.colour import contrast, is_legible
from milepost.workspace.labels.label import label_of, set_label
from milepost.workspace.labels.logo import read_logo
from milepost.workspace.labels.safe_svg import safe_svg
from milepost.workspace.opening import init_workspace
from milepost.workspace.place import Workspace

GOOD_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10z"/></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#7a1f5c").save(out, kind)
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    init_workspace(tmp_path / "w", brand="Acme")
    return init_workspace(tmp_path / "w", brand="Über & Söhne")


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert (is_legible("#767676"), is_legible("#777777"), is_legible("red")) == (True, False, False)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_written_anew(kind: str) -> None:
    found = read_logo(picture(kind) + b"<script>alert(1)</script>")
    assert (found.kind, found.shape) == ("png", 2.0)
    assert b"script" not in found.data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"GIF89a", "neither PNG nor JPEG nor SVG"),
        (b"x" * 1_000_001, "at most 1,000,000"),
        (b"\x89PNG\r\n\x1a\nbroken", "cannot be read"),
        (picture(size=(3000, 3000)), "pixels"),
        (b"<svg", "no well-formed SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entities"),
        (b"<html><svg/></html>", "no <svg>"),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        read_logo(data)


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<image href="http://evil.example/x.png"/>',
        '<use href="http://evil.example/x.svg#a"/>',
        '<rect onclick="alert(1)"/>',
        '<style>@import url("http://evil.example")</style>',
        "<style>rect{fill:url(http://evil.example)}</style>",
        '<rect style="background:url(http://evil.example)"/>',
        "<foreignObject><iframe/></foreignObject>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
    ],
)
def test_a_drawing_loses_what_runs_or_loads(bad: str) -> None:
    (safe,), left_out = safe_svg(GOOD_SVG.replace("</svg>", f"{bad}</svg>"))
    assert left_out >= 1
    assert "evil" not in safe
    assert "alert" not in safe
    assert "M0 0h40v10z" in safe


def test_a_label_is_kept_and_everything_else_stays(workspace: Workspace) -> None:
    settings = workspace.home / "milepost.toml"
    before = tomllib.loads(settings.read_text())
    kept, advice = set_label(workspace, brand=None, logo=picture(), colour="#7a1f5c", footer="Nordlicht “N”")
    assert kept.logo is not None
    assert advice == ()
    body = tomllib.loads(settings.read_text())
    assert body.pop("label")["footer"] == "Nordlicht “N”"
    assert body == before
    set_label(workspace, brand=None, colour="")
    assert label_of(workspace, "Acme").settings.colour == ""
    assert label_of(workspace, "Acme").settings.footer == "Nordlicht “N”"
    assert settings.read_text().count("[label]") == 1


def test_a_brand_has_its_own_label_and_shares_the_rest(workspace: Workspace) -> None:
    set_label(workspace, brand=None, footer="Agency", colour="#7a1f5c")
    set_label(workspace, brand="Über & Söhne", footer="Only for Söhne")
    assert label_of(workspace, "Acme").settings.footer == "Agency"
    own = label_of(workspace, "Über & Söhne").settings
    assert (own.footer, own.colour) == ("Only for Söhne", "#7a1f5c")


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"colour": "#ffff00"},
        {"footer": "two\nlines"},
        {"footer": "x" * 201},
        {"language": "klingon"},
        {"language": "ar"},
        {"logo": b"GIF89a"},
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_kept(
    workspace: Workspace, wrong: dict[str, str]
) -> None:
    before = (workspace.home / "milepost.toml").read_text()
    with pytest.raises(InvalidValue):
        set_label(workspace, brand=None, **wrong)  # type: ignore[arg-type]
    assert (workspace.home / "milepost.toml").read_text() == before


def test_what_a_hand_wrote_wrongly_is_left_out_with_a_note(workspace: Workspace) -> None:
    with (workspace.home / "milepost.toml").open("a") as file:
        file.write('\n[label]\ncolour = "#ffff00"\nlanguage = "xx"\nlogo = "../../etc/passwd"\n')
    kept = label_of(workspace, "Acme")
    assert (kept.logo, kept.settings.colour, kept.settings.language) == (None, "", "")
    assert len(kept.notes) == 3


def test_figures_follow_the_language() -> None:
    assert numbers.plain(1234.5, 1) == "1,234.5"
    with numbers.written_in("de"):
        assert numbers.plain(1234.5, 1) == "1.234,5"
        assert numbers.written(1234.5, "money", "EUR") == "1.234\N{NO-BREAK SPACE}€"
        with numbers.written_in("en_US"):
            assert numbers.plain(1234.5, 1) == "1,234.5"
    assert numbers.plain(1234.5, 1) == "1,234.5"


def test_the_page_of_the_brand_carries_the_label_and_stays_closed() -> None:
    page = html(full_page(), Label(picture(), "#7a1f5c", "Nordlicht <b>"))
    assert "img-src data:;" in page
    assert 'src="data:image/png;base64,' in page
    assert "--accent: #7a1f5c" in page
    assert "Nordlicht &lt;b&gt;" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert b64encode(sha256(style.encode()).digest()).decode() in page
    assert "img-src" not in html(full_page())
