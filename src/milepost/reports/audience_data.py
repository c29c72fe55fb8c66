"""What all exports and comments tell of an audience, platform by platform."""

from collections.abc import Iterator, Mapping
from typing import Any

from milepost.amount import Amount, Unit, Unknown
from milepost.judgement.audience.evidence import Evidence, Heard
from milepost.judgement.audience.groups import country_code
from milepost.judgement.audience.hours import Hours
from milepost.judgement.audience.moved import Shift, shifts
from milepost.judgement.audience.told import Told
from milepost.judgement.verdict import Between, Verdict
from milepost.knowledge import table
from milepost.language import ENGLISH, gettext, gettext_lazy, ngettext, spoken
from milepost.plan.support_people import LEAST_PEOPLE, account_title, channel_title, rounded_share, whom
from milepost.reports import numbers
from milepost.reports.words.judged import says, upper_first, written

MOST_GROUPS = 3
WHOLE = {"age": 9, "gender": 3}
"""Short lists are told in full."""

MOST_SHIFTS = 2


def data_document(evidence: Evidence) -> dict[str, Any]:
    """Distributions with their groups and sentences, active hours, topics, questions; nothing is added up."""
    return {
        "as_of": evidence.today,
        "platforms": [_platform(key, evidence) for key in _accounts(evidence)],
        "comments": None if evidence.heard is None else _heard(evidence.heard),
    }


def _accounts(evidence: Evidence) -> dict[tuple[str, str, str], None]:
    """Every account of which something is told, in the order of platforms."""
    keys = [_account(told) for told in evidence.told] + [_account(hours) for hours in evidence.hours]
    return dict.fromkeys(sorted(keys))


def _account(its: Told | Hours) -> tuple[str, str, str]:
    return its.channel, its.source, its.account


def _platform(key: tuple[str, str, str], evidence: Evidence) -> dict[str, Any]:
    """One account: a page and a person's profile have followers of their own."""
    told = [one for one in evidence.told if _account(one) == key]
    unknown = [
        (one.before.day, found.because)
        for one in told
        if one.before and isinstance(found := _shifts(one, evidence), Unknown)
    ]
    return {
        "channel": key[0],
        "source": key[1],
        "account": key[2] or None,
        "title": account_title(told[0]) if told else channel_title(key[0]),
        "dimensions": [_told(one, evidence) for one in told],
        "hours": [_hours(one) for one in evidence.hours if _account(one) == key],
        "moves_unknown": [
            says(Verdict("audience.move_untold", {"since": since, "because": because}), gettext("Changes"))
            for since, because in dict.fromkeys(unknown)
        ],
    }


def _shifts(told: Told, evidence: Evidence) -> tuple[Shift, ...] | Unknown:
    return shifts(told, evidence.followers.get(told.channel))


def _told(told: Told, evidence: Evidence) -> dict[str, Any]:
    title = str(table("audience")["titles"][told.dimension])
    return {
        "dimension": told.dimension,
        "title": title,
        "who": told.who,
        "source": told.source,
        "account": told.account or None,
        "day": told.day,
        "people": told.people,
        "named": told.named,
        "groups": [
            {"name": group_title(told.dimension, group.name), "share": group.share, "people": group.people}
            for group in told.groups
        ],
        "says": says(_says(told), upper_first(title)),
        "moved": [says(verdict, upper_first(title)) for verdict in _moved(told, evidence)],
    }


def _says(told: Told) -> Verdict:
    if told.people is not None and told.people < LEAST_PEOPLE:
        return Verdict("audience.told_few", {"day": told.day, "people": Amount(told.people)})
    first = told.groups[: WHOLE.get(told.dimension, MOST_GROUPS)]
    listed = ", ".join(f"{group_title(told.dimension, group.name)} {_share(group.share)}" for group in first)
    return Verdict(
        "audience.told", {"list": listed, "whom": whom(told), "day": told.day, "rest": _rest(told)}
    )


_GENDERS = {
    "women": gettext_lazy("women"),
    "men": gettext_lazy("men"),
    "other": gettext_lazy("other"),
}


def group_title(dimension: str, name: str) -> str:
    """A group of people in the reader’s language; what an export names in its own words stays as it is."""
    if dimension == "gender":
        return str(_GENDERS.get(name, name))
    code = country_code(name) if dimension == "country" and spoken() != ENGLISH else None
    if code is None:
        return name
    from babel import Locale

    return str(Locale(spoken()).territories.get(code, name))


def _share(share: float) -> str:
    return written(rounded_share(share))


def _rest(told: Told) -> str:
    """How many groups stand below, and what no group holds."""
    more = len(told.groups) - WHOLE.get(told.dimension, MOST_GROUPS)
    below = (
        ngettext("; {n} more group", "; {n} more groups", more, n=numbers.count_word(more))
        if more > 0
        else ""
    )
    if told.whole:
        return below
    return below + gettext("; the other {share} are not told", share=_share(1 - told.named))


def _moved(told: Told, evidence: Evidence) -> Iterator[Verdict]:
    if told.before is None or told.dimension == "age_gender":
        return
    found = _shifts(told, evidence)
    if isinstance(found, Unknown):
        return
    if not found:
        yield Verdict("audience.not_moved", {"since": told.before.day, "day": told.day})
    for shift in found[:MOST_SHIFTS]:
        yield Verdict(
            "audience.moved",
            {
                "group": group_title(told.dimension, shift.name),
                "before": rounded_share(shift.before),
                "share": rounded_share(shift.now),
                "whom": whom(told),
                "since": told.before.day,
                "day": told.day,
            },
        )


def _hours(hours: Hours) -> dict[str, Any]:
    peak = ", ".join(f"{hour}:00" for hour in hours.peak)
    verdict = Verdict("audience.active", {"peak": peak, "days": Amount(hours.days), "day": hours.day})
    return {
        "day": hours.day,
        "days": hours.days,
        "people": [{"hour": hour, "people": people} for hour, people in hours.people],
        "says": says(verdict, gettext("Active hours")),
    }


def _heard(heard: Heard) -> dict[str, Any]:
    return {
        "comments": heard.comments,
        "days": heard.days,
        "untold": heard.untold,
        "people_known": heard.corpus.people_known,
        "languages": dict(heard.languages.most_common()),
        "topics": [
            {
                "words": topic.words,
                "comments": topic.comments,
                "people": topic.people,
                "low": topic.low,
                "high": topic.high,
                "example": topic.example or None,
                "says": says(
                    Verdict(
                        "audience.topic",
                        {
                            "comments": Amount(topic.comments),
                            "all": Amount(heard.comments),
                            "between": Between(
                                Amount(round(topic.low, 3), Unit.SHARE),
                                Amount(round(topic.high, 3), Unit.SHARE),
                            ),
                            "people": Amount(topic.people),
                        },
                    ),
                    gettext("“{words}”", words=topic.words),
                ),
            }
            for topic in heard.topics
        ],
        "questions": [
            {
                "about": asked.about,
                "comments": asked.comments,
                "people": asked.people,
                "example": asked.example or None,
                "says": says(
                    Verdict(
                        "audience.asked",
                        {"comments": Amount(asked.comments), "people": Amount(asked.people)},
                    ),
                    gettext("“{words}”", words=asked.about),
                ),
            }
            for asked in heard.questions.groups
        ],
        "other_questions": heard.questions.others,
        "says": says(Verdict("audience.no_topics", {"comments": Amount(heard.comments)}), gettext("Topics"))
        if not heard.topics
        else None,
    }


def data_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal."""
    lines: list[str] = []
    for platform in document["platforms"]:
        lines += [platform["title"]]
        lines += [f"  {one['says']}" for one in platform["hours"]]
        for told in platform["dimensions"]:
            if told["dimension"] != "age_gender":
                lines += [f"  {told['says']}", *(f"    {sentence}" for sentence in told["moved"])]
        lines += [f"  {sentence}" for sentence in platform["moves_unknown"]]
        lines.append("")
    if not document["platforms"]:
        lines += [
            "No audience export is known. Next: milepost import FOLDER (Insights, Audience, Export).",
            "",
        ]
    return lines + _heard_lines(document["comments"])


def _heard_lines(heard: Mapping[str, Any] | None) -> list[str]:
    if heard is None:
        return ["No comments are known. Next: import an export of comments (milepost formats)."]
    count = numbers.written(heard["comments"])
    lines = [f"What {count} comments of the last {heard['days']} days are about (spam left out)"]
    if heard["says"]:
        lines.append(f"  {heard['says']}")
    if heard["untold"]:
        lines.append(
            f"  Left out: {numbers.written(heard['untold'])} in languages whose words are not known."
        )
    if not heard["people_known"]:
        lines.append("  Who wrote is not told, so each comment counts as one person.")
    for part, title in (("topics", None), ("questions", "What they ask")):
        if title and heard[part]:
            lines.append(title)
        for one in heard[part]:
            lines.append(f"  {one['says']}")
            if one["example"]:
                lines.append(f"    e.g. {one['example']}")
    if heard["other_questions"]:
        asked = numbers.count_word(heard["other_questions"])
        lines.append(f"  Further questions, each about something of its own: {asked}.")
    return lines
