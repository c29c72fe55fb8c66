"""Who sits at the terminal, and the progress they see."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def user() -> str:
    """The name under which a change is written into the journal."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no account: a container
        return "somebody"


@contextmanager
def progress() -> Iterator[Callable[[int, int, Path], None] | None]:
    """A bar on standard error while files are read; none where nobody watches."""
    with counting() as count:
        yield None if count is None else lambda done, of, path: count(done, of, f"Reading {path.name[:48]}")


@contextmanager
def counting() -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on standard error that says how many of how many are done; none where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from milepost.cli.output import messages

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages(), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def show(done: int, of: int, what: str) -> None:
            bar.update(task, completed=done, total=of, description=what)

        yield show
