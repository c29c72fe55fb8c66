"""Tags and filters of the site's templates."""

from django import template
from markupsafe import Markup

from milepost.reports.fragments import mark_part

register = template.Library()


@register.simple_tag
def mark(shape: str) -> Markup:
    """The shape of a status; its word stands beside it."""
    return mark_part(shape)
