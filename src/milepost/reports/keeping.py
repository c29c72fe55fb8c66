"""What a backup, a restore and an erasure say, as lines and as JSON.

The lines are written down by whoever did it, and read by people of any language later: see `language.Lazy`.
"""

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from milepost.knowledge import table
from milepost.language import Lazy, LazyCount, gettext_lazy
from milepost.workspace.keeping.backup import Backup
from milepost.workspace.keeping.brand_holdings import Holdings
from milepost.workspace.keeping.contents import LeftOut
from milepost.workspace.keeping.erasing import Erased
from milepost.workspace.keeping.found import Found
from milepost.workspace.keeping.restoring import Restored
from milepost.workspace.keeping.set_aside import SetAside

_SHOWN: Final = 5


def backup_lines(made: Backup) -> Iterator[str]:
    """What a backup holds and what it does not."""
    files = _count(len(made.manifest.members) - 1, "file")
    yield _says("backup", "made", path=str(made.path), size=size_words(made.size), files=files)
    yield _says("backup", "secret")
    if made.left_out:
        yield _says("backup", "left")
        yield from (_below(line) for line in _left_out(made.left_out))
    yield _says("backup", "restore", path=shlex.quote(str(made.path)))


def backup_document(made: Backup) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "path": str(made.path),
        "bytes": made.size,
        "created": made.manifest.created.isoformat(),
        "milepost": made.manifest.milepost,
        "files": len(made.manifest.members),
        "left_out": [asdict(one) for one in made.left_out],
    }


def restored_lines(made: Restored) -> Iterator[str]:
    """What was brought back, and whether its facts are what they were."""
    brands = ", ".join(one.name for one in made.brands) or gettext_lazy("no brand")
    created = f"{made.manifest.created:%Y-%m-%d %H:%M %Z}"
    files = _count(len(made.manifest.members), "file")
    home = str(made.workspace.home)
    yield _says("restored", "done", home=home, created=created, files=files, brands=brands)
    read = _count(made.rebuilt.files, "import")
    if not made.rebuilt.changed:
        yield _says("restored", "same", read=read)
        return
    tables = ", ".join(f"{brand}/{name}" for brand, name in made.rebuilt.changed)
    yield _says("restored", "changed", read=read, tables=tables)
    yield _says("restored", "remedy")


def restored_document(made: Restored) -> dict[str, Any]:
    """The same as JSON."""
    after = made.rebuilt.after
    return {
        "home": str(made.workspace.home),
        "created": made.manifest.created.isoformat(),
        "milepost": made.manifest.milepost,
        "files": len(made.manifest.members),
        "brands": [one.name for one in made.brands],
        "imports": made.rebuilt.files,
        "same": not made.rebuilt.changed,
        "changed": [{"brand": brand, "table": name} for brand, name in made.rebuilt.changed],
        "tables": [{"brand": b, "table": t, "hash": after[b, t]} for b, t in sorted(after)],
    }


def found_lines(found: Found) -> Iterator[str]:
    """What a backup holds that was checked and waits to become the workspace, and what is not in it."""
    yield _says("found", "made", created=_instant(found.created), milepost=found.milepost)
    if found.last is not None:
        yield _says("found", "last", day=_instant(found.last))
    brands: str = gettext_lazy("no brand")
    if found.brands:
        many = _count(len(found.brands), "brand")
        brands = Lazy("{count}: {names}", {"count": many, "names": ", ".join(found.brands)})
    yield _says("found", "holds", brands=brands)
    counts = {
        "imports": _count(found.imports, "import"),
        "rows": _count(found.rows, "row"),
        "goals": _count(found.goals, "goal"),
        "decisions": _count(found.decisions, "decision"),
        "people": _count(found.people, "account"),
    }
    yield _says("found", "counts", **counts)
    if found.changed:
        yield _says("found", "changed", tables=_some(found.changed))
        yield _says("found", "remedy")
    else:
        yield _says("found", "same")
    yield _says("found", "owners", owners=_some(found.owners)) if found.owners else _says("found", "nobody")


def not_found_lines(found: Found) -> Iterator[str]:
    """What a backup does not hold, and what of its day comes back with it."""
    yield _says("found", "since")
    yield _says("found", "server")
    if found.outside:
        yield _says("found", "outside", names=_some(found.outside))
    yield _says("found", "revived")


def set_aside_warnings(one: SetAside) -> Iterator[str]:
    """What to know before one goes back to an earlier state."""
    if one.whole and not one.people:
        yield _says("found", "nobody")
    if one.whole:
        yield _says("found", "revived")


def set_aside_line(one: SetAside) -> str:
    """An earlier state that a restore has set aside."""
    if not one.whole or one.at is None:
        return _says("aside", "broken", size=size_words(one.size))
    brands = _some(one.brands) or gettext_lazy("No brand")
    who = one.who or gettext_lazy("somebody unknown")
    return _says("aside", "state", brands=brands, at=_instant(one.at), who=who, size=size_words(one.size))


def holdings_lines(found: Holdings) -> Iterator[str]:
    """What erasing a brand would remove, and how to say that it is meant."""
    yield _says("erase", "would", brand=found.brand)
    yield from _goes(found)
    if found.last_brand:
        yield _says("erase", "last_would")
    yield from _set_aside(found)
    yield _says("erase", "backups")
    yield _says("erase", "confirm", brand=shlex.quote(found.brand))


def erased_lines(done: Erased, home: str) -> Iterator[str]:
    """What was removed, and where the brand is still named."""
    yield _says("erase", "done", brand=done.gone.brand)
    yield from _goes(done.gone)
    yield _says("erase", "note")
    for other, kind, count in done.named_by:
        entries = _count(count, "journal entry")
        yield _says(
            "erase", "named_by", entries=entries, kind=kind, other=other or gettext_lazy("the workspace")
        )
    for name in done.named_in:
        yield _says("erase", "named_in", name=name)
    if done.yours:
        yield _says("erase", "yours", names=_some(done.yours))
    yield from _set_aside(done.gone)
    yield _says("erase", "backups")
    if done.gone.last_brand:
        yield _says("erase", "last_done", home=home)


def holdings_document(found: Holdings, *, erased: bool) -> dict[str, Any]:
    """What goes or went with a brand, as JSON."""
    return {
        "brand": found.brand,
        "erased": erased,
        "imports": found.imports,
        "goals": found.goals,
        "decisions": found.decisions,
        "first_day": found.first_day.isoformat() if found.first_day else None,
        "last_day": found.last_day.isoformat() if found.last_day else None,
        "files": found.files,
        "bytes": found.size,
        "shared_files": found.shared,
        "rows": dict(found.rows),
        "last_brand": found.last_brand,
    }


def erased_document(done: Erased) -> dict[str, Any]:
    """What went with a brand and where it is still named, as JSON."""
    named_by = [{"brand": b, "kind": kind, "entries": count} for b, kind, count in done.named_by]
    still = {"named_by": named_by, "named_in": list(done.named_in), "yours": list(done.yours)}
    return {**holdings_document(done.gone, erased=True), **still}


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    for unit, least in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= least:
            return f"{size / least:.1f} {unit}"
    return gettext_lazy("{n} bytes", n=size)


def _goes(found: Holdings) -> Iterator[str]:
    days = ""
    if found.first_day:
        days = gettext_lazy(" ({first} to {last})", first=found.first_day, last=found.last_day)
    imports, files = _count(found.imports, "import"), _count(found.files, "file")
    told = _says("erase", "imports", imports=imports, days=days, files=files, size=size_words(found.size))
    yield _below(told)
    goals, decisions = _count(found.goals, "goal"), _count(found.decisions, "decision")
    rows = _count(sum(found.rows.values()), "row")
    yield _below(_says("erase", "journal", goals=goals, decisions=decisions, rows=rows))
    parts = [
        *([_count(len(found.secrets), "secret")] if found.secrets else []),
        *([_count(len(found.logos), "logo")] if found.logos else []),
    ]
    extra = ""
    for part in parts:
        extra = Lazy("{before}, {part}", {"before": extra, "part": part})
    yield _below(_says("erase", "settings", extra=extra))
    if found.shared:
        yield _says(
            "erase", "shared_one" if found.shared == 1 else "shared", files=_count(found.shared, "file")
        )


def _set_aside(found: Holdings) -> Iterator[str]:
    if found.aside:
        yield _says("erase", "aside", names=_some(found.aside))


def _left_out(left: tuple[LeftOut, ...]) -> Iterator[str]:
    for because, some in groupby(
        sorted(left, key=lambda one: (one.because, one.name)), lambda one: one.because
    ):
        yield _says("left_out", because, names=_some(tuple(one.name for one in some)))


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _some(names: tuple[str, ...]) -> str:
    first = ", ".join(names[:_SHOWN])
    if len(names) <= _SHOWN:
        return first
    return gettext_lazy("{names} and {n} more", names=first, n=len(names) - _SHOWN)


_COUNTED: Final = {
    "file": (gettext_lazy("{n} file"), gettext_lazy("{n} files")),
    "import": (gettext_lazy("{n} import"), gettext_lazy("{n} imports")),
    "goal": (gettext_lazy("{n} goal"), gettext_lazy("{n} goals")),
    "decision": (gettext_lazy("{n} decision"), gettext_lazy("{n} decisions")),
    "brand": (gettext_lazy("{n} brand"), gettext_lazy("{n} brands")),
    "account": (gettext_lazy("{n} account"), gettext_lazy("{n} accounts")),
    "row": (gettext_lazy("{n} row"), gettext_lazy("{n} rows")),
    "secret": (gettext_lazy("{n} secret"), gettext_lazy("{n} secrets")),
    "logo": (gettext_lazy("{n} logo"), gettext_lazy("{n} logos")),
    "journal entry": (gettext_lazy("{n} journal entry"), gettext_lazy("{n} journal entries")),
}


def _count(number: int, thing: str) -> str:
    one, many = _COUNTED[thing]
    return (one if number == 1 else many).format(n=LazyCount(number))


def _says(*path: str, **values: str) -> str:
    found: Any = table("keeping")
    for name in path:
        found = found[name]
    said: str = found.format(**values)
    return said


def _below(line: str) -> str:
    """The line as one of a list."""
    return Lazy("  {line}", {"line": line})
