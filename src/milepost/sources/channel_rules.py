"""Source, medium and campaign to a channel, by the rules of Google Analytics 4's default channel group.

The first rule that fits decides. Two things are Milepost's own: a visit from an assistant is one whatever its
medium, and a source without any medium (a referrer's name alone) counts as unpaid.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from milepost.errors import InvalidValue
from milepost.knowledge.reader import table

CATEGORIES: Final = ("social", "video", "search", "shopping", "assistant")

_PAID: Final = re.compile(r".*cp.*|ppc|retargeting|paid.*")
_SHOP: Final = re.compile(r"(^|[^a-df-z])shop|shopping")
_DISPLAY: Final = frozenset({"display", "banner", "expandable", "interstitial", "cpm"})
_SOCIAL: Final = frozenset(
    {"social", "social-network", "social-media", "sm", "social network", "social media"}
)
_EMAIL: Final = frozenset({"email", "e-mail", "e_mail", "e mail"})
_NONE: Final = frozenset({"", "(none)", "(not set)", "none", "not set"})
_IN_FRONT: Final = re.compile(
    r"(www\d?|m|mobile|l|lm|lp|touch|mbasic|amp|out|old|away|[a-z]{2}|[a-z]{2}-[a-z]{2})\."
)
_COUNTRY: Final = re.compile(r"(google)\.(com?\.)?[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """Which category each known source is of; lower case."""

    category: Mapping[str, str]

    def category_of(self, source: str) -> str:
        """`social`, `video`, `search`, `shopping`, `assistant`, or '' for a source that is none of them."""
        name = source.partition("://")[2] or source
        name = name.split("/", 1)[0] if "." in name else name
        while name:
            if name in self.category:
                return self.category[name]
            if _COUNTRY.fullmatch(name):
                return "search"
            front = _IN_FRONT.match(name)
            if front is None or "." not in name[front.end() :]:
                return ""
            name = name[front.end() :]
        return ""

    def channel_of(self, source: str | None, medium: str | None, campaign: str | None) -> str | None:
        """The channel's id; None when neither source nor medium says anything."""
        src, med, camp = (" ".join((text or "").split()).casefold() for text in (source, medium, campaign))
        if not src and not med and not camp:
            return None
        if src in {"(direct)", "direct"} and med in _NONE:
            return "direct"
        if "cross-network" in camp:
            return "cross_network"
        kind = self.category_of(src)
        if _PAID.fullmatch(med):
            return _paid(kind, med, camp)
        if med in _DISPLAY:
            return "display"
        return _unpaid(kind, src, med, camp)


def _paid(kind: str, medium: str, campaign: str) -> str:
    if kind == "shopping" or _SHOP.search(campaign):
        return "paid_shopping"
    if kind in {"search", "social", "video"}:
        return f"paid_{kind}"
    return "display" if medium in _DISPLAY else "paid_other"


def _unpaid(kind: str, source: str, medium: str, campaign: str) -> str:
    if kind == "shopping" or _SHOP.search(campaign):
        return "organic_shopping"
    if kind == "social" or medium in _SOCIAL:
        return "organic_social"
    if kind == "video" or "video" in medium:
        return "organic_video"
    if kind == "assistant" or medium == "ai-assistant":
        return "ai_assistant"
    if kind == "search" or medium == "organic":
        return "organic_search"
    if medium in {"referral", "app", "link"}:
        return "referral"
    if source in _EMAIL or medium in _EMAIL:
        return "email"
    return _rest(source, medium)


def _rest(source: str, medium: str) -> str:
    if medium in {"affiliate", "affiliates"}:
        return "affiliates"
    if medium == "audio":
        return "audio"
    if "sms" in (source, medium):
        return "sms"
    if medium.endswith("push") or "mobile" in medium or "notification" in medium or source == "firebase":
        return "mobile_push"
    return "referral" if not medium and "." in source and " " not in source else "unassigned"


@cache
def channel_rules(overlay: Path | None = None) -> ChannelRules:
    """Our list of sources; what a user's own `source_categories.toml` names, it moves.

    Raises InvalidValue.
    """
    lists = [table("source_categories")]
    if overlay is not None and (overlay / "source_categories.toml").is_file():
        lists.append(table("source_categories", overlay))
    category: dict[str, str] = {}
    for said in lists:
        strange = set(said) - {*CATEGORIES, "none"}
        if strange:
            raise InvalidValue(
                f"source_categories.toml: there is no category “{min(strange)}”.",
                f"Categories: {', '.join(CATEGORIES)}, and none.",
            )
        for kind, names in said.items():
            category.update({str(name).strip().casefold(): "" if kind == "none" else kind for name in names})
    return ChannelRules(category)
