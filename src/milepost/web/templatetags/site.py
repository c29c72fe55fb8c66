"""Tags and filters of the site's templates; every template has them without loading them."""

from django import template
from django.utils.translation import get_language
from markupsafe import Markup

from milepost.language import ENGLISH, spoken, spoken_for
from milepost.language import gettext as of_the_reports
from milepost.reports.fragments import mark_part

register = template.Library()


@register.simple_tag
def mark(shape: str) -> Markup:
    """The shape of a status; its word stands beside it."""
    return mark_part(shape)


@register.simple_tag
def colon() -> str:
    """The colon between a head and what is said of it, with the space that French puts before it."""
    return of_the_reports(":")


@register.simple_tag
def said() -> Markup:
    """The attribute of an element whose words are the reports': a brand's label may say another language.

    Screen readers and hyphenation go by it. Where both are the same there is nothing to say.
    """
    same = spoken_for(get_language() or ENGLISH) == spoken()
    return Markup("") if same else Markup(' lang="{}"').format(spoken())


@register.filter(is_safe=False)
def for_site(text: object, slug: str) -> Markup:
    """Text as a page says it: escaped, its commands as links to the pages that do the same."""
    from milepost.web.commands_said import for_site as said

    return said(str(text or ""), slug)
