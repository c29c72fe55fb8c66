"""The archive: content-addressed by the SHA-256 of a file's original bytes, in two levels of folders.

What lies at an address is the file itself, or, where it named people, its redacted form, with the hash of
that form in its name: an address never holds two different things.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from milepost.errors import StorageError
from milepost.language import gettext_lazy

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A file ready to be moved into the archive: where it waits and what it holds."""

    path: Path
    sha256: str
    kept_sha256: str
    size: int


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in 64 hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def address(sha256: str, kept_sha256: str) -> str:
    """Where, in the archive, the file lies whose original bytes and whose kept bytes had those hashes."""
    name = sha256 if kept_sha256 == sha256 else f"{sha256}-{kept_sha256[:16]}"
    return f"{sha256[:2]}/{sha256[2:4]}/{name}"


def stage_copy(original: Path, staging: Path) -> Staged:
    """Copy a file for the archive, hashing what was copied. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    waiting = staging / f"archive-{os.urandom(8).hex()}"
    with original.open("rb") as source, waiting.open("xb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            copy.write(block)
    return Staged(waiting, digest.hexdigest(), digest.hexdigest(), size)


def stage_redacted(redacted: Path, sha256: str) -> Staged:
    """The redacted form, lying in staging, of the file whose original bytes had that hash. Raises OSError."""
    return Staged(redacted, sha256, hash_file(redacted), redacted.stat().st_size)


def sound(archive: Path, sha256: str, kept_sha256: str) -> Path:
    """The path of a kept file, every byte of it looked at. Raises StorageError when it is not as it was."""
    path = archive / address(sha256, kept_sha256)
    remedy = "Put the archive folder back from a backup, or undo this import and import the file again."
    try:
        now = hash_file(path)
    except FileNotFoundError:
        raise StorageError(
            gettext_lazy("The archive has lost the file {sha256}.", sha256=sha256[:12]), remedy
        ) from None
    except OSError as error:
        raise StorageError(
            gettext_lazy(
                "The archived file {sha256} cannot be read: {error}.", sha256=sha256[:12], error=error
            ),
            remedy,
        ) from error
    if now != kept_sha256:
        raise StorageError(
            gettext_lazy("The archived file {sha256} has changed since it was kept.", sha256=sha256[:12]),
            remedy,
        )
    return path
