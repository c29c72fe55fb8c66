"""How a brand posts, as a JSON document and as lines for a terminal."""

from collections.abc import Mapping
from typing import Any

from milepost.amount import Amount
from milepost.judgement.competitors.habits import Habits
from milepost.judgement.content.claims import Claim
from milepost.judgement.verdict import Verdict
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.words.judged import says

MOST_CLAIMS = 3
MOST_FORMATS = 4


def habits_document(found: Habits) -> dict[str, Any]:
    """The mix of formats, when most is posted, the themes, and what goes with more or fewer interactions."""
    if found.untold is None and not found.claims:
        claims = [says(Verdict("competitors.nothing_stands_out", {"posts": Amount(found.posts)}), found.name)]
    else:
        claims = [says(_claim(claim), found.name) for claim in found.claims[:MOST_CLAIMS]]
    return {
        "name": found.name,
        "own": found.own,
        "posts": found.posts,
        "formats": [{"format": f.name, "posts": f.posts, "share": f.share} for f in found.formats],
        "weekday": found.weekday and {"name": found.weekday.name, "share": found.weekday.share},
        "hour": found.hour and {"name": found.hour.name, "share": found.hour.share},
        "themes": [{"theme": one.word, "posts": one.posts, "of": one.of} for one in found.themes],
        "claims": claims,
        "untold": found.untold.because if found.untold else None,
    }


def habits_lines(habit: Mapping[str, Any]) -> list[str]:
    """One line on formats and times, one on themes, and the claims."""
    who = gettext("{name} (you)", name=habit["name"]) if habit["own"] else habit["name"]
    parts = [f"{_percent(f['share'])} {f['format']}" for f in habit["formats"][:MOST_FORMATS]]
    when = []
    if habit["weekday"]:
        share, name = _percent(habit["weekday"]["share"]), habit["weekday"]["name"]
        when.append(gettext("{share} on {weekday}", share=share, weekday=name))
    if habit["hour"]:
        share, name = _percent(habit["hour"]["share"]), habit["hour"]["name"]
        when.append(gettext("{share} {hour}", share=share, hour=name))
    first = "- " + gettext("{who}: {n} posts", who=who, n=habit["posts"])
    first += f"; {', '.join(parts)}" if parts else ""
    lines = [first + (f"; {', '.join(when)}" if when else "")]
    if habit["themes"]:
        told = ", ".join(f"{theme['theme']} ({theme['posts']})" for theme in habit["themes"])
        of = habit["themes"][0]["of"]
        lines.append("    " + gettext("speaks of {themes}; by distinct posts, of {n}", themes=told, n=of))
    lines += [f"    {text}" for text in habit["claims"]]
    if habit["untold"]:
        because = habit["untold"]
        lines.append("    " + gettext("What works for it cannot be told: {because}.", because=because))
    return lines


def _percent(share: float) -> str:
    return numbers.written(round(share, 2), "share")


def _claim(claim: Claim) -> Verdict:
    values = dict(claim.verdict.values)
    return Verdict("competitors.earns_more" if claim.value > 0 else "competitors.earns_less", values)
