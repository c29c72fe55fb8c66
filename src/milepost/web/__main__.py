"""`python -m milepost.web`: serve one workspace. `milepost serve` is the way in for people."""

import argparse
import os
import sys
from pathlib import Path

from milepost.errors import MilepostError
from milepost.web.site import Site, checked


def main(words: list[str]) -> int:
    """Serve until stopped; 2 for wrong use, and for a workspace that cannot be opened."""
    parser = argparse.ArgumentParser(prog="milepost serve")
    parser.add_argument("home", type=Path)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--url", default="")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--listening", type=int, default=-1, help=argparse.SUPPRESS)
    said = parser.parse_args(words)
    site = Site(said.home.resolve(), said.host, said.port, said.url.rstrip("/"), said.workers)
    try:
        listening = _serve(checked(site), said.listening)
    except MilepostError as error:
        sys.stderr.write(f"milepost: {error}\n")
        return 2
    # As a fresh process, in which nothing of the workspace is open: so nothing of the old one can stay.
    again = ["-m", "milepost.web", str(site.home), "--host", site.host, "--port", str(site.port)]
    again += ["--url", site.url, "--workers", str(site.workers), "--listening", str(listening)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *again])  # noqa: S606
    return 0


def _serve(site: Site, listening: int) -> int:
    from django.utils import timezone

    from milepost.web.configure import configure, gather_static
    from milepost.workspace.keeping.arriving import arrive
    from milepost.workspace.keeping.swap import finish, in_use

    finish(site.home)
    served = in_use(site.home)  # held by every process that is forked from this one
    configure(site)
    arrive(site.home)
    gather_static()
    from milepost.web.serving import serve
    from milepost.workspace.people.invitations import first_link
    from milepost.workspace.site_address import note_address

    token = first_link(timezone.now())

    def ready() -> None:
        note_address(site.home, site.address)
        if token:
            sys.stdout.write(
                "Nobody has an account yet. Make the first one here; the link works once, for a day:\n"
                f"{site.address}/join/{token}/\n"
            )
        sys.stdout.write(f"Milepost is served at {site.address} (stop it with Ctrl-C).\n")
        sys.stdout.flush()

    listening = serve(site, ready, listening)
    served.close()
    return listening


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
