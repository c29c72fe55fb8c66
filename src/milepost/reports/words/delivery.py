"""The sentences about what is sent, from `knowledge/delivery.toml`."""

from milepost.egress import Because
from milepost.knowledge import table
from milepost.language import gettext
from milepost.workspace.delivery.sending import Result, Sending


def says(*path: str, field: str = "says", **values: str) -> str:
    """One sentence with its values; KeyError: a code of ours lacks its sentence."""
    found = table("delivery")
    for name in path:
        found = found[name]
    return str(found[field]).format(**values)


def remedy(*path: str, **values: str) -> str:
    """What to try; empty where nothing needs to be done."""
    found = table("delivery")
    for name in path:
        found = found[name]
    return str(found.get("remedy", "")).format(**values)


def outcome(sending: Sending) -> str:
    """What came of one sending, in a sentence or two, with what to do."""
    name = Result.PERHAPS if sending.result is Result.BEGUN else sending.result
    detail = sending.detail or (
        gettext("no reason given") if sending.because is Because.LOGIN else sending.to
    )
    because = ("because", sending.because or "begun")
    told = says(name, to=sending.to, because=says(*because, detail=detail))
    own = remedy(*because, detail=detail) if name is Result.NOT_SENT else ""
    return f"{told} {own or remedy(name)}".strip()
