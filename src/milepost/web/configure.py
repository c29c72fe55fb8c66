"""Django made ready for the site of one workspace, once in a process."""

import fcntl
from functools import cache
from pathlib import Path
from typing import Final

import milepost
from milepost.archive.durable import make_folder
from milepost.web.settings import site_settings
from milepost.web.site import Site
from milepost.workspace.opening import open_workspace
from milepost.workspace.place import INCOMING, Workspace, read_settings

_OF_PAGES: Final = frozenset({".py", ".css", ".js", ".svg", ".html", ".j2", ".toml", ".mo"})


def configure(site: Site) -> Workspace:
    """Tell Django of the site, bring its tables to their form, and gather its static files; the workspace.

    Raises InvalidValue for settings that are not safe, and what `open_workspace` raises.
    """
    from django.conf import settings

    if not settings.configured:
        import django

        settings.configure(**site_settings(site, read_settings(site.home)[2]))
        django.setup(set_prefix=False)
    for name in ("cache", "uploads", INCOMING):
        make_folder(site.home / name, 0o700)
    return open_workspace(site.home)


def gather_static() -> None:
    """Copy the static files under names that hold their hash, so that browsers may keep them for ever.

    Done once for each state of the program.
    """
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    make_folder(root, 0o700)
    with (root / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, now = root / ".gathered", str(changed_at())
        if not stamp.is_file() or stamp.read_text("ascii") != now:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(now, "ascii")


@cache
def changed_at() -> int:
    """When a file of the program itself was last changed, in nanoseconds."""
    files = (path for path in Path(milepost.__file__).parent.rglob("*") if path.suffix in _OF_PAGES)
    return max(path.stat().st_mtime_ns for path in files)
