"""The posts that did best, with what is likely luck taken out of their lead.

Two posts in three that lead a list were merely seen by few: three likes among forty people are no talent.
What a post would do again is its figure drawn towards what such posts usually do, the more so the fewer
interactions it rests on. Only this luck of small numbers can be told from one showing; that a post came on
the right day cannot.
"""

from dataclasses import dataclass

import numpy as np

from milepost.amount import Amount, Unit
from milepost.judgement.content.claims import Content
from milepost.judgement.content.post import Post
from milepost.judgement.verdict import Move, Verdict
from milepost.series import Floats

SMALLEST_LEAD = 0.05
MOST_LUCK = 0.5
LEAST_LUCK = 0.1
TITLE_LETTERS = 40


@dataclass(frozen=True, slots=True)
class BestPost:
    """A post, its lead over the brand's usual one at its time (0.5 is +50 %), and what is left without luck.

    `luck` is the share (0 to 1) of the lead, in logs, that is likely luck.
    """

    post: Post
    lead: float
    lasting: float
    luck: float

    @property
    def verdict(self) -> Verdict:
        """How far it leads, and how much of that is luck."""
        title = " ".join(self.post.title.split()) or f"{self.post.posted:%Y-%m-%d}"
        short = title if len(title) <= TITLE_LETTERS else title[: TITLE_LETTERS - 1].rstrip() + "…"
        if self.luck > MOST_LUCK:
            return Verdict("content.top_luck", {"post": short})
        if self.luck < LEAST_LUCK:
            return Verdict("content.top_sure", {"post": short, "lead": Move(self.lead)})
        return Verdict(
            "content.top",
            {"post": short, "lead": Move(self.lead), "luck": Amount(round(self.luck, 2), Unit.SHARE)},
        )


def best_posts(found: Content, *, most: int = 10) -> tuple[BestPost, ...]:
    """The posts with the largest lasting lead; none whose lead is below 5 %."""
    posts = found.outcomes.posts
    lead = _leads(found)
    lasting = without_luck(found, lead)
    order = np.argsort(-lasting, kind="stable")[:most]
    return tuple(
        BestPost(
            posts[at],
            float(np.expm1(lead[at])),
            float(np.expm1(lasting[at])),
            float(np.clip(1 - lasting[at] / lead[at], 0, 1)),
        )
        for at in order
        if lasting[at] > np.log1p(SMALLEST_LEAD) and lead[at] >= lasting[at]
    )


def without_luck(found: Content, lead: Floats) -> Floats:
    """Logs of the leads, each drawn towards what its kind of post does by how little it rests on."""
    kind = np.zeros(len(lead)) if found.effects is None else found.effects.fitted
    counts = np.maximum([float(post.interactions or 0) for post in found.outcomes.posts], 1.0)
    chance = counts / (counts + 1) ** 2  # the variance of log(count + 1)
    own = lead - kind
    true = max(float(np.var(own) - np.mean(chance)), 1e-9)
    return np.asarray(kind + own * true / (true + chance), dtype=np.float64)


def _leads(found: Content) -> Floats:
    """Logs of each post's engagement over the usual one of its account and time."""
    if found.effects is not None:
        return found.effects.leads
    return np.asarray(found.outcomes.values - np.median(found.outcomes.values), dtype=np.float64)
