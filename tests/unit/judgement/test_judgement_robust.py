"""Bad input gives an answer or an honest Unknown: never an exception, never a warning."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.amount import Unit, Unknown
from milepost.judgement.attainability import Odds, odds_of_level, odds_of_monthly, odds_of_total
from milepost.judgement.baseline import Baseline, baseline
from milepost.judgement.change import change
from milepost.judgement.forecast import Draws, forecast_sum
from milepost.judgement.keeping import Bounds, odds_of_keeping
from milepost.judgement.lead import lead
from milepost.judgement.level import forecast_level
from milepost.judgement.limits import weekly_limits
from milepost.judgement.pace import Pace, pace
from milepost.judgement.standing import standing
from milepost.judgement.verdict import cannot_tell
from milepost.judgement.worth import worth
from milepost.period import Grain, Period, add_months, month_of
from milepost.reports.words.judged import says
from milepost.series import Floats, Series

BEGIN = date(2024, 1, 1)


def series(values: Floats, grain: Grain = Grain.DAY, under: Floats | None = None, **more: object) -> Series:
    if grain is Grain.MONTH:
        months = [month_of(add_months(BEGIN, i)) for i in range(len(values))]
        starts, days = tuple(m.start for m in months), [m.days for m in months]
    else:
        length = 7 if grain is Grain.WEEK else 1
        starts = tuple(BEGIN + timedelta(days=length * i) for i in range(len(values)))
        days = [length] * len(values)
    return Series(
        "visits",
        starts,
        np.array(days, dtype=np.int64),
        np.asarray(values, dtype=np.float64),
        under,
        grain,
        **more,
    )  # type: ignore[arg-type]


def says_something(found: Baseline | Draws | Odds | Pace | Unknown) -> bool:
    """Whether its sentence can be written, without a figure that is none."""
    if isinstance(found, Unknown):
        return len(found.because) > 0
    verdicts = [found.verdict]
    if isinstance(found, Odds) and found.reference is not None and found.reference.verdict is not None:
        verdicts.append(found.reference.verdict)
    sentences = [says(verdict, "Visits") for verdict in verdicts]
    return all("nan" not in sentence and "inf" not in sentence for sentence in sentences)


def judge_all(one: Series) -> None:
    """Every judgement there is; what they answer must be finite or say why not."""
    span = one.span
    end = span.end if span else BEGIN
    period = Period(end - timedelta(days=20), end + timedelta(days=40))
    for as_of in (end - timedelta(days=30), end, end + timedelta(days=60)):
        for found in (
            odds_of_total(one, period=period, as_of=as_of, target=100.0, better="higher"),
            odds_of_level(one, deadline=period.last, as_of=as_of, target=1.0, better="lower"),
            odds_of_monthly(one, as_of=as_of, target=10.0, better="higher"),
        ):
            if not isinstance(found, Unknown):
                assert 0 <= found.probability <= 1
                assert found.low <= found.median <= found.high
                assert np.isfinite([found.low, found.high]).all()
            assert says_something(found)
        assert says_something(pace(one, period=period, as_of=as_of, target=100.0))
        for bounds in (Bounds(least=10.0), Bounds(most=10.0), Bounds(5.0, 50.0)):
            kept = odds_of_keeping(one, period=period, as_of=as_of, bounds=bounds)
            assert says_something(kept)
            assert isinstance(kept, Unknown) or 0 <= kept.probability <= 1
    usual = baseline(one, start=end, days=28)
    assert says_something(usual)
    if not isinstance(usual, Unknown):
        assert usual.low <= usual.value <= usual.high
        assert np.isfinite([usual.low, usual.high]).all()
    for draws in (forecast_sum(one, days=28), forecast_level(one, days_ahead=28)):
        if isinstance(draws, Draws):
            assert np.isfinite(draws.totals).all()
    stands = standing(one, as_of=end)
    if not isinstance(stands, Unknown):
        assert stands.low <= stands.high
        assert np.isfinite([stands.low, stands.level, stands.high]).all()
    band = weekly_limits(one)
    if not isinstance(band, Unknown):
        assert band.low <= band.middle <= band.high
    told = [change(one), stands, band, *lead(one, [one]), *worth(one, [one])]
    for each in told:
        verdict = cannot_tell(each) if isinstance(each, Unknown) else each.verdict
        assert says(verdict, "Visits").startswith("Visits")
        assert says_something(draws)
    change(one)
    lead(one, [one])


LONG = 200
ODD: dict[str, Callable[[], Series]] = {
    "empty": lambda: series(np.array([])),
    "one point": lambda: series(np.array([5.0])),
    "constant": lambda: series(np.full(LONG, 7.0)),
    "zeros": lambda: series(np.zeros(LONG)),
    "zeros of money": lambda: series(np.zeros(LONG), unit=Unit.MONEY, currency="EUR"),
    "all unknown": lambda: series(np.full(LONG, np.nan)),
    "infinite": lambda: series(np.where(np.arange(LONG) % 9 == 0, np.inf, 5.0)),
    "minus infinite": lambda: series(np.where(np.arange(LONG) % 9 == 0, -np.inf, 5.0)),
    "huge": lambda: series(np.geomspace(1, 1e15, LONG)),
    "tiny": lambda: series(np.full(LONG, 1e-12), unit=Unit.MONEY),
    "one giant day": lambda: series(np.where(np.arange(LONG) == 150, 1e12, 3.0)),
    "negative money": lambda: series(np.sin(np.arange(LONG)) * 50, unit=Unit.MONEY, currency="EUR"),
    "gap": lambda: series(np.where((np.arange(LONG) > 90) & (np.arange(LONG) < 150), np.nan, 4.0)),
    "every other day": lambda: series(np.where(np.arange(LONG) % 2 == 0, np.nan, 4.0)),
    "mostly unknown": lambda: series(np.where(np.arange(LONG) % 7 == 0, 4.0, np.nan)),
    "leading zeros": lambda: series(np.where(np.arange(LONG) < 100, 0.0, 9.0)),
    "one event": lambda: series(np.where(np.arange(LONG) == 100, 1.0, 0.0)),
    "break in the middle": lambda: series(np.full(LONG, 3.0), breaks=(BEGIN + timedelta(days=100),)),
    "break on the last day": lambda: series(np.full(LONG, 3.0), breaks=(BEGIN + timedelta(days=LONG - 1),)),
    "ten thousand weeks": lambda: series(np.arange(10_000) % 50 + 1.0, Grain.WEEK),
    "months": lambda: series(np.arange(30) % 12 + 5.0, Grain.MONTH),
    "three months": lambda: series(np.array([3.0, 4.0, 5.0]), Grain.MONTH),
    "a growing stock": lambda: series(1000 + np.arange(LONG) * 3.0, adds=False),
    "a constant stock": lambda: series(np.full(LONG, 1000.0), adds=False),
    "a jumping level": lambda: series(100 + 50 * np.sin(np.arange(LONG) * 5.0), adds=False),
    "ratio": lambda: series(np.full(LONG, 3.0), under=np.full(LONG, 90.0), unit=Unit.SHARE),
    "ratio of nothing": lambda: series(np.zeros(LONG), under=np.zeros(LONG), unit=Unit.SHARE),
    "ratio with empty days": lambda: series(
        np.arange(LONG) % 5 * 1.0, under=np.arange(LONG) % 5 * 9.0, unit=Unit.SHARE
    ),
    "ratio without hits": lambda: series(np.zeros(LONG), under=np.full(LONG, 50.0), unit=Unit.SHARE),
    "negative ratio": lambda: series(np.sin(np.arange(LONG)), under=np.full(LONG, 5.0), unit=Unit.RATIO),
    "weekly ratio": lambda: series(np.full(60, 3.0), Grain.WEEK, np.full(60, 90.0), unit=Unit.SHARE),
    "monthly ratio": lambda: series(np.full(20, 3.0), Grain.MONTH, np.full(20, 90.0), unit=Unit.SHARE),
    "monthly stock": lambda: series(np.arange(20) + 90.0, Grain.MONTH, adds=False),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_series_are_answered(name: str) -> None:
    judge_all(ODD[name]())


FIGURES = st.one_of(
    st.floats(min_value=0, max_value=1e9),
    st.just(0.0),
    st.just(np.nan),
    st.integers(0, 9).map(float),
    st.just(np.inf),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    values=st.lists(FIGURES, min_size=0, max_size=120),
    grain=st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH]),
    adds=st.booleans(),
    signed=st.booleans(),
)
def test_any_series_is_answered(values: list[float], grain: Grain, adds: bool, signed: bool) -> None:
    figures = np.array(values, dtype=np.float64)
    judge_all(series(-figures if signed else figures, grain, adds=adds))
