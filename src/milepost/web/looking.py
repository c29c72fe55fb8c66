"""Opens a restored workspace as the site would, in a process of its own, and prints what is in it as JSON.

What cannot be opened so never takes the place of the workspace in use.
"""

import json
import sys
from pathlib import Path

from milepost.errors import MilepostError
from milepost.web.configure import configure
from milepost.web.site import Site


def main(home: Path) -> int:
    """Print what was counted, or the refusal."""
    try:
        workspace = configure(Site(home))
        from milepost.workspace.keeping.found import counted

        told = counted(workspace)
    except MilepostError as error:
        told = {"error": {"what": error.what, "remedy": error.remedy}}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
