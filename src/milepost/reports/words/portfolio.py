"""The words of a portfolio: why a brand is looked at, and how many need nobody."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from milepost import subject
from milepost.amount import Unit
from milepost.goals.state import Verdict
from milepost.knowledge import table
from milepost.reports import numbers
from milepost.reports.plain_text import clip
from milepost.reports.words.files import source_title
from milepost.reports.words.verdict import NAMES, counted, sentence
from milepost.reviews.summary import Reason, Stake, Summary
from milepost.subject import Subject

MOST_NAMED = 60


class PortfolioWords:
    """The words of `portfolio.toml`, the user's own where they have one."""

    def __init__(self, overlay: Path | None = None) -> None:
        body = table("portfolio", overlay)
        self.body: Mapping[str, Any] = {**table("portfolio"), **body}
        self.reasons: dict[str, Mapping[str, Any]] = {one["code"]: one for one in body["reason"]}

    def says(self, name: str, *, part: str = "words", **values: object) -> str:
        """One of the words with its values; `n` chooses between one and many."""
        ours = table("portfolio").get(part, {})
        entry: Any = {**ours, **self.body.get(part, {})}[name]
        return _chosen(entry, values)

    def reason(self, reason: Reason, summary: Summary) -> str:
        """Why a brand is looked at, in one sentence."""
        said = self.reasons[reason.code]
        form = "many" if reason.n != 1 and "many" in said else "one"
        day = None if reason.day is None else numbers.day(reason.day, beside=summary.as_of)
        told = str(
            said[form].format(
                n=numbers.count_word(reason.n),
                title=clip(reason.title, MOST_NAMED),
                goal=reason.goal,
                what=self._what(reason),
                chance=None if reason.chance is None else numbers.probability(reason.chance),
                day=day,
                days=reason.days,
            )
        )
        return sentence(told)

    def about(self, reason: Reason) -> tuple[Subject, ...]:
        """The goal or the decision that the sentence of a reason names."""
        if not reason.goal:
            return ()
        if reason.code == "decision_due":
            return (subject.decision(reason.goal),)
        return (subject.goal(reason.goal, clip(reason.title, MOST_NAMED)),)

    def short(self, reason: Reason) -> str:
        """The same in two or three words."""
        return str(self.reasons[reason.code]["short"])

    def command(self, reason: Reason) -> str:
        """What to type next, without the brand."""
        said = str(self.reasons[reason.code].get("command", ""))
        return said.format(goal=reason.goal, what=reason.what)

    def next_due(self, summary: Summary) -> str:
        """What comes next of a brand; empty where nothing is due."""
        due = summary.due
        if due is None:
            return ""
        late = due.what in {"weekly", "monthly"} and due.on < summary.as_of
        day = numbers.day(due.on, beside=summary.as_of)
        return self.says(f"{due.what}_open" if late else due.what, part="due", id=due.id, day=day)

    def rests(self, since: date, as_of: date) -> str:
        """Since when a brand is at rest."""
        return self.says("rests", day=numbers.day(since, beside=as_of))

    def goals(self, verdicts: Mapping[str, int]) -> str:
        """“3 likely, 1 open, 1 unlikely”: what goes well first; only verdicts that some goal has."""
        told = [
            counted(verdict, n) if verdict is not Verdict.UNKNOWN else self.says("untold", n=n)
            for verdict in NAMES
            if (n := verdicts.get(verdict.value, 0))
        ]
        return ", ".join(told) or self.says("no_goals")

    def stake(self, stake: Stake, summary: Summary) -> str:
        """The money of the last known days, in the brand's own currency."""
        days = (stake.end - stake.start).days
        last = numbers.day(stake.end - timedelta(days=1), beside=summary.as_of)
        amount = numbers.exact(float(round(stake.value)), Unit.MONEY, stake.currency)
        kpi = self.says(stake.kpi, part="money")
        return self.says("stake", amount=amount, kpi=kpi, days=days, day=last)

    def _what(self, reason: Reason) -> str:
        match reason.code:
            case "account_stopped":
                source, channel, account = reason.what.split("|", 2)
                return _named(source, channel, account)
            case "goal_ended":
                return self.says(reason.what, part="ended")
            case "review_overdue":
                return self.says(reason.what, part="kinds")
            case "unreadable":
                return self.says(reason.title, part="unreadable", what=reason.what)
        return clip(reason.what, MOST_NAMED)


def _named(source: str, channel: str, account: str) -> str:
    """An account as a person knows it: “YouTube Studio”, “Meta Business Suite (facebook, quill.bags)”."""
    title = source_title(source)
    named = "" if channel.lower() in title.lower() else channel
    inside = ", ".join(part for part in (named, clip(account, MOST_NAMED)) if part)
    return f"{title} ({inside})" if inside else title


def _chosen(entry: Any, values: dict[str, Any]) -> str:
    if not isinstance(entry, str):
        entry = entry["one" if values["n"] == 1 else "many"]
    return str(entry.format(**values))
