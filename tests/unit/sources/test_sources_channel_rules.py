"""Source, medium and campaign become the channel that Google Analytics' rules say."""

from pathlib import Path

import pytest

from milepost.errors import InvalidValue
from milepost.knowledge.reader import table
from milepost.sources.channel_rules import CATEGORIES, channel_rules

RULES = channel_rules()
CASES: list[tuple[str | None, str | None, str | None, str | None]] = [
    ("(direct)", "(none)", None, "direct"),
    ("(direct)", "(not set)", "(not set)", "direct"),
    ("(Direct)", "(None)", None, "direct"),
    ("direct", None, None, "direct"),
    (None, None, None, None),
    ("", " ", "", None),
    ("(not set)", "(not set)", None, "unassigned"),
    ("google", "cpc", None, "paid_search"),
    ("Google", "CPC", "Brand", "paid_search"),
    ("google.com", "ppc", None, "paid_search"),
    ("bing", "cpc", None, "paid_search"),
    ("google", "cpc", "spring shopping", "paid_shopping"),
    ("google", "cpc", "Shop-EU", "paid_shopping"),
    ("google", "cpc", "workshop", "paid_search"),
    ("google", "cpc", "bishop", "paid_search"),
    ("google", "cpc", "eshop", "paid_shopping"),
    ("amazon", "cpc", None, "paid_shopping"),
    ("google", "cpc", "cross-network summer", "cross_network"),
    ("facebook", "cpc", None, "paid_social"),
    ("facebook", "cpm", None, "paid_social"),
    ("Facebook", "Paid_Social", None, "paid_social"),
    ("fb", "paid", None, "paid_social"),
    ("ig", "paid-social", None, "paid_social"),
    ("linkedin", "paid", None, "paid_social"),
    ("tiktok", "cpc", None, "paid_social"),
    ("tiktok.com", "retargeting", None, "paid_social"),
    ("youtube.com", "cpc", None, "paid_video"),
    ("twitch.tv", "paid", None, "paid_video"),
    ("partner.example", "cpc", None, "paid_other"),
    ("partner.example", "cpm", None, "display"),
    ("partner.example", "banner", None, "display"),
    ("google", "display", None, "display"),
    ("etsy.com", "referral", None, "organic_shopping"),
    ("newsletter", "email", "shopping week", "organic_shopping"),
    ("facebook.com", "referral", None, "organic_social"),
    ("m.facebook.com", "referral", None, "organic_social"),
    ("L.Instagram.com", "referral", None, "organic_social"),
    ("lnkd.in", "referral", None, "organic_social"),
    ("de.linkedin.com", "referral", None, "organic_social"),
    ("linkedin.com", "social", None, "organic_social"),
    ("t.co", "referral", None, "organic_social"),
    ("out.reddit.com", "referral", None, "organic_social"),
    ("bsky.app", "referral", None, "organic_social"),
    ("mastodon.social", "referral", None, "organic_social"),
    ("threads.net", "referral", None, "organic_social"),
    ("web.whatsapp.com", "referral", None, "organic_social"),
    ("t.me", "referral", None, "organic_social"),
    ("xing.com", "referral", None, "organic_social"),
    ("vk.com", "referral", None, "organic_social"),
    ("bit.ly", "referral", None, "organic_social"),
    ("hootsuite", "organic", None, "organic_social"),
    ("trustpilot.com", "referral", None, "organic_social"),
    ("tiktok.com", "referral", None, "organic_social"),
    ("mybrand", "social", None, "organic_social"),
    ("mybrand", "Social-Media", None, "organic_social"),
    ("linkedin", "social", "paid push", "organic_social"),
    ("youtube.com", "referral", None, "organic_video"),
    ("m.youtube.com", "referral", None, "organic_video"),
    ("youtu.be", "referral", None, "organic_video"),
    ("vimeo.com", "referral", None, "organic_video"),
    ("mybrand", "video", None, "organic_video"),
    ("google", "organic", None, "organic_search"),
    ("google.de", "referral", None, "organic_search"),
    ("www.google.co.uk", "referral", None, "organic_search"),
    ("mail.google.com", "referral", None, "referral"),
    ("docs.google.com", "referral", None, "referral"),
    ("duckduckgo", "organic", None, "organic_search"),
    ("somewhere", "organic", None, "organic_search"),
    ("chatgpt.com", "referral", None, "ai_assistant"),
    ("perplexity.ai", "(not set)", None, "ai_assistant"),
    ("gemini.google.com", "referral", None, "ai_assistant"),
    ("claude.ai", "ai-assistant", None, "ai_assistant"),
    ("partner.example", "referral", None, "referral"),
    ("app.example", "link", None, "referral"),
    ("newsletter", "email", None, "email"),
    ("email", "spring", None, "email"),
    ("klaviyo", "E-Mail", None, "email"),
    ("partner", "affiliate", None, "affiliates"),
    ("podcast", "audio", None, "audio"),
    ("sms", "crm", None, "sms"),
    ("crm", "web_push", None, "mobile_push"),
    ("firebase", "crm", None, "mobile_push"),
    ("newsletter", "march", None, "unassigned"),
    ("facebook", None, None, "organic_social"),
    ("https://www.facebook.com/groups/1", None, None, "organic_social"),
    ("blog.example", None, None, "referral"),
    ("newsletter", None, None, "unassigned"),
]


@pytest.mark.parametrize(("source", "medium", "campaign", "channel"), CASES)
def test_the_first_rule_that_fits(
    source: str | None, medium: str | None, campaign: str | None, channel: str | None
) -> None:
    assert RULES.channel_of(source, medium, campaign) == channel


def test_every_answer_is_a_channel_that_has_a_title() -> None:
    assert {channel for *_, channel in CASES if channel} <= set(table("channels")["titles"])


def test_a_source_stands_once_and_in_lower_case() -> None:
    names = [name for names in table("source_categories").values() for name in names]
    assert len(names) == len(set(names))
    assert all(name == name.strip().casefold() for name in names)
    least = {"social": 300, "search": 100, "shopping": 50, "video": 40, "assistant": 20}
    said = table("source_categories")
    assert {kind: len(said[kind]) >= least[kind] for kind in CATEGORIES} == dict.fromkeys(CATEGORIES, True)


def test_a_users_own_list_moves_what_it_names(tmp_path: Path) -> None:
    own = tmp_path / "source_categories.toml"
    own.write_text('social = ["Our-Forum.example"]\nnone = ["bit.ly"]\n', encoding="utf-8")
    rules = channel_rules(tmp_path)
    assert rules.channel_of("our-forum.example", "referral", None) == "organic_social"
    assert rules.channel_of("bit.ly", "referral", None) == "referral"
    assert rules.channel_of("facebook.com", "referral", None) == "organic_social"


def test_a_strange_category_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "source_categories.toml").write_text('sozial = ["x"]\n', encoding="utf-8")
    with pytest.raises(InvalidValue, match="sozial"):
        channel_rules(tmp_path)
