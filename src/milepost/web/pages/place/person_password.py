"""A new-password link for anybody with an account, made by an owner of the workspace."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from milepost.store.models import PersonRow
from milepost.web.access import owner_page
from milepost.web.pages.sharing.member_password import hand_over


@owner_page(writes="password.link")
def person_password(request: HttpRequest, person_id: int) -> HttpResponse:
    """For anybody but oneself."""
    known = list(PersonRow.objects.filter(pk=person_id))
    return hand_over(request, cast("PersonRow", request.user), known, "", reverse("workspace"))
