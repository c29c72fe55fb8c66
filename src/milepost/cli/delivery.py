"""`send digest | slack | webhook` and `calendar`: the reviews where people read them."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import document, tell
from milepost.errors import InvalidValue

if TYPE_CHECKING:
    from milepost.workspace.delivery.message import Mail
    from milepost.workspace.delivery.sending import Sending

send = typer.Typer(
    no_args_is_help=True, help="Send a review to people or programs, once.", pretty_exceptions_enable=False
)

Kind = Annotated[str, typer.Option(help="weekly, monthly or board.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would be sent and to whom; send nothing.")]
Again = Annotated[bool, typer.Option("--again", help="Send it even if it was sent today.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(send, name="send")
    app.command("calendar")(calendar_)


@send.command()
@everywhere
def digest(kind: Kind = "weekly", dry_run: Dry = False, again: Again = False, *, ask: Asked) -> int:
    """Mail a review's signals to the people of the brand; without a signal nothing is sent."""
    return _send("digest", kind, dry_run, again, ask)


@send.command()
@everywhere
def slack(kind: Kind = "weekly", dry_run: Dry = False, again: Again = False, *, ask: Asked) -> int:
    """Post a review's signals into the Slack channel of the brand; without a signal nothing is posted."""
    return _send("slack", kind, dry_run, again, ask)


@send.command()
@everywhere
def webhook(kind: Kind = "weekly", dry_run: Dry = False, again: Again = False, *, ask: Asked) -> int:
    """Post a whole review as JSON to the webhook of the brand, with or without a signal."""
    return _send("webhook", kind, dry_run, again, ask)


@send.command()
@everywhere
def report(
    kind: Annotated[str, typer.Option(help="client, board, goal or page.")] = "client",
    form: Annotated[str, typer.Option("--format", help="pdf, pptx, html, md, xlsx or csv.")] = "pdf",
    goal: Annotated[str | None, typer.Option(metavar="ID", help="Which goal, for a report of one.")] = None,
    message: Annotated[str, typer.Option(help="Your own words above it.")] = "",
    dry_run: Dry = False,
    again: Again = False,
    *,
    ask: Asked,
) -> int:
    """Mail a report as a file to the people who get the brand's reports (report_to in milepost.toml)."""
    from milepost.cli.terminal import user
    from milepost.reports.attached import report_mail
    from milepost.reports.documents.made import make_report
    from milepost.reports.formats import format_named
    from milepost.reports.numbers import written_in
    from milepost.workspace.delivery.delivering import at_rest, deliver_mail, named_for
    from milepost.workspace.labels.label import language_of
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    owner = choose_brand(workspace, ask.brand)
    if (since := at_rest(owner, ask.today)) is not None:
        return _rests("report", owner.name, since, ask, dry_run)
    chosen = format_named(form)
    made = make_report(workspace, brand=owner.name, today=ask.today, kind=kind, format_=chosen, goal=goal)
    with written_in(language_of(workspace, owner.name)):
        mail = report_mail(made, chosen, brand=owner.name, kind=kind, today=ask.today, message=message)
    if dry_run:
        return _previewed(mail, named_for(workspace, owner, "report"), ask)
    done = deliver_mail(
        workspace, owner, mail, report=kind, today=ask.today, who=user(), again=again, channel="report"
    )
    return _told("report", kind, done, ask)


def _previewed(mail: "Mail", to: tuple[str, ...], ask: Asked) -> int:
    from milepost.reports.words.delivery import says

    line = says("would", to=", ".join(to)) if to else says("would_nobody")
    size = len(mail.attached.data) if mail.attached else 0
    if ask.as_json:
        document(
            {"channel": "report", "as_of": ask.today, "dry_run": True, "to": to, "sent": [], "says": line}
            | {"message": {"subject": mail.subject, "text": mail.text, "attached_bytes": size}}
        )
    else:
        sys.stdout.write(f"Subject: {mail.subject}\n\n{mail.text}\n{line}\n")
    return 0


@everywhere
def calendar_(
    out: Annotated[Path, typer.Option("--out", help="The file to write; `-` prints it.")] = Path(
        "milepost.ics"
    ),
    *,
    ask: Asked,
) -> None:
    """A calendar file of the coming reviews, the last days of goals and the checks of decisions."""
    from milepost.reports.calendar import calendar
    from milepost.reports.delivered import rhythm_of
    from milepost.workspace.opening import open_workspace

    rhythm = rhythm_of(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    made = calendar(rhythm)
    if str(out) == "-" and not ask.as_json:
        sys.stdout.write(made.decode())
        return
    if str(out) != "-":
        try:
            out.write_bytes(made)
        except OSError as error:
            raise InvalidValue(
                f"{out} cannot be written: {error.strerror}.", "Name another with --out."
            ) from error
    days = made.count(b"BEGIN:VEVENT")
    if ask.as_json:
        document({"out": None if str(out) == "-" else out.resolve(), "entries": days, "brand": rhythm.brand})
    else:
        sys.stdout.write(
            f"Written: {out.resolve()}, with {days} entries. Take it into your calendar program.\n"
        )


def _send(channel: str, kind: str, dry_run: bool, again: bool, ask: Asked) -> int:
    from milepost.cli.terminal import user
    from milepost.reports.delivered import checks_of, document_for
    from milepost.reports.delivery_view import Message, message_of
    from milepost.reports.numbers import written_in
    from milepost.workspace.delivery.delivering import at_rest, deliver_hook, deliver_mail, named_for
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.place import choose_brand

    workspace = open_workspace(ask.home)
    owner = choose_brand(workspace, ask.brand)
    if (since := at_rest(owner, ask.today)) is not None:
        return _rests(channel, owner.name, since, ask, dry_run)
    told = document_for(workspace, brand=owner.name, kind=kind, today=ask.today)
    with written_in(told.label.language):
        message: Message = message_of(channel, told, checks_of(workspace, brand=owner.name, today=ask.today))
    if message.quiet or dry_run:
        return _shown(channel, message, named_for(workspace, owner, channel), ask, dry_run)
    how: dict[str, Any] = {"report": kind, "today": ask.today, "who": user(), "again": again}
    if message.mail is not None:
        done = deliver_mail(workspace, owner, message.mail, **how)
    else:
        done = (deliver_hook(workspace, owner, channel, message.body or {}, **how),)
    return _told(channel, kind, done, ask)


def _rests(channel: str, brand: str, since: date, ask: Asked, dry_run: bool) -> int:
    """Nothing is to be sent, and nobody needs to do anything about it."""
    from milepost.reports import numbers
    from milepost.reports.words.delivery import says

    line = says("resting", brand=brand, day=numbers.day(since))
    quiet: dict[str, Any] = {"channel": channel, "as_of": ask.today, "quiet": True, "dry_run": dry_run}
    tell(ask, quiet | {"to": [], "message": None, "says": line, "sent": [], "at_rest_since": since}, [line])
    return 0


def _shown(channel: str, message: Any, to: tuple[str, ...], ask: Asked, dry_run: bool) -> int:
    from milepost.reports.delivery_view import preview
    from milepost.reports.words.delivery import says

    if message.quiet:
        line = says("quiet_dry" if dry_run else "quiet")
    else:
        line = says("would", to=", ".join(to)) if to else says("would_nobody")
    if ask.as_json:
        shown = {"channel": channel, "as_of": ask.today, "quiet": message.quiet, "dry_run": dry_run, "to": to}
        document(shown | {"message": preview(message), "says": line, "sent": []})
        return 0
    if not message.quiet:
        body = preview(message) or {}
        text = (
            f"Subject: {body['subject']}\n\n{body['text']}"
            if channel == "digest"
            else json.dumps(body, ensure_ascii=False, indent=1)
        )
        sys.stdout.write(text.rstrip() + "\n\n")
    sys.stdout.write(line + "\n")
    return 0


def _told(channel: str, kind: str, done: "tuple[Sending, ...]", ask: Asked) -> int:
    from milepost.reports.words.delivery import outcome

    if ask.as_json:
        sent = [
            {"to": d.to, "result": d.result, "because": d.because, "detail": d.detail, "says": outcome(d)}
            for d in done
        ]
        document({"channel": channel, "report": kind, "as_of": ask.today, "quiet": False, "sent": sent})
    else:
        sys.stdout.write("\n".join(outcome(d) for d in done) + "\n")
    return 0 if all(d.settled for d in done) else 1
