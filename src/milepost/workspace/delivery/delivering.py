"""Send a digest to everybody who is named, or a body to a webhook, each once."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from milepost.errors import Conflict, NeedsUser
from milepost.workspace.delivery.mail import send_mail
from milepost.workspace.delivery.masking import masked_mail, masked_web
from milepost.workspace.delivery.message import Mail
from milepost.workspace.delivery.sending import Result, Sending, content_hash, send_once
from milepost.workspace.delivery.settings import allowed, hook_address, mail_server, recipients
from milepost.workspace.delivery.webhook import send_hook
from milepost.workspace.place import Brand, Workspace
from milepost.workspace.resting import rest_of

EXAMPLES = {
    "digest": 'mail_to = ["anna@example.com"]',
    "report": 'report_to = ["client@example.com"]',
    "slack": 'slack_file = "secrets/slack"',
    "webhook": 'webhook_file = "secrets/webhook"',
}


MAILED = {"digest": "mail_to", "report": "report_to"}
"""Under which setting the people of each mail stand: a client gets reports, and no digest by accident."""


def named_for(workspace: Workspace, brand: Brand, channel: str) -> tuple[str, ...]:
    """Who would get what a brand sends through a channel, masked. Raises InvalidValue for wrong settings."""
    if channel in MAILED:
        return tuple(masked_mail(to) for to in recipients(workspace, brand, MAILED[channel]))
    url = hook_address(workspace, brand, channel)
    return (masked_web(url),) if url else ()


def at_rest(brand: Brand, today: date) -> date | None:
    """Since when nothing is sent of a brand, because it is at rest; None: it may be sent."""
    found = rest_of(brand.name, today)
    return None if found is None else found.value.since


def deliver_mail(
    workspace: Workspace,
    brand: Brand,
    mail: Mail,
    *,
    report: str,
    today: date,
    who: str,
    again: bool = False,
    channel: str = "digest",
) -> tuple[Sending, ...]:
    """A mail to each recipient of the brand; one that fails keeps nobody else from theirs.

    Raises NeedsUser when nobody or no server is named, InvalidValue for wrong settings, Conflict for a brand
    at rest.
    """
    _refuse_at_rest(brand, today)
    people = recipients(workspace, brand, MAILED[channel])
    server = mail_server(workspace)
    if not people:
        raise _nobody(brand, channel)
    if server is None:
        raise NeedsUser(
            "No mail server is named.",
            "Write [mail] with host, user, password_env and from into milepost.toml; see docs/delivery.md.",
        )
    done = []
    for to in people:
        words = (mail.subject.encode(), mail.text.encode(), mail.html.encode())
        mark = content_hash(workspace, channel.encode(), to.encode(), *words)
        sending = Sending(channel, report, masked_mail(to), mark, Result.BEGUN)

        def send(to: str = to, mark: str = mark) -> Any:
            return send_mail(server, mail, to=to, mark=mark[:32], at=datetime.now(UTC))

        done.append(send_once(brand, sending, send, today=today, who=who, again=again))
    return tuple(done)


def deliver_hook(
    workspace: Workspace,
    brand: Brand,
    channel: str,
    body: Mapping[str, Any],
    *,
    report: str,
    today: date,
    who: str,
    again: bool = False,
) -> Sending:
    """The body to the brand's `slack` or `webhook`.

    Raises NeedsUser when none is named, InvalidValue for wrong settings, Conflict for a brand at rest.
    """
    _refuse_at_rest(brand, today)
    url = hook_address(workspace, brand, channel)
    if url is None:
        raise _nobody(brand, channel)
    rule = allowed(workspace)
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    mark = content_hash(workspace, channel.encode(), url.encode(), content)
    sending = Sending(channel, report, masked_web(url), mark, Result.BEGUN)
    return send_once(
        brand, sending, lambda: send_hook(url, body, allowed=rule), today=today, who=who, again=again
    )


def _refuse_at_rest(brand: Brand, today: date) -> None:
    if (since := at_rest(brand, today)) is not None:
        raise Conflict(
            f"{brand.name} is at rest since {since}: nothing of it is sent.",
            "To look after it again: milepost wake",
        )


def _nobody(brand: Brand, channel: str) -> NeedsUser:
    return NeedsUser(
        f"No place is named to which the {channel} of {brand.name} goes.",
        f'Write into milepost.toml: [delivery."{brand.name}"] and below it {EXAMPLES[channel]}',
    )
