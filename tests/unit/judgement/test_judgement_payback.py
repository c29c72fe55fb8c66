"""Payback: small steps where curves are known, a test where they are not."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from milepost.amount import Unit, Unknown
from milepost.judgement.payback import payback
from milepost.judgement.payback_curve import Curves, carried, carried_slope
from milepost.judgement.payback_plan import Terms, best_split
from milepost.judgement.payback_result import Payback, Pays, Resource, Stand
from milepost.judgement.payback_trial import Trial, trial
from milepost.period import Grain
from milepost.reports.words.judged import says
from milepost.series import Floats, Series

BEGIN = date(2023, 1, 2)
NAMES = ("Search", "Reels", "Letters")
RETURNS = (4.0, 1.0, 2.5)
"""What one unit brings: Reels are overspent, Search is the best."""


def weekly(name: str, values: Floats, *, unit: Unit = Unit.MONEY, **more: object) -> Series:
    starts = tuple(BEGIN + timedelta(days=7 * at) for at in range(len(values)))
    days = np.full(len(values), 7, dtype=np.int64)
    currency = "EUR" if unit is Unit.MONEY else None
    return Series(
        name, starts, days, np.asarray(values, dtype=np.float64), grain=Grain.WEEK, unit=unit,
        currency=currency, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def brand(
    weeks: int = 104, variation: float = 0.35, noise: float = 0.01, unit: Unit = Unit.MONEY
) -> tuple[Series, list[Series], list[Series]]:
    """(outcome, inputs, claims) with Hill curves half full at 1,000, some carry-over and a season."""
    rng = np.random.default_rng(12)
    spend = 1000 * np.exp(rng.normal(0, variation, (weeks, len(NAMES))))
    held = carried(spend / 1000, np.full((1, len(NAMES)), 0.3))[:, 0, :]
    media = 1000 * np.array(RETURNS) * 2 * held / (held + 1)
    base = 9000 * (1 + 0.1 * np.sin(2 * np.pi * np.arange(weeks) / 52.18))
    outcome = base + media.sum(axis=1) + 17000 * noise * rng.normal(size=weeks)
    return (
        weekly("Revenue", outcome),
        [weekly(name, spend[:, at], unit=unit) for at, name in enumerate(NAMES)],
        [weekly(name, media[:, at] * 1.2) for at, name in enumerate(NAMES)],
    )


def judged(*args: object, **more: object) -> Payback:
    found = payback(*args, **more)  # type: ignore[arg-type]
    assert isinstance(found, Payback)
    return found


@pytest.fixture(scope="module")
def usual() -> Payback:
    outcome, inputs, claims = brand()
    return judged(outcome, inputs, claims=claims, terms=Terms(margin=0.8))


def test_money_moves_from_the_overspent_channel_to_the_best(usual: Payback) -> None:
    by_name = {channel.name: channel for channel in usual.channels}
    assert usual.stand is Stand.MOVE
    assert by_name["Search"].move > 0.05 > -0.05 > by_name["Reels"].move
    assert usual.gain is not None
    assert usual.gain.low < usual.gain.mid < usual.gain.high
    assert usual.chance is not None
    assert usual.chance > 0.9


def test_no_channel_moves_more_than_a_step_and_the_total_stays(usual: Payback) -> None:
    assert all(abs(channel.move) <= 0.3 + 1e-9 for channel in usual.channels)
    assert usual.total == pytest.approx(sum(channel.present for channel in usual.channels), rel=1e-6)
    assert usual.total == pytest.approx(sum(channel.proposed for channel in usual.channels), rel=1e-9)


def test_the_next_unit_belongs_where_it_brings_most(usual: Payback) -> None:
    assert usual.more is not None
    assert usual.less is not None
    assert (usual.more.channel, usual.less.channel) == ("Search", "Reels")
    assert usual.more.outcome.mid > usual.less.outcome.mid


def test_a_share_is_kept_for_the_test(usual: Payback) -> None:
    assert usual.trial is not None
    assert 0 < usual.kept <= 0.1 * sum(channel.present for channel in usual.channels) * (1 + 1e-9)
    assert usual.trial.high - usual.trial.low == pytest.approx(2 * usual.kept)
    assert usual.trial.start.weekday() == 0
    assert usual.trial.start >= usual.end
    assert len(usual.trial.calendar) == usual.trial.weeks // 2
    assert usual.trial.visible


def test_a_test_runs_longer_the_noisier_the_weeks_and_says_when_it_is_blind() -> None:
    def of(noise: float) -> Trial:
        made = trial(
            "Reels", usual=1000, most=300, expected=2.0, noise=noise, memory=0.3, decay=0.3,
            after=date(2024, 1, 3),
        )  # fmt: skip
        assert made is not None
        return made

    calm, wild, blind = of(300), of(900), of(90_000)
    assert calm.weeks < wild.weeks <= 52 == blind.weeks
    assert (calm.visible, wild.visible, blind.visible) == (True, True, False)
    assert calm.start == date(2024, 1, 8)
    assert (calm.low, calm.high) == (700, 1300)
    assert calm.shows <= 2.0 < blind.shows
    assert trial("Idle", usual=0, most=9, expected=1, noise=1, memory=0, decay=0.3, after=BEGIN) is None


def test_what_pays_is_held_against_one_with_the_margin(usual: Payback) -> None:
    by_name = {channel.name: channel for channel in usual.channels}
    assert by_name["Search"].pays is Pays.YES
    assert by_name["Search"].weeks_to_earn is not None
    assert by_name["Reels"].pays is not Pays.YES
    average = by_name["Search"].average
    assert average is not None
    assert average.low < RETURNS[0] < average.high


def test_curves_rise_and_flatten(usual: Payback) -> None:
    for channel in usual.channels:
        mids = [point.outcome.mid for point in channel.curve]
        assert mids[0] == 0
        assert mids == sorted(mids)
        assert all(p.outcome.low <= p.outcome.mid <= p.outcome.high for p in channel.curve)


def test_without_a_margin_it_is_revenue_and_says_so() -> None:
    outcome, inputs, _ = brand()
    found = judged(outcome, inputs)
    assert all(channel.pays is None for channel in found.channels)
    assert any("not profit" in note for note in found.notes)


def test_scale_does_not_matter() -> None:
    outcome, inputs, claims = brand()
    large = [weekly(s.name, s.over * 1e6) for s in (outcome, *inputs, *claims)]
    one = judged(outcome, inputs, claims=claims)
    other = judged(large[0], large[1:4], claims=large[4:])
    assert [c.move for c in one.channels] == pytest.approx([c.move for c in other.channels], abs=2e-3)


def test_claims_that_disagree_are_hardly_used_and_named() -> None:
    outcome, inputs, claims = brand()
    wrong = [weekly(s.name, s.over * f) for s, f in zip(claims, (0.05, 20.0, 0.2), strict=True)]
    found = judged(outcome, inputs, claims=wrong)
    fair = judged(outcome, inputs, claims=claims)
    assert found.claim_error is not None
    assert fair.claim_error is not None
    assert found.claim_error > fair.claim_error
    assert found.stand is not Stand.MOVE or found.channels[0].move > found.channels[1].move
    assert any(channel.claim_verdict is not None for channel in found.channels)


@pytest.mark.parametrize(
    ("weeks", "variation", "because"),
    [(51, 0.35, "52 are needed"), (104, 0.05, "ever moved"), (104, 0.0, "ever moved")],
)
def test_too_little_is_answered_with_the_test_that_helps(weeks: int, variation: float, because: str) -> None:
    outcome, inputs, claims = brand(weeks, variation)
    found = judged(outcome, inputs, claims=claims)
    assert found.stand is Stand.TOO_LITTLE
    assert found.gain is None
    assert because in str(found.because)
    assert found.trial is not None
    assert all(channel.move == 0 for channel in found.channels)


def test_a_channel_that_never_moved_stays() -> None:
    outcome, inputs, _ = brand()
    still = weekly("Flyers", np.full(104, 400.0))
    never = weekly("Radio", np.zeros(104))
    found = judged(outcome, [*inputs, still, never])
    by_name = {channel.name: channel for channel in found.channels}
    assert by_name["Flyers"].move == 0
    assert by_name["Flyers"].fixed
    assert by_name["Radio"].fixed == "it never got anything"


def test_noise_alone_moves_nothing_much() -> None:
    rng = np.random.default_rng(5)
    moved = 0
    for _ in range(6):
        spend = [weekly(n, 1000 * np.exp(rng.normal(0, 0.3, 80))) for n in NAMES]
        moved += judged(weekly("Revenue", 9000 + 900 * rng.normal(size=80)), spend).stand is Stand.MOVE
    assert moved <= 2


@pytest.mark.parametrize("total", [3600.0, 2500.0, 1.0, 1e9])
def test_another_total_is_met_as_far_as_a_step_goes(total: float) -> None:
    outcome, inputs, claims = brand()
    found = judged(outcome, inputs, claims=claims, terms=Terms(total=total))
    present = sum(channel.present for channel in found.channels)
    assert 0.7 * present - 1e-6 <= found.total <= 1.3 * present + 1e-6
    if 0.7 * present < total < 1.3 * present:
        assert found.total == pytest.approx(total)
    else:
        assert any("more than one step" in note for note in found.notes)
    assert says(found.verdict, "Revenue")


@pytest.mark.parametrize("resource", [Resource.HOURS, Resource.PEOPLE])
def test_hours_and_people_are_resources_too(resource: Resource) -> None:
    outcome, inputs, _ = brand(unit=Unit.COUNT)
    found = judged(outcome, inputs, resource=resource)
    assert found.channels[0].average is not None
    assert found.channels[0].pays is None
    assert resource.value in says(found.channels[0].verdict, "Search")


def test_days_and_weeks_say_the_same() -> None:
    outcome, inputs, _ = brand()

    def daily(series: Series) -> Series:
        starts = tuple(BEGIN + timedelta(days=at) for at in range(7 * len(series)))
        days = np.ones(len(starts), dtype=np.int64)
        return Series(
            series.name, starts, days, np.repeat(series.over / 7, 7), unit=Unit.MONEY, currency="EUR"
        )

    one = judged(outcome, inputs)
    other = judged(daily(outcome), [daily(each) for each in inputs])
    assert [c.proposed for c in one.channels] == pytest.approx([c.proposed for c in other.channels], rel=1e-3)


def test_a_wild_week_bends_nothing() -> None:
    outcome, inputs, _ = brand()
    wild = outcome.over.copy()
    wild[50] *= 5
    found = judged(weekly("Revenue", wild), inputs)
    assert found.weeks == 103
    assert any("far out" in note for note in found.notes)


def test_a_break_cuts_the_history() -> None:
    outcome, inputs, _ = brand()
    broken = weekly("Revenue", outcome.over, breaks=(BEGIN + timedelta(days=7 * 80),))
    found = judged(broken, inputs)
    assert (found.stand, found.weeks) == (Stand.TOO_LITTLE, 24)


def test_the_slope_of_carry_over_is_its_derivative() -> None:
    rng = np.random.default_rng(2)
    inputs, decay = rng.random((30, 2)), np.array([[0.3, 0.6]])
    up, down = carried(inputs, decay + 1e-6), carried(inputs, decay - 1e-6)
    slope = carried_slope(inputs, carried(inputs, decay), decay)
    assert slope == pytest.approx((up - down) / 2e-6, abs=1e-6)


def test_a_steady_week_at_the_reference_gives_the_size() -> None:
    curves = Curves(*(np.array([[value]]) for value in (7.0, 0.8, 1.4, 0.5)))
    one = np.array([1.0])
    assert curves.steady(one)[0, 0] == pytest.approx(7.0)
    assert curves.weekly(np.ones((20, 1)))[:, 0] == pytest.approx(np.full(20, 7.0))
    rise = (curves.steady(one + 1e-6) - curves.steady(one - 1e-6)) / 2e-6
    assert curves.slope(one) == pytest.approx(rise, rel=1e-6)
    assert curves.steady(np.array([0.0]))[0, 0] == 0


def test_known_curves_are_split_so_that_slopes_meet() -> None:
    # Two square-root-like channels (Hill exponent 1, far from saturation), four to one in size.
    curves = Curves(
        np.array([[4.0, 1.0]]), np.array([[1.0, 1.0]]), np.array([[1.0, 1.0]]), np.array([[0.2, 0.2]])
    )
    present, cost = np.ones(2), np.ones(2)
    level = best_split(curves, present, cost, 0.01 * present, 1.99 * present, 2.0)
    slopes = curves.slope(level)[0]
    assert level.sum() == pytest.approx(2.0)
    assert slopes[0] == pytest.approx(slopes[1], rel=1e-3)


def test_claims_in_another_unit_are_left_out() -> None:
    outcome, inputs, claims = brand()
    counted = [weekly(each.name, each.over, unit=Unit.COUNT) for each in claims]
    found = judged(outcome, inputs, claims=counted)
    assert found.claim_error is None
    assert sum("unit" in note for note in found.notes) == len(claims)


SENTENCES: tuple[Callable[[], Payback], ...] = (
    lambda: judged(*brand()[:2]),
    lambda: judged(*brand(30)[:2]),
    lambda: judged(*brand(noise=0.5)[:2]),
    lambda: judged(*brand()[:2], terms=Terms(margin=0.5, total=2700.0)),
    lambda: judged(*brand(unit=Unit.COUNT)[:2], resource=Resource.HOURS),
)


@pytest.mark.parametrize("at", range(len(SENTENCES)))
def test_every_answer_can_be_said(at: int) -> None:
    found = SENTENCES[at]()
    said = [says(found.verdict, "Revenue")]
    said += [says(channel.verdict, channel.name) for channel in found.channels]
    if found.trial is not None:
        said.append(says(found.trial.verdict, found.trial.channel))
    assert all(text.endswith(".") and "{" not in text and "nan" not in text for text in said)


def test_what_cannot_be_compared_is_unknown() -> None:
    outcome, inputs, _ = brand()
    level = weekly("Followers", outcome.over, adds=False)
    months = Series(
        "Revenue", (date(2024, 1, 1), date(2024, 2, 1)), np.array([31, 29]), np.ones(2), grain=Grain.MONTH
    )
    dollars = Series(
        "Search", inputs[0].starts, inputs[0].days, inputs[0].over, grain=Grain.WEEK, unit=Unit.MONEY,
        currency="USD",
    )  # fmt: skip
    assert isinstance(payback(level, inputs), Unknown)
    assert isinstance(payback(months, inputs), Unknown)
    assert isinstance(payback(outcome, []), Unknown)
    assert isinstance(payback(outcome, [inputs[0], inputs[0]]), Unknown)
    assert isinstance(payback(outcome, [dollars, inputs[1]]), Unknown)
    assert isinstance(payback(outcome, inputs, terms=Terms(step=0)), Unknown)
    assert isinstance(payback(outcome, inputs, terms=Terms(margin=40)), Unknown)


WEEKS = 120
ODD: dict[str, Floats] = {
    "empty": np.array([]),
    "one point": np.array([5.0]),
    "constant": np.full(WEEKS, 7.0),
    "zeros": np.zeros(WEEKS),
    "unknown": np.full(WEEKS, np.nan),
    "infinite": np.where(np.arange(WEEKS) % 9 == 0, np.inf, 5.0),
    "huge": np.geomspace(1, 1e15, WEEKS),
    "tiny": 1e-12 * (1 + np.arange(WEEKS) % 5),
    "negative": 50 * np.sin(np.arange(WEEKS)),
    "one giant": np.where(np.arange(WEEKS) == 60, 1e12, 3.0),
    "one event": np.where(np.arange(WEEKS) == 60, 1.0, 0.0),
    "gaps": np.where(np.arange(WEEKS) % 3 == 0, np.nan, np.arange(WEEKS) % 7 + 1.0),
    "stopped": np.where(np.arange(WEEKS) < 80, np.arange(WEEKS) % 7 + 1.0, 0.0),
    "long": np.arange(10_000) % 11 + 1.0,
}


@pytest.mark.parametrize("name", ODD)
def test_odd_figures_are_answered(name: str) -> None:
    outcome, inputs, claims = brand(WEEKS)
    odd = weekly("Odd", ODD[name])
    for found in (
        payback(odd, inputs, claims=claims),
        payback(outcome, [*inputs[:2], odd], claims=[*claims[:2], odd]),
        payback(outcome, [odd]),
        payback(odd, [odd, weekly("Twin", ODD[name])]),
    ):
        if isinstance(found, Payback):
            assert says(found.verdict, "Odd")
            figures = [c.proposed for c in found.channels] + [c.present for c in found.channels]
            figures += [found.gain.low, found.gain.mid, found.gain.high] if found.gain else []
            assert np.isfinite(figures).all()
            for channel in found.channels:
                assert says(channel.verdict, channel.name)


@pytest.mark.parametrize(
    ("noise", "swing", "code"),
    [(3.0, 0.1, "too_little"), (20.0, 0.5, "too_little"), (3000.0, 0.1, "too_little_to_show")],
    ids=["little noise", "more noise", "nothing would show"],
)
def test_a_larger_test_is_proposed_only_where_a_small_one_shows_nothing(
    noise: float, swing: float, code: str
) -> None:
    rng = np.random.default_rng(3)
    outcome = weekly("Revenue", 5_000 + noise * rng.normal(size=104))
    found = judged(outcome, [weekly("Search", np.full(104, 100.0))])
    assert found.trial is not None
    assert found.trial.swing == pytest.approx(swing)
    assert found.verdict.code == f"payback.{code}"
