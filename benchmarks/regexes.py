"""Patterns against the worst texts that they can meet: how long each takes at most.

    python benchmarks/regexes.py [--wanted 0.05] [--all]

Every pattern of the modules under `milepost.sources` and of the format files is held against texts of 100 KB
made to mislead it: letters, digits, blanks and signs repeated, and its own words repeated with a wrong end.
The text is cut to what the code really gives the pattern (LENGTHS: headers and lines above a table to
`heads.LONGEST`); patterns that are not listed there get all 100 KB. Wanted: at most 50 ms each.
"""

import argparse
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import milepost.sources
from milepost.sources import source_formats
from milepost.sources.heads import LONGEST
from milepost.sources.ids import KINDS

LONG = 100_000
CELL = 200
LENGTHS = {
    "format": LONGEST,
    "personal": LONGEST,
    "sheet_dates": LONGEST,
    "spans": LONGEST,  # lines above a table are cut as they are kept, names of files are shorter
    "spreadsheets": LONGEST,
    "spreadsheets._FIGURE": CELL,
    "suggest": CELL,
}
"""The most letters that the code gives a pattern, by `module._NAME`, or by module; `format` for the files."""

WAYS = ("match", "fullmatch", "search", "sub", "finditer", "findall")


@dataclass(frozen=True, slots=True)
class Use:
    """One pattern, its name, how many letters it may meet, and how it is used."""

    name: str
    pattern: re.Pattern[str]
    longest: int
    ways: tuple[str, ...]


def of_modules() -> Iterator[Use]:
    """The compiled patterns of the modules that read sources, also those inside tuples and mappings."""
    for found in pkgutil.iter_modules(milepost.sources.__path__, "milepost.sources."):
        module = importlib.import_module(found.name)
        short = found.name.rpartition(".")[2]
        code = Path(str(module.__file__)).read_text("utf-8")
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns(value)):
                longest = LENGTHS.get(f"{short}.{name}", LENGTHS.get(short, LONG))
                ways = tuple(way for way in WAYS if f"{name}.{way}(" in code) or WAYS[:3]
                yield Use(f"{short}.{name}" + (f"[{number}]" if number else ""), pattern, longest, ways)
    yield from (Use("ids.KINDS", re.compile(kind.pattern), LONG, ("search",)) for kind in KINDS)


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _patterns(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _patterns(item)


def of_formats() -> Iterator[Use]:
    """The patterns of the format files; those of drops are left to DuckDB, whose RE2 is linear."""
    for fmt in source_formats().values():
        signs = fmt.signs
        parts = {
            "column": ([c.pattern for c in fmt.columns.values()], "fullmatch"),
            "preamble": (signs.preamble, "search"),
            "sheet": (signs.sheets, "fullmatch"),
            "named": ([signs.named], "search"),
            "shows": (signs.shows.values(), "search"),
        }
        for kind, (patterns, way) in parts.items():
            for pattern in patterns:
                if pattern is not None:
                    yield Use(f"{fmt.id}: {kind}", pattern, LENGTHS["format"], (way,))
        for order in ("mdy", "dmy"):
            if order in fmt.dates_by:
                pattern = re.compile(fmt.dates_by[order], re.IGNORECASE)
                yield Use(f"{fmt.id}: dates_by", pattern, LONG, ("search",))


def texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts that mislead a pattern: signs repeated, and its own words, with an end that does not fit."""
    words = re.findall(r"[^\W_]{2,}", re.sub(r"\\.", " ", pattern.pattern))[:6]
    signs = [
        "a",
        "A",
        "1",
        " ",
        ",",
        "-",
        "(",
        ")",
        ".",
        "'",
        '"',
        "€",
        "&",
        "#",
        ":",
        "/",
        "@",
        "%",
        "é",
        "\n",
    ]
    mixed = [
        "1,",
        "1.",
        "1 ",
        "a ",
        "a,",
        "a@",
        "a.",
        "a-",
        "- ",
        "1-",
        "1/",
        "(a",
        "a(",
        "&#1",
        "1:",
        ", ",
        "A1",
    ]
    for unit in [*signs, *mixed, *words, *(f"{w} " for w in words), *(f"{w} 1, " for w in words)]:
        whole = unit * (LONG // len(unit))
        yield whole + "\x01"
        yield "1" + whole + "!"
        for word in words[:2]:
            yield word + whole + "\x01"
            yield word + " " + whole + "\x01"


def slowest(use: Use) -> tuple[float, str, str]:
    """Seconds of the slowest text, how it was used, and how the text begins."""
    worst = (0.0, "", "")
    for text in texts(use.pattern):
        given = text[: use.longest - 1] + text[-1]
        for way in use.ways:
            took = _took(use.pattern, way, given)
            if took > 0.01:  # others use this machine too: what is slow must be so twice
                took = min(took, _took(use.pattern, way, given))
            worst = max(worst, (took, way, given[:20]))
        if worst[0] > 5:
            break
    return worst


def _took(pattern: re.Pattern[str], way: str, given: str) -> float:
    began = time.perf_counter()
    if way == "sub":
        pattern.sub("", given)
    elif way in {"finditer", "findall"}:
        pattern.findall(given)
    else:
        getattr(pattern, way)(given)
    return time.perf_counter() - began


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--wanted", type=float, default=0.05)
    words.add_argument("--all", action="store_true", help="show all patterns, not only the slowest")
    asked = words.parse_args()
    uses = {(use.pattern, use.longest): use for use in (*of_formats(), *of_modules())}
    found = sorted(((slowest(use), use) for use in uses.values()), key=lambda one: -one[0][0])
    bad = sum(1 for worst, _ in found if worst[0] > asked.wanted)
    for (seconds, way, begins), use in found if asked.all else found[: max(bad, 10)]:
        word = "TOO SLOW" if seconds > asked.wanted else "ok"
        print(f"{seconds * 1000:9.2f} ms  {word:8}  {use.name} ({use.longest:,})  {way} {begins!r}")
    print(f"{len(found)} patterns, {bad} above {asked.wanted * 1000:.0f} ms")


if __name__ == "__main__":
    main()
