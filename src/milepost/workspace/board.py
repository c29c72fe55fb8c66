"""The board of a brand: every goal as it stands, and how far earlier odds could be trusted."""

from dataclasses import dataclass
from datetime import date

from milepost.amount import Unknown
from milepost.goals.state import GoalState
from milepost.judgement.track_record import TrackRecord
from milepost.workspace.forecasts import keep_forecasts, record_for, score_forecasts
from milepost.workspace.goal_states import goal_states
from milepost.workspace.place import Workspace, choose_brand


@dataclass(frozen=True, eq=False)
class Board:
    """Every goal as it stands, and how earlier forecasts came out. `notes` say what could not be kept."""

    goals: tuple[GoalState, ...]
    record: TrackRecord | Unknown
    notes: tuple[str, ...] = ()


def board(workspace: Workspace, *, brand: str | None, today: date) -> Board:
    """The goals of a brand on `today`; what is shown of them is kept, and what has come due is scored.

    A disk that takes nothing more keeps nobody from looking: it is told in the notes. Raises NotFound for
    the brand.
    """
    owner = choose_brand(workspace, brand)
    states = goal_states(workspace, brand=owner.name, today=today)
    notes = score_forecasts(workspace, owner, today)
    record = record_for(owner.name, today)
    notes += keep_forecasts([(state.goal, state.odds) for state in states], today)
    return Board(states, record, tuple(dict.fromkeys(notes)))
