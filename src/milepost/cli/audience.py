"""`audience add | amend | list | show | data | suggest | drop`: whom the brand wants to reach."""

from collections.abc import Sequence
from typing import Annotated

import typer

from milepost.cli.options import Asked, everywhere
from milepost.cli.output import tell
from milepost.cli.terminal import user

audience = typer.Typer(
    no_args_is_help=True,
    help="Audience profiles, and what your data say of them.",
    pretty_exceptions_enable=False,
)

Id = Annotated[str, typer.Argument(metavar="ID")]
Why = Annotated[str, typer.Option(help="Why; it is kept beside the change.")]
Says = Annotated[str | None, typer.Option(help="Who they are, in a sentence.")]
Many = list[str] | None
Age = Annotated[Many, typer.Option("--age", metavar="25-34", help="Ages; repeat for more.")]
Gender = Annotated[Many, typer.Option("--gender", help="women, men or other.")]
Place = Annotated[Many, typer.Option("--place", help="A country or city.")]
Language = Annotated[Many, typer.Option("--language", help="de, German, ...")]
Job = Annotated[Many, typer.Option("--work", help="Job function, seniority, industry, company size.")]
Interest = Annotated[Many, typer.Option("--interest", help="What they care about.")]
Behaviour = Annotated[Many, typer.Option("--behaviour", help="What they do.")]
Hours = Annotated[Many, typer.Option("--hours", metavar="18-21", help="When they are active; or “evening”.")]
Pain = Annotated[Many, typer.Option("--pain", help="What troubles them.")]
Objection = Annotated[Many, typer.Option("--objection", help="What keeps them from buying.")]
Platform = Annotated[Many, typer.Option("--platform", help="Where they are; the data of these count.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(audience, name="audience")


@audience.command()
@everywhere
def add(
    name: Annotated[str, typer.Argument(help="What you call them, such as “Young parents in Austria”.")],
    age: Age = None,
    gender: Gender = None,
    place: Place = None,
    language: Language = None,
    work: Job = None,
    interest: Interest = None,
    behaviour: Behaviour = None,
    hours: Hours = None,
    pain: Pain = None,
    objection: Objection = None,
    platform: Platform = None,
    says: Says = None,
    *,
    ask: Asked,
) -> None:
    """Write down a profile, and see at once what your data say of each claim."""
    from milepost.plan.audience import AudienceProfile
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audiences import write_audience

    workspace = open_workspace(ask.home)
    claims = _claims(
        age, gender, place, language, work, interest, behaviour, hours, pain, objection, platform
    )
    profile = AudienceProfile("", name, says or "", **claims)
    kept = write_audience(workspace, profile, brand=ask.brand, today=ask.today, who=user())
    _show(kept.value.id, ask)


@audience.command()
@everywhere
def amend(
    profile_id: Id,
    why: Why,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    age: Age = None,
    gender: Gender = None,
    place: Place = None,
    language: Language = None,
    work: Job = None,
    interest: Interest = None,
    behaviour: Behaviour = None,
    hours: Hours = None,
    pain: Pain = None,
    objection: Objection = None,
    platform: Platform = None,
    says: Says = None,
    clear: Annotated[
        Many, typer.Option(metavar="OPTION", help="Empty what this option says: --clear pain.")
    ] = None,
    upon: Annotated[
        int | None, typer.Option(help="The version you have read; another's change is kept.")
    ] = None,
    *,
    ask: Asked,
) -> None:
    """Change a profile. What an option names replaces what stood there; every version stays."""
    from milepost.errors import NotFound
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audiences import amend_audience

    changes: dict[str, object] = dict(
        _claims(age, gender, place, language, work, interest, behaviour, hours, pain, objection, platform)
    )
    for option in clear or []:
        if option not in _FIELDS:
            raise NotFound("option", option, _FIELDS, f"There are {', '.join(_FIELDS)}.")
        changes[_FIELDS[option]] = ()
    changes |= {key: text for key, text in (("name", name), ("says", says)) if text is not None}
    amend_audience(
        open_workspace(ask.home),
        profile_id,
        changes,
        brand=ask.brand,
        today=ask.today,
        why=why,
        who=user(),
        upon=upon,
    )
    _show(profile_id, ask)


@audience.command("list")
@everywhere
def list_(*, ask: Asked) -> None:
    """The profiles that stand on the day asked for."""
    from milepost.reports.audience import list_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audiences import audiences

    found = audiences(open_workspace(ask.home), brand=ask.brand, today=ask.today)
    tell(
        ask,
        {"audiences": [{"version": one.version, **_plain(one.value)} for one in found.values()]},
        list_lines(found),
    )


@audience.command()
@everywhere
def show(profile_id: Id, *, ask: Asked) -> None:
    """A profile, what your data say of each of its claims, and its log."""
    _show(profile_id, ask, log=True)


@audience.command()
@everywhere
def data(*, ask: Asked) -> None:
    """What all exports tell of your audience, platform by platform, and what comments are about and ask."""
    from milepost.reports.audience_data import data_document, data_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audience_evidence import audience_evidence

    found = data_document(audience_evidence(open_workspace(ask.home), brand=ask.brand, today=ask.today))
    tell(ask, found, data_lines(found))


@audience.command()
@everywhere
def suggest(
    platform: Annotated[str | None, typer.Option(help="Whose followers; else where most is told.")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the proposal as a profile.")] = False,
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    *,
    ask: Asked,
) -> int:
    """Propose a profile from your data, each claim with its ground."""
    from dataclasses import replace

    from milepost.plan.suggestion import suggested
    from milepost.reports.audience import suggestion_document, suggestion_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audience_evidence import audience_evidence
    from milepost.workspace.planning.audiences import write_audience

    workspace = open_workspace(ask.home)
    found = suggested(audience_evidence(workspace, brand=ask.brand, today=ask.today), _platform(platform))
    if found is not None and name:
        found = replace(found, profile=replace(found.profile, name=name))
    told = suggestion_document(found)
    if found is not None and keep:
        kept = write_audience(
            workspace,
            found.profile,
            brand=ask.brand,
            today=ask.today,
            who=user(),
            why="proposed from data",
        )
        told["kept"] = kept.value.id
    tell(
        ask,
        told,
        [*suggestion_lines(told), *([f"  Kept as {told['kept']}."] if "kept" in told else [])],
    )
    return 1 if found is None else 0


@audience.command()
@everywhere
def drop(profile_id: Id, why: Why, *, ask: Asked) -> None:
    """Take a profile back. Its log stays."""
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audiences import drop_audience

    gone = drop_audience(
        open_workspace(ask.home), profile_id, brand=ask.brand, today=ask.today, why=why, who=user()
    )
    tell(ask, {"dropped": _plain(gone)}, [f"Taken back: {gone.name}"])


_FIELDS = {
    "age": "ages",
    "gender": "genders",
    "place": "places",
    "language": "languages",
    "work": "work",
    "interest": "interests",
    "behaviour": "behaviour",
    "hours": "active_hours",
    "pain": "pain_points",
    "objection": "objections",
    "platform": "platforms",
}
"""The options of claims, in the order of the commands, and the fields they fill."""


def _claims(*given: Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """The fields that were given, by name."""
    return {
        field: tuple(values)
        for field, values in zip(_FIELDS.values(), given, strict=True)
        if values is not None
    }


def _platform(name: str | None) -> str | None:
    from milepost.plan.audience import platform_of

    return None if name is None else platform_of(name)


def _plain(value: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(value)  # type: ignore[call-overload,no-any-return]


def _show(profile_id: str, ask: Asked, *, log: bool = False) -> None:
    from milepost.plan.support import supported
    from milepost.reports.audience import log_document, log_lines, profile_document, profile_lines
    from milepost.workspace.opening import open_workspace
    from milepost.workspace.planning.audience_evidence import audience_evidence
    from milepost.workspace.planning.audiences import audience as one_audience
    from milepost.workspace.planning.audiences import audience_log

    workspace = open_workspace(ask.home)
    kept = one_audience(workspace, profile_id, brand=ask.brand, today=ask.today)
    evidence = audience_evidence(workspace, brand=ask.brand, today=ask.today)
    told = profile_document(kept, supported(kept.value, evidence))
    versions = log_document(audience_log(workspace, profile_id, brand=ask.brand, today=ask.today))
    tell(
        ask,
        {"audience": told, **({"log": versions} if log else {})},
        [
            f"{kept.value.id}  version {kept.version}",
            *profile_lines(told),
            *(log_lines(versions) if log else []),
        ],
    )
