"""What became of a file of outside figures, as a document and as lines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from milepost.reports.benchmark_words import Line, problem_line
from milepost.workspace.benchmarks import Added


def added_document(added: Added) -> dict[str, Any]:
    """What became of the file; rows_read = rows_kept + problems + left out."""
    read = added.read
    return {
        "status": added.status,
        "where": added.where,
        "rows_read": read.rows,
        "rows_kept": len(read.kept),
        "left_out": [{"because": why, "rows": n} for why, n in (read.left_out or {}).items()],
        "problems": list(read.problems),
    }


def added_lines(added: Added, most: int = 12) -> list[Line]:
    """What became of the file, in lines."""
    read = added.read
    done = {
        "imported": "imported",
        "replaced": "imported in place of the file of that name",
        "already": "already there, nothing changed",
        "tried": "would be imported (a dry run: nothing was stored)",
        "nothing": "kept: nothing was stored",
    }[added.status]
    kept = "none" if not read.kept else f"{len(read.kept):,}"
    lines = [Line(f"{kept} of {read.rows:,} rows {done}.", 0)]
    lines += _left_out(read.left_out or {})
    if read.problems:
        lines.append(Line(f"{len(read.problems):,} with a fault, not kept:"))
        lines += [problem_line(problem, 2) for problem in read.problems[:most]]
    if len(read.problems) > most:
        lines.append(Line(f"and {len(read.problems) - most:,} more; see --json.", 2))
    return lines


def _left_out(counts: Mapping[str, int], most: int = 4) -> Iterator[Line]:
    """How many rows were left out and why; several things of one reason in one line."""
    reasons: dict[str, Counter[str]] = {}
    for why, n in counts.items():
        reason, _, what = why.partition(": ")
        reasons.setdefault(reason, Counter())[what] += n
    for reason, whats in reasons.items():
        told = [f"{what} {n}" for what, n in whats.most_common(most) if what]
        more = len(whats) - len(told)
        listed = f" ({', '.join(told)}{f', and {more} more' if more > 0 else ''})" if told else ""
        yield Line(f"{whats.total():,} left out: {reason}{listed}.")
