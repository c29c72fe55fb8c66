"""Parts of the reports' pages, to stand in pages of a site: the same templates, the same words."""

from functools import partial

from markupsafe import Markup

from milepost.reports.formats.html import environment
from milepost.reports.formats.origins import To, each, nowhere
from milepost.reports.goal_view import Chart
from milepost.reports.page_view import PageView


def chart_part(chart: Chart) -> Markup:
    """One chart in both its sizes, with its sentence and its table."""
    return _part("goal.html.j2", "chart_figure", chart)


def learned_part(view: PageView, to: To = nowhere) -> Markup:
    """The brand's own figures in sentences, or nothing; `to` gives the addresses of what they name."""
    return _part("learned.html.j2", "learned", view, partial(each, to=to))


def claims_part(view: PageView) -> Markup:
    """What several tools claim of the same thing, side by side."""
    return _part("files.html.j2", "claims", view)


def mark_part(shape: str) -> Markup:
    """The shape of a status, which stands beside its word."""
    return _part("marks.html.j2", "mark", shape)


def _part(template: str, macro: str, *values: object) -> Markup:
    return Markup(getattr(environment().get_template(template).module, macro)(*values))  # noqa: S704 (escaped there)
