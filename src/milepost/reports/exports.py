"""Which exports to drop in, by platform, and where they lie: for whoever has none yet."""

from dataclasses import dataclass

from milepost.knowledge import table


@dataclass(frozen=True, slots=True)
class ExportWay:
    """The way to one export, what it is good for, and our formats that read it."""

    way: str
    gives: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform with its exports."""

    name: str
    exports: tuple[ExportWay, ...]


def platforms() -> tuple[Platform, ...]:
    """All platforms whose exports are described, the most common first."""
    return tuple(
        Platform(
            str(said["name"]),
            tuple(ExportWay(one["way"], one["gives"], tuple(one["formats"])) for one in said["export"]),
        )
        for said in table("exports")["platform"]
    )
