"""A suggested mapping for a person and as a document."""

from typing import TYPE_CHECKING, Any

from milepost.workspace.mappings import SuggestedMapping

if TYPE_CHECKING:
    from rich.table import Table


def mapping_document(found: SuggestedMapping) -> dict[str, Any]:
    """The `--json` of `map`."""
    return {
        "table": found.suggestion.table,
        "columns": [
            {
                "header": column.header,
                "sample": column.sample,
                "looks": column.looks,
                "becomes": column.becomes or None,
                "because": column.because,
            }
            for column in found.suggestion.columns
        ],
        "mapping": found.toml,
        "preview": list(found.preview),
        "rows_read": sum(report.rows_read for report in found.reports),
        "rows_kept": sum(report.rows_kept for report in found.reports),
        "problems": [
            {"where": p.where, "what": p.what, "remedy": p.remedy}
            for report in found.reports
            for p in report.problems
        ],
    }


def mapping_table(found: SuggestedMapping) -> "Table":
    """Column by column: a value of it, what it would be, and why."""
    from rich.markup import escape
    from rich.table import Table

    table = Table("column", "for example", "would be", "because", box=None, header_style="bold")
    for column in found.suggestion.columns:
        becomes = column.becomes or "[dim]left out[/]"
        table.add_row(escape(column.header), escape(column.sample), becomes, escape(column.because))
    return table


def preview_table(found: SuggestedMapping, most: int) -> "Table":
    """The first rows as they would be stored, in so many columns."""
    from rich.markup import escape
    from rich.table import Table

    names = preview_columns(found, most)
    table = Table(box=None, header_style="bold", title=f"As it would be stored ({found.suggestion.table})")
    table.title_justify = "left"
    for name in names:
        table.add_column(name, no_wrap=True)
    for row in found.preview:
        table.add_row(*(escape(shown_cell(row.get(name))) for name in names))
    return table


HIDDEN = frozenset({"source", "days", "as_of"})


def preview_columns(found: SuggestedMapping, most: int) -> list[str]:
    """The columns of the preview that say something, as many as there is room for."""
    return list(dict.fromkeys(name for row in found.preview for name in row if name not in HIDDEN))[:most]


def shown_cell(value: object) -> str:
    """A value of the preview, short enough for a column."""
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)[:32]
