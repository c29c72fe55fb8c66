"""Django made ready for the site of one workspace, once in a process."""

from milepost.archive.durable import make_folder
from milepost.web.settings import site_settings
from milepost.web.site import Site
from milepost.workspace.opening import open_workspace
from milepost.workspace.place import Workspace, read_settings


def configure(site: Site) -> Workspace:
    """Tell Django of the site, bring its tables to their form, and gather its static files; the workspace.

    Raises InvalidValue for settings that are not safe, and what `open_workspace` raises.
    """
    from django.conf import settings

    if not settings.configured:
        import django

        settings.configure(**site_settings(site, read_settings(site.home)[2]))
        django.setup(set_prefix=False)
    for name in ("cache", "uploads"):
        make_folder(site.home / name, 0o700)
    return open_workspace(site.home)


def gather_static() -> None:
    """Copy the static files under names that hold their hash, so that browsers may keep them for ever."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
