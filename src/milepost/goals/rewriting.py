"""A goal said again so that it can be kept: a KPI, an amount, a channel and a day, readable as any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from milepost.amount import Unit
from milepost.goals.channels import PLATFORMS
from milepost.goals.goal import PER_PERIOD, TOTAL
from milepost.knowledge.reader import leaves, table
from milepost.language import ENGLISH, spoken

NEVER_OFFERED = frozenset({"claimed_revenue", "claimed_conversions", "posts_published", "ad_spend"})
"""What platforms claim, and what the team does itself: no goal is made of it."""
_IN_ITS_NAME = {
    "email_subscribers": "email",
    "email_list_size": "email",
    "email_list_growth_rate": "email",
    "email_open_rate": "email",
    "email_click_rate": "email",
    "revenue_from_social": "social",
}
"""KPIs whose name says where, so that the sentence need not."""
_COMES_FROM = frozenset(
    (
        *(
            "sessions",
            "engaged_sessions",
            "landing_page_sessions",
            "users",
            "page_views",
            "pages_per_session",
        ),
        *("avg_session_duration", "time_on_page", "bounce_rate", "key_events", "conversions"),
        *("conversion_rate", "leads", "qualified_leads", "lead_quality", "lead_conversion_rate"),
        *("booked_calls", "orders", "new_customers", "revenue", "gross_revenue", "profit", "aov", "cac"),
        *("email_subscribers", "email_list_size"),
    )
)
"""What comes from a channel to the brand's own site or shop, and does not happen on it."""
_PLACES = {"x": "X", "youtube": "YouTube", "linkedin": "LinkedIn", "tiktok": "TikTok"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sentence is to say. `target` is in the KPI's unit, `now` the usual figure beside it; `begins`
    is the first day, of a sum over days that are still to come.
    """

    kpi: str
    kind: str
    unit: str
    target: float
    now: float
    deadline: date | None
    channel: tuple[str, ...] = ()
    per: str | None = None
    currency: str | None = None
    begins: date | None = None


def sentence_of(wanted: Wanted) -> str:
    """“Generate 340 leads by 20 February 2027.”, “Reduce cost per lead to 12 EUR by …”: it reads back.

    In the language that is spoken, if that has a name for the KPI (`knowledge/goal_offers`), else in English.
    """
    language = spoken() if wanted.kpi in words_of(spoken()).get("phrases", {}) else ENGLISH
    words = words_of(language)
    phrase = words["phrases"].get(wanted.kpi, wanted.kpi.replace("_", " "))
    where = _where(words, wanted)
    said = _pattern(words, wanted, phrase).format(
        amount=_figure(wanted, language),
        phrase=phrase,
        verb=_verb(words, wanted),
        per=words["words"]["per"].format(period=words["periods"][wanted.per or "month"]),
        place=where.get("place", ""),
        way=where.get("way", ""),
        until=_when(words, wanted, language),
    )
    return f"{said[0].upper()}{said[1:-1]}{where.get('aside', '')}."


def _when(words: Mapping[str, Any], wanted: Wanted, language: str) -> str:
    if wanted.deadline is None:
        return ""
    last = _day(wanted.deadline, language)
    if wanted.begins is None:
        return str(words["words"]["until"].format(day=last))
    return str(words["words"]["span"].format(first=_day(wanted.begins, language), day=last))


def words_of(language: str) -> Mapping[str, Any]:
    """How goals are said in a language: sentences by kind, and what stands in them; empty without a file."""
    return _all_words().get(language, {})


@cache
def _all_words() -> Mapping[str, Mapping[str, Any]]:
    return {leaf.id: leaf.body for leaf in leaves("goal_offers").values()}


def _pattern(words: Mapping[str, Any], wanted: Wanted, phrase: str) -> str:
    """The sentence for the KPI, kind and unit; the more special one first."""
    kind = wanted.kind
    if kind not in {TOTAL, PER_PERIOD}:
        kind = "level_up" if wanted.target >= wanted.now else "level_down"
        kind = "by" if "by" in words["sentences"] and " by " in phrase else kind
    own = words.get("own", {}).get(wanted.kpi, {})
    known: Mapping[str, str] = {**words["sentences"], **own}
    special = f"{kind}_{wanted.unit}"
    return known[special] if special in known and kind not in own else known[kind]


def _verb(words: Mapping[str, Any], wanted: Wanted) -> str:
    verbs: Mapping[str, str] = words.get("verbs", {})
    usual = verbs.get(f"any_{wanted.unit}", verbs.get("any", ""))
    return verbs.get(wanted.kpi, usual)


def _day(day: date, language: str) -> str:
    if language == ENGLISH:
        return f"{day.day} {day:%B %Y}"
    from babel.dates import format_date

    first = words_of(language)["words"].get("first")
    written = format_date(day, format="long", locale=language)
    return f"{first}{written[1:]}" if first and day.day == 1 else written


def _figure(wanted: Wanted, language: str) -> str:
    value, words = wanted.target, words_of(language)["words"]
    if wanted.unit == Unit.SHARE:
        return str(words["share"].format(n=_digits(value * 100, language)))
    digits = _digits(value, language)
    if wanted.unit == Unit.SECONDS:
        return str(words["seconds"].format(n=digits))
    if wanted.unit == Unit.MONEY and wanted.currency:
        return str(words["money"].format(n=digits, currency=wanted.currency))
    return digits


def _digits(value: float, language: str) -> str:
    """Three significant digits, thousands apart: what a person would write down."""
    if abs(value) >= 1000:
        step = 10 ** max(0, len(str(int(abs(value)))) - 3)
        return _written(f"{round(value / step) * step:,.0f}", language)
    if abs(value) >= 20 or value == int(value):
        return f"{value:.0f}"
    return _written(f"{value:.3g}", language)


def _written(english: str, language: str) -> str:
    """“1,240.5” with the signs of the language: “1.240,5”."""
    if language == ENGLISH:
        return english
    from babel.numbers import get_decimal_symbol, get_group_symbol

    signs = {",": get_group_symbol(language), ".": get_decimal_symbol(language)}
    return "".join(signs.get(sign, sign) for sign in english)


def _where(words: Mapping[str, Any], wanted: Wanted) -> Mapping[str, str]:
    """Where, by its place in the sentence: beside the phrase, behind the amount, in brackets behind all.

    English says every channel beside the phrase, known or not.
    """
    channel, said = wanted.channel, words["words"]
    only = channel[0] if len(channel) == 1 else None
    if not channel or ("aside" in said and only and only == _IN_ITS_NAME.get(wanted.kpi)):
        return {}
    comes = wanted.kpi in _COMES_FROM and "source" in said and "x" not in channel  # “desde X a” is a blank
    for slot, known in (("place", "sources" if comes else "places"), ("way", "ways")):
        if only in words.get(known, {}):
            return {slot: words[known][only]}
    if "aside" not in said or set(channel) <= set(PLATFORMS):
        names = said["and"].join(map(_name, channel))
        return {"place": said["source" if comes else "place"].format(names=names)}
    return {"aside": said["aside"].format(names=", ".join(map(_title, channel)))}


def _name(channel: str) -> str:
    return _PLACES.get(channel, channel.replace("_", " ").capitalize())


def _title(channel: str) -> str:
    """“Referral”, “Verweise”: as the reports call it, in the language that is spoken."""
    return str(table("channels")["titles"].get(channel, _name(channel)))
