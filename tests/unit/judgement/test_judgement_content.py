"""Content: effects put in are found, nothing is found in noise, luck is taken out, odd posts are answered."""

import math
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.judgement.content.attributes import LEAST_POSTS, attributes
from milepost.judgement.content.best import best_posts
from milepost.judgement.content.claims import Claim, Content, content
from milepost.judgement.content.post import Exposure, Post, outcomes
from milepost.reports.words.judged import says
from milepost.reports.words.verdict import words_in

BEGIN = datetime(2025, 1, 1, 9)  # noqa: DTZ001 - in the audience's zone
TEXTS = ["tea", "rain", "garden"]


def posts(
    count: int = 200, *, reels: float = 0.0, tag: float = 0.0, trend: float = 0.0, seed: int = 3, **more: Any
) -> list[Post]:
    """Invented posts: `reels` and `tag` are what they add to the log of engagement, `trend` over all."""
    rng = np.random.default_rng(seed)
    made = []
    for at in range(count):
        format_ = ["Reel", "Photo", "Story"][int(rng.integers(3))]
        tags = frozenset({"tea"} if rng.random() < 0.4 else {"rain"})
        log = -3 + reels * (format_ == "Reel") + tag * ("tea" in tags) + trend * at / count
        reach = float(rng.integers(2_000, 40_000))
        rate = math.exp(log + 0.35 * float(rng.standard_normal()))
        made.append(
            Post(
                BEGIN + timedelta(hours=31 * at),
                format=format_,
                text_length=int(rng.integers(20, 600)),
                tags=tags,
                exposure=reach,
                interactions=float(rng.poisson(reach * rate)),
                title=f"Post {at}",
                **more,
            )
        )
    return made


def post(day: float, interactions: float | None, exposure: float | None = 90.0, **more: Any) -> Post:
    return Post(BEGIN + timedelta(days=day), exposure=exposure, interactions=interactions, **more)


def found_in(made: list[Post], **more: Any) -> Content:
    found = content(made, **more)
    assert isinstance(found, Content)
    return found


def test_an_effect_that_is_there_is_found_with_its_size() -> None:
    claim = found_in(posts(reels=0.4)).claims[0]

    assert (claim.attribute, claim.level) == ("format", "Reel")
    assert claim.low < math.exp(0.4) - 1 < claim.high


def test_two_effects_are_told_apart() -> None:
    found = {(claim.attribute, claim.level): claim for claim in found_in(posts(reels=0.4, tag=-0.5)).claims}

    assert found["format", "Reel"].value > 0.2
    assert found["tag rain", "with"].value > 0.2


def test_one_world_in_ten_of_pure_noise_holds_a_claim_at_most() -> None:
    worlds = [bool(found_in(posts(120, seed=seed)).claims) for seed in range(40)]
    assert sum(worlds) <= 4


def test_what_is_promised_is_shrunken() -> None:
    made = posts(60, reels=0.25, seed=8)
    found = found_in(made)
    at = next(at for at, each in enumerate(found.found) if each.name == "format")
    assert found.effects is not None
    values, of_post = found.effects.values, found.found[at].of_post
    for level in range(len(found.found[at].levels)):
        plain = values[of_post == level].mean() - values[of_post != level].mean()
        assert abs(found.effects.alone[at][level]) <= abs(plain)


def test_a_drift_is_not_taken_for_a_format() -> None:
    """Stories only late, when all engagement had risen: nothing to do with stories."""
    rng = np.random.default_rng(5)
    made = [
        Post(
            BEGIN + timedelta(days=at),
            format="Story" if at > 100 and at % 2 else "Photo",
            exposure=1000.0,
            interactions=float(rng.poisson(30 * math.exp(1.2 * at / 200))),
        )
        for at in range(200)
    ]
    assert not [claim for claim in found_in(made).claims if claim.attribute == "format"]


def test_accounts_of_different_strength_are_compared_each_with_itself() -> None:
    small = posts(100, account="tea bar")
    large = [
        replace(each, account="tea house", format="Reel", interactions=5 * (each.interactions or 0))
        for each in posts(100, seed=4)
    ]
    assert not [claim for claim in found_in([*small, *large]).claims if claim.attribute == "format"]


def test_exposure_makes_no_difference_to_what_is_found() -> None:
    plain = posts(reels=0.4)
    more = [replace(each, exposure=100 * (each.exposure or 0)) for each in plain]
    one, other = found_in(plain).claims[0], found_in(more).claims[0]
    assert one.value == pytest.approx(other.value, rel=1e-6)


def test_without_exposure_the_sentence_says_so() -> None:
    bare = [Post(p.posted, format=p.format, interactions=p.interactions) for p in posts(reels=0.6)]
    found = found_in(bare)

    assert found.exposure is None
    assert "not divided by anything" in found.notes[0]
    assert not outcomes(bare).per_exposure


def test_a_level_with_few_posts_is_never_claimed() -> None:
    made = posts(150)
    rare = [
        Post(p.posted, format="Live", exposure=1000.0, interactions=900.0) for p in made[: LEAST_POSTS - 1]
    ]
    assert not [claim for claim in found_in([*made, *rare]).claims if claim.level == "Live"]


def test_hours_that_were_not_exported_are_not_midnight() -> None:
    made = [replace(each, posted=each.posted.replace(hour=0, minute=0)) for each in posts()]
    assert "hour" not in {each.name for each in attributes(made)}


def test_two_tags_that_exclude_each_other_are_one_question() -> None:
    assert [each.name for each in attributes(posts()) if each.family == "tag"] == ["tag rain"]


def test_a_post_that_few_saw_does_not_lead_by_luck() -> None:
    made = [*posts(), Post(BEGIN, exposure=8.0, interactions=3.0, title="Three of eight")]
    best = best_posts(found_in(made))

    assert best[0].post.title != "Three of eight"
    few = [each for each in best if each.post.title == "Three of eight"]
    assert not few or few[0].luck > 0.3


def test_nobody_saw_it_so_it_leads_nothing() -> None:
    made = [*posts(), Post(BEGIN, exposure=1.0, interactions=0.0, title="Unseen")]
    assert "Unseen" not in {each.post.title for each in best_posts(found_in(made), most=50)}


def test_leads_without_luck_come_again() -> None:
    """Interactions are cut in two by coin: what leads by one half should still lead by the other."""
    rng = np.random.default_rng(2)
    made, other = [], {}
    for at, post in enumerate(posts(300)):
        reach = float(rng.integers(20, 3000))
        whole = rng.poisson(reach * 0.08 * math.exp(0.4 * float(rng.standard_normal())), 2)
        made.append(Post(post.posted, exposure=reach, interactions=float(whole[0]), title=str(at)))
        other[str(at)] = math.log((whole[1] + 1) / (reach + 1 / 0.08)) - math.log(0.08)
    best = best_posts(found_in(made), most=30)
    promised = np.mean([math.log1p(each.lasting) for each in best])
    plain = np.mean([math.log1p(each.lead) for each in best])
    came = np.mean([other[each.post.title] for each in best])
    assert abs(promised - came) < 0.6 * abs(plain - came) + 0.05


ODD: dict[str, list[Post]] = {
    "none": [],
    "one": posts(1),
    "29": posts(29),
    "constant": [post(at, 5.0) for at in range(60)],
    "zeros": [post(at, 0.0) for at in range(60)],
    "one format": [post(7 * at, at % 7, format="Photo") for at in range(60)],
    "no exposure": [post(at, at % 9, None) for at in range(60)],
    "exposure zero": [post(at, 1.0, 0.0) for at in range(60)],
    "unknown": [post(at, math.nan, math.nan) for at in range(60)],
    "negative": [post(at, -1.0) for at in range(60)],
    "all at once": [post(0, at, format="ab"[at % 2]) for at in range(60)],
    "huge and tiny": [
        post(at, 10.0 ** (at % 11), 10.0 ** (at % 14), format="ab"[at % 2]) for at in range(80)
    ],
    "many tags": [post(at, at, tags=frozenset(map(str, range(at % 60)))) for at in range(120)],
    "each its own account": [post(at, at, account=str(at), format="ab"[at % 2]) for at in range(60)],
    "ten thousand weeks": [post(7 * at, at % 50, format="ab"[at % 2]) for at in range(10_000)],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_posts_are_answered(name: str) -> None:
    found = content(ODD[name])
    if isinstance(found, Unknown):
        assert found.because
        return
    says(found.verdict, "Tea house")
    for claim in found.claims:
        assert np.isfinite([claim.low, claim.value, claim.high]).all()
        assert claim.low <= claim.value <= claim.high
    for best in best_posts(found):
        assert 0 <= best.luck <= 1
        says(best.verdict, "Tea house")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 500),
            st.sampled_from(["Reel", "Photo", ""]),
            st.one_of(st.none(), st.floats(0, 1e9)),
            st.one_of(st.none(), st.floats(0, 1e9)),
        ),
        max_size=80,
    )
)
def test_any_posts_are_answered(rows: list[tuple[int, str, float | None, float | None]]) -> None:
    made = [
        Post(BEGIN + timedelta(hours=hour), format=kind, exposure=exposure, interactions=done)
        for hour, kind, exposure, done in rows
    ]
    found = content(made)
    if isinstance(found, Content):
        best_posts(found)


def test_what_is_said_of_content() -> None:
    rise = Claim("format", "Reel", 0.24, 0.10, 0.38, 61, 140, 0.001, Exposure.REACH)
    fall = Claim("weekday", "Sunday", -0.2, -0.31, -0.08, 20, 100, 0.001, Exposure.IMPRESSIONS)
    most = Claim("tag tea", "with", 0.3, 0.1, 0.5, 150, 50, 0.001, None)
    told = [says(each.verdict, "Tea house").replace("\N{NO-BREAK SPACE}", " ") for each in (rise, fall, most)]

    assert told[0] == (
        "Tea house: 24 % more engagement per person reached with the format “Reel” (10–38 %, 61 posts); "
        "that is no proof, so try it in four of the next eight."
    )
    assert told[1].startswith("Tea house: 20 % less engagement per impression on Sundays (8–31 %, 20 posts)")
    assert "most of your posts are such already" in told[2]
    assert all(words_in(each) <= 31 for each in told)
    nothing = found_in(posts(60, seed=11))
    if not nothing.claims:
        assert "stands out from chance" in says(nothing.verdict, "Tea house")
