"""Files as they come over the line: straight into the folder of the upload, never whole in memory."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from milepost.errors import InvalidValue, MilepostError
from milepost.reports import numbers
from milepost.web.import_jobs import Upload
from milepost.web.uploads import Limits, new_file
from milepost.workspace.writing import storage_faults

LONGEST_NAME = 200
_NOT_EXPORTS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_MEGA = 1024 * 1024


class Receiving(FileUploadHandler):
    """Writes each file under its number. What goes beyond a limit or a full disk is read on and thrown away:
    a browser shows the answer only when it has sent everything.
    """

    chunk_size = 512 * 1024

    def __init__(self, request: HttpRequest, folder: Path, limits: Limits) -> None:
        super().__init__(request)
        self.folder, self.limits = folder, limits
        self.files: list[Upload] = []
        self.passed_over = 0
        self.fault: MilepostError | None = None
        self._open: int | None = None
        self._size = self._whole = 0

    def new_file(self, *given: Any, **names: Any) -> None:
        """A file begins. Hidden files of a folder, and what systems put into it, are passed over."""
        super().new_file(*given, **names)
        self.close()
        self._size = 0
        name = shortened(self.file_name or "")
        if name.startswith(".") or name.casefold() in _NOT_EXPORTS:
            self.passed_over += 1
        elif self.fault is None:
            upload = Upload(len(self.files), name)
            with self._told():
                self._open = new_file(self.folder, upload.number)
                self.files.append(upload)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Some of its bytes."""
        self._size += len(raw_data)
        self._whole += len(raw_data)
        if self._open is not None and self.fault is None:
            self._check()
            with self._told():
                _write(self._open, raw_data)
        return None

    def file_complete(self, file_size: int) -> None:
        """All of it is there; Django is given no file, because it lies where it belongs already."""
        self.close()

    def upload_interrupted(self) -> None:
        """The line broke."""
        self.close()

    def close(self) -> None:
        """Close the file that is being written."""
        if self._open is not None:
            with suppress(OSError):
                os.close(self._open)
            self._open = None

    def _check(self) -> None:
        name = self.files[-1].name
        if self._size > self.limits.each:
            self.fault = InvalidValue(
                _("“%(name)s” is larger than one file may be (%(most)s MB).")
                % {"name": name, "most": numbers.plain(self.limits.each / _MEGA)},
                _("Nothing was imported. Export a shorter period, or ask for a higher limit."),
            )
        elif self._whole > self.limits.whole:
            self.fault = too_much(self.limits)

    def _told(self) -> "_Told":
        return _Told(self)


class _Told:
    """A full disk becomes a fault to tell, once everything was sent."""

    def __init__(self, receiving: Receiving) -> None:
        self.receiving = receiving
        self.faults = storage_faults()

    def __enter__(self) -> None:
        self.faults.__enter__()

    def __exit__(self, *error: Any) -> bool:
        try:
            self.faults.__exit__(*error)
        except MilepostError as fault:
            self.receiving.fault = fault
            return True
        return False


def too_much(limits: Limits) -> InvalidValue:
    """The refusal of an upload that is larger than all its files may be together."""
    return InvalidValue(
        _("Together these files are larger than one upload may be (%(most)s MB).")
        % {"most": numbers.plain(limits.whole / _MEGA)},
        _("Nothing was imported. Send them in several parts."),
    )


def too_many(limits: Limits) -> InvalidValue:
    """The refusal of an upload of more files than are taken at once."""
    return InvalidValue(
        _("These are more files than are taken at once (%(most)s).") % {"most": numbers.plain(limits.files)},
        _("Nothing was imported. Send them in several parts."),
    )


def shortened(name: str) -> str:
    """A name of at most 200 signs, with its ending."""
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return f"{name[: LONGEST_NAME - len(kept) - 1]}…{kept}"


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
