"""What the next reader will want is worked out after a change, last of all, and never twice at a time."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from served_site import Served, serving
from uploading import METRICS, report_of, send
from waiting import until

from milepost.errors import StorageError
from milepost.web.alone import alone
from milepost.workspace.opening import open_workspace


def kept_pages(site: Served) -> set[Path]:
    return set((site.home / "cache" / "pages").glob("*.djcache"))


def test_the_board_waits_for_whoever_comes_first(fresh_home: Path) -> None:
    with serving(fresh_home) as site:
        owner = site.owner()
        open_workspace(fresh_home)
        from milepost.store.models import JobRow

        pages = JobRow.objects.filter(brand="Quillfen", kind="pages")
        report_of(owner, send(owner, "quillfen", [("Leads.csv", METRICS)]))
        until(lambda: pages.filter(state="done").first())
        before = kept_pages(site)
        assert before
        for path in ("/b/quillfen/", "/b/quillfen/reviews/weekly/"):
            assert owner.get(path).status_code == 200
        later = kept_pages(site) - before
        assert len(later) <= 1, "only who held which review was still to be asked for"

        pages.delete()
        assert owner.post("/b/quillfen/reviews/weekly/", {"concluded": "Nothing."}).status_code == 302
        assert pages.count() == 1
        pages.delete()
        empty = owner.post("/b/quillfen/reviews/weekly/", {"concluded": ""})
        assert empty.status_code == 422
        assert not pages.exists(), "nobody would see a difference"


def test_pages_come_last_and_are_asked_for_once(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_workspace(fresh_home)
    from milepost.store.models import JobRow
    from milepost.web import jobs

    done: list[str] = []
    monkeypatch.setattr(
        jobs, "_WORK", {kind: lambda job: done.append(job.kind) or {} for kind in ("pages", "import")}
    )
    jobs.ask_pages("Quillfen", "test")
    jobs.ask_pages("Quillfen", "test")
    assert not jobs.some_wait(), "something has just changed, and more may"
    monkeypatch.setattr(jobs, "QUIET", timedelta(0))
    jobs.ask("Quillfen", "import", {}, "test")
    assert jobs.others_wait()
    while jobs.do_next():
        pass
    assert done == ["import", "pages"]
    assert not jobs.others_wait()
    assert JobRow.objects.count() == 2


def test_what_is_left_is_asked_for_anew(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_workspace(fresh_home)
    from milepost.store.models import JobRow
    from milepost.web import jobs
    from milepost.web.working import pages

    monkeypatch.setattr(pages, "workspace", lambda: SimpleNamespace(home=fresh_home))
    monkeypatch.setattr(jobs, "told_to_stop", lambda: True)
    job = jobs.ask("Quillfen", "pages", {}, "test")
    JobRow.objects.filter(pk=job.pk).update(state="running")
    assert pages.work_out(job) == {"left": True}
    assert [(one.pk, one.state) for one in JobRow.objects.all()] == [
        (job.pk, "running"),
        (job.pk + 1, "waiting"),
    ]


def test_a_fault_is_in_the_log_and_told_of_the_job(
    fresh_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    open_workspace(fresh_home)
    from milepost.web import jobs
    from milepost.web.working import pages

    monkeypatch.setattr(pages, "workspace", lambda: SimpleNamespace(home=fresh_home))
    with pytest.raises(StorageError, match="worked out ahead"):
        pages.work_out(jobs.ask("Gone", "pages", {}, "test"))
    assert "There is no brand “Gone”" in capfd.readouterr().err


def test_one_works_and_the_other_waits(tmp_path: Path) -> None:
    place = tmp_path / "making" / "key"
    with alone(place):
        assert place.exists()
        with alone(place, longest=0):  # waits no longer than that, and takes nothing away
            pass
        assert place.exists()
    assert not place.exists()


def test_where_nothing_can_be_written_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / "making").write_text("a file where a folder should be")
    with alone(tmp_path / "making" / "key"):
        pass
