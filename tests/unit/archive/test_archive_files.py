import hashlib
from pathlib import Path

import pytest

from milepost.archive.durable import settle, write
from milepost.archive.files import address, hash_file, sound, stage_copy, stage_redacted
from milepost.errors import StorageError

TEXT = b"Date,Reach\n2026-05-01,14\n"
SHA = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "reach.csv"
    path.write_bytes(TEXT)
    return path


def test_a_copy_for_the_archive_is_hashed_as_it_was_copied(original: Path, tmp_path: Path) -> None:
    staged = stage_copy(original, tmp_path)
    assert (SHA, SHA, len(TEXT)) == (staged.sha256, staged.kept_sha256, staged.size)
    assert original.read_bytes() == staged.path.read_bytes() != b""
    assert hash_file(original) == SHA


def test_a_redacted_file_lies_at_the_address_of_its_original_and_of_what_is_kept(tmp_path: Path) -> None:
    redacted = tmp_path / "redacted"
    redacted.write_bytes(b"nobody")
    staged = stage_redacted(redacted, SHA)
    kept = hashlib.sha256(b"nobody").hexdigest()
    assert (SHA, kept) == (staged.sha256, staged.kept_sha256)
    assert f"{SHA[:2]}/{SHA[2:4]}/{SHA}-{kept[:16]}" == address(SHA, kept)
    assert f"{SHA[:2]}/{SHA[2:4]}/{SHA}" == address(SHA, SHA)


@pytest.mark.parametrize("damage", [b"", TEXT[:-1], TEXT.replace(b"14", b"15"), None])
def test_a_kept_file_that_is_not_as_it_was_is_refused(
    original: Path, tmp_path: Path, damage: bytes | None
) -> None:
    archive = tmp_path / "archive"
    settle([(stage_copy(original, tmp_path).path, archive / address(SHA, SHA))])
    kept = sound(archive, SHA, SHA)
    assert kept.read_bytes() == TEXT
    if damage is None:
        kept.unlink()
    else:
        kept.write_bytes(damage)
    with pytest.raises(StorageError, match=SHA[:12]):
        sound(archive, SHA, SHA)


def test_a_small_file_is_replaced_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "milepost.toml"
    write(path, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write(path, b"new and longer")
    assert (b"old", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_what_is_settled_is_in_place_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    settle([(tmp_path / "a", tmp_path / "x/y/a"), (tmp_path / "b", tmp_path / "x/b")])
    assert ((tmp_path / "x/y/a").read_bytes(), (tmp_path / "x/b").read_bytes()) == (b"1", b"2")
    assert not (tmp_path / "a").exists()
