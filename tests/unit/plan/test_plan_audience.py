"""Profiles: claims in plain form, what data say of each by hand, and the profile that data propose."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import InvalidValue, NotFound
from milepost.judgement.audience.evidence import Acted, Evidence, Heard, PostedAt
from milepost.judgement.audience.hours import Hours
from milepost.judgement.audience.told import Row, told
from milepost.judgement.comments.questions import questions
from milepost.judgement.comments.rules import judge_comments
from milepost.judgement.comments.spoken import corpus
from milepost.judgement.comments.topics import topics
from milepost.plan.audience import AudienceProfile, checked, hours_of
from milepost.plan.suggestion import suggested
from milepost.plan.support import supported
from milepost.plan.supported import Standing, Support
from milepost.reports.audience import claim_title
from milepost.reports.words.judged import says

DAY, TODAY = date(2026, 3, 3), date(2026, 4, 1)


def profile(**claims: tuple[str, ...]) -> AudienceProfile:
    return AudienceProfile("campers", "Campers", "", **claims)  # type: ignore[arg-type]


def rows(channel: str, dimension: str, shares: dict[str, float], **more: object) -> list[Row]:
    counted = more.get("counted", False)
    source = str(more.get("source", "meta_business"))
    return [
        Row(source, "", channel, dimension, bucket, DAY, *((share, None) if counted else (None, share)))
        for bucket, share in shares.items()
    ]


AGES = {"18-24": 0.20, "25-34": 0.41, "35-44": 0.25, "45-54": 0.09, "55-64": 0.04, "65+": 0.01}
PEOPLE = Evidence(
    TODAY,
    told(
        rows("instagram", "age", AGES)
        + rows("instagram", "gender", {"women": 0.66, "men": 0.34})
        + rows("instagram", "country", {"Germany": 0.6, "Austria": 0.12, "France": 0.03})
        + rows("instagram", "city", {"Berlin, Germany": 0.1, "Graz, Austria": 0.04})
        + rows(
            "linkedin",
            "seniority",
            {"Senior": 60, "Entry": 38, "VP": 2},
            counted=True,
            source="linkedin_page",
        )
        + rows("linkedin", "location", {"Graz, Austria": 70, "Rome, Italy": 30}, counted=True)
        + rows("facebook", "gender", {"women": 12, "men": 9}, counted=True)
    ),
)


def standings(found: tuple[Support, ...]) -> dict[str, str]:
    return {f"{support.field}: {support.text}": support.standing.value for support in found}


def sentences(found: tuple[Support, ...]) -> list[str]:
    return [
        says(saying.verdict, claim_title(s.field, s.text)).replace("\N{NO-BREAK SPACE}", " ")
        for s in found
        for saying in s.sayings
    ]


def one(evidence: Evidence, **claims: tuple[str, ...]) -> tuple[Standing, str]:
    (support,) = [s for s in supported(profile(**claims), evidence) if s.field != "platforms"]
    return support.standing, sentences((support,))[0]


def test_claims_are_kept_in_their_plain_form_and_once() -> None:
    found = checked(
        AudienceProfile(
            "",
            "  Campers ",
            ages=("25 – 34", "65+"),
            genders=("female", "Frauen"),
            places=("Österreich", "Graz"),
            languages=("German",),
            active_hours=("Abends", "18:00-21:00"),
            platforms=("Twitter", "LinkedIn"),
        )
    )
    assert (found.name, found.ages, found.genders) == ("Campers", ("25-34", "65+"), ("women",))
    assert (found.places, found.languages) == (("Austria", "Graz"), ("de",))
    assert (found.active_hours, found.platforms) == (("evening", "18-21"), ("x", "linkedin"))


@pytest.mark.parametrize(
    "claims",
    [
        {"ages": ("young",)},
        {"ages": ("34-25",)},
        {"genders": ("everybody",)},
        {"active_hours": ("25-30",)},
        {"active_hours": ("9-9",)},
        {"interests": ("  ",)},
        {},
    ],
)
def test_a_claim_that_cannot_be_read_is_refused_with_what_to_write(
    claims: dict[str, tuple[str, ...]],
) -> None:
    with pytest.raises(InvalidValue) as refused:
        checked(profile(**claims))
    assert refused.value.remedy


def test_an_unknown_platform_or_language_names_the_known_ones() -> None:
    with pytest.raises(NotFound, match="instagran"):
        checked(profile(platforms=("instagran",)))
    with pytest.raises(NotFound, match="Klingon"):
        checked(profile(languages=("Klingon",)))


@given(st.integers(0, 23), st.integers(1, 24))
def test_hours_are_read_as_they_are_written(first: int, end: int) -> None:
    if first != end:
        assert hours_of(f"{first}-{end}") == hours_of(f"{first}:00–{end}:00") == (first, end)


def test_ages_by_hand_largest_share_there_and_contradicted() -> None:
    claims = ("25-34", "18-34", "35-44", "45-54", "65+")
    found = supported(profile(ages=claims, platforms=("instagram",)), PEOPLE)
    assert standings(found) | {} == {
        "ages: 25-34": "supported",
        "ages: 18-34": "supported",
        "ages: 35-44": "supported",
        "ages: 45-54": "mixed",
        "ages: 65+": "contradicted",
        "platforms: instagram": "not_told",
    }
    told_as = sentences(found)
    assert (
        told_as[0] == "Age 25-34: 41 % of your Instagram followers (as of 3 March 2026), the largest group."
    )
    assert "61 % of your Instagram followers" in told_as[1]
    assert told_as[4].startswith("Age 65+: only 1 % of your Instagram followers")


def test_a_range_that_cuts_groups_counts_those_that_lie_in_it() -> None:
    standing, sentence = one(PEOPLE, ages=("30-44",), platforms=("instagram",))
    assert standing is Standing.SUPPORTED  # 35-44 alone is a quarter
    assert "between 25 % and 66 % of your Instagram followers" in sentence


def test_a_place_that_no_list_names_is_at_most_the_smallest_that_is_named() -> None:
    standing, sentence = one(PEOPLE, places=("Brazil",), platforms=("instagram",))
    assert standing is Standing.CONTRADICTED
    assert "not among the three groups" in sentence
    assert "at most 3 %" in sentence


def test_a_country_is_the_sum_of_its_places_where_only_places_are_listed() -> None:
    standing, sentence = one(PEOPLE, places=("Austria",), platforms=("linkedin",))
    assert standing is Standing.SUPPORTED
    assert "70 % of your 100 LinkedIn followers who are told" in sentence
    bare = Evidence(TODAY, told(rows("linkedin", "locations", {"Greater Graz Area": 0.3, "Rome": 0.1})))
    assert one(bare, places=("Austria",))[0] is Standing.NOT_TOLD


def test_too_few_people_and_platforms_without_an_export_are_not_told_with_what_to_do() -> None:
    standing, sentence = one(PEOPLE, genders=("women",), platforms=("facebook",))
    assert standing is Standing.NOT_TOLD
    assert "21 people only" in sentence
    standing, sentence = one(PEOPLE, genders=("women",), platforms=("tiktok",))
    assert standing is Standing.NOT_TOLD
    assert "next: import “TikTok Studio" in sentence
    standing, sentence = one(Evidence(TODAY), genders=("women",))
    assert standing is Standing.NOT_TOLD
    assert "next: import" in sentence


def test_platforms_that_disagree_are_mixed_and_each_says_its_own() -> None:
    other = told(rows("youtube", "viewer_gender", {"male": 0.9, "female": 0.1}, source="youtube_studio"))
    both = Evidence(TODAY, PEOPLE.told + other)
    found = supported(profile(genders=("women",), platforms=("instagram", "youtube")), both)
    assert found[0].standing is Standing.MIXED
    assert [saying.standing.value for saying in found[0].sayings] == ["supported", "contradicted"]
    assert "10 % of your YouTube views" in sentences(found)[1]


def test_work_holds_where_it_holds_as_one_of_several_lists() -> None:
    assert one(PEOPLE, work=("senior",))[0] is Standing.SUPPORTED
    assert one(PEOPLE, work=("VP",))[0] is Standing.CONTRADICTED
    assert one(PEOPLE, work=("Astronaut",))[0] is Standing.CONTRADICTED


COMMENTS = [
    *(
        f"The tent poles are too heavy on the {where}"
        for where in ("bike", "train", "hill", "bus", "beach", "boat")
    ),
    *(f"Do you ship the stove to {where}?" for where in ("Austria", "Canada", "Norway", "Peru", "Chad")),
    *(f"I slept very well in it, number {n}" for n in range(95)),
]


def listened(texts: list[str]) -> Heard:
    kinds = judge_comments(texts)
    of = corpus(texts, kinds)
    from collections import Counter

    languages = Counter(kind.language for kind in kinds if kind.language)
    return Heard(of, topics(of), questions(of), languages, 365)


def test_an_interest_is_supported_by_people_and_silence_proves_nothing() -> None:
    evidence = Evidence(TODAY, heard=listened(COMMENTS))
    standing, sentence = one(evidence, pain_points=("heavy poles",))
    assert standing is Standing.SUPPORTED
    assert sentence == "Pain point “heavy poles”: 6 of 106 comments name it, by 6 people."
    assert "and 5 of these ask something" in one(evidence, interests=("stoves",))[1]
    standing, sentence = one(evidence, interests=("hammocks",))
    assert standing is Standing.NOT_TOLD
    assert "proves nothing" in sentence
    assert "below every post" in one(evidence, interests=("nice videos",))[1]
    assert "too little" in one(Evidence(TODAY, heard=listened(COMMENTS[:9])), interests=("hammocks",))[1]
    assert "no comments" in one(Evidence(TODAY), interests=("hammocks",))[1]


def test_languages_are_those_of_comments() -> None:
    evidence = Evidence(TODAY, heard=listened([f"{text} and this is what I like" for text in COMMENTS]))
    assert one(evidence, languages=("en",))[0] is Standing.SUPPORTED
    assert one(evidence, languages=("de",))[0] is Standing.CONTRADICTED


def test_hours_go_by_active_followers_before_own_posts() -> None:
    people = tuple((hour, 100.0 if hour in {19, 20} else 40.0) for hour in range(24))
    evidence = Evidence(
        TODAY,
        hours=(Hours("tiktok", "tiktok", "", DAY, 14, people),),
        claims=(PostedAt("instagram", "in the morning", 0.3, 20),),
        posted=("instagram", "facebook"),
    )
    assert one(evidence, active_hours=("18-21",))[0] is Standing.SUPPORTED
    assert one(evidence, active_hours=("morning",))[0] is Standing.CONTRADICTED
    assert one(evidence, active_hours=("22-2",))[0] is Standing.CONTRADICTED
    standing, sentence = one(evidence, active_hours=("7-10",), platforms=("instagram",))
    assert standing is Standing.SUPPORTED
    assert "30 % more engagement" in sentence
    standing, sentence = one(evidence, active_hours=("evening",), platforms=("facebook",))
    assert standing is Standing.NOT_TOLD
    assert "more than chance" in sentence


def test_platforms_go_by_visits_and_rates_compare_only_when_divided_by_the_same() -> None:
    acted = (
        Acted("instagram", 40, 300, 10_000, "reach"),
        Acted("facebook", 30, 100, 10_000, "reach"),
        Acted("youtube", 20, 900, 10_000, "views"),
    )
    evidence = Evidence(TODAY, acted=acted, visits={"instagram": 900.0, "facebook": 80.0, "x": 20.0})
    found = supported(profile(platforms=("instagram", "x", "youtube", "pinterest")), evidence)
    assert [support.standing.value for support in found] == [
        "supported",
        "contradicted",
        "not_told",
        "not_told",
    ]
    alone = supported(profile(platforms=("instagram", "youtube")), Evidence(TODAY, acted=acted))
    first, second = sentences(alone)
    assert "per person reached is 3 % over 40 posts; on Facebook, counted the same way, 1 %" in first
    assert "none compares" in second
    weeks = (*acted, Acted("linkedin", 0, 20, 1_000, "impressions", 12))
    (third,) = sentences(supported(profile(platforms=("linkedin",)), Evidence(TODAY, acted=weeks)))
    assert "per impression is 2 % over 12 weeks" in third


def test_a_proposal_holds_what_the_data_say_and_every_claim_has_its_ground() -> None:
    evidence = Evidence(TODAY, PEOPLE.told, heard=listened(COMMENTS), visits={"x": 500.0, "instagram": 20.0})
    found = suggested(evidence)
    assert found is not None
    assert found.channel == "instagram"
    assert (found.profile.ages, found.profile.genders) == (("25-34", "35-44"), ("women",))
    assert found.profile.places == ("Germany", "Berlin, Germany")
    assert found.profile.platforms == ("instagram", "x")
    assert "tent poles" in found.profile.interests
    assert not found.profile.work
    assert "not yet checked" in found.profile.says
    claimed = {(ground.field, ground.text) for ground in found.grounds}
    fields = ("ages", "genders", "places", "languages", "interests", "pain_points", "platforms")
    assert claimed == {(f, claim) for f in fields for claim in getattr(found.profile, f)}
    assert checked(found.profile) == found.profile


def test_where_nothing_is_told_nothing_is_proposed() -> None:
    assert suggested(Evidence(TODAY, visits={"x": 500.0, "instagram": 20.0})) is None


@given(st.dictionaries(st.sampled_from(sorted(AGES)), st.floats(0.001, 1), min_size=1))
def test_every_claim_gets_one_answer_with_a_sentence_whatever_is_told(shares: dict[str, float]) -> None:
    total = sum(shares.values())
    evidence = Evidence(TODAY, told(rows("instagram", "age", {k: v / total for k, v in shares.items()})))
    found = supported(profile(ages=tuple(AGES)), evidence)
    assert [support.text for support in found] == list(AGES)
    assert all(sentences((support,)) for support in found)
    largest = max(shares, key=lambda name: shares[name])
    assert next(s for s in found if s.text == largest).standing in {Standing.SUPPORTED, Standing.MIXED}
