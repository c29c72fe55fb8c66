"""The demo, made while somebody waits for its first page."""

import shutil
from datetime import timedelta
from typing import Any

from milepost.demo.brand import write_exports
from milepost.demo.living import import_exports, write_plan
from milepost.store.models import JobRow
from milepost.web.jobs import ask_pages, report, work
from milepost.web.opened import today, workspace
from milepost.workspace.place import choose_brand


@work("demo")
def make_demo(job: JobRow) -> dict[str, Any]:
    """Write the exports of the invented brand, import them by the real way, write its plan down."""
    place = workspace()
    day = today(choose_brand(place, job.brand))
    folder = place.home / "uploads" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    report(job, 0, 3, "exports")
    made = write_exports(folder, last_day=day - timedelta(days=1))
    report(job, 1, 3, "import")
    reports = import_exports(place, made)
    report(job, 2, 3, "plan")
    goals = write_plan(place, made)
    shutil.rmtree(folder, ignore_errors=True)
    ask_pages(job.brand, job.who)
    return {"files": len(reports), "goals": sum(one.goal is not None for one in goals)}
