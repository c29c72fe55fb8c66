"""Tags and filters of the site's templates; every template has them without loading them."""

from django import template
from django.utils.translation import get_language
from markupsafe import Markup

from milepost.reports.fragments import mark_part

register = template.Library()


@register.simple_tag
def mark(shape: str) -> Markup:
    """The shape of a status; its word stands beside it."""
    return mark_part(shape)


@register.simple_tag
def en() -> Markup:
    """The attribute of an element whose words are the reports': they are English on pages of any language.

    Screen readers and hyphenation go by it. On an English page there is nothing to say.
    """
    return Markup("") if (get_language() or "en").startswith("en") else Markup(' lang="en"')


@register.filter(is_safe=False)
def for_site(text: object, slug: str) -> Markup:
    """Text as a page says it: escaped, its commands as links to the pages that do the same."""
    from milepost.web.commands_said import for_site as said

    return said(str(text or ""), slug)
