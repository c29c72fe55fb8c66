"""`python -m milepost.web`: serve one workspace. `milepost serve` is the way in for people."""

import argparse
import sys
from pathlib import Path

from milepost.errors import MilepostError
from milepost.web.site import Site, checked


def main(words: list[str]) -> int:
    """Serve until stopped; 2 for wrong use, 3 when the workspace cannot be opened."""
    parser = argparse.ArgumentParser(prog="milepost serve")
    parser.add_argument("home", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--url", default="")
    parser.add_argument("--workers", type=int, default=2)
    said = parser.parse_args(words)
    site = Site(said.home.resolve(), said.host, said.port, said.url.rstrip("/"), said.workers)
    try:
        _serve(checked(site))
    except MilepostError as error:
        sys.stderr.write(f"milepost: {error}\n")
        return 2
    return 0


def _serve(site: Site) -> None:
    from django.utils import timezone

    from milepost.web.configure import configure, gather_static

    configure(site)
    gather_static()
    from milepost.web.serving import serve
    from milepost.workspace.people.invitations import first_link

    token = first_link(timezone.now())

    def ready() -> None:
        if token:
            sys.stdout.write(
                "Nobody has an account yet. Make the first one here; the link works once, for a day:\n"
                f"{site.address}/join/{token}/\n"
            )
        sys.stdout.write(f"Milepost is served at {site.address} (stop it with Ctrl-C).\n")
        sys.stdout.flush()

    serve(site, ready)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
