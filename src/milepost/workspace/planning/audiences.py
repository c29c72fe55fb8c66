"""Audience profiles in the journal: written, amended with a reason, taken back, listed as of a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from milepost.errors import InvalidValue, NotFound
from milepost.language import gettext_lazy
from milepost.plan.audience import AudienceProfile, checked
from milepost.workspace.kept import Kept, Version, keep, key_for, standing, versions
from milepost.workspace.place import Workspace, choose_brand

KIND = "audience"


def audiences(workspace: Workspace, *, brand: str | None, today: date) -> dict[str, Kept[AudienceProfile]]:
    """The profiles that stand on `today`, by id. Raises NotFound for the brand."""
    return standing(choose_brand(workspace, brand).name, KIND, AudienceProfile, today)


def audience(
    workspace: Workspace, profile_id: str, *, brand: str | None, today: date
) -> Kept[AudienceProfile]:
    """One profile as it stands. Raises NotFound."""
    found = audiences(workspace, brand=brand, today=today)
    if profile_id not in found:
        raise NotFound("audience profile", profile_id, found, _listed(found))
    return found[profile_id]


def audience_log(
    workspace: Workspace, profile_id: str, *, brand: str | None, today: date
) -> tuple[Version[AudienceProfile], ...]:
    """Every version of one profile, first to last. Raises NotFound."""
    name = choose_brand(workspace, brand).name
    found = versions(name, KIND, profile_id, AudienceProfile, today)
    if not found:
        known = audiences(workspace, brand=name, today=today)
        raise NotFound("audience profile", profile_id, known, _listed(known))
    return found


def write_audience(
    workspace: Workspace,
    profile: AudienceProfile,
    *,
    brand: str | None,
    today: date,
    who: str = "",
    why: str = "",
) -> Kept[AudienceProfile]:
    """Keep a new profile under a short name made of its title; its own `id` is not looked at.

    Raises InvalidValue or NotFound for a claim that cannot be read, or a name that stands already.
    """
    name = choose_brand(workspace, brand).name
    plain = checked(profile)
    there = standing(name, KIND, AudienceProfile, today)
    same = next((k for k, kept in there.items() if kept.value.name.casefold() == plain.name.casefold()), None)
    if same is not None:
        raise InvalidValue(
            gettext_lazy("There is a profile called “{name}” already.", name=plain.name),
            gettext_lazy(
                "Change it with: milepost audience amend {same} --why “…”; or take another name.", same=same
            ),
        )
    key = key_for(plain.name, _names_ever(name))
    kept = replace(plain, id=key)
    version = keep(name, KIND, key, kept, today=today, who=who, why=why, upon=0)
    return Kept(kept, version, today, who, why)


def amend_audience(
    workspace: Workspace,
    profile_id: str,
    changes: Mapping[str, object],
    *,
    brand: str | None,
    today: date,
    why: str,
    who: str = "",
    upon: int | None = None,
) -> Kept[AudienceProfile]:
    """Change some fields of a profile; all its versions stay. `upon` is the version the writer had read.

    Raises NotFound, InvalidValue, and Conflict when another was written meanwhile.
    """
    _asked_why(why)
    before = audience(workspace, profile_id, brand=brand, today=today)
    changed = checked(replace(before.value, **changes))  # type: ignore[arg-type]
    if changed == before.value:
        raise InvalidValue(
            gettext_lazy("Nothing of the profile would change."),
            gettext_lazy("Give an option with another value."),
        )
    name = choose_brand(workspace, brand).name
    read = before.version if upon is None else upon
    version = keep(name, KIND, profile_id, changed, today=today, who=who, why=why, upon=read)
    return Kept(changed, version, today, who, why)


def drop_audience(
    workspace: Workspace, profile_id: str, *, brand: str | None, today: date, why: str, who: str = ""
) -> AudienceProfile:
    """Take a profile back; what it said stays in its log. Raises NotFound, InvalidValue."""
    _asked_why(why)
    before = audience(workspace, profile_id, brand=brand, today=today)
    name = choose_brand(workspace, brand).name
    keep(
        name, KIND, profile_id, before.value, today=today, who=who, why=why, upon=before.version, undone=True
    )
    return before.value


def _names_ever(brand: str) -> set[str]:
    """Also of profiles that were taken back: their log keeps its name."""
    from milepost.store.entries import load_entries

    return {entry.key for entry in load_entries(brand, KIND)}


def _asked_why(why: str) -> None:
    if not why.strip():
        raise InvalidValue(
            gettext_lazy("A profile is not changed without a reason."), gettext_lazy("Say it with --why “…”.")
        )


def _listed(known: Mapping[str, object]) -> str:
    return f"There are {', '.join(known)}." if known else "There is none yet: milepost audience add NAME …"
