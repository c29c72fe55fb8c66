"""A document as the message of a channel, and how it is shown before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from milepost.reports.dated import Dated
from milepost.reports.digest import digest
from milepost.reports.document import Document
from milepost.reports.slack import slack_message
from milepost.reports.webhook import webhook_body
from milepost.workspace.delivery.message import Mail, one_line

CHANNELS = ("digest", "slack", "webhook")


@dataclass(frozen=True, slots=True)
class Message:
    """A mail or a body; neither where there is nothing worth a message."""

    mail: Mail | None = None
    body: dict[str, Any] | None = None

    @property
    def quiet(self) -> bool:
        """Whether nothing is to be sent."""
        return self.mail is None and self.body is None


def message_of(channel: str, document: Document, checks: Sequence[Dated] = ()) -> Message:
    """The message of a document for one of the channels. A webhook gets every review: machines decide."""
    if channel == "digest":
        return Message(mail=digest(document, checks))
    if channel == "slack":
        return Message(body=slack_message(document, checks))
    return Message(body=webhook_body(document, checks))


def preview(message: Message) -> dict[str, Any] | None:
    """The message as it would travel, for a look before it does."""
    if message.mail is not None:
        mail = message.mail
        return {"subject": one_line(mail.subject), "text": mail.text, "html": mail.html}
    return message.body
