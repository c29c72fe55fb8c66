"""Who has which role in a brand."""

from milepost.store.models import MembershipRow, PersonRow
from milepost.workspace.people.role import Role, read_role
from milepost.workspace.place import Brand, Workspace


def role_of(person: PersonRow, brand: str) -> Role | None:
    """The role of a person in a brand; None when the brand does not concern them."""
    if not person.is_active:
        return None
    if person.is_owner:
        return Role.OWNER
    row = MembershipRow.objects.filter(person=person, brand=brand).first()
    return read_role(row.role) if row else None


def brands_of(workspace: Workspace, person: PersonRow) -> tuple[tuple[Brand, Role], ...]:
    """The brands that a person may see, each with their role, in the order of the settings."""
    if not person.is_active:
        return ()
    if person.is_owner:
        return tuple((brand, Role.OWNER) for brand in workspace.brands)
    known = dict(MembershipRow.objects.filter(person=person).values_list("brand", "role"))
    return tuple((brand, read_role(known[brand.name])) for brand in workspace.brands if brand.name in known)


def give_role(person: PersonRow, brand: str, role: Role) -> None:
    """From now on the person has this role in the brand."""
    MembershipRow.objects.update_or_create(person=person, brand=brand, defaults={"role": role.word})


def take_role(person_id: int, brand: str) -> None:
    """From now on the brand does not concern the person."""
    MembershipRow.objects.filter(person_id=person_id, brand=brand).delete()


def members(brand: str) -> tuple[tuple[PersonRow, Role], ...]:
    """The people of a brand with their roles; owners of the workspace are not among them."""
    rows = MembershipRow.objects.filter(brand=brand).select_related("person").order_by("person__email")
    return tuple((row.person, read_role(row.role)) for row in rows)
