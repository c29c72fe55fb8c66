"""The one place that asks the playbook for advice; none while the playbook is not there."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec

from milepost.playbook.advice import Advice
from milepost.workspace.framework import Measured
from milepost.workspace.place import Brand, Workspace

PLAYING = "milepost.workspace.playing"


def advice_of(
    workspace: Workspace, brand: Brand, today: date, measured: tuple[Measured, ...] | None = None
) -> tuple[Advice, ...]:
    """What the playbook advises on `today`, with its evidence."""
    if find_spec(PLAYING) is None:
        return ()
    found: tuple[Advice, ...] = import_module(PLAYING).advice_for(workspace, brand, today, measured=measured)
    return tuple(found)
