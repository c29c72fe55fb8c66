"""The addresses of the site, as a process of the site itself knows them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_PROGRAM = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from milepost.web.site import Site
from milepost.web.configure import configure
configure(Site(Path(sys.argv[1])))
from milepost.web.routes import routes
print(json.dumps([asdict(one) for one in routes()]))
"""


def site_routes(home: Path) -> list[dict[str, Any]]:
    """Every route with who may ask for it."""
    words = [sys.executable, "-c", _PROGRAM, str(home)]
    found = subprocess.run(words, check=True, capture_output=True, text=True)
    return list(json.loads(found.stdout))
