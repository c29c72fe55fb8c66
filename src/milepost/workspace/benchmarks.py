"""Outside figures: ours and the workspace's own, added to, and beside a brand's usual figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from milepost.amount import Unit, Unknown, Why
from milepost.errors import InvalidValue, NotFound, Problem
from milepost.facts.batches import FactFiles
from milepost.judgement.baseline import USUAL_WEEKS
from milepost.judgement.benchmark import Benchmark, Definition, Own, platforms, usable
from milepost.judgement.benchmark_bands import Band, Placed, Refused, bands, beside, doubt
from milepost.judgement.benchmark_table import Read, read_table, written
from milepost.judgement.verdict import Better, Verdict
from milepost.knowledge import sheets
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Kpi
from milepost.workspace.breaks import Origins
from milepost.workspace.own_rates import Asking, own_figure, ways_of
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.reading import with_facts

FOLDER: Final = "benchmarks"
OURS: Final = "published"
MOST_BYTES: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Outside:
    """Every outside figure that is known, and what is wrong with rows of the workspace's own files."""

    figures: tuple[Benchmark, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A brand's own figure of one KPI, platform and definition, and the bands beside it.

    `shown` is False where the own past is long enough and nobody asked: then no band is named. `alone` are
    bands that mean the same as the KPI where the own past is too short to be set beside them.
    `other_industries` are figures of industries that were not asked for.
    """

    kpi: Kpi
    platform: str | None
    definition: Definition
    own: Own | Unknown
    placed: tuple[Placed, ...]
    refused: tuple[Refused, ...]
    shown: bool
    other_industries: int = 0
    alone: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: imported, replaced or already; `where` is None when nothing was written."""

    status: str
    read: Read
    where: Path | None = None


def outside_figures(overlay: Path | None, *, kpi: str | None = None, platform: str | None = None) -> Outside:
    """Those of our table and of the workspace's own. Raises NotFound for a KPI or platform not known."""
    kpis = units(overlay)
    if kpi is not None and kpi not in kpis:
        raise NotFound("KPI", kpi, kpis, "See: milepost kpis")
    if platform is not None and platform not in platforms():
        raise NotFound("platform", platform, platforms(), f"Known: {', '.join(platforms())}.")
    kept: dict[Benchmark, None] = {}
    problems: list[Problem] = []
    for name, text in sheets(FOLDER, overlay).items():
        read = read_table(text, f"{FOLDER}/{name}.csv", kpis)
        kept |= dict.fromkeys(read.kept)
        problems += read.problems
    figures = (
        one
        for one in kept
        if (kpi is None or one.kpi == kpi) and (platform is None or one.platform == platform)
    )
    return Outside(tuple(figures), tuple(problems))


def units(overlay: Path | None) -> dict[str, Unit]:
    """Every KPI there is, with its unit."""
    return {name: kpi.unit for name, kpi in catalogue(overlay).items()}


def add_benchmarks(workspace: Workspace | None, path: Path, *, secondary: bool, dry_run: bool) -> Added:
    """Check a table and keep its good rows as `knowledge/benchmarks/<name>.csv`, whole or not at all.

    The same file twice is “already”; another table of that name is replaced. Raises NotFound when there is no
    such file, InvalidValue when it is none of outside figures or has the name of ours.
    """
    from milepost.archive.durable import make_folder, write
    from milepost.workspace.writing import locked, storage_faults

    read = read_table(
        _text(path), path.name, units(workspace.knowledge if workspace else None), secondary=secondary
    )
    if path.stem == OURS:
        raise InvalidValue(
            f"“{OURS}” is the name of Milepost's own table, which it would hide.",
            "Give the file another name.",
        )
    if dry_run or workspace is None or not read.kept:
        return Added("nothing" if not read.kept else "tried", read)
    content = written(read.kept).encode()
    folder = workspace.home / "knowledge" / FOLDER
    final = folder / f"{path.stem}.csv"
    with storage_faults(), locked(workspace.home):
        before = final.read_bytes() if final.is_file() else None
        if before == content:
            return Added("already", read, final)
        make_folder(folder)
        write(final, content)
    return Added("imported" if before is None else "replaced", read, final)


def _text(path: Path) -> str:
    if not path.is_file():
        raise NotFound("file", str(path))
    if path.stat().st_size > MOST_BYTES:
        raise InvalidValue(f"{path.name} is too large for a table of outside figures.", "At most 5 MB.")
    from milepost.sources.files import decoded, looks_like

    if looks_like(path) != "text":
        raise InvalidValue(
            f"{path.name} is no text but a workbook or another program's file.",
            "Save the sheet with the figures as CSV UTF-8.",
        )
    text = str(decoded(path.read_bytes())[0].read())
    if "\x00" in text:
        raise InvalidValue(f"{path.name} is not a text file.", "Save it as CSV UTF-8.")
    return text


def compare(
    workspace: Workspace,
    brand: Brand,
    today: date,
    *,
    kpi: str | None = None,
    platform: str | None = None,
    industry: str | None = None,
    followers: float | None = None,
) -> tuple[Compared, ...]:
    """The brand's own past first; bands beside it where a KPI was asked for, or that past is too short.

    `followers` is the user's word for how many follow, for where no export says.

    Raises NotFound for a KPI or platform that is not known.
    """
    known = catalogue(workspace.knowledge)
    figures = outside_figures(workspace.knowledge, kpi=kpi, platform=platform).figures

    def work(files: FactFiles) -> tuple[Compared, ...]:
        asking = Asking(workspace, brand, files, today, Origins.of(files), followers)
        return tuple(
            one
            for name, group in _grouped(figures, lambda figure: figure.kpi)
            for one in _of_kpi(asking, known[name], group, industry, asked=kpi is not None)
        )

    return with_facts(workspace, brand.name, work)


def doubted(
    workspace: Workspace, brand: Brand, today: date, *, kpi: str, platform: str, target: float
) -> Verdict | None:
    """That a target for a rate lies far beyond every outside figure that means the same, or nothing.

    For the critique of a goal. Totals are never doubted so: they grow with the account. Raises NotFound for a
    KPI or platform that is not known.
    """
    compared = compare(workspace, brand, today, kpi=kpi, platform=platform)
    owns = [one.own for one in compared if isinstance(one.own, Own) and one.own.definition.under is not None]
    if not owns:
        return None
    told = tuple(placed.band for one in compared for placed in one.placed if placed.own in owns)
    better = Better(compared[0].kpi.better)
    return doubt(target, owns[0].unit, told, better=better, currency=owns[0].currency)


def _of_kpi(
    asking: Asking, kpi: Kpi, figures: tuple[Benchmark, ...], industry: str | None, *, asked: bool
) -> Iterator[Compared]:
    for platform, of_platform in _grouped(figures, lambda one: one.platform or ""):
        for _, group in _grouped(of_platform, lambda one: str(one.definition)):
            like = group[0].definition
            own = own_figure(asking, kpi, platform or None, like)
            wanted, others = _of_industry(group, industry)
            if isinstance(own, Unknown):
                if own.why is not Why.NO_DATA or asked:
                    alone = (
                        _alone(asking, kpi, platform or None, like, wanted)
                        if own.why is Why.TOO_LITTLE
                        else ()
                    )
                    yield Compared(
                        kpi,
                        platform or None,
                        like,
                        own,
                        (),
                        (),
                        shown=True,
                        other_industries=others,
                        alone=alone,
                    )
                continue
            placed, refused = beside(own, wanted, today=asking.today)
            few = own.baseline.weeks < USUAL_WEEKS
            yield Compared(
                kpi, platform or None, like, own, placed, refused, shown=asked or few, other_industries=others
            )


def _alone(
    asking: Asking, kpi: Kpi, platform: str | None, like: Definition, figures: tuple[Benchmark, ...]
) -> tuple[Band, ...]:
    """The bands that mean what the KPI means, whatever the brand's own figure is."""
    if like not in {way.definition for way in ways_of(kpi, platform, like)}:
        return ()
    return bands(one for one in figures if usable(one, asking.today))


def _of_industry(group: tuple[Benchmark, ...], industry: str | None) -> tuple[tuple[Benchmark, ...], int]:
    """Those of all industries and of the one asked for; where there are none of these, every one."""
    asked = (industry or "").casefold()
    wanted = tuple(one for one in group if one.industry is None or one.industry.casefold() == asked)
    return (wanted, len(group) - len(wanted)) if wanted else (group, 0)


def _grouped(
    figures: Iterable[Benchmark], key: Callable[[Benchmark], str]
) -> Iterator[tuple[str, tuple[Benchmark, ...]]]:
    for name, group in groupby(sorted(figures, key=key), key=key):
        yield name, tuple(group)
