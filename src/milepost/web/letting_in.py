"""Who may let whom back in, as far as only the site knows: who comes by an account elsewhere, too."""

from collections.abc import Iterable

from allauth.socialaccount.models import SocialAccount

from milepost.store.models import PersonRow
from milepost.workspace.people.new_passwords import WayBack, let_in_by


def may_let_in(maker: PersonRow, people: Iterable[PersonRow]) -> frozenset[int]:
    """The numbers of those `people` for whom `maker` may make a link on a page.

    For who comes by an account elsewhere, only owners of the workspace: that person would not notice a
    password that others know, and it would open whatever they are given later.
    """
    found = let_in_by(maker, people)
    if maker.is_owner:
        return found
    elsewhere = SocialAccount.objects.filter(user_id__in=found).values_list("user_id", flat=True)
    return found - set(elsewhere)


def may_still(found: WayBack) -> bool:
    """Whether whoever made the link might make it on a page now."""
    return found.maker is None or found.person.pk in may_let_in(found.maker, [found.person])
