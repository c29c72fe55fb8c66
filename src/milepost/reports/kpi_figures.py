"""A measured KPI as the `--json` document and as the cells of a table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from milepost.amount import Figure, Ratio, Unknown
from milepost.reports.numbers import figure
from milepost.reports.words.files import source_title
from milepost.workspace.measuring import Measurement


@dataclass(frozen=True, slots=True)
class Cells:
    """The heads and rows of a table; `right` names the heads whose cells stand right-aligned."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str]


def kpi_document(measured: Measurement) -> dict[str, Any]:
    """The `--json` of `kpi`: `end` is exclusive, shares are fractions, what is unknown says why."""
    return {
        "kpi": measured.kpi.id,
        "title": measured.kpi.title,
        "unit": measured.kpi.unit.value,
        "definition": measured.definition,
        "rows": [
            {
                "start": row.start,
                "end": row.end,
                "split": dict(row.split),
                **_figure(row.figure),
                "basis": row.basis,
            }
            for row in measured.rows
        ],
        "sources": [
            {
                "source": said.source,
                "basis": said.basis,
                "says": said.says,
                "taken": said.holds,
                **_figure(row.figure),
            }
            for said in measured.said
            for row in said.rows
        ],
        "breaks": [
            {"day": mark.day, "title": mark.title, "says": mark.says, "compares": not mark.moves_level}
            for mark in measured.breaks
        ],
    }


def beside_lines(measured: Measurement) -> tuple[str, ...]:
    """What is shown below the figures: what other sources say of the whole period, and changes of meaning."""
    several = [
        f"{source_title(said.source)} {figure(row.figure)}{' (taken)' if said.holds else ''}"
        for said in measured.said
        for row in said.rows
    ]
    rivals = any(not said.holds for said in measured.said)  # those that are all taken are simply added
    lines = ["Said of the whole period, never added: " + "; ".join(several) + "."] if rivals else []
    lines += [f"{mark.day}: {mark.title}. {mark.says}" for mark in measured.breaks]
    return tuple(lines)


def _figure(figure: Figure) -> dict[str, Any]:
    if isinstance(figure, Unknown):
        return {"value": None, "over": None, "under": None, "currency": None, "unknown": figure.because}
    over, under = (figure.over, figure.under) if isinstance(figure, Ratio) else (None, None)
    return {"value": figure.value, "over": over, "under": under, "currency": figure.currency, "unknown": None}


def nothing_known(measured: Measurement) -> str | None:
    """The days and the reasons in a line when not one row has a figure; None as soon as one has."""
    reasons = [row.figure.because for row in measured.rows if isinstance(row.figure, Unknown)]
    if not reasons or len(reasons) < len(measured.rows):
        return None
    first, last = min(row.start for row in measured.rows), max(row.end for row in measured.rows)
    return f"{first} to {last - timedelta(days=1)}: unknown. {' '.join(dict.fromkeys(reasons))}"


def kpi_cells(measured: Measurement) -> Cells:
    """The same for a person."""
    keys = tuple(dict.fromkeys(key for row in measured.rows for key in row.split))
    has_sums = any(isinstance(row.figure, Ratio) for row in measured.rows)
    heads = ("from", "to", *keys, measured.kpi.id, *(("over", "under") if has_sums else ()))
    rows = []
    for row in measured.rows:
        sums: tuple[str, ...] = ()
        if has_sums:
            ratio = row.figure if isinstance(row.figure, Ratio) else None
            sums = (f"{ratio.over:,.10g}", f"{ratio.under:,.10g}") if ratio else ("", "")
        rows.append(
            (
                str(row.start),
                str(row.end - timedelta(days=1)),
                *(row.split.get(key, "") or "(not said)" for key in keys),
                figure(row.figure),
                *sums,
            )
        )
    return Cells(heads, tuple(rows), frozenset({measured.kpi.id, "over", "under"}))
