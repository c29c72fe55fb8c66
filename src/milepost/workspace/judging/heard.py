"""Comments of the last quarter: how many say or ask something, and how many are spam."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from milepost import subject
from milepost.amount import Unknown
from milepost.facts.rows import said_of
from milepost.judgement.comments.rules import judge_comments
from milepost.judgement.comments.share import meaningful_share
from milepost.language import gettext_lazy
from milepost.workspace.judging.known import Judged, Known, channel_name, untold

QUARTER = timedelta(days=91)


def judge_heard(known: Known) -> Iterator[Judged]:
    """One judgement a channel that has comments."""
    comments = said_of(known.files, since=known.today - QUARTER, before=known.today)
    for channel, some in groupby(sorted(comments, key=lambda one: one.channel), key=lambda one: one.channel):
        name = channel_name(channel)
        about: str = gettext_lazy("Comments")
        if channel:
            about = gettext_lazy("Comments on {channel}", channel=name)
        of = (subject.channel(channel, name),) if channel else ()
        share = meaningful_share(judge_comments([one.text for one in some]))
        if isinstance(share, Unknown):
            yield untold("comments", about, share, of=of)
        else:
            yield Judged("comments", about, share.verdict, of=of)
