"""A profile with what its data support, as a JSON document and as lines for a terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from milepost.knowledge import table
from milepost.language import gettext_lazy, quoted, spoken
from milepost.plan.audience import CLAIMS, AudienceProfile, platforms
from milepost.plan.suggestion import Suggestion
from milepost.plan.supported import Standing, Support
from milepost.reports import numbers
from milepost.reports.words.judged import says
from milepost.workspace.kept import Kept, Version

FIELDS: Mapping[str, str] = {
    "ages": gettext_lazy("Age"),
    "genders": gettext_lazy("Gender"),
    "places": gettext_lazy("Place"),
    "languages": gettext_lazy("Language"),
    "work": gettext_lazy("Work"),
    "interests": gettext_lazy("Interest"),
    "behaviour": gettext_lazy("Behaviour"),
    "active_hours": gettext_lazy("Active"),
    "pain_points": gettext_lazy("Pain point"),
    "objections": gettext_lazy("Objection"),
    "platforms": gettext_lazy("Platform"),
}
STANDINGS: Mapping[Standing, str] = {
    Standing.SUPPORTED: gettext_lazy("supported"),
    Standing.CONTRADICTED: gettext_lazy("contradicted"),
    Standing.MIXED: gettext_lazy("mixed"),
    Standing.NOT_TOLD: gettext_lazy("not told"),
}


def claim_title(field: str, text: str) -> str:
    """“Age 25-34”, “Language German”, “Interest “camping””: a claim as its sentence begins."""
    if field == "languages":
        from babel import Locale

        return f"{FIELDS[field]} {Locale(spoken()).languages.get(text, text)}"
    if field == "platforms":
        return f"{FIELDS[field]} {platforms().get(text, text)}"
    if field in {"interests", "pain_points", "objections", "behaviour"}:
        return f"{FIELDS[field]} {quoted(text)}"
    part = table("audience")["parts_of_day"].get(text, {}) if field == "active_hours" else {}
    return f"{FIELDS[field]} {part.get('as_posted', text)}"


def profile_document(kept: Kept[AudienceProfile], supports: Sequence[Support] = ()) -> dict[str, Any]:
    """The profile, its version, and for each claim its standing with the sentences behind it."""
    return {
        **asdict(kept.value),
        "version": kept.version,
        "written": kept.day,
        "who": kept.who,
        "why": kept.why,
        "support": [support_document(support) for support in supports],
        "counts": {
            standing.value: sum(support.standing is standing for support in supports) for standing in Standing
        },
    }


def support_document(support: Support) -> dict[str, Any]:
    """One claim with its standing; each platform's own answer stands by itself."""
    name = claim_title(support.field, support.text)
    return {
        "field": support.field,
        "claim": support.text,
        "standing": support.standing.value,
        "evidence": [
            {
                "channel": saying.channel or None,
                "standing": saying.standing.value,
                "says": says(saying.verdict, name),
            }
            for saying in support.sayings
        ],
    }


def profile_lines(document: Mapping[str, Any]) -> list[str]:
    """Name, description, how many claims stand, then each claim with its ground."""
    lines = [document["name"]]
    if document["says"]:
        lines.append(f"  {document['says']}")
    counts = document["counts"]
    told = [f"{counts[s.value]} {STANDINGS[s]}" for s in Standing if counts[s.value]]
    if document["support"]:
        lines.append(f"  Claims: {', '.join(told)}.")
    for support in document["support"]:
        lines += _support_lines(support)
    return lines


def _support_lines(support: Mapping[str, Any]) -> list[str]:
    mark = STANDINGS[Standing(support["standing"])]
    title = claim_title(support["field"], support["claim"])
    return [
        "",
        f"  {title}: {mark}",
        *(f"    {_without_title(one['says'], title)}" for one in support["evidence"]),
    ]


def _without_title(sentence: str, title: str) -> str:
    """The sentence below its own title need not begin with it again."""
    rest = sentence.removeprefix(f"{title}: ")
    return rest[:1].upper() + rest[1:]


def list_lines(kept: Mapping[str, Kept[AudienceProfile]]) -> list[str]:
    """One line a profile: its id, name and claims."""
    lines = []
    for id_, one in kept.items():
        claims = "; ".join(
            ", ".join(platforms().get(c, c) if field == "platforms" else c for c in getattr(one.value, field))
            for field in CLAIMS
            if getattr(one.value, field)
        )
        lines += [f"{id_}  {one.value.name} (version {one.version})", f"  {claims}"]
    if not lines:
        return [
            "No profiles yet. Next: milepost audience suggest, or milepost audience add NAME --age 25-34."
        ]
    return lines


def log_document(log: Sequence[Version[AudienceProfile]]) -> list[dict[str, Any]]:
    """Every version: when, by whom, why, and what had changed."""
    found = []
    before: AudienceProfile | None = None
    for one in log:
        found.append(
            {
                "version": one.version,
                "day": one.day,
                "who": one.who,
                "why": one.why,
                "dropped": one.value is None,
                "changed": _changed(before, one.value),
            }
        )
        before = one.value or before
    return found


def log_lines(log: Sequence[Mapping[str, Any]]) -> list[str]:
    """The same for a terminal, below the profile."""
    lines = ["", "  Log"]
    for one in log:
        by = f" by {one['who']}" if one["who"] else ""
        why = f": {one['why']}" if one["why"] else ""
        done = "taken back" if one["dropped"] else ", ".join(one["changed"]) or "written"
        lines.append(f"    {one['version']}  {numbers.day(one['day'])}{by}  {done}{why}")
    return lines


def _changed(before: AudienceProfile | None, now: AudienceProfile | None) -> list[str]:
    if before is None or now is None:
        return []
    titles = {"name": "name", "says": "description", **{f: t.lower() for f, t in FIELDS.items()}}
    return [title for name, title in titles.items() if getattr(before, name) != getattr(now, name)]


def suggestion_document(found: Suggestion | None) -> dict[str, Any]:
    """The proposed profile, each claim with its ground; `profile` is null where the data tell nothing."""
    if found is None:
        return {
            "profile": None,
            "channel": None,
            "grounds": [],
            "unknown": "no audience export and no comments are known; next: milepost import FOLDER",
        }
    return {
        "profile": asdict(found.profile),
        "channel": found.channel or None,
        "grounds": [
            {
                "field": ground.field,
                "claim": ground.text,
                "says": says(ground.verdict, claim_title(ground.field, ground.text)),
            }
            for ground in found.grounds
        ],
        "unknown": None,
    }


def suggestion_lines(document: Mapping[str, Any]) -> list[str]:
    """The proposal for a terminal, marked as one."""
    if document["profile"] is None:
        return [f"Nothing to propose: {document['unknown']}"]
    return [
        f"A proposal from your data, not yet checked by a person: {document['profile']['name']}",
        *(f"  {ground['says']}" for ground in document["grounds"]),
        "  What people feel, fear and do elsewhere no export tells: add it from talks with customers.",
    ]
