"""Every address of the site, with who may ask for it: for the tests, and for whoever reviews its safety."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `least` is the role it asks for in the brand, `writes` what a POST is logged as."""

    pattern: str
    name: str
    module: str
    least: str
    least_to_write: str
    writes: str
    owners_only: bool


def routes() -> tuple[Route, ...]:
    """All addresses, those of the libraries too."""
    return tuple(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, path)
            continue
        view = one.callback
        least, to_write = getattr(view, "least", None), getattr(view, "least_to_write", None)
        yield Route(
            path,
            one.name or "",
            str(getattr(view, "__module__", "")),
            least.word if isinstance(least, Role) else "",
            to_write.word if isinstance(to_write, Role) else "",
            str(getattr(view, "writes", "")),
            bool(getattr(view, "owners_only", False)),
        )
