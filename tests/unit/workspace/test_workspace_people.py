"""People: invitations, roles, share links, and a log in which a changed or lost line shows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from milepost.errors import InvalidValue, NotFound
from milepost.workspace.opening import init_workspace
from milepost.workspace.people.role import Role, read_role

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def people(tmp_path: Path) -> Any:
    """The verbs about people, over an open workspace of two brands."""
    init_workspace(tmp_path, brand="Linen")
    init_workspace(tmp_path, brand="Cotton")
    from types import SimpleNamespace

    from milepost.store import models
    from milepost.workspace.people import audit, invitations, roles, shares

    return SimpleNamespace(
        audit=audit, invitations=invitations, roles=roles, shares=shares, models=models, home=tmp_path
    )


def joined(people: Any, email: str, brand: str, role: Role) -> Any:
    token = people.invitations.invite(email, brand, role, who="mara", now=NOW)
    return people.invitations.join(token, email=email, password="a long password", name="", now=NOW)


def test_an_invitation_makes_one_account_with_its_role_in_its_brand_alone(people: Any) -> None:
    token = people.invitations.invite("ida@example.com", "Linen", Role.EDITOR, who="mara", now=NOW)
    ida = people.invitations.join(token, email="Ida@Example.com", password="x" * 12, name="Ida", now=NOW)
    assert ida.email == "ida@example.com"
    assert people.roles.role_of(ida, "Linen") is Role.EDITOR
    assert people.roles.role_of(ida, "Cotton") is None
    with pytest.raises(NotFound):
        people.invitations.join(token, email="eve@example.com", password="x" * 12, name="", now=NOW)
    assert people.models.PersonRow.objects.count() == 1


@pytest.mark.parametrize("late", [WEEK, WEEK + timedelta(seconds=1)])
def test_an_invitation_ends_after_a_week(people: Any, late: timedelta) -> None:
    token = people.invitations.invite("ida@example.com", "Linen", Role.VIEWER, who="mara", now=NOW)
    people.invitations.invitation(token, NOW + WEEK - timedelta(seconds=1))
    with pytest.raises(NotFound):
        people.invitations.invitation(token, NOW + late)


def test_an_address_that_has_an_account_uses_no_invitation_up(people: Any) -> None:
    joined(people, "ida@example.com", "Linen", Role.VIEWER)
    token = people.invitations.invite("ida@example.com", "Cotton", Role.VIEWER, who="mara", now=NOW)
    with pytest.raises(InvalidValue, match="has an account already"):
        people.invitations.join(token, email="IDA@example.com", password="x" * 12, name="", now=NOW)
    ida = people.models.PersonRow.objects.get()
    assert people.invitations.accept(token, ida, now=NOW) == "Cotton"
    assert people.roles.role_of(ida, "Cotton") is Role.VIEWER


def test_the_first_link_is_there_only_while_nobody_has_an_account(people: Any) -> None:
    first, second = people.invitations.first_link(NOW), people.invitations.first_link(NOW)
    with pytest.raises(NotFound):
        people.invitations.invitation(first, NOW)
    mara = people.invitations.join(second, email="m@example.com", password="x" * 12, name="", now=NOW)
    assert mara.is_owner
    assert people.invitations.first_link(NOW) is None
    assert [role for _brand, role in people.roles.brands_of(_place(people), mara)] == [Role.OWNER] * 2


def test_whoever_is_locked_out_has_no_role_left(people: Any) -> None:
    ida = joined(people, "ida@example.com", "Linen", Role.OWNER)
    ida.is_active = False
    assert people.roles.role_of(ida, "Linen") is None
    assert people.roles.brands_of(_place(people), ida) == ()


def test_a_role_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidValue, match="client, viewer, editor, owner"):
        read_role("admin")


@pytest.mark.parametrize(
    ("page", "days"), [("page", 3), ("../x", 3), ("board", 0), ("board", 367), ("board", -1)]
)
def test_shares_of_other_pages_or_without_an_end_are_refused(people: Any, page: str, days: int) -> None:
    with pytest.raises(InvalidValue):
        people.shares.share("Linen", page, days=days, who="mara", now=NOW)
    assert people.shares.shares_of("Linen") == ()


def test_a_share_opens_until_its_end_and_another_brand_cannot_take_it_back(people: Any) -> None:
    token = people.shares.share("Linen", "board", days=1, who="mara", now=NOW)
    row = people.shares.opened(token, NOW + timedelta(hours=23))
    with pytest.raises(NotFound):
        people.shares.revoke(row.pk, "Cotton", NOW)
    people.shares.opened(token, NOW + timedelta(hours=23))
    with pytest.raises(NotFound):
        people.shares.opened(token, NOW + timedelta(days=1))
    people.shares.revoke(row.pk, "Linen", NOW)
    with pytest.raises(NotFound):
        people.shares.opened(token, NOW)


def log_of(people: Any, lines: int = 6) -> list[Any]:
    for number in range(lines):
        people.audit.write_down(
            at=NOW + timedelta(minutes=number),
            who="mara",
            action="goal.add",
            brand="Linen" if number % 2 else "Cotton",
            what=f"g{number}",
        )
    return list(people.models.AuditRow.objects.order_by("id"))


def test_the_log_holds_as_it_was_written_and_when_a_brand_is_erased(people: Any) -> None:
    from milepost.store.erasing import erase_rows

    log_of(people)
    assert people.audit.first_break() is None
    erase_rows("Linen", [])
    assert people.audit.first_break() is None
    assert b"Linen" not in b"".join(
        str(row).encode() for row in people.models.AuditRow.objects.values_list("brand", "what", "who")
    )
    log_of(people, 2)
    assert people.audit.first_break() is None


@pytest.mark.parametrize("name", ["who", "action", "what", "brand", "address", "at", "before", "digest"])
def test_a_line_that_was_changed_shows(people: Any, name: str) -> None:
    rows = log_of(people)
    value = NOW + timedelta(days=1) if name == "at" else "another"
    people.models.AuditRow.objects.filter(pk=rows[2].pk).update(**{name: value})
    assert people.audit.first_break().pk == rows[2].pk


@pytest.mark.parametrize("gone", [0, 3])
def test_a_line_that_was_removed_shows_at_the_next(people: Any, gone: int) -> None:
    rows = log_of(people)
    people.models.AuditRow.objects.filter(pk=rows[gone].pk).delete()
    assert people.audit.first_break().pk == rows[gone + 1].pk


def _place(people: Any) -> Any:
    from milepost.workspace.opening import open_workspace

    return open_workspace(people.home)


def test_an_invitation_gives_and_never_takes(people: Any) -> None:
    ida = joined(people, "ida@example.com", "Linen", Role.EDITOR)
    less = people.invitations.invite("", "Linen", Role.CLIENT, who="mara", now=NOW)
    assert people.invitations.accept(less, ida, now=NOW) == "Linen"
    assert people.roles.role_of(ida, "Linen") is Role.EDITOR
    more = people.invitations.invite("", "Linen", Role.OWNER, who="mara", now=NOW)
    people.invitations.accept(more, ida, now=NOW)
    assert people.roles.role_of(ida, "Linen") is Role.OWNER


def test_who_can_ask_nobody_in_any_more_leaves_no_open_invitation(people: Any) -> None:
    def invited(brand: str, who: str) -> str:
        return str(people.invitations.invite("", brand, Role.OWNER, who=who, now=NOW))

    ida = joined(people, "ida@example.com", "Linen", Role.OWNER)
    people.roles.give_role(ida, "Cotton", Role.OWNER)
    linen, cotton, mara = invited("Linen", ida.email), invited("Cotton", ida.email), invited("Linen", "mara")
    people.invitations.withdraw_beyond(ida)
    people.roles.give_role(ida, "Linen", Role.EDITOR)
    people.invitations.withdraw_beyond(ida)
    with pytest.raises(NotFound, match="There is no such invitation"):
        people.invitations.invitation(linen, NOW)
    ida.is_active = False
    assert people.invitations.invitation(cotton, NOW)
    people.invitations.withdraw_beyond(ida)
    with pytest.raises(NotFound):
        people.invitations.invitation(cotton, NOW)
    assert people.invitations.invitation(mara, NOW)


def test_on_postgresql_nobody_adds_a_line_between_the_last_and_the_next(
    people: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection, connections

    asked: list[str] = []

    def heard(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql)
        return None if sql.startswith("LOCK") else execute(sql, *more)

    with monkeypatch.context() as elsewhere, connection.execute_wrapper(heard):
        elsewhere.setattr(connections["default"], "vendor", "postgresql")
        people.audit.write_down(at=NOW, who="mara", action="signed_in")
    places = [n for n, sql in enumerate(asked) if "audit" in sql]
    assert asked[places[0]] == 'LOCK TABLE "audit" IN SHARE ROW EXCLUSIVE MODE'
    assert people.audit.first_break() is None
