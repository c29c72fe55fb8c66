"""Commands in sentences become links; whatever else stands there stays escaped text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from milepost.workspace.opening import open_workspace


@pytest.fixture(scope="module", autouse=True)
def settings(site_home: Path) -> None:
    open_workspace(site_home)  # Django needs settings before a word is translated


@pytest.fixture(autouse=True)
def addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    from milepost.web import commands_said

    monkeypatch.setattr(commands_said, "_url", lambda view, slug, *more: "/".join((slug, view, *more)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Choose another (milepost kpis).", 'Choose another (<a href="b/kpis">the KPI framework</a>).'),
        (
            "Say it: milepost goal close g3 --learned “what <b> is”, then go on.",
            'Say it: <a href="b/goal/g3">the page of the goal</a>, then go on.',
        ),
        (
            "Next: milepost import FOLDER (Insights).",
            'Next: <a href="b/imports">import the files</a> (Insights).',
        ),
        ("They use milepost every day.", "They use milepost every day."),
        ("Say it with --why “…”.", "Say it."),
        ("Nobody answers for goal g4.", 'Nobody answers for <a href="b/goal/g4">goal g4</a>.'),
        (
            "See: milepost plan capacity --hours 12",
            'See: <a href="b/plan#capacity">what the team can carry</a>',
        ),
    ],
)
def test_a_command_is_a_link_to_the_page_that_does_it(text: str, told: str) -> None:
    from milepost.web.commands_said import for_site

    assert str(for_site(text, "b")) == told


@given(st.text(alphabet=st.sampled_from("milepost import goal g1 <>&\"'=-“”…ABC/x;"), max_size=80))
def test_nothing_that_was_typed_becomes_markup(text: str) -> None:
    from milepost.web.commands_said import for_site, plain_for_site

    html = str(for_site(text + " milepost kpis " + text, "b"))
    left = re.sub(r'<a href="[\w/#]*">[\w ]*</a>', "", html)
    assert "<" not in left
    assert ">" not in left
    assert "<a" not in plain_for_site("milepost kpis")


def test_within_markup_only_words_between_tags_change() -> None:
    from milepost.web.commands_said import in_markup

    html = Markup('<p title="milepost kpis">milepost kpis</p><svg><text>milepost kpis</text></svg>')
    told = str(in_markup(html, "b"))
    assert 'title="milepost kpis"' in told
    assert '<p title="milepost kpis"><a href="b/kpis">' in told
    assert "<text>the KPI framework</text>" in told
    assert str(in_markup(Markup(escape("<b>")), "b")) == "&lt;b&gt;"
