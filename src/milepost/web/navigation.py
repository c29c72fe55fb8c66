"""The ways through a brand's pages, in the order of the method: goals, evidence, plan, data, who sees it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from milepost.web.access import Visit
from milepost.workspace.people.role import Role


@dataclass(frozen=True, slots=True)
class Way:
    """One link; `here` when it leads to where the reader is."""

    title: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Links that belong together."""

    title: str
    ways: tuple[Way, ...]


_ALL: tuple[tuple[str | Promise, tuple[tuple[str, str | Promise, Role], ...]], ...] = (
    (
        _("Goals"),
        (
            ("board", _("Board"), Role.CLIENT),
            ("review_weekly", _("Weekly review"), Role.VIEWER),
            ("review_monthly", _("Monthly review"), Role.VIEWER),
            ("decisions", _("Decisions"), Role.VIEWER),
        ),
    ),
    (
        _("Evidence"),
        (
            ("kpis", _("KPI framework"), Role.VIEWER),
            ("channels", _("Channels"), Role.VIEWER),
            ("content", _("Content"), Role.VIEWER),
            ("audience", _("Audience"), Role.VIEWER),
            ("competitors", _("Competitors"), Role.VIEWER),
            ("allocation", _("Budget and hours"), Role.VIEWER),
        ),
    ),
    (
        _("Plan"),
        (
            ("plan", _("Objectives and gaps"), Role.VIEWER),
            ("goal_new", _("Write a goal"), Role.EDITOR),
            ("log", _("Log"), Role.VIEWER),
        ),
    ),
    (
        _("Data"),
        (
            ("imports", _("Imports"), Role.VIEWER),
            ("coverage", _("Coverage"), Role.VIEWER),
        ),
    ),
    (
        _("Sharing"),
        (
            ("reports", _("Reports"), Role.CLIENT),
            ("shares", _("Share links"), Role.OWNER),
            ("people", _("People"), Role.OWNER),
            ("brand_settings", _("Label and settings"), Role.OWNER),
        ),
    ),
)


def ways_of(visit: Visit, path: str) -> tuple[Ways, ...]:
    """The links that this person may follow; a group without any is left out."""
    groups = []
    for title, entries in _ALL:
        ways = tuple(
            Way(str(name), url, path == url or (view != "board" and path.startswith(url)))
            for view, name, least in entries
            if visit.role >= least and (url := _url(view, visit.slug))
        )
        if ways:
            groups.append(Ways(str(title), ways))
    return tuple(groups)


def _url(view: str, slug: str) -> str:
    try:
        return reverse(view, args=[slug])
    except NoReverseMatch:
        return ""
