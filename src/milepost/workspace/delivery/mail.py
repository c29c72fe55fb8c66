"""One mail to one person over SMTP, with one limit over the whole, however slowly the server drips.

The work runs in a thread of its own: the standard library's limits are for each step, and a server that
sends one letter now and then would hold us for ever. A thread that was given up sends nothing any more.
"""

import smtplib
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as MAIL_LINES
from email.utils import format_datetime
from typing import Final

from milepost.egress import Because, NotSent, Sent, first_line, look_up, within
from milepost.workspace.delivery.masking import masked_text
from milepost.workspace.delivery.message import Mail, one_line
from milepost.workspace.delivery.settings import MailServer, Tls

MOST_BYTES: Final = 256 * 1024
MOST_ATTACHED: Final = 10 * 1024 * 1024
"""Of a mail with a file; larger ones are turned away by most servers."""
_ME: Final = "[127.0.0.1]"
"""How we greet: our own machine's name is nobody's business, and looking it up may hang."""


def compose(server: MailServer, mail: Mail, *, to: str, mark: str, at: datetime) -> EmailMessage:
    """The mail as it travels. `mark` makes it recognisable when it comes twice; `at` carries its zone."""
    message = EmailMessage(policy=MAIL_LINES)
    message["Subject"] = one_line(mail.subject)
    message["From"] = server.sender
    message["To"] = to
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{mark}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    if mail.attached is not None:
        kind, _, form = mail.attached.media_type.partition(";")[0].partition("/")
        name = one_line(mail.attached.name)
        message.add_attachment(mail.attached.data, maintype=kind, subtype=form, filename=name)
    return message


def send_mail(server: MailServer, mail: Mail, *, to: str, mark: str, at: datetime) -> Sent | NotSent:
    """Hand one mail to the server, within its `seconds` in all; the other side's faults are values."""
    content = compose(server, mail, to=to, mark=mark, at=at).as_bytes()
    if len(content) > (MOST_BYTES if mail.attached is None else MOST_ATTACHED):
        return NotSent(Because.TOO_LARGE)
    line = _Line()
    answer = within(time.monotonic() + server.seconds, lambda: _talk(server, content, to, line))
    if isinstance(answer, NotSent) and answer.because is Because.HUNG:
        return NotSent(Because.HUNG, server.host, perhaps=line.give_up())
    if isinstance(answer, Exception):
        raise answer
    return answer


@dataclass(eq=False)
class _Line:
    """The line to the server, shared with who waits for it: given up, it hands nothing over any more."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    given_up: bool = False
    handing: bool = False
    smtp: smtplib.SMTP | None = None

    def hand_over(self) -> bool:
        """Whether the text may go now."""
        with self.lock:
            self.handing = not self.given_up
            return self.handing

    def give_up(self) -> bool:
        """Stop; whether the text was on its way already."""
        with self.lock:
            self.given_up = True
        if self.smtp is not None and self.smtp.sock is not None:
            with suppress(OSError):
                self.smtp.sock.shutdown(2)
        return self.handing


def _talk(server: MailServer, content: bytes, to: str, line: _Line) -> Sent | NotSent:
    try:
        look_up(server.host, server.port)
    except OSError:
        return NotSent(Because.UNKNOWN_HOST, server.host)
    try:
        return _handed(server, content, to, line)
    except smtplib.SMTPAuthenticationError as error:
        return NotSent(Because.LOGIN, _said(error.smtp_code, error.smtp_error))
    except UnicodeError:  # a user or password that the protocol cannot carry
        return NotSent(Because.LOGIN)
    except smtplib.SMTPNotSupportedError:
        return NotSent(Because.TLS, server.host)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except ssl.SSLError:
        return NotSent(Because.TLS, server.host, perhaps=line.handing)
    except TimeoutError:
        return NotSent(Because.HUNG, server.host, perhaps=line.handing)
    except (OSError, smtplib.SMTPException):
        return NotSent(Because.UNREACHABLE, server.host, perhaps=line.handing)


def _handed(server: MailServer, content: bytes, to: str, line: _Line) -> Sent | NotSent:
    trust = ssl.create_default_context()
    if server.authority is not None:
        trust.load_verify_locations(server.authority)
    if server.tls is Tls.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, _ME, timeout=server.seconds, context=trust
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, _ME, timeout=server.seconds)
    line.smtp = smtp
    try:
        if server.tls is Tls.STARTTLS:
            smtp.starttls(context=trust)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
        code, said = smtp.mail(server.sender)
        if code < 300:
            code, said = smtp.rcpt(to)
        if code >= 300:
            return _answered(code, said)
        if not line.hand_over():
            return NotSent(Because.HUNG, server.host)
        code, said = smtp.data(content)
        return Sent(code) if 200 <= code < 300 else _answered(code, said)
    finally:
        smtp.close()


def _answered(code: int, said: bytes | str) -> NotSent:
    """4xx: the server asks to come again; 5xx: it says no."""
    return NotSent(Because.REFUSED if code >= 500 else Because.FAILED, _said(code, said))


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return masked_text(first_line(f"{code} {text}"))
