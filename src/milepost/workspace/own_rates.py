"""A brand's own figure as outside figures define it: the way of a KPI that counts and divides the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np

from milepost.amount import Unit, Unknown, Why
from milepost.facts.batches import FactFiles
from milepost.judgement.baseline import baseline
from milepost.judgement.benchmark import Definition, Own
from milepost.knowledge import table
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import ROWS, Basis, Form, Kpi, Side, Terms
from milepost.language import gettext_lazy
from milepost.period import Grain
from milepost.series import Series
from milepost.workspace.breaks import Origins
from milepost.workspace.measurable import kpi_series
from milepost.workspace.place import Brand, Workspace

LENGTHS: Final = {"day": 1, "week": 7, "month": 30}
"""To which length a total is brought, in days."""

POSTS: Final = ("post", "post_day", "post_value", "post_gain")
BY_POST: Final = Definition("interactions", "followers", "post")
"""What publishers mean by a rate by followers: of one post, while ours is of a whole period."""


@dataclass(frozen=True, slots=True)
class Way:
    """One basis of a KPI and what its figure means in the words of outside figures."""

    basis: str
    definition: Definition
    table: str


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom it is measured, from which facts, as of which day.

    `followers` is how many follow the account by the user's own word, for where no export says.
    """

    workspace: Workspace
    brand: Brand
    files: FactFiles
    today: date
    whose: Origins
    followers: float | None = None

    def series(self, kpi: Kpi, where: Mapping[str, tuple[str, ...]], grain: Grain = Grain.DAY) -> Series:
        """The brand's series of a KPI before today."""
        return kpi_series(kpi, self.files, where, self.today, self.workspace, self.brand, grain, self.whose)


def own_figure(asking: Asking, kpi: Kpi, platform: str | None, like: Definition) -> Own | Unknown:
    """The brand's usual figure of `kpi` on that platform, as `like` defines it where its data can.

    Where they cannot, it is the KPI by its first way that is known, so that the difference can be told.
    Unknown: no way is known, with the reason of the one that is defined as `like`.
    """
    where = where_of(platform)
    ways = sorted(
        (way for way in _ways(kpi, platform, like) if way.table in asking.files.tables),
        key=lambda way: way.definition != like,
    )
    because: Unknown | None = None
    if kpi.id == "engagement_rate_by_followers" and like == BY_POST:
        found = _own(asking, kpi, platform, BY_POST, _by_post(asking, where))
        if isinstance(found, Own):
            return found
        because = found
    for way, kept in _tried(kpi, ways, like, where):
        series = asking.series(kpi.by(way.basis), kept)
        found = _own(asking, kpi, platform if kept == where else None, way.definition, series)
        if isinstance(found, Own):
            return found
        if way.definition == like and (because is None or because.why is Why.NO_DATA):
            because = found
    return because or Unknown(gettext_lazy("No export tells {kpi}.", kpi=kpi.title), Why.NO_DATA)


def _tried(
    kpi: Kpi, ways: list[Way], like: Definition, where: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Way, Mapping[str, tuple[str, ...]]]]:
    """Each way with its filter. A KPI that no advertising account gives (visits) is then taken whole where
    its definition differs: to be told why it is not compared.
    """
    yield from ((way, where) for way in ways)
    if "source" in where and all(basis.terms.over.table != "ad_day" for basis in kpi.bases):
        yield from ((way, {}) for way in ways if way.definition != like)


def where_of(platform: str | None) -> dict[str, tuple[str, ...]]:
    """The filter of facts that keeps a platform's own."""
    said: Mapping[str, Any] = table("benchmark_terms")["platforms"].get(platform, {})
    return {key: (str(said[key]),) for key in ("channel", "source") if key in said}


def ways_of(kpi: Kpi, platform: str | None, like: Definition) -> tuple[Way, ...]:
    """Every way to a KPI's figure, with what it means on that platform; totals of the length of `like`."""
    by_post = (Way("", BY_POST, "post_value"),) if kpi.id == "engagement_rate_by_followers" else ()
    return (*by_post, *_ways(kpi, platform, like))


def _ways(kpi: Kpi, platform: str | None, like: Definition) -> Iterator[Way]:
    for basis in (*kpi.bases, *kpi.asides):
        terms = dict(basis.platforms).get(platform or "", basis.terms)
        yield Way(basis.name, _definition(kpi, terms, like), terms.over.table)


def _definition(kpi: Kpi, terms: Terms, like: Definition) -> Definition:
    """A total may be brought to any length, so it is of the length that is asked for."""
    over = _word(terms.over)
    if kpi.form is Form.GROWTH:
        return Definition(f"growth_of_{over}", over)
    if terms.under is None:
        return Definition(over, None, like.per if kpi.adds and like.per in LENGTHS else None)
    return Definition(over, _word(terms.under), "post" if terms.over.table in POSTS else None)


def _word(side: Side) -> str:
    """What one sum counts, in one word of `benchmark_terms.toml`; else its columns."""
    known = table("benchmark_terms")
    kept = dict(side.where)
    if side.table == "custom_day" and len(kept.get("metric", ())) == 1:
        return kept["metric"][0]
    if side.add == (ROWS,):
        return str(known["rows"].get(side.table, side.table))
    if side.add == ("sessions",) and side.minus == ("engaged_sessions",):
        return "not_engaged_sessions"
    for word, columns in known["alone"].items():
        if len(side.add) > 1 and set(side.add) <= set(columns):
            return str(word)
    if len(side.columns) == 1:
        return str(known["columns"].get(side.add[0], side.add[0]))
    return str(side)


def _own(
    asking: Asking, kpi: Kpi, platform: str | None, definition: Definition, series: Series
) -> Own | Unknown:
    if not len(series):
        return Unknown(gettext_lazy("No export of yours tells {kpi}.", kpi=kpi.title), Why.NO_DATA)
    days = LENGTHS.get(definition.per or "") if kpi.adds else None
    base = baseline(series, start=asking.today, days=days)
    if isinstance(base, Unknown):
        return base
    return Own(
        kpi.id,
        definition,
        platform,
        base,
        unit=kpi.unit,
        currency=series.currency if kpi.unit is Unit.MONEY else None,
        followers=_followers(asking, platform),
    )


def _followers(asking: Asking, platform: str | None) -> float | None:
    """How many follow the account now; None where no export says, or for advertising and shops."""
    where = where_of(platform)
    if "channel" not in where or "source" in where:
        return None
    known = _stock(asking, where)
    told = known.over[np.isfinite(known.over)]
    return float(told[-1]) if len(told) else asking.followers


def _stock(asking: Asking, where: Mapping[str, tuple[str, ...]]) -> Series:
    kpi = catalogue(asking.workspace.knowledge)["followers"]
    return asking.series(kpi, where, Grain.WEEK)


def _by_post(asking: Asking, where: Mapping[str, tuple[str, ...]]) -> Series:
    """Interactions of the posts published in a week, by these posts times the followers of that week."""
    known = catalogue(asking.workspace.knowledge)
    weekly = [
        asking.series(kpi, where, Grain.WEEK)
        for kpi in (_acts(known["engagement_rate"]), known["posts_published"])
    ]
    acts, posts = weekly
    stock = _stock(asking, where)
    if acts.grain is not Grain.WEEK or posts.grain is not Grain.WEEK:
        return replace(acts, **_cut(acts, np.zeros(len(acts), dtype=bool)))
    count, follow = _by_start(posts), _by_start(stock)
    typed = np.nan if asking.followers is None or follow else asking.followers
    under = np.array([count.get(day, np.nan) * follow.get(day, typed) for day in acts.starts])
    keep = np.isfinite(under) & np.isfinite(acts.over) & (under > 0)
    if not keep.any():
        return replace(acts, **_cut(acts, keep))
    over = np.where(keep, acts.over, np.nan)
    return replace(acts, over=over, under=np.where(keep, under, np.nan), unit=Unit.SHARE, adds=False)


def _acts(rate: Kpi) -> Kpi:
    """The interactions of posts alone, by the upper sum of the rate of posts."""
    basis = next(way for way in rate.bases if way.name == "post_value")
    upper = Basis(
        basis.name,
        basis.says,
        Terms(basis.terms.over),
        tuple((platform, Terms(terms.over)) for platform, terms in basis.platforms),
        basis.prefer,
    )
    return replace(
        rate,
        id="interactions_of_posts",
        form=Form.TOTAL,
        unit=Unit.COUNT,
        bases=(upper,),
        asides=(),
        claims=(),
    )


def _by_start(series: Series) -> dict[date, float]:
    return dict(zip(series.starts, series.over.tolist(), strict=True))


def _cut(series: Series, keep: Any) -> dict[str, Any]:
    starts = tuple(day for day, kept in zip(series.starts, keep, strict=True) if kept)
    return {"starts": starts, "days": series.days[keep], "over": series.over[keep]}
