"""Every forecast that was shown is kept, and scored when its time has come: the ground of new odds.

The journal holds, for each goal and day, the odds that were shown (`forecast`), and for each goal and last
day what came of it (`outcome`). Goals that were given up are scored like the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from milepost.amount import Unknown
from milepost.errors import Conflict, StorageError
from milepost.facts.batches import FactFiles
from milepost.goals.goal import Goal, goal_from_body
from milepost.goals.odds import odds_for, speaks_of
from milepost.journal import Entry, next_seq
from milepost.judgement.attainability import Odds
from milepost.judgement.track_record import Scored, TrackRecord, track_record
from milepost.kpis.catalogue import catalogue
from milepost.workspace.measurable import kpi_series
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts
from milepost.workspace.writing import storage_faults

FORECAST, OUTCOME, GOAL = "forecast", "outcome", "goal"
FIGURES = ("probability", "low", "median", "high", "even_odds_target", "reached")


def keep_forecasts(shown: Iterable[tuple[Goal, Odds | Unknown | None]], today: date) -> tuple[str, ...]:
    """Keep the odds of some goals as they are shown on `today`; a note where the disk took nothing more."""
    pairs = [pair for pair in shown if pair[1] is not None and not isinstance(pair[1], Unknown)]
    if not pairs:
        return ()
    entries = _entries(pairs[0][0].brand)
    return _kept([entry for goal, odds in pairs for entry in _forecast(goal, odds, today, entries)])


def score_forecasts(workspace: Workspace, brand: Brand, today: date) -> tuple[str, ...]:
    """Keep what came of every forecast that has come due and is not scored yet; a note where that failed."""
    return _kept(_outcomes(workspace, brand, _entries(brand.name), today))


def record_for(brand: str, today: date) -> TrackRecord | Unknown:
    """How forecasts came out that were shown, and scored, up to `today`."""
    return record_of(_entries(brand), today)


def record_of(entries: Iterable[Entry], today: date) -> TrackRecord | Unknown:
    """The record of forecasts from their journal; of one goal's day the last forecast counts."""
    known = [entry for entry in entries if _day(entry) <= today]
    outcomes = {entry.key: entry.body for entry in known if entry.kind == OUTCOME}
    last = {entry.key: entry for entry in sorted(known, key=lambda e: e.seq) if entry.kind == FORECAST}
    return track_record(
        [_scored(entry, outcomes[thing]) for entry in last.values() if (thing := _thing(entry)) in outcomes]
    )


def _scored(forecast: Entry, outcome: Any) -> Scored:
    body = forecast.body
    return Scored(
        key=_thing(forecast),
        day=_day(forecast),
        probability=body["probability"],
        low=body["low"],
        high=body["high"],
        came=outcome["came"],
        met=outcome["met"],
    )


def _forecast(goal: Goal, odds: Odds | Unknown | None, today: date, entries: Sequence[Entry]) -> list[Entry]:
    """The entry that keeps these odds; none when they are settled, unknown, or kept already."""
    until = speaks_of(goal, today)
    if odds is None or isinstance(odds, Unknown) or odds.settled or until is None:
        return []
    body: dict[str, Any] = {name: getattr(odds, name) for name in FIGURES}
    body |= {"goal": goal.id, "version": goal.version, "until": until.isoformat(), "day": today.isoformat()}
    key = f"{goal.id}@{today}"
    before = [entry for entry in entries if entry.kind == FORECAST and entry.key == key]
    if before and max(before, key=lambda entry: entry.seq).body == body:
        return []
    return [_entry(goal.brand, FORECAST, key, next_seq(before, FORECAST, key), body)]


def _outcomes(workspace: Workspace, brand: Brand, entries: Sequence[Entry], today: date) -> list[Entry]:
    """What came of the goals whose forecasts have come due, as far as it is known by now."""
    told = {entry.key for entry in entries if entry.kind == OUTCOME}
    due = {
        _thing(entry): entry
        for entry in entries
        if entry.kind == FORECAST and _until(entry) < today and _day(entry) <= today
    }
    left = {thing: entry for thing, entry in due.items() if thing not in told}
    if not left:
        return []
    versions = _versions(brand.name)

    def work(files: FactFiles) -> list[Entry]:
        found = []
        for thing, entry in left.items():
            goal = versions.get((entry.body["goal"], entry.body["version"]))
            odds = None if goal is None else _odds_by_now(workspace, brand, files, goal, entry, today)
            if odds is None or isinstance(odds, Unknown) or not odds.settled or odds.reached is None:
                continue
            body = {"came": odds.reached, "met": odds.probability >= 0.5, "day": today.isoformat()}
            found.append(_entry(brand.name, OUTCOME, thing, 1, body))
        return found

    return with_facts(workspace, brand.name, work)


def _odds_by_now(
    workspace: Workspace, brand: Brand, files: FactFiles, goal: Goal, entry: Entry, today: date
) -> Odds | Unknown | None:
    """The odds of what was forecast, as they are known today: settled once every day of it is known."""
    kpi = catalogue(workspace.knowledge).get(goal.kpi)
    if kpi is None:
        return None
    where = {"channel": goal.channel} if goal.channel else {}
    series = kpi_series(kpi, files, where, today, workspace, brand)
    return odds_for(replace(goal, deadline=_until(entry)), series, as_of=today)


def _versions(brand: str) -> dict[tuple[str, int], Goal]:
    """Every version that a goal ever had, also of those that were given up."""
    from milepost.store.entries import load_entries

    goals = (goal_from_body(entry.body["goal"]) for entry in load_entries(brand, GOAL))
    return {(goal.id, goal.version): goal for goal in goals}


def _kept(entries: Sequence[Entry]) -> tuple[str, ...]:
    from milepost.store.entries import add_entries

    if not entries:
        return ()
    try:
        with storage_faults():
            add_entries(entries)
    except Conflict:
        return ()  # somebody looked at the same moment and has kept the same
    except StorageError as error:
        return (f"What is forecast here could not be kept for the track record: {error}",)
    return ()


def _entries(brand: str) -> tuple[Entry, ...]:
    from milepost.store.entries import load_entries

    return (*load_entries(brand, FORECAST), *load_entries(brand, OUTCOME))


def _entry(brand: str, kind: str, key: str, seq: int, body: dict[str, Any]) -> Entry:
    return Entry(brand, kind, key, seq, datetime.now(UTC), "milepost", "", body)


def _thing(forecast: Entry) -> str:
    """What a forecast was about: the goal in that version, on that last day."""
    body = forecast.body
    return f"{body['goal']}.{body['version']}@{body['until']}"


def _until(forecast: Entry) -> date:
    return date.fromisoformat(forecast.body["until"])


def _day(entry: Entry) -> date:
    """The day as of which it was shown or scored: with `--as-of`, not the day of the clock."""
    return date.fromisoformat(entry.body["day"])
