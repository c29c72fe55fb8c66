"""A sentence that Milepost offers is read back as what it says, for every KPI of the catalogue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit
from milepost.goals.rewriting import NEVER_OFFERED, Wanted, sentence_of
from milepost.goals.sentence import read_sentence
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form

DEADLINE = date(2027, 2, 20)
FAMILY = {"email_list_size": "email_subscribers", "follows": "followers", "revenue_from_social": "revenue"}
"""What is read as another member of its family, which drafting then measures by the one meant."""
OFFERED = sorted(set(catalogue()) - NEVER_OFFERED)
TARGETS = {Unit.SHARE: 0.052, Unit.MONEY: 1250.0, Unit.SECONDS: 34.0, Unit.RATIO: 3.4, Unit.COUNT: 1240.0}
AMOUNTS = {Unit.SHARE: 5.2, Unit.MONEY: 1250.0, Unit.SECONDS: 34.0, Unit.RATIO: 3.4, Unit.COUNT: 1240.0}


def wanted(name: str, target: float | None = None, channel: tuple[str, ...] = ()) -> Wanted:
    kpi = catalogue()[name]
    kind = "total" if kpi.form is Form.TOTAL else "level"
    value = TARGETS[kpi.unit] if target is None else target
    now = value * (0.8 if kpi.better == "higher" else 1.2)
    return Wanted(name, kind, kpi.unit, value, now, DEADLINE, channel, currency="EUR")


@pytest.mark.parametrize("name", OFFERED)
def test_an_offered_sentence_reads_back(name: str) -> None:
    reading = read_sentence(sentence_of(wanted(name)))
    assert reading.metric == FAMILY.get(name, name)
    assert reading.amount == pytest.approx(AMOUNTS[catalogue()[name].unit])
    assert (reading.deadline_kind, reading.deadline) == ("date", "2027-02-20")
    assert reading.lang == "en"


@pytest.mark.parametrize("channel", ["instagram", "linkedin", "youtube", "tiktok", "social", "email"])
def test_the_channel_reads_back(channel: str) -> None:
    assert read_sentence(sentence_of(wanted("link_clicks", channel=(channel,)))).channel == (channel,)


@given(st.floats(1, 9e8))
def test_an_amount_is_written_to_three_digits(target: float) -> None:
    amount = read_sentence(sentence_of(wanted("leads", target=target))).amount
    assert amount == pytest.approx(target, rel=0.03)


def test_a_standing_target_says_its_period() -> None:
    one = Wanted("orders", "per_period", Unit.COUNT, 265, 250, None, per="month")
    assert sentence_of(one) == "Generate 265 orders per month."
    assert sentence_of(wanted("cost_per_lead")) == "Reduce cost per lead to 1,250 EUR by 20 February 2027."
