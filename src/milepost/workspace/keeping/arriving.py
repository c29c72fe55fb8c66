"""The first thing a restored workspace is told once it is open: that it was restored, from what, by whom."""

from pathlib import Path

from milepost.workspace.keeping.swap import done, forget_done

RESTORED = "workspace.restored"


def arrive(home: Path) -> None:
    """Close what was open when the state was kept, and write down in its log that it was brought back.

    Nothing when no restore has just taken place. Killed in between, the next start does it again, once.
    """
    found = done(home)
    if found is None:
        return
    from milepost.store.models import AuditRow
    from milepost.store.restored import end_what_was_open
    from milepost.workspace.people.audit import write_down

    if not AuditRow.objects.filter(action=RESTORED, at=found.at).exists():
        end_what_was_open(found.at)
        what = f"{found.what}; what was here lies in {found.aside}"
        write_down(at=found.at, who=found.who, action=RESTORED, what=what, address=found.address)
    forget_done(home)
