"""A file of OKRs or goals, of whatever kind, to a plan document in YAML. Nothing is stored."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from milepost.errors import NotFound, Problem, Refused
from milepost.goals.families import FAMILIES
from milepost.plan.okr.drafting import Surroundings, draft_plan
from milepost.plan.okr.markdown import read_markdown
from milepost.plan.okr.result import MOST, Okrs
from milepost.plan.okr.tables import results_of_rows
from milepost.plan.okr.trees import read_tree_of_okrs
from milepost.plan.yaml_text import MOST_BYTES, read_tree
from milepost.plan.yaml_writing import yaml_of
from milepost.workspace.bare_text import bare_text
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.plan_files.documents import plan_names

_TREES = frozenset({".yaml", ".yml", ".json"})
_TEXTS = frozenset({".md", ".markdown", ".mdx", ".txt"})
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class ImportedGoals:
    """A file as a plan in YAML: how many key results it has, how many became goals, what is to be seen to."""

    name: str
    yaml: str
    read: int
    taken: int
    left_out: int
    objectives: int
    problems: tuple[Problem, ...]


def import_goals(
    path: Path,
    workspace: Workspace | None,
    *,
    brand: str | None,
    today: date,
    until: date | None = None,
    lang: str | None = None,
) -> ImportedGoals:
    """Read a file of OKRs or goals. Raises NotFound, Refused when it holds none that can be told."""
    if not path.is_file():
        raise NotFound("file", str(path), remedy="Give a Markdown, CSV, XLSX, YAML or JSON file.")
    owner = choose_brand(workspace, brand) if workspace else None
    okrs = _okrs(path)
    if not okrs.results:
        raise Refused(
            f"{path.name} holds no key results and no goals that can be told as such{_first_words(path)}.",
            "Write “# Objective: …” and “- KR1: …” below it, or a table with columns Objective, Key Result, "
            "Target, Due.",
        )
    if len(okrs.results) > MOST:
        raise Refused(
            f"{path.name} holds more than {MOST} key results; nobody can follow so many.",
            "Give those of one team, or of one quarter.",
        )
    around = Surroundings(
        plan_names(workspace), FAMILIES, owner.currency if owner else None, today, path.name, until, lang
    )
    drafted = draft_plan(okrs, around, brand=owner.name if owner else None)
    return ImportedGoals(
        path.name,
        yaml_of(drafted.document),
        drafted.read,
        drafted.taken,
        drafted.left_out,
        len(okrs.objectives),
        drafted.problems,
    )


def _first_words(path: Path) -> str:
    """How a text begins, so that a person sees which file was read, and by what it was not known."""
    if path.suffix.lower() in {".xlsx", ".xls"}:
        return ""
    first = next((" ".join(line.split()) for line in bare_text(path).splitlines() if line.strip()), "")
    if not first:
        return ": it is empty"
    return f"; it begins with “{first[:80]}{'…' if len(first) > 80 else ''}”"


def _okrs(path: Path) -> Okrs:
    ending = path.suffix.lower()
    if ending in _TREES:
        with path.open("rb") as file:
            tree = read_tree(file.read(MOST_BYTES + 1), path.name)
        return read_tree_of_okrs(tree.value, tree.lines)
    if ending in _TEXTS:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} is larger than {MOST_BYTES:,} bytes.", "Give the OKRs alone.")
        return read_markdown(bare_text(path))
    return _of_sheets(path)


def _of_sheets(path: Path) -> Okrs:
    """All sheets of a workbook, or the one of a text, that have a head of goals."""
    from milepost.sources.files import Unreadable, text_sheet
    from milepost.sources.workbooks import workbook_sheets

    try:
        if path.suffix.lower() in {".xlsx", ".xls"}:
            sheets = workbook_sheets(path)
        else:
            if path.stat().st_size > 20 * MOST_BYTES:
                raise Refused(f"{path.name} is far larger than a sheet of goals.", "Give the goals alone.")
            sheets = [text_sheet(path.name, path.read_bytes())]
    except Unreadable as error:
        raise Refused(f"{path.name}: {error.problem.what}", error.problem.remedy) from error
    found = []
    for sheet in sheets:
        named = f"{sheet.name}, row " if len(sheets) > 1 else "row "
        rows = [(number, list(cells)) for number, cells in sheet.records[:_MOST_ROWS]]
        found.append(results_of_rows(rows, lambda n, named=named: f"{named}{n}"))  # type: ignore[misc]
    objectives = {one.title: one for okrs in found for one in okrs.objectives}
    return Okrs(tuple(objectives.values()), tuple(r for okrs in found for r in okrs.results))
