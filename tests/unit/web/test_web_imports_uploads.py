"""Uploads on disk: limits, names, full disks, and what is swept away."""

import errno
import os
from pathlib import Path

import pytest

from milepost.errors import InvalidValue, NotFound, StorageError
from milepost.web import uploads
from milepost.web.uploads import Limits, read_limits


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "uploads").mkdir()
    return tmp_path


def test_old_uploads_are_swept_and_busy_ones_stay(place: Path) -> None:
    old, busy, fresh = (uploads.new_folder(place) for _ in range(3))
    (place / "uploads" / "tmpabc.upload").write_text("left by a broken line")
    now = fresh.stat().st_mtime
    for path in (old, busy, place / "uploads" / "tmpabc.upload"):
        os.utime(path, (now - uploads.KEPT_FOR - 60,) * 2)
    assert uploads.sweep(place, {busy.name}, now) == 2
    assert set((place / "uploads").iterdir()) == {busy, fresh}


def test_only_the_files_that_wait_stay(place: Path) -> None:
    folder = uploads.new_folder(place)
    for number in range(4):
        os.close(uploads.new_file(folder, number))
    uploads.keep_only(folder, {1, 3})
    assert sorted(path.name for path in folder.iterdir()) == ["1", "3"]
    uploads.keep_only(folder, set())
    assert not folder.exists()


@pytest.mark.parametrize("name", ["", "..", "../etc", "/etc", "a" * 32, "0" * 32, "A" * 32, "0" * 31 + "/"])
def test_no_other_name_is_a_folder_of_an_upload(place: Path, name: str) -> None:
    with pytest.raises(NotFound):
        uploads.folder_of(place, name)


@pytest.mark.parametrize(
    ("said", "each", "whole"),
    [
        ({}, 1024, 4096),
        ({"MILEPOST_UPLOAD_EACH": "5000"}, 5000, 5000),
        ({"MILEPOST_UPLOAD_ALL": "-1"}, 1024, 4096),
    ],
)
def test_limits_are_read_in_megabytes(said: dict[str, str], each: int, whole: int) -> None:
    mega = 1024 * 1024
    assert read_limits(said, 7) == Limits(7, each * mega, whole * mega)


def test_a_full_disk_is_told_and_the_rest_read_on(
    fresh_home: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpRequest

    from milepost.web.pages.imports.receiving import Receiving, shortened

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = uploads.new_folder(place)
    taking = Receiving(HttpRequest(), folder, Limits(5, 10, 20))
    taking.new_file("files", "a.csv", "text/csv", 3)
    monkeypatch.setattr(os, "write", full)
    for _ in range(3):
        assert taking.receive_data_chunk(b"abc", 0) is None
    taking.new_file("files", "b.csv", "text/csv", 3)
    taking.file_complete(3)
    assert isinstance(taking.fault, StorageError)
    assert "no space left" in taking.fault.what.lower()
    assert shortened("x" * 250) == "x" * 199 + "…"


def test_one_file_beyond_its_limit_is_named(fresh_home: Path, place: Path) -> None:
    from django.http import HttpRequest

    from milepost.web.pages.imports.receiving import Receiving

    taking = Receiving(HttpRequest(), uploads.new_folder(place), Limits(5, 4, 100))
    taking.new_file("files", ".DS_Store", "", 3)
    taking.receive_data_chunk(b"xxxxxxxx", 0)
    assert (taking.fault, taking.passed_over, taking.files) == (None, 1, [])
    taking.new_file("files", "large.csv", "", 5)
    taking.receive_data_chunk(b"abcde", 0)
    taking.close()
    assert isinstance(taking.fault, InvalidValue)
    assert "large.csv" in taking.fault.what


def test_a_locked_database_and_a_full_disk_become_pages(fresh_home: Path) -> None:
    from django.db import OperationalError

    from milepost.web.machine import of_the_machine

    locked = of_the_machine(OperationalError("database is locked"))
    assert locked is not None
    assert "Nothing was changed" in locked.remedy
    full = of_the_machine(OSError(errno.ENOSPC, "No space left on device"))
    assert full is not None
    assert "took no more" in full.what
    assert of_the_machine(OperationalError("no such table: x")) is None
    assert of_the_machine(ValueError("ours")) is None
