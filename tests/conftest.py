"""Property tests try the same cases on every run, so that a red run can be repeated by whoever reads it.

New cases are looked for by hand: `pytest --hypothesis-profile=explore`; a find becomes an `@example`.
"""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=400)
settings.load_profile("repeatable")

SERVED = {"web": "unit", "browser": "tests"}
"""Folders (and those above them) whose tests share a server that costs seconds to start."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let one worker run what shares a server: all of the site's pages, and each module of the browser's."""
    folder = Path(item.path).parent
    if SERVED.get(folder.name) == folder.parent.name:
        item.add_marker(pytest.mark.xdist_group("web" if folder.name == "web" else Path(item.path).stem))
