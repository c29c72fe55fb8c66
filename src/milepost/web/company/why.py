"""Why somebody did not get in by their account elsewhere."""

from enum import StrEnum


class Why(StrEnum):
    """What stood in the way; each has its own sentences."""

    CANCELLED = "cancelled"  # they said no over there
    DECLINED = "declined"  # the provider did
    STALE = "stale"  # no state of ours: too late, used already, or begun in another browser
    SILENT = "silent"  # it cannot be reached, or takes too long
    BROKEN = "broken"  # it answered with a fault, or with what cannot be read
    UNPROVEN = "unproven"  # it vouches for somebody in a way that does not hold
    NO_ADDRESS = "no_address"
    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"  # the address has no account here
    OTHER_ADDRESS = "other_address"  # the invitation is for another
    LINK_IS_DEAD = "link_is_dead"


class NoSignIn(Exception):
    """Nobody is signed in. `detail` is for the log of the server; it holds no secret and is not shown."""

    def __init__(self, why: Why, detail: str = "", **named: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why, self.detail, self.named = why, detail, named
