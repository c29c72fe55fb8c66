"""Percentiles over an agency's own clients, as a document and as lines; a client's page names no other."""

from typing import Any

from milepost.amount import Unknown
from milepost.judgement.benchmark import platforms
from milepost.judgement.verdict import cannot_tell
from milepost.reports import numbers
from milepost.reports.benchmark_words import Line
from milepost.reports.words.judged import says
from milepost.workspace.clients import Client, Clients


def clients_document(over: Clients, *, own: bool, names: bool) -> dict[str, Any]:
    """The percentiles (agency-wide), or only the place of the one client that was asked for."""
    found = over.found
    shared: dict[str, Any] = {
        "kpi": over.kpi.id,
        "channel": over.channel,
        "start": over.period.start,
        "end": over.period.end,
        "definition": over.definition,
        "n": len(over.clients),
        "left_out": [{"because": why, "clients": n} for why, n in over.left_out.items()],
        "unknown": found.because if isinstance(found, Unknown) else None,
        "says": clients_lines(over, own=own, names=False)[1].text,
    }
    if own:
        value = None if over.own is None else over.own.value
        place = None
        if over.own is not None and not isinstance(found, Unknown):
            place = found.place(over.own.value).code.partition(".")[2]
        return shared | {"own": value, "place": place}
    if isinstance(found, Unknown):
        return shared
    told = shared | {"p25": found.p25, "p50": found.p50, "p75": found.p75}
    if names:
        told["clients"] = [
            {"name": one.name, "value": one.value, "weeks": one.weeks} for one in _ranked(over)
        ]
    return told


def clients_lines(over: Clients, *, own: bool, names: bool) -> list[Line]:
    """A heading, one sentence, and the clients left out by reason; names only where they are asked for."""
    channel = f", {platforms().get(over.channel, over.channel)}" if over.channel else ""
    title = f"{over.kpi.title}{channel}, {numbers.days(over.period)}"
    lines = [Line(title, 0), Line(_clients_says(over, own=own))]
    if over.definition:
        lines.append(Line(f"{over.definition}{' a week' if over.kpi.adds else ''}", quiet=True))
    if names and not own and not isinstance(over.found, Unknown):
        unit = over.kpi.unit
        lines += [
            Line(f"{one.name}: {numbers.written(one.value, unit, one.currency)}", 2) for one in _ranked(over)
        ]
    for why, n in over.left_out.items():
        lines.append(Line(f"{numbers.count_word(n)} left out: {why}.", quiet=True))
    return lines


def _clients_says(over: Clients, *, own: bool) -> str:
    name = "Yours" if own else "Your clients"
    if own and over.own is None:
        because = over.because or "it is measured in another way or currency than the others"
        return f"Yours: cannot tell, because this client's figure is {because}."
    if isinstance(over.found, Unknown):
        return says(cannot_tell(over.found), name)
    if own and over.own is not None:
        return says(over.found.place(over.own.value), name)
    return says(over.found.verdict, name)


def _ranked(over: Clients) -> list[Client]:
    return sorted(over.clients, key=lambda one: one.value, reverse=True)
