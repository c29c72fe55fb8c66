"""What a metric is: its form, its stage of the funnel, what it usually serves (`knowledge/metrics.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as goals know it. `form` is flow, stock, ratio, number, money, price, time or none."""

    id: str
    form: str
    stage: str | None
    objective: str | None
    platform: bool
    vanity: bool
    activity: bool
    better: str
    held: bool
    title: str = ""

    @property
    def is_stock(self) -> bool:
        """Whether it is a level that is held (followers), so that a goal may be a gain or a level."""
        return self.form == "stock" or self.held

    @property
    def is_ratio(self) -> bool:
        """Whether its level is a percentage or a plain quotient."""
        return self.form in {"ratio", "number"}


@lru_cache(maxsize=1)
def metrics() -> Mapping[str, Metric]:
    """All metrics by id."""
    return {id_: _metric(id_, body) for id_, body in table("metrics").items()}


def _metric(id_: str, body: Mapping[str, Any]) -> Metric:
    return Metric(
        id=id_,
        form=body["form"],
        stage=body.get("stage"),
        objective=body.get("objective"),
        platform=body.get("platform", False),
        vanity=body.get("vanity", False),
        activity=body.get("activity", False),
        better=body.get("better", "higher"),
        held=body.get("held", False),
        title=body.get("title", ""),
    )


def metric_title(metric: str) -> str:
    """A metric by its name, still to be written out: that of its KPI, or its own; else its id in words."""
    kpi, known = catalogue().get(metric), metrics().get(metric)
    if kpi is not None:
        return kpi.title
    return known.title if known is not None and known.title else metric.replace("_", " ").capitalize()
