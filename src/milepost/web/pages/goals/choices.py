"""What may be chosen in forms about goals and decisions: KPIs with figures, objectives, channels."""

from milepost.knowledge.reader import table
from milepost.kpis.catalogue import catalogue
from milepost.plan.objective import kinds
from milepost.web.access import Visit
from milepost.web.kept import kept
from milepost.workspace.framework import fed
from milepost.workspace.known import objectives_of
from milepost.workspace.planning.audiences import audiences

Choices = list[tuple[str, str]]


def kpi_choices(visit: Visit, first: str = "") -> Choices:
    """The KPIs that have figures of the last half year, by name; before them none, as `first` says."""

    def make() -> tuple[tuple[str, str], ...]:
        found = fed(visit.workspace, visit.brand, visit.today)
        return tuple(sorted(((kpi.id, kpi.title) for kpi in found), key=lambda one: one[1].lower()))

    return [("", first), *kept(visit, "fed", make)]


def with_kpi(choices: Choices, kpi: str) -> Choices:
    """The same, and a KPI that a thing is measured by already, whether it has figures now or not."""
    known = catalogue().get(kpi)
    if not kpi or any(name == kpi for name, _ in choices):
        return choices
    return [*choices, (kpi, known.title if known else kpi)]


def objective_choices(visit: Visit, first: str) -> Choices:
    """The brand's business objectives; before it has written any, the kinds that there are."""
    written = objectives_of(visit.brand.name, visit.today)
    if written:
        return [("", first), *((one.id, one.title) for one in written.values())]
    return [("", first), *((one.id, one.title) for one in kinds().values())]


def audience_choices(visit: Visit, first: str) -> Choices:
    """The audience profiles of the brand."""
    standing = audiences(visit.workspace, brand=visit.brand.name, today=visit.today)
    return [("", first), *((key, kept.value.name) for key, kept in standing.items())]


def segment_choices(first: str) -> Choices:
    """The parts of the work."""
    return [("", first), *((name, str(one["title"])) for name, one in table("segments").items())]


def channel_choices(first: str) -> Choices:
    """The channels by name."""
    titles = table("channels")["titles"]
    return [
        ("", first),
        *sorted(((str(k), str(v)) for k, v in titles.items()), key=lambda one: one[1].lower()),
    ]
