"""The long run against the readers: exports by chance, held to the rules that hold of every reading.

    python benchmarks/fuzz_readers.py [--seconds 60] [--only text,workbook,zip,xml,redacted,mapping]

Each reader runs in this process for so long; a failure is printed once for each place it comes from, with the
seed that makes the file again (`--from SEED --seconds 1`). Where atheris is installed, the text reader is led
by the lines it reaches (`--guided`), beginning from the examples of the formats; else all files are made of
seeds. Wanted: no failure, and no run above 10 s.
"""

import argparse
import importlib.util
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "samples"))
GUIDED = "--guided" in sys.argv and importlib.util.find_spec("atheris") is not None


def _watched() -> AbstractContextManager[object]:
    """While modules are loaded inside it, atheris learns to see which of their lines are reached."""
    if not GUIDED:
        return nullcontext()
    import atheris  # no dependency of the project

    return atheris.instrument_imports(include=["milepost.sources"], enable_loader_override=False)


with _watched():
    import milepost.sources.reading  # noqa: F401  # with all that it needs
    from milepost.sources import source_formats

import odd_exports as odd  # noqa: E402  # after what is watched
import reading_rules as rules  # noqa: E402

FORMATS = source_formats()


@dataclass(slots=True)
class Tally:
    """What came of one reader's runs."""

    runs: int = 0
    slowest: tuple[float, str] = (0.0, "")
    failures: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, check: Callable[[Path], None]) -> None:
        """One run, in a folder of its own; `name` makes the file again."""
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as place:
            try:
                check(Path(place))
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                key = f"{type(error).__name__} in {Path(at.filename).name}:{at.lineno}"
                self.failures.setdefault(key, f"{name}: {str(error)[:300]}")
        self.runs += 1
        self.slowest = max(self.slowest, (time.perf_counter() - began, name))


def text(chance: Random, folder: Path) -> None:
    build = chance.choice((odd.structured, odd.mutated, odd.mutated, odd.page))
    _read(chance, folder, build)


def workbook(chance: Random, folder: Path) -> None:
    _read(chance, folder, odd.workbook)


def zipped(chance: Random, folder: Path) -> None:
    _read(chance, folder, odd.zipped)


def xml(chance: Random, folder: Path) -> None:
    _read(chance, folder, odd.xml)


def redacted(chance: Random, folder: Path) -> None:
    _read(chance, folder, odd.personal)


def mapping(chance: Random, folder: Path) -> None:
    path = chance.choice((odd.structured, odd.mutated, odd.page))(chance, FORMATS, folder)
    rules.check_suggestion(path, folder, FORMATS)


def _read(chance: Random, folder: Path, build: odd.Build) -> None:
    path = build(chance, FORMATS, folder)
    rules.check_reading(path, folder, FORMATS, chance.choice(rules.ANSWERS), again=chance.random() < 0.3)


READERS = {
    "text": text,
    "workbook": workbook,
    "zip": zipped,
    "xml": xml,
    "redacted": redacted,
    "mapping": mapping,
}


def by_seeds(reader: str, seconds: float, first: int) -> Tally:
    """Runs of files made of one seed after the other."""
    tally = Tally()
    until = time.perf_counter() + seconds
    seed = first
    while time.perf_counter() < until:
        chance = Random(f"{reader} {seed}")
        tally.run(f"seed {seed}", lambda folder, chance=chance: READERS[reader](chance, folder))
        seed += 1
    return tally


def guided(seconds: float) -> None:
    """The text reader, led by the lines it reaches. Does not return: atheris ends the process itself."""
    import atheris

    tally = Tally()

    def one(data: bytes) -> None:
        def check(folder: Path) -> None:
            path = folder / "export.csv"
            path.write_bytes(data)
            rules.check_reading(path, folder, FORMATS, again=False)

        tally.run(repr(data[:200]), check)
        if tally.runs % 50 == 0:
            tell("text (guided)", tally, seconds)

    with tempfile.TemporaryDirectory() as place:
        texts = [e["text"] for fmt in FORMATS.values() for e in fmt.examples if "text" in e]
        for number, example in enumerate(texts):
            (Path(place) / str(number)).write_text(example.lstrip("\n"), "utf-8")
        atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-verbosity=0", place], one)
        atheris.Fuzz()


def tell(reader: str, tally: Tally, seconds: float) -> None:
    took, name = tally.slowest
    print(
        f"{reader:14} {tally.runs:6} runs in {seconds:.0f} s, slowest {took:.2f} s ({name[:40]}), "
        f"{len(tally.failures)} failures",
        flush=True,
    )
    for key, said in tally.failures.items():
        print(f"    {key}: {said}", flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--only", default=",".join(READERS))
    words.add_argument("--from", dest="first", type=int, default=0)
    words.add_argument("--guided", action="store_true", help="the text reader by atheris, if it is installed")
    asked = words.parse_args()
    if GUIDED:
        guided(asked.seconds)
    for reader in asked.only.split(","):
        tell(reader, by_seeds(reader, asked.seconds, asked.first), asked.seconds)


if __name__ == "__main__":
    main()
