"""Work that was asked for on a page, and how far it is."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import close_old_connections, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from milepost.errors import MilepostError, NotFound
from milepost.language import from_json, to_json
from milepost.store.models import JobRow
from milepost.web.machine import of_the_machine
from milepost.workspace.failing import ended_twice, our_fault

_MOST_ATTEMPTS = 2
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
_log = logging.getLogger("milepost.web")
PAGES = "pages"
"""Working out what the next reader will want: done when nothing else waits, and left when something comes."""

QUIET = timedelta(seconds=1.5)
"""How long nothing of a brand has changed before its pages are worked out: one change seldom comes alone."""


def _never() -> bool:
    return False


told_to_stop: Callable[[], bool] = _never
"""Whether the worker is to end: work that can be left is left. The worker says so when it begins."""

_WORK: dict[str, Callable[[JobRow], dict[str, Any]]] = {}


def work(kind: str) -> Callable[[Callable[[JobRow], dict[str, Any]]], Callable[[JobRow], dict[str, Any]]]:
    """Say how jobs of a kind are done; what the function gives is what the page is told."""

    def known(does: Callable[[JobRow], dict[str, Any]]) -> Callable[[JobRow], dict[str, Any]]:
        _WORK[kind] = does
        return does

    return known


def ask(brand: str, kind: str, asked: dict[str, Any], who: str) -> JobRow:
    """Ask for something to be done; the worker takes it when it is free."""
    return JobRow.objects.create(brand=brand, kind=kind, asked=asked, who=who, made_at=datetime.now(UTC))


def ask_pages(brand: str, who: str) -> None:
    """Ask for what the next reader of a brand will want to be worked out, once nothing changes any more."""
    waiting = JobRow.objects.filter(brand=brand, kind=PAGES, state=WAITING)
    if not waiting.update(made_at=datetime.now(UTC)):
        ask(brand, PAGES, {}, who)


def others_wait() -> bool:
    """Whether there is anything to do that somebody waits for."""
    return JobRow.objects.filter(state__in=(WAITING, RUNNING)).exclude(kind=PAGES).exists()


def one(job_id: int, brand: str, kind: str) -> JobRow:
    """A job of a brand. Raises NotFound for another brand's, and for one that never was."""
    job = JobRow.objects.filter(pk=job_id, brand=brand, kind=kind).first()
    if job is None:
        raise NotFound("job", str(job_id))
    return job


def some_wait() -> bool:
    """Whether there is anything to do."""
    close_old_connections()
    return _due().exists()


def _due() -> QuerySet[JobRow]:
    """What can be done now: pages of which something has just changed are not worth it yet."""
    changing = Q(kind=PAGES, state=WAITING, made_at__gt=datetime.now(UTC) - QUIET)
    return JobRow.objects.filter(~changing, state__in=(WAITING, RUNNING)).order_by("id")


def do_next() -> bool:
    """Do the oldest job that waits, pages last; whether there was one.

    `milepost.web.working.kinds` is what can be done.
    """
    close_old_connections()
    with transaction.atomic():
        due = _due()
        job = due.exclude(kind=PAGES).first() or due.first()
        if job is None:
            return False
        # There is one worker: of a job that is under way already, who began it is gone.
        job.state, job.began_at, job.done = RUNNING, datetime.now(UTC), 0
        job.attempts += 1
        job.save(update_fields=["state", "began_at", "done", "attempts"])
    try:
        if job.attempts > _MOST_ATTEMPTS:
            raise ended_twice()
        job.told, job.state = to_json(_WORK[job.kind](job)), DONE
    except Exception as error:
        job.told, job.state = to_json(_refusal(job, error)), FAILED
    job.ended_at = datetime.now(UTC)
    job.save(update_fields=["told", "state", "ended_at"])
    return True


def _refusal(job: JobRow, error: Exception) -> dict[str, str]:
    """What is told of a job that failed."""
    told = error if isinstance(error, MilepostError) else of_the_machine(error)
    if told is not None:
        return {"what": told.what, "remedy": told.remedy}
    _log.exception("job %s failed", job.pk, exc_info=error)
    return {"what": our_fault(error), "remedy": ""}


def told(job: JobRow) -> dict[str, Any]:
    """What is told of a job that is over, its sentences in the language of who reads them.

    The worker knows no reader: what it says itself stands in plain English (`gettext_noop`) and is translated
    here; what the workspace says is no plain text, and speaks the language by itself.
    """
    said: dict[str, Any] = from_json(job.told)
    if job.state != FAILED:
        return said
    plain = {part: text for part, text in said.items() if type(text) is str and text}
    return said | {part: gettext(text) for part, text in plain.items() if part in {"what", "remedy"}}


def report(job: JobRow, done: int, total: int, at_work_on: str = "") -> None:
    """Say how far a job is."""
    JobRow.objects.filter(pk=job.pk).update(done=done, total=total, at_work_on=at_work_on[:300])
