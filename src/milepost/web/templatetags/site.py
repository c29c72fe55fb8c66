"""Tags and filters of the site's templates."""

from django import template
from markupsafe import Markup

from milepost.reports.fragments import mark_part

register = template.Library()


@register.simple_tag
def mark(shape: str) -> Markup:
    """The shape of a status; its word stands beside it."""
    return mark_part(shape)


@register.filter(is_safe=False)
def for_site(text: object, slug: str) -> Markup:
    """Text as a page says it: escaped, its commands as links to the pages that do the same."""
    from milepost.web.commands_said import for_site as said

    return said(str(text or ""), slug)
