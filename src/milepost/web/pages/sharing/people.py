"""The people of a brand: who they are, what they may do, whom to ask in."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from milepost.store.models import PersonRow
from milepost.web.access import Visit, brand_page
from milepost.web.letting_in import may_let_in
from milepost.workspace.people.invitations import invite, open_invitations, withdraw, withdraw_beyond
from milepost.workspace.people.role import Role, read_role
from milepost.workspace.people.roles import give_role, members, take_role

_KEY = "new_invitation"
TITLES = {
    "client": gettext_lazy("Client"),
    "viewer": gettext_lazy("Viewer"),
    "editor": gettext_lazy("Editor"),
    "owner": gettext_lazy("Owner"),
}
ROLES = (
    ("client", gettext_lazy("Client: reads goals and reports")),
    ("viewer", gettext_lazy("Viewer: reads everything")),
    ("editor", gettext_lazy("Editor: imports, writes goals, holds reviews")),
    ("owner", gettext_lazy("Owner: also people, share links, the label")),
)


class InviteForm(forms.Form):
    """Whom to ask in, and as what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES, initial="viewer")


@brand_page(Role.OWNER, writes="invitation.make", least_to_write=Role.OWNER)
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everybody of the brand, and the form by which another is asked in."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        token = invite(said["email"], visit.brand.name, read_role(said["role"]), who=visit.who, now=now)
        request.done_what = f"{said['email']} as {said['role']}"  # type: ignore[attr-defined]
        request.session[_KEY] = [said["email"], request.build_absolute_uri(reverse("join", args=[token]))]
        return redirect("people", visit.slug)
    known = members(visit.brand.name)
    may = may_let_in(visit.person, [person for person, _role in known])
    told = {
        "form": form,
        "members": [(person, role.word, person.pk in may) for person, role in known],
        "some_elsewhere": not visit.person.is_owner,
        "owners": PersonRow.objects.filter(is_owner=True, is_active=True).order_by("email"),
        "invitations": [
            (one, TITLES[one.role]) for one in open_invitations(visit.brand.name, timezone.now())
        ],
        "roles": ROLES,
        "new": request.session.pop(_KEY, None) if request.method == "GET" else None,
    }
    return render(request, "site/sharing/people.html", told, status=422 if form.is_bound else 200)


@brand_page(Role.OWNER, writes="role.change", least_to_write=Role.OWNER)
def member(request: HttpRequest, visit: Visit, person_id: int) -> HttpResponse:
    """Give a person of the brand another role, or none."""
    known = {person.pk: person for person, _role in members(visit.brand.name)}
    if request.method == "POST" and person_id not in known:
        raise Http404
    if request.method == "POST":
        word = request.POST.get("role", "")
        if word == "none":
            take_role(person_id, visit.brand.name)
        else:
            give_role(known[person_id], visit.brand.name, read_role(word))
        withdraw_beyond(known[person_id])
        request.done_what = f"{known[person_id].email}: {word}"  # type: ignore[attr-defined]
        messages.success(request, _("Saved. It holds from their next click."))
    return redirect("people", visit.slug)


@brand_page(Role.OWNER, writes="invitation.withdraw", least_to_write=Role.OWNER)
def invitation(request: HttpRequest, visit: Visit, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    if request.method == "POST":
        withdraw(invitation_id, visit.brand.name)
        messages.success(request, _("The invitation is taken back."))
    return redirect("people", visit.slug)
