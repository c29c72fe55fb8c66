"""Where things are sent: the sections [mail], [egress] and [delivery."Brand"] of `milepost.toml`.

Every brand names its own places, and there is no place for all of them: one client's figures never go to
another's. Secrets stand in the environment or in files that only their owner may read, never in here.
"""

import os
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from milepost.egress import SECONDS, Allowed
from milepost.errors import InvalidValue
from milepost.workspace.place import SETTINGS, Brand, Workspace, read_body, section

_MOST_SECRET: Final = 4096
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Tls(StrEnum):
    """How the line to the mail server is made secret: from the start, after a greeting, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"  # only to this very machine


_THINGS: Final = {
    "password": "the password",
    "slack": "the address of the Slack webhook",
    "webhook": "the address of the webhook",
}
_PORTS: Final = {Tls.TLS: 465, Tls.STARTTLS: 587, Tls.NONE: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail, and who we are to it.

    `authority`: a file of certificates (PEM) to trust besides the public ones. `seconds`: the limit over all.
    """

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority: Path | None = None
    seconds: float = 30.0


def mail_server(workspace: Workspace) -> MailServer | None:
    """The mail server of [mail]; None when none is named. Raises InvalidValue."""
    said, where = _said(workspace, "mail"), workspace.home / SETTINGS
    if not said:
        return None
    host = str(said.get("host", "")).strip().lower()
    if not host or not host.isascii() or any(c.isspace() for c in host):
        raise InvalidValue(
            f"In {where}, [mail] names no host.", 'Write for example: host = "smtp.example.com"'
        )
    tls = _tls(said, where)
    user = str(said.get("user", ""))
    password = read_secret(workspace, said, "mail", "password") or ""
    if tls is Tls.NONE and (host not in _THIS_MACHINE or user):
        raise InvalidValue(
            "Mail without TLS goes to this machine only, and without a user: others could read it.",
            'Write tls = "starttls" or tls = "tls" in [mail].',
        )
    if user and not password:
        raise InvalidValue(
            f"[mail] names the user {user} and no password.",
            'Name a variable (password_env = "...") or a file (password_file = "secrets/mail").',
        )
    port = said.get("port", _PORTS[tls])
    if isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65536:
        raise InvalidValue(f"“{port}” is not a port.", "Write 587 (STARTTLS), 465 (TLS), or none at all.")
    sender = read_mail_address(str(said.get("from", user)))
    patience = _seconds(said, "mail", 30.0)
    return MailServer(host, port, tls, sender, user, password, _authority(workspace, said), patience)


def recipients(workspace: Workspace, brand: Brand, key: str = "mail_to") -> tuple[str, ...]:
    """The people who get a brand's digest (or its reports: `report_to`), each once. Raises InvalidValue."""
    said = _of_brand(workspace, brand).get(key, [])
    listed = [said] if isinstance(said, str) else said
    if not isinstance(listed, list):
        raise InvalidValue(f"{key} of {brand.name} is no list.", f'Write: {key} = ["anna@example.com"]')
    return tuple(dict.fromkeys(read_mail_address(str(one)) for one in listed))


def hook_address(workspace: Workspace, brand: Brand, channel: str) -> str | None:
    """The secret address of a brand's `slack` or `webhook`; None when none is named. Raises InvalidValue."""
    where = f'delivery."{brand.name}"'
    return read_secret(workspace, _of_brand(workspace, brand), where, channel)


def allowed(workspace: Workspace) -> Allowed:
    """What [egress] allows beyond the public internet: `allow` = ["host:port"], `authority` = a PEM file."""
    said = _said(workspace, "egress")
    places = said.get("allow", [])
    if not isinstance(places, list) or not all(isinstance(p, str) and _is_place(p) for p in places):
        raise InvalidValue(
            "allow of [egress] is no list of places.",
            'Write for example: allow = ["hooks.intern.example:8443"]',
        )
    patience = _seconds(said, "egress", SECONDS)
    return Allowed(frozenset(p.lower() for p in places), _authority(workspace, said), patience)


def read_mail_address(text: str) -> str:
    """One bare address of a person, in ASCII. Raises InvalidValue."""
    from email.errors import MessageError
    from email.headerregistry import Address

    try:
        address = Address(addr_spec=text)
        good = text.isascii() and text.isprintable() and 0 < len(text) <= 254 and address.domain
    except (ValueError, IndexError, MessageError):
        good = False
    if not good or " " in text:
        raise InvalidValue(
            f"“{text[:80]!r}” is not a mail address.", "Write it bare, such as anna@example.com."
        )
    return text


def read_secret(workspace: Workspace, said: dict[str, Any], where: str, name: str) -> str | None:
    """A secret out of the variable `<name>_env` or the file `<name>_file`; None when neither is named.

    Raises InvalidValue when it is empty, stands in the settings themselves, or others may read its file.
    """
    if name in said:
        raise InvalidValue(
            f"In {SETTINGS}, a file that is copied and shared, stands {_THINGS[name]} itself.",
            f'Move it into a file of your own and write: {name}_file = "secrets/{name}"',
        )
    variable, file = said.get(f"{name}_env"), said.get(f"{name}_file")
    if variable is None and file is None:
        return None
    found = (
        os.environ.get(str(variable), "") if variable is not None else _of_file(workspace.home / str(file))
    )
    if not found.strip():
        what = f"The variable {variable}" if variable is not None else f"The file {file}"
        raise InvalidValue(
            f"{what}, named in [{where}], is empty or not set.", f"Put {_THINGS[name]} into it."
        )
    return found.strip()


def _of_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise InvalidValue(f"{path} is no file.", "Name a plain file that holds the secret.")
        if stat.S_IMODE(mode) & 0o077:
            raise InvalidValue(f"Others may read the secret in {path}.", f"Close it with: chmod 600 {path}")
        with path.open("rb") as file:
            return file.read(_MOST_SECRET).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise InvalidValue(f"The secret in {path} cannot be read: {reason}.", "Look at its path.") from error


def _tls(said: dict[str, Any], where: Path) -> Tls:
    text = str(said.get("tls", Tls.STARTTLS))
    if text not in set(Tls):
        raise InvalidValue(f"In {where}, tls = “{text}” means nothing.", "Write starttls, tls or none.")
    return Tls(text)


def _authority(workspace: Workspace, said: dict[str, Any]) -> Path | None:
    if "authority" not in said:
        return None
    path = workspace.home / str(said["authority"])
    if not path.is_file():
        raise InvalidValue(
            f"There is no file of certificates {path}.", "Look at “authority” in the settings."
        )
    return path


def _seconds(said: dict[str, Any], where: str, usual: float) -> float:
    found = said.get("seconds", usual)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0.1 <= found <= 120:
        raise InvalidValue(f"“{found}” seconds in [{where}] are not possible.", "Write 1 to 120.")
    return float(found)


def _is_place(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536


def _said(workspace: Workspace, name: str) -> dict[str, Any]:
    return section(read_body(workspace.home), name, workspace.home / SETTINGS)


def _of_brand(workspace: Workspace, brand: Brand) -> dict[str, Any]:
    where = workspace.home / SETTINGS
    every = _said(workspace, "delivery")
    known = {one.name for one in workspace.brands}
    for name in every:
        if name not in known:
            raise InvalidValue(
                f"In {where}, [delivery.{name}] names no brand of this workspace.",
                f'Write [delivery."{brand.name}"]: each brand names its own places.',
            )
    return section(every, brand.name, where)
