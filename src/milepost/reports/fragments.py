"""Parts of the reports' pages, to stand in pages of a site: the same templates, the same words."""

from markupsafe import Markup

from milepost.reports.formats.html import environment
from milepost.reports.goal_view import Chart
from milepost.reports.page_view import PageView


def chart_part(chart: Chart) -> Markup:
    """One chart in both its sizes, with its sentence and its table."""
    return _part("goal.html.j2", "chart_figure", chart)


def learned_part(view: PageView) -> Markup:
    """What the brand's own figures say; empty when they say nothing."""
    return _part("learned.html.j2", "learned", view)


def claims_part(view: PageView) -> Markup:
    """What several tools claim of the same thing, side by side."""
    return _part("files.html.j2", "claims", view)


def mark_part(shape: str) -> Markup:
    """The shape of a status, which stands beside its word."""
    return _part("marks.html.j2", "mark", shape)


def _part(template: str, macro: str, value: object) -> Markup:
    return Markup(getattr(environment().get_template(template).module, macro)(value))  # noqa: S704 (escaped there)
