"""The manual is held to the code: generated pages are fresh, and everything a user can name has its entry."""

import re
from pathlib import Path

import pytest

from milepost.cli.manual import commands_page
from milepost.goals.findings import templates
from milepost.kpis.catalogue import catalogue
from milepost.reports.manual import pages
from milepost.sources import source_formats

DOCS = Path(__file__).parents[3] / "docs"
GENERATED = {**pages(), "commands.md": commands_page()}


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    assert GENERATED[name] == (DOCS / name).read_text("utf-8"), "run: PYTHONPATH=src python docs/make.py"


def test_every_kpi_format_and_finding_has_its_entry() -> None:
    kpis, formats, messages = (GENERATED[f"{name}.md"] for name in ("kpis", "formats", "messages"))

    assert [name for name in catalogue() if f"`{name}`" not in kpis] == []
    assert [name for name in source_formats() if f"`{name}`" not in formats] == []
    assert [code for code in templates() if f"`{code}`" not in messages] == []


def test_the_readme_names_only_pages_that_are_there() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    linked = [part.split(")")[0] for part in readme.split("](")[1:]]

    assert linked
    assert [link for link in linked if not (DOCS.parent / link).exists()] == []


def test_every_rule_of_honest_reading_names_examples_that_run() -> None:
    page = (DOCS / "honesty.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z0-9_]+)`: “([^”]+)”", page))
    known = {(fmt.id, str(example["name"])) for fmt in source_formats().values() for example in fmt.examples}
    known |= {(kpi.id, example.says) for kpi in catalogue().values() for example in kpi.examples}
    assert len(named) >= 20
    assert named - known == set()
