"""`people link`: a way back in for somebody with an account on the site, for whoever sits at the machine."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell

if TYPE_CHECKING:
    from milepost.store.models import PersonRow

people = typer.Typer(no_args_is_help=True, help="People who have an account on the site.")


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(people, name="people")


@people.callback()
def _group() -> None:
    """A group, though it holds one command."""


@people.command()
@everywhere
def link(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address of their account.")],
    drop_second_factor: Annotated[
        bool,
        typer.Option(
            "--drop-second-factor",
            help="When it is lost, too: their codes, passkeys and recovery codes go with the old password.",
        ),
    ] = False,
    url: Annotated[
        str,
        typer.Option(metavar="URL", help="The address people type; default: where the site was served last."),
    ] = "",
    *,
    ask: Asked,
) -> None:
    """Print a link by which somebody who cannot get in sets a new password: it works once, for 24 hours.

    Every earlier link of that person is dead. On the site an owner makes such links on the page People; this
    is for the owner whom nobody else can let in.
    """
    from milepost.cli.terminal import user
    from milepost.workspace.opening import open_workspace

    workspace = open_workspace(ask.home)
    from milepost.workspace.people.audit import write_down
    from milepost.workspace.people.new_passwords import MACHINE, VALID, new_password_link
    from milepost.workspace.site_address import noted_address

    address = _checked(url) or noted_address(workspace.home)
    person = _person(email)
    now = datetime.now(UTC)
    token = new_password_link(person, maker=None, drop_factors=drop_second_factor, now=now)
    factor = "second factor removed" if drop_second_factor else "second factor stays"
    write_down(at=now, who=user(), action="password.link", what=f"{person.email}: {factor}, on {MACHINE}")
    made = {
        "link": f"{address}/password/{token}/",
        "email": person.email,
        "until": now + VALID,
        "drops_second_factor": drop_second_factor,
    }
    tell(ask, made, _lines(person, str(made["link"]), now + VALID, drop_second_factor))


def _lines(person: "PersonRow", address: str, until: datetime, drop: bool) -> list[str]:
    lines = [
        f"Whoever opens this link sets a new password for {person.email}.",
        f"It works once, until {until:%Y-%m-%d %H:%M} UTC, while the site runs (milepost serve):",
        address,
    ]
    if drop:
        lines.append("Their second factor and passkeys are removed when it is used.")
    else:
        lines.append("Their second factor stays. If it is lost, too, repeat with --drop-second-factor.")
    if not person.has_usable_password():
        lines.append(
            "They sign in with their company's account and have no password; the link gives them one as well."
        )
    return lines


def _person(email: str) -> "PersonRow":
    """The person of that address, in any case. Raises NotFound, and InvalidValue for who is locked out."""
    from milepost.errors import InvalidValue, NotFound
    from milepost.store.models import PersonRow

    found = PersonRow.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        known = PersonRow.objects.order_by("email").values_list("email", flat=True)
        owners = ", ".join(PersonRow.objects.filter(is_owner=True).values_list("email", flat=True)[:5])
        said = f"Owners: {owners}." if owners else "Nobody has one yet: milepost serve prints the first link."
        raise NotFound("account", email, known, said)
    if not found.is_active:
        raise InvalidValue(
            f"{found.email} is locked out.", "An owner lets them in again on the page Workspace of the site."
        )
    return found


def _checked(url: str) -> str:
    from milepost.errors import InvalidValue

    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname and not parts.query):
        raise InvalidValue(
            f"“{url}” is not the address of a site.", "Write for example https://milepost.example.com"
        )
    return url.rstrip("/")
