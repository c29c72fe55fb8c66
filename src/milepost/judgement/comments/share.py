"""How many comments of a set say or ask something: the figure behind `meaningful_comments`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.amount import Amount, Unit, Unknown, Why
from milepost.judgement.comments.rules import Judged, Kind
from milepost.judgement.shares import wilson
from milepost.judgement.verdict import Between, Value, Verdict
from milepost.language import LazyCount, gettext_lazy

MOST_UNTOLD = 0.5


@dataclass(frozen=True, slots=True)
class MeaningfulShare:
    """Counts of a set of comments, and the share (0 to 1) of the meaningful among those that are no spam.

    `low` and `high` hold the 95 % interval of chance, and comments that could not be told on either side.
    """

    comments: int
    spam: int
    meaningful: int
    light: int
    cannot_tell: int
    share: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """How many say something, and how much was spam."""
        values: dict[str, Value] = {
            "comments": Amount(self.comments),
            "meaningful": Amount(self.meaningful),
            "share": Amount(round(self.share, 2), Unit.SHARE),
            "between": Between(
                Amount(round(self.low, 2), Unit.SHARE), Amount(round(self.high, 2), Unit.SHARE)
            ),
            "spam": Amount(self.spam),
        }
        if not self.cannot_tell:
            return Verdict("comments.share", values)
        return Verdict("comments.share_untold", values | {"untold": Amount(self.cannot_tell)})


def meaningful_share(judged: Sequence[Judged]) -> MeaningfulShare | Unknown:
    """The share, or Unknown where nothing is left or most comments could not be told."""
    kinds = Counter(each.kind for each in judged)
    untold = kinds[Kind.CANNOT_TELL]
    left = len(judged) - kinds[Kind.SPAM]
    if not left:
        return Unknown(
            gettext_lazy("no comments are left") if judged else gettext_lazy("there are no comments"),
            Why.NO_DATA,
        )
    if untold > MOST_UNTOLD * left:
        return Unknown(
            gettext_lazy(
                "{untold} of {count} comments are in a language whose rules are not known",
                untold=LazyCount(untold),
                count=LazyCount(left),
            ),
            Why.NOT_SUPPORTED,
        )
    meaningful = kinds[Kind.MEANINGFUL]
    low, _ = wilson(meaningful / left, left)
    _, high = wilson((meaningful + untold) / left, left)
    return MeaningfulShare(
        len(judged),
        kinds[Kind.SPAM],
        meaningful,
        kinds[Kind.LIGHT],
        untold,
        meaningful / (left - untold),
        low,
        high,
    )
