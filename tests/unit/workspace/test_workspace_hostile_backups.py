"""A backup may come from anywhere: whatever is in it, nothing is written elsewhere, and nothing is left."""

import hashlib
import io
import json
import sqlite3
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from milepost.errors import MilepostError, Refused, StorageError
from milepost.sources import Answers
from milepost.store.database import disconnect
from milepost.workspace.imports import import_files
from milepost.workspace.keeping.backup import backup
from milepost.workspace.keeping.manifest import is_safe
from milepost.workspace.keeping.restoring import restore
from milepost.workspace.keeping.unpacking import opened, unpack
from milepost.workspace.opening import init_workspace

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LINK = (stat.S_IFLNK | 0o777) << 16


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A sound backup of a small workspace."""
    folder = tmp_path_factory.mktemp("good")
    workspace = init_workspace(folder / "ws", brand="Tin & Twine")
    day = date(2026, 1, 1)
    (folder / "card.csv").write_text(f'sep=,\n"Reach"\n"Date","Primary"\n"{day}T00:00:00","5"\n', "utf-8")
    import_files(workspace, [folder / "card.csv"], Answers(channel="instagram"), brand="Tin & Twine")
    yield backup(workspace, folder / "good.zip", created=AT).path
    disconnect()


class Forged:
    """A sound backup, opened for forging: the parts of the zip, and the manifest as it will be written."""

    def __init__(self, good: Path) -> None:
        with zipfile.ZipFile(good) as found:
            self.parts = {info.filename: found.read(info) for info in found.infolist()}
        self.manifest = json.loads(self.parts.pop("manifest.json"))
        self.attributes: dict[str, int] = {}
        self.twice: list[str] = []
        self.raw: bytes | None = None

    def names(self, name: str, content: bytes = b"x", *, told: bool = True) -> None:
        """Put a file in, told by the manifest or not."""
        self.parts[name] = content
        if told:
            self.tell(name, content)

    def tell(self, name: str, content: bytes) -> None:
        members = [member for member in self.manifest["members"] if member["name"] != name]
        digest = hashlib.sha256(content).hexdigest()
        members.append({"name": name, "size": len(content), "sha256": digest, "private": False})
        self.manifest["members"] = members

    def member(self, name: str) -> dict[str, Any]:
        return next(one for one in self.manifest["members"] if one["name"] == name)

    def database(self, *statements: str) -> None:
        """Change the database, with its hash put right."""
        with closing(sqlite3.connect(":memory:")) as line:
            line.deserialize(self.parts["milepost.db"])
            for statement in statements:
                line.execute(statement)
            line.commit()
            self.names("milepost.db", bytes(line.serialize()))

    def write(self, path: Path) -> Path:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as into:
            for name, content in {**self.parts, "manifest.json": json.dumps(self.manifest).encode()}.items():
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = self.attributes.get(name, 0)
                into.writestr(info, content)
                if name in self.twice:
                    with pytest.warns(UserWarning, match="Duplicate"):
                        into.writestr(zipfile.ZipInfo(name), b"other")
        path.write_bytes(held.getvalue() if self.raw is None else self.raw)
        return path


def _named(name: str) -> Callable[[Forged], None]:
    return lambda forged: forged.names(name)


def _changed(**values: object) -> Callable[[Forged], None]:
    return lambda forged: forged.manifest.update(values)


def _member(**values: object) -> Callable[[Forged], None]:
    return lambda forged: forged.member("secret").update(values)


def _sql(*statements: str) -> Callable[[Forged], None]:
    return lambda forged: forged.database(*statements)


def _link(forged: Forged) -> None:
    forged.names("secrets/mail", b"/etc/passwd")
    forged.attributes["secrets/mail"] = LINK


def _device(forged: Forged) -> None:
    forged.names("knowledge/tty", b"")
    forged.attributes["knowledge/tty"] = (stat.S_IFCHR | 0o600) << 16


def _bomb(forged: Forged) -> None:
    forged.names("knowledge/zeros", bytes(120_000_000))


def _lying_bomb(forged: Forged) -> None:
    forged.names("knowledge/zeros", bytes(5_000_000))
    forged.member("knowledge/zeros")["size"] = 12


def _flipped(forged: Forged) -> None:
    content = bytearray(forged.parts["secret"])
    content[0] ^= 1
    forged.parts["secret"] = bytes(content)


def _not_ours(forged: Forged) -> None:
    forged.names("milepost.db", b"SQLite format 3\x00" + b"\x00" * 4096)


def _text_as_database(forged: Forged) -> None:
    forged.names("milepost.db", b"hello")


def _broken_page(forged: Forged) -> None:
    content = bytearray(forged.parts["milepost.db"])
    content[4096:8192] = b"\xff" * 4096
    forged.names("milepost.db", bytes(content))


def _other_database(forged: Forged) -> None:
    forged.names("milepost.toml", b'[workspace]\ndatabase = "postgresql://u@h/n"\n[brand.A]\n')


def _no_toml(forged: Forged) -> None:
    forged.names("milepost.toml", b"[[[")


def _short_secret(forged: Forged) -> None:
    forged.names("secret", b"short")


def _lost_archive(forged: Forged) -> None:
    gone = next(name for name in forged.parts if name.startswith("archive/"))
    del forged.parts[gone]
    forged.manifest["members"] = [m for m in forged.manifest["members"] if m["name"] != gone]


def _altered_archive(forged: Forged) -> None:
    forged.names(next(name for name in forged.parts if name.startswith("archive/")), b"other")


def _missing(forged: Forged) -> None:
    del forged.parts["secret"]


def _untold(forged: Forged) -> None:
    forged.names("knowledge/more.toml", told=False)


def _no_manifest(forged: Forged) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        into.writestr("secret", b"x" * 32)
    forged.raw = held.getvalue()


def _no_zip(forged: Forged) -> None:
    forged.raw = b"not a zip at all" * 100


def _empty(forged: Forged) -> None:
    forged.raw = b""


def _a_directory_of_millions(forged: Forged) -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, 900_000_000, 0, 0)
    forged.raw = b"PK\x03\x04" + bytes(100) + end


def _many_files(forged: Forged) -> None:
    large = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 5_000_000, 46, 0)
    where = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    forged.raw = large + where + end


def _twice(forged: Forged) -> None:
    forged.twice.append("secret")


def _told_twice(forged: Forged) -> None:
    forged.manifest["members"].append(dict(forged.member("secret")))


def _deep(forged: Forged) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        into.writestr("manifest.json", "[" * 200_000)
    forged.raw = held.getvalue()


def _inside_a_file(forged: Forged) -> None:
    forged.names("knowledge/a")
    forged.names("knowledge/a/b")


_AN_IMPORT = (
    "INSERT INTO entry (brand, kind, key, seq, at, who, why, body) VALUES "
    "('A', 'import', '{key}', 1, '2026-01-01 00:00:00', '', '', '{{\"kept_sha256\": \"{kept}\"}}')"
)

HOSTILE: dict[str, Callable[[Forged], None]] = {
    "upwards": _named("../outside"),
    "upwards within": _named("knowledge/../../outside"),
    "from the root": _named("/tmp/outside-of-milepost"),
    "a drive": _named("C:/outside"),
    "backslashes": _named("knowledge\\..\\..\\outside"),
    "a name with a line break": _named("knowledge/a\nb"),
    "an own folder of facts": _named("facts/current/x/order-rows-1.parquet"),
    "staging with a note of what to remove": _named("staging/a/intended"),
    "a log of the database": _named("milepost.db-wal"),
    "a journal of the database": _named("milepost.db-journal"),
    "an archive that is not by its hash": _named("archive/aa/bb/run.sh"),
    "a file in the place of a folder": _named("knowledge"),
    "the same in other letters": _named("SECRET"),
    "the work folder": _named(".restoring/lock"),
    "a page in the site's cache, which would be unpickled": _named("cache/pages/x.djcache"),
    "an upload": _named("uploads/0123456789abcdef0123456789abcdef/0"),
    "a note that another workspace is wanted": _named("incoming/wanted.json"),
    "an earlier state": _named("set-aside/2026-11-22-093015/milepost.toml"),
    "a very long name": _named("knowledge/" + "a" * 500),
    "a file in a file": _inside_a_file,
    "a link": _link,
    "a device": _device,
    "a bomb": _bomb,
    "a bomb that lies": _lying_bomb,
    "twice in the zip": _twice,
    "twice in the manifest": _told_twice,
    "one more than told": _untold,
    "one less than told": _missing,
    "no manifest": _no_manifest,
    "no zip": _no_zip,
    "nothing": _empty,
    "a directory that is huge": _a_directory_of_millions,
    "five million files": _many_files,
    "a manifest a mile deep": _deep,
    "a manifest that is a list": lambda forged: setattr(forged, "manifest", []),
    "a newer form": _changed(format=2, milepost="9.0.0"),
    "a form that is none": _changed(format="one"),
    "no members": _changed(members=[]),
    "members that are none": _changed(members=[1, None]),
    "no day": _changed(created="yesterday"),
    "no zone": _changed(created="2026-11-22T09:30:00"),
    "a negative size": _member(size=-1),
    "a size in words": _member(size="32"),
    "another hash": _member(sha256="0" * 64),
    "no hash": _member(sha256="../../etc/passwd"),
    "a flipped bit": _flipped,
    "no database": _not_ours,
    "text as a database": _text_as_database,
    "a broken page": _broken_page,
    "a newer database": _sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '0999_later', '2026-01-01')"
    ),
    "a trigger": _sql("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM brand; END"),
    "a view": _sql("CREATE VIEW v AS SELECT 1"),
    "a lost table": _sql("DROP TABLE entry"),
    "facts outside": _sql("UPDATE batch SET path = '../../../outside', superseded_at = '2020-01-01'"),
    "facts upwards": _sql("UPDATE current SET rollup_path = 'facts/current/x/../../../outside.parquet'"),
    "facts in the archive": _sql("UPDATE current SET rows_path = 'milepost.toml'"),
    "an import outside": _sql(_AN_IMPORT.format(key="../../../../etc/passwd", kept="0" * 64)),
    "an import that keeps elsewhere": _sql(_AN_IMPORT.format(key="0" * 64, kept="../../outside")),
    "a journal that is no JSON": _sql(
        "PRAGMA ignore_check_constraints = ON", "UPDATE entry SET body = 'not json'"
    ),
    "a journal of lists": _sql("UPDATE entry SET body = '[]'"),
    "settings of another database": _other_database,
    "settings that are no TOML": _no_toml,
    "a short secret": _short_secret,
    "an archive with a hole": _lost_archive,
    "an archive that was altered": _altered_archive,
}


@pytest.mark.parametrize("form", HOSTILE)
def test_it_is_refused_with_a_reason_and_leaves_nothing(form: str, good: Path, tmp_path: Path) -> None:
    forged = Forged(good)
    HOSTILE[form](forged)
    path = forged.write(tmp_path / "hostile.zip")
    before = {*good.parent.parent.rglob("*")} if form == "upwards" else None

    with pytest.raises((Refused, StorageError)) as refused:
        restore(path, tmp_path / "a" / "back")

    assert refused.value.remedy
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 450
    assert {p.name for p in tmp_path.rglob("*")} <= {"hostile.zip", "a"}
    assert not Path("/tmp/outside-of-milepost").exists()
    assert before is None or {*good.parent.parent.rglob("*")} >= before


def test_the_sound_one_is_not_refused(good: Path, tmp_path: Path) -> None:
    assert restore(Forged(good).write(tmp_path / "same.zip"), tmp_path / "back").rebuilt.changed == ()


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_one_that_was_cut_off_is_refused(cut: float, good: Path, tmp_path: Path) -> None:
    content = good.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * cut)])
    with pytest.raises(MilepostError):
        restore(tmp_path / "cut.zip", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_byte_flipped_anywhere_is_found_or_harmless(good: Path, tmp_path: Path) -> None:
    """Bytes of its files, and most of its directory: what was kept comes back exactly, or nothing does."""
    content = good.read_bytes()
    with zipfile.ZipFile(good) as found:
        whole = {name: found.read(name) for name in found.namelist() if name != "manifest.json"}
    directory = content.index(b"PK\x01\x02")
    places = [
        *range(0, directory, 40),
        *range(directory, len(content), 3),
        *range(len(content) - 22, len(content)),
    ]
    refused = 0
    for number, place in enumerate(places):
        flipped = bytearray(content)
        flipped[place] ^= 0x10
        path, into = tmp_path / "flipped.zip", tmp_path / str(number)
        path.write_bytes(flipped)
        into.mkdir()
        try:
            with opened(path) as (found, manifest):
                unpack(found, manifest, into)
        except MilepostError:
            refused += 1
            continue
        assert {
            p.relative_to(into).as_posix(): p.read_bytes() for p in into.rglob("*") if p.is_file()
        } == whole
    assert refused > 0.5 * number


@pytest.mark.parametrize("offset", [12, 15, 16, 19])
def test_a_directory_that_names_places_outside_the_file_is_refused(
    offset: int, good: Path, tmp_path: Path
) -> None:
    """The end of a zip says where its directory begins; what that implies may lie before the file."""
    content = bytearray(good.read_bytes())
    content[len(content) - 22 + offset] ^= 0x10
    (tmp_path / "astray.zip").write_bytes(content)
    with pytest.raises(Refused):
        restore(tmp_path / "astray.zip", tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize(
    "name", ["knowledge/sources/mine.toml", "label/a1.png", "secrets/.env", "mail.word", "a b/c"]
)
def test_what_a_workspace_may_hold_is_taken(name: str) -> None:
    assert is_safe(name)
