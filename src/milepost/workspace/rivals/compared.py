"""Comparing a brand with its rivals, channel by channel, and what that suggests of each."""

from dataclasses import dataclass
from datetime import date, timedelta

from milepost.amount import Unknown
from milepost.errors import NotFound
from milepost.facts.batches import FactFiles
from milepost.judgement.competitors.compare import Comparison, compare
from milepost.judgement.competitors.formula import posts_within
from milepost.judgement.competitors.habits import Habits, habits
from milepost.judgement.competitors.suggest import Suggestion, from_figures, from_posts
from milepost.period import Period
from milepost.workspace.place import Workspace, choose_brand
from milepost.workspace.reading import with_facts
from milepost.workspace.rivals.known import set_of, without_data
from milepost.workspace.rivals.told import Table, tables_of

MOST_DAYS = timedelta(days=372)
"""Unless days are asked for, about the last year that the table tells of: older posts were another time."""


@dataclass(frozen=True, eq=False)
class Rivalry:
    """One table of competitors, compared: what was found, how each brand posts, and what that suggests."""

    channel: str
    source: str
    found: Comparison | Unknown
    habits: tuple[Habits, ...]
    suggestions: tuple[Suggestion, ...]
    own_known: bool


@dataclass(frozen=True, eq=False)
class Rivalries:
    """All of a brand's; `silent` are the written competitors of whom nothing is told."""

    brand: str
    rivalries: tuple[Rivalry, ...]
    silent: tuple[str, ...]


def compare_rivals(
    workspace: Workspace,
    *,
    brand: str | None,
    today: date,
    channel: str | None = None,
    period: Period | None = None,
) -> Rivalries:
    """Compare on every channel (or one) on which a table or typed figures tell of rivals.

    Raises NotFound for a brand or channel of which nothing is told.
    """
    owner = choose_brand(workspace, brand)

    def work(files: FactFiles) -> Rivalries:
        some = set_of(workspace, files, brand=owner.name, today=today)
        tables = tables_of(some)
        asked = [one for one in tables if channel is None or one.channel == channel]
        if channel is not None and not asked:
            raise NotFound(
                "table of competitors on", channel, sorted({one.channel for one in tables}), _see(tables)
            )
        names = [told.name for one in tables for told in one.told]
        found = tuple(_rivalry(one, period) for one in asked)
        return Rivalries(owner.name, found, without_data(some, names))

    return with_facts(workspace, owner.name, work)


def _rivalry(one: Table, period: Period | None) -> Rivalry:
    asked = period or _last_year(one)
    found = compare(one.channel, one.told, asked)
    suggestions: list[Suggestion] = []
    posting: list[Habits] = []
    if isinstance(found, Comparison):
        suggestions += from_figures(found)
        names = [told.name for told in one.told]
        lists = {told.name: posts_within(told, found.days) for told in one.told if told.listed is not None}
        posting = [
            habits(told.name, lists[told.name], own=told.own, brands=names)
            for told in sorted(one.told, key=lambda told: not told.own)
            if lists.get(told.name)
        ]
        own = next((habit for habit in posting if habit.own), None)
        own_posts = lists.get(own.name, ()) if own else ()
        for habit in posting:
            if not habit.own:
                suggestions += from_posts(habit, own_posts, own)
    return Rivalry(one.channel, one.source, found, tuple(posting), tuple(suggestions), one.own is not None)


def _last_year(one: Table) -> Period | None:
    ends = [max(row.last for row in told.rows) for told in one.told if told.rows and not told.own]
    ends += [told.listed.last for told in one.told if told.listed is not None and not told.own]
    return Period(max(ends) - MOST_DAYS + timedelta(days=1), max(ends) + timedelta(days=1)) if ends else None


def _see(tables: tuple[Table, ...]) -> str:
    if not tables:
        return "Import a table of competitors, or type a figure: milepost competitor figure"
    return f"There are tables for {', '.join(sorted({one.channel or 'no channel' for one in tables}))}."
