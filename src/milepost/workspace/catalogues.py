"""The user's own formats and KPIs, which lie over ours."""

from pathlib import Path

from milepost.errors import NotFound
from milepost.workspace.place import find_home


def overlay_near(home: Path | None) -> Path | None:
    """The `knowledge` folder of the workspace that is named or near; None without a workspace or folder.

    Raises NotFound when a workspace is named that is not there.
    """
    try:
        folder = find_home(home) / "knowledge"
    except NotFound:
        if home is not None:
            raise
        return None
    return folder if folder.is_dir() else None
