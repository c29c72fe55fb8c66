"""Customers: known answers of the models, laws, bad input, and sentences a CFO would believe."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.amount import Unknown, Why
from milepost.judgement.customers.buying import (
    Buying,
    Groups,
    expected_purchases,
    fit_buying,
    grouped,
    newcomer,
)
from milepost.judgement.customers.earning_back import EarnedBack, earning_back
from milepost.judgement.customers.lifetime import Fitted, Lifetime, fit, lifetime, newcomer_worth
from milepost.judgement.customers.looking_back import MOST_SHIFT
from milepost.judgement.customers.orders import Orders, first_orders, histories, orders_from_rows
from milepost.judgement.customers.retention import Cohorts, RepeatRate, cohorts, repeat_rate
from milepost.judgement.customers.spending import expected_spend, fit_spending
from milepost.reports.words.judged import says
from milepost.reports.words.verdict import words_in

BEGIN = date(2024, 1, 1)
Row = tuple[int, date, float | None]


def shop(customers: int = 400, days: int = 540, seed: int = 4, leave: float = 0.25) -> Iterator[Row]:
    """A shop as BG/NBD has it: rates of once in 60 days or so, some leave after each purchase."""
    rng = np.random.default_rng(seed)
    for customer in range(customers):
        day, usual = int(rng.integers(days - 60)), float(rng.gamma(6.0, 7.0)) + 5
        rate = rng.gamma(1.2, 1 / 70)
        while day < days:
            yield customer, BEGIN + timedelta(days=day), round(usual * float(rng.gamma(4.0, 0.25)) + 1, 2)
            if rng.random() < leave:
                break
            day += 1 + int(rng.exponential(1 / rate))


@pytest.fixture(scope="module")
def orders() -> Orders:
    return orders_from_rows(shop(), until=BEGIN + timedelta(days=540), currency="EUR")


@pytest.fixture(scope="module")
def fitted(orders: Orders) -> Fitted:
    found = fit(orders)
    assert isinstance(found, Fitted)
    return found


@pytest.fixture(scope="module")
def known(fitted: Fitted) -> Lifetime:
    found = lifetime(fitted, days=180)
    assert isinstance(found, Lifetime)
    return found


def test_orders_of_one_day_count_once_and_refunds_are_no_orders() -> None:
    rows: list[Row] = [
        (1, BEGIN, 10.0),
        (1, BEGIN, 5.0),
        (1, BEGIN + timedelta(days=30), None),
        (2, BEGIN + timedelta(days=9), 0.0),
        (3, BEGIN + timedelta(days=9), 20.0),
        (3, BEGIN + timedelta(days=9), -15.0),
        (3, BEGIN + timedelta(days=20), -5.0),
    ]
    found = orders_from_rows(rows)

    assert found.customers == 3
    assert len(found.day) == 4
    assert found.value[[0, 2, 3]].tolist() == [15.0, 0.0, 5.0]
    assert math.isnan(found.value[1])
    assert found.end == BEGIN + timedelta(days=31)
    assert len(found.notes) == 2


def test_histories_hold_what_the_model_needs() -> None:
    rows: list[Row] = [(7, BEGIN, 10.0), (7, BEGIN + timedelta(days=10), 30.0), (8, BEGIN, 5.0)]
    found = histories(orders_from_rows(rows, until=BEGIN + timedelta(days=21)))

    assert found.repeats.tolist() == [1.0, 0.0]
    assert found.last.tolist() == [10.0, 0.0]
    assert found.age.tolist() == [20.0, 20.0]
    assert found.spend[0] == 30.0
    assert math.isnan(found.spend[1])


def test_expected_purchases_agree_with_the_closed_form() -> None:
    """Fader, Hardie & Lee (2005), equation 10, with the estimates of their paper (weeks)."""
    from scipy.special import hyp2f1

    r, alpha, a, b, x, last, age, t = 0.243, 4.414, 0.793, 2.426, 2.0, 30.43, 38.86, 39.0
    model = Buying(np.log([r, alpha, a, b]), np.zeros((4, 4)), 1.0)
    one = Groups(np.array([x]), np.array([last]), np.array([age]), np.ones(1), np.zeros(1, dtype=np.int64))

    found, present = expected_purchases(model, one, t)

    upper = (a + b + x - 1) / (a - 1)
    shape = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    upper *= 1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * shape
    lower = 1 + a / (b + x - 1) * ((alpha + age) / (alpha + last)) ** (r + x)
    assert found[0] == pytest.approx(upper / lower, rel=2e-3)
    assert found[0] == pytest.approx(1.226, abs=0.005)  # as the paper has it
    assert present[0] == pytest.approx(1 / lower, rel=1e-9)


def test_the_model_finds_back_what_made_the_orders() -> None:
    rng = np.random.default_rng(1)
    r, alpha, a, b, count, span = 0.8, 60.0, 1.2, 3.0, 6000, 400.0
    rates, leaves = rng.gamma(r, 1 / alpha, count), rng.beta(a, b, count)
    repeats, last = np.zeros(count), np.zeros(count)
    for at in range(count):
        day = rng.exponential(1 / rates[at])
        while day < span:
            repeats[at], last[at] = repeats[at] + 1, day
            if rng.random() < leaves[at]:
                break
            day += rng.exponential(1 / rates[at])
    _, group = np.unique(np.arange(count), return_inverse=True)
    model = fit_buying(Groups(repeats, last, np.full(count, span), np.ones(count), group))

    truth = float(np.mean(repeats))
    said = float(expected_purchases(model, newcomer(), span)[0][0])
    assert said == pytest.approx(truth, rel=0.02)
    assert float(np.exp(model.logs[1]) * model.scale) == pytest.approx(alpha, rel=0.25)


def test_customers_of_one_history_are_counted_together_without_loss(orders: Orders) -> None:
    every = histories(orders)
    groups = grouped(every)

    assert groups.count.sum() == orders.customers
    assert np.array_equal(groups.repeats[groups.group], every.repeats)


def test_more_days_bring_more_purchases_and_lead_to_higher_worth(fitted: Fitted) -> None:
    sums, worths = [], []
    for days in (30, 90, 180, 365):
        found = lifetime(fitted, days=days)
        assert isinstance(found, Lifetime)
        sums.append(found.purchases[1])
        worth = newcomer_worth(fitted, days)
        assert worth is not None
        worths.append(worth[1])
    assert sums == sorted(sums)
    assert worths == sorted(worths)


def test_who_came_often_and_lately_is_expected_most(orders: Orders, known: Lifetime) -> None:
    every = histories(orders)
    idle = every.age - every.last
    best, worst = int(np.argmax(known.each)), int(np.argmin(known.each))

    assert every.repeats[best] > np.mean(every.repeats)
    assert idle[best] < np.median(idle) < idle[worst]
    assert ((known.present >= 0) & (known.present <= 1)).all()
    assert known.each.sum() == pytest.approx(known.purchases[1], rel=1e-9)


def test_the_forecast_meets_what_came() -> None:
    rows = list(shop(customers=1500, days=720, seed=9))
    cut = BEGIN + timedelta(days=480)
    found = lifetime(orders_from_rows(rows, until=cut), days=240)
    seen = {customer for customer, day, _ in rows if day < cut}
    came = sum(customer in seen and day >= cut for customer, day, _ in rows)

    assert isinstance(found, Lifetime)
    assert found.purchases[0] <= came <= found.purchases[2]


def test_money_in_another_currency_only_changes_the_scale() -> None:
    rows = list(shop())
    plain = fit(orders_from_rows(rows))
    dear = fit(orders_from_rows((customer, day, 1000 * (value or 0)) for customer, day, value in rows))
    assert isinstance(plain, Fitted)
    assert isinstance(dear, Fitted)
    one, other = newcomer_worth(plain, 180), newcomer_worth(dear, 180)
    assert one is not None
    assert other is not None
    assert other[1] / one[1] == pytest.approx(1000, rel=1e-3)


def test_discount_lowers_and_margin_scales_a_newcomer(fitted: Fitted) -> None:
    full, later = newcomer_worth(fitted, 365), newcomer_worth(fitted, 365, discount=0.5)
    half = newcomer_worth(fitted, 365, margin=0.5)
    assert full is not None
    assert later is not None
    assert half is not None
    assert later[1] < full[1]
    assert half[1] == pytest.approx(full[1] / 2)


def test_spend_is_drawn_towards_all_and_least_where_much_is_known(orders: Orders) -> None:
    every = histories(orders)
    law = fit_spending(every)
    assert law is not None
    spend = expected_spend(law, every)
    once, often = every.valued == 1, every.valued >= 4
    middle = spend[every.valued == 0][0]
    pulled = np.abs(spend - middle) / np.maximum(np.abs(every.spend - middle), 1e-9)
    assert np.median(pulled[often]) > np.median(pulled[once])


def test_cohorts_leave_open_what_is_not_over() -> None:
    rows: list[Row] = [(1, date(2024, 1, 5), 1.0), (1, date(2024, 2, 7), 1.0), (2, date(2024, 1, 9), 1.0)]
    rows += [(3, date(2024, 2, 2), 1.0)]
    found = cohorts(orders_from_rows(rows, until=date(2024, 3, 15)))

    assert isinstance(found, Cohorts)
    assert found.months == (date(2024, 1, 1), date(2024, 2, 1))
    assert found.customers == (2, 1)
    assert found.active[0].tolist() == [1.0, 0.5]
    assert found.active[1][0] == 1.0
    assert math.isnan(found.active[1][1])  # March is not over: unknown, not zero


def test_repeat_rate_counts_only_those_whose_days_are_over() -> None:
    rows: list[Row] = [(at, BEGIN, 9.0) for at in range(40)]
    rows += [(at, BEGIN + timedelta(days=50), 9.0) for at in range(10)]
    rows += [(at, BEGIN + timedelta(days=150), 9.0) for at in range(10, 20)]  # too late to count
    rows += [(at, BEGIN + timedelta(days=190), 9.0) for at in range(100, 140)]  # too young to count
    found = repeat_rate(orders_from_rows(rows), days=90)

    assert isinstance(found, RepeatRate)
    assert (found.share, found.customers) == (0.25, 40)
    assert found.low < 0.25 < found.high
    assert isinstance(repeat_rate(orders_from_rows(rows[:10])), Unknown)


def test_pay_back_waits_for_a_margin(fitted: Fitted) -> None:
    found = earning_back(fitted, cac=20.0, margin=None)

    assert isinstance(found, Unknown)
    assert found.why is Why.NOT_REPORTED


def test_dearer_customers_pay_back_later(fitted: Fitted) -> None:
    months = []
    for cac in (1.0, 30.0, 45.0, 60.0):
        found = earning_back(fitted, cac=cac, margin=0.5)
        assert isinstance(found, EarnedBack)
        months.append(math.inf if found.expected is None else found.expected)
        ends = [math.inf if each is None else each for each in (found.earliest, found.expected, found.latest)]
        assert ends == sorted(ends)
    assert months == sorted(months)
    assert months[0] == 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(1, BEGIN, 5.0)],
        [(at, BEGIN, 5.0) for at in range(500)],
        [(at, BEGIN + timedelta(days=at), 5.0) for at in range(99)],
        [(1, BEGIN + timedelta(days=at), 5.0) for at in range(500)],
        [(at % 200, BEGIN, -5.0) for at in range(400)],
    ],
    ids=["none", "one", "nobody came back", "99 customers", "one customer", "only refunds"],
)
def test_too_little_is_unknown(rows: list[Row]) -> None:
    found = orders_from_rows(rows)

    assert isinstance(lifetime(found), Unknown)
    assert not isinstance(cohorts(found), float)
    repeat_rate(found)


def test_subscriptions_are_no_habit() -> None:
    monthly = [
        (at, BEGIN + timedelta(days=at % 60 + 30 * visit), 9.0) for at in range(150) for visit in range(9)
    ]
    found = fit(orders_from_rows(monthly))

    assert isinstance(found, Unknown)
    assert found.why is Why.NOT_SUPPORTED
    assert "every 30 days, as subscriptions do" in found.because
    free = [(at + 1000, day, value) for at, day, value in shop(days=330)]
    mixed = fit(orders_from_rows([*monthly[:600], *free]))
    assert isinstance(mixed, Fitted)
    assert any("subscriptions" in note for note in mixed.notes)


def test_a_young_shop_cannot_look_a_year_ahead(orders: Orders) -> None:
    young = orders.until(orders.day.min() + 100)
    found = lifetime(young, days=365)

    assert isinstance(found, Unknown)


ODD: dict[str, list[Row]] = {
    "all at once": [(at % 150, BEGIN + timedelta(days=40 * (at // 150)), 5.0) for at in range(600)],
    "ten thousand weeks": [
        (at % 150, BEGIN + timedelta(days=7 * (at % 150) + 20_000 * (at // 150)), 5.0) for at in range(450)
    ],
    "huge and tiny": [(at % 150, BEGIN + timedelta(days=at), 10.0 ** (at % 25 - 9)) for at in range(600)],
    "no values": [(at % 150, BEGIN + timedelta(days=at), None) for at in range(600)],
    "not numbers": [
        (at % 150, BEGIN + timedelta(days=at), [math.nan, math.inf][at % 2]) for at in range(600)
    ],
    "all free": [(at % 150, BEGIN + timedelta(days=at + at % 11), 0.0) for at in range(600)],
    "first free": [(at % 150, BEGIN + timedelta(days=at + at % 11), float(at // 150)) for at in range(600)],
    "every day": [(at % 120, BEGIN + timedelta(days=at // 120), 3.0) for at in range(12_000)],
    "stopped half-way": [
        (at % 150, BEGIN + timedelta(days=at // 5 + (0 if at < 600 else 900)), 8.0) for at in range(601)
    ],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_orders_are_answered(name: str) -> None:
    orders = orders_from_rows(ODD[name])
    for days in (1, 90, 365):
        found = lifetime(orders, days=days)
        if isinstance(found, Unknown):
            assert found.because
            continue
        assert np.isfinite(found.purchases).all()
        assert 0 <= found.purchases[0] <= found.purchases[1] <= found.purchases[2]
        says(found.verdict, "Shop")
        says(found.newcomer_verdict, "Shop")
    known = fit(orders)
    if isinstance(known, Fitted):
        earning_back(known, cac=10.0, margin=0.4)
    cohorts(orders)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 150),
            st.integers(0, 900).map(lambda day: BEGIN + timedelta(days=day)),
            st.one_of(st.none(), st.floats(-10, 1e9)),
        ),
        max_size=600,
    )
)
def test_any_orders_are_answered(rows: list[Row]) -> None:
    orders = orders_from_rows(rows)
    found = lifetime(orders, days=90)
    assert isinstance(found, Unknown) or found.purchases[0] <= found.purchases[1]
    told = cohorts(orders)
    if isinstance(told, Cohorts):
        known = told.active[np.isfinite(told.active)]
        assert ((known >= 0) & (known <= 1)).all()
    if orders.customers:
        assert len(first_orders(orders)[0]) == orders.customers


def test_the_shift_is_bounded_and_the_error_told(known: Lifetime) -> None:
    assert abs(known.looked_back.shift) <= MOST_SHIFT
    assert len(known.looked_back.misses) == 3
    assert known.error > 0.1


def test_what_is_said_of_customers(fitted: Fitted, known: Lifetime, orders: Orders) -> None:
    rate = repeat_rate(orders)
    assert isinstance(rate, RepeatRate)
    margin = lifetime(fitted, days=365, margin=0.4)
    assert isinstance(margin, Lifetime)
    paid = [earning_back(fitted, cac=cac, margin=0.4) for cac in (5.0, 26.0, 30.0, 45.0, 400.0)]
    told = [
        says(known.verdict, "Tea shop"),
        says(known.newcomer_verdict, "Tea shop"),
        says(margin.newcomer_verdict, "Tea shop"),
        says(rate.verdict, "Tea shop"),
        *(says(each.verdict, "Tea shop") for each in paid if isinstance(each, EarnedBack)),
    ]
    assert all(words_in(each) <= 31 for each in told), [each for each in told if words_in(each) > 31]
    assert told[0].startswith("Tea shop: the 400 customers so far will buy about ")
    assert "asked three times in the past, this forecast missed by" in told[0]
    assert "€" in told[1]
    assert "the most to pay for one" in told[2]
    assert "buy again within 90 days" in told[3]
    assert "first order alone pays back the €5" in told[4]
    assert "not earned back within" in told[-1]
