"""Each thing is sent once: what is about to be sent is written down first, and what came of it after.

A run that finds the same words for the same place on the same day sends nothing. A run that died between,
or whose other side fell silent with the words in hand, leaves a sending that may have arrived: it is told,
and repeated only when somebody asks for it. What was refused is tried again.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from milepost.egress import Because, NotSent, Sent
from milepost.errors import Conflict
from milepost.workspace.kept import Kept, keep, standing
from milepost.workspace.place import Brand, Workspace

SENT: Final = "sent"
"""The kind of these entries in the journal."""


class Result(StrEnum):
    """What came of it."""

    BEGUN = "begun"  # about to be sent: what stands of a run that died
    SENT = "sent"
    ALREADY = "already"  # sent before, so nothing was sent now; never kept
    NOT_SENT = "not_sent"
    PERHAPS = "perhaps"  # it may have arrived
    ELSEWHERE = "elsewhere"  # another run is at it; never kept


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending as the journal keeps it: to whom (masked), a hash of the words, and what came of it."""

    channel: str
    report: str
    to: str
    content: str
    result: Result
    because: Because | None = None
    detail: str = ""

    @property
    def settled(self) -> bool:
        """Whether nobody needs to do anything about it."""
        return self.result in {Result.SENT, Result.ALREADY, Result.ELSEWHERE}


def content_hash(workspace: Workspace, *parts: bytes) -> str:
    """A hash of what is sent and to where, keyed with the workspace's secret: it tells nothing of either."""
    found = hmac.new(workspace.secret, digestmod=hashlib.sha256)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def send_once(
    brand: Brand,
    sending: Sending,
    send: Callable[[], Sent | NotSent],
    *,
    today: date,
    who: str,
    again: bool = False,
) -> Sending:
    """Send what `sending` tells of with `send`, unless it was sent on `today` before; what came of it.

    `again` sends it whatever came of it before.
    """
    key = f"{sending.channel}-{today}-{sending.content[:24]}"
    before: Kept[Sending] | None = standing(brand.name, SENT, Sending, today).get(key)
    if before is not None and not again:
        if before.value.result is Result.SENT:
            return replace(before.value, result=Result.ALREADY)
        if before.value.result in {Result.BEGUN, Result.PERHAPS}:
            return replace(before.value, result=Result.PERHAPS)

    def note(what: Sending, upon: int) -> int:
        return keep(brand.name, SENT, key, what, today=today, who=who, upon=upon)

    try:
        version = note(replace(sending, result=Result.BEGUN), before.version if before else 0)
    except Conflict:
        return replace(sending, result=Result.ELSEWHERE)
    done = _done(sending, send())
    note(done, version)
    return done


def sendings(brand: Brand, today: date) -> tuple[Kept[Sending], ...]:
    """Everything that was sent, or was to be, up to `today`, in the order in which it was begun."""
    return tuple(standing(brand.name, SENT, Sending, today).values())


def _done(sending: Sending, answer: Sent | NotSent) -> Sending:
    if isinstance(answer, Sent):
        return replace(sending, result=Result.SENT)
    result = Result.PERHAPS if answer.perhaps else Result.NOT_SENT
    return replace(sending, result=result, because=answer.because, detail=answer.detail)
