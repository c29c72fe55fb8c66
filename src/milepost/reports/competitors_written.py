"""Competitors as people wrote them, with what the data suggests beside it: each line says which it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.judgement.competitors.suggest import Kind, Suggestion
from milepost.plan.competitor import Competitor, Figure
from milepost.reports import numbers
from milepost.reports.competitors import channel_title, suggestion_document
from milepost.workspace.kept import Kept, Version

LISTS = {Kind.STRENGTH: "strengths", Kind.WEAKNESS: "weaknesses", Kind.OPPORTUNITY: "opportunities"}


def competitor_document(
    kept: Kept[Competitor], log: Sequence[Version[Competitor]], suggestions: Sequence[Suggestion]
) -> dict[str, Any]:
    """One competitor: what stands, what data suggests, and every version."""
    one = kept.value
    mine = [suggestion_document(found) for found in suggestions if found.rival == one.name]
    return {
        "competitor": one,
        "version": kept.version,
        **{
            name: [
                *({"from": "written", "says": text} for text in getattr(one, name)),
                *({"from": "data", "says": found["says"]} for found in mine if found["kind"] == kind.value),
            ]
            for kind, name in LISTS.items()
        },
        "log": [
            {
                "version": line.version,
                "day": line.day,
                "who": line.who,
                "why": line.why,
                "dropped": line.value is None,
            }
            for line in log
        ],
    }


def competitor_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal."""
    one: Competitor = document["competitor"]
    lines = [f"{one.name}  [{one.id}]"]
    if one.says:
        lines.append(f"  {one.says}")
    lines += [f"  {channel_title(account.channel)}: {account.name}" for account in one.accounts]
    for name in LISTS.values():
        lines.append(f"  {name.capitalize()}:")
        lines += [f"    - {_marked(line)}" for line in document[name]] or ["    - none yet"]
    if one.figures:
        lines.append("  Figures typed by hand:")
        lines += [f"    - {_typed(figure)}" for figure in one.figures]
    lines.append("  Versions:")
    for line in document["log"]:
        what = "taken back" if line["dropped"] else f"version {line['version']}"
        why = f": {line['why']}" if line["why"] else ""
        lines.append(f"    - {what}, {numbers.day(line['day'])}, {line['who'] or 'somebody'}{why}")
    return lines


def list_lines(found: Mapping[str, Kept[Competitor]], own: Sequence[str]) -> list[str]:
    """One line a competitor; the own profiles below."""
    lines = []
    for key, kept in found.items():
        one = kept.value
        where = ", ".join(f"{channel_title(account.channel)} {account.name}" for account in one.accounts)
        counts = [
            f"{len(getattr(one, name))} {name if len(getattr(one, name)) != 1 else kind.value}"
            for kind, name in LISTS.items()
            if getattr(one, name)
        ]
        lines.append(f"{key}  {one.name}" + "".join(f"; {text}" for text in (where, *counts) if text))
    if not lines:
        lines = ["No competitors yet. Next: milepost competitor add NAME --account instagram=name"]
    if own:
        lines.append(f"Your own profiles in tables of competitors: {', '.join(own)}")
    return lines


def _marked(line: Mapping[str, str]) -> str:
    return f"{line['says']} ({'from data' if line['from'] == 'data' else 'written'})"


def _typed(figure: Figure) -> str:
    measure = figure.measure.replace("_", " ")
    if figure.days == 1:
        when = numbers.day(figure.day)
    else:
        from milepost.period import Period

        when = numbers.days(Period.of_days(figure.day, figure.days))
    channel = channel_title(figure.channel)
    return f"{channel}, {when}: {numbers.written(figure.value)} {measure} (source: {figure.source})"
