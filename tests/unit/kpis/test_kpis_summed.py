"""What was asked before never changes an answer: cells are kept with their relation and asked again."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.kpis.ask import Ask
from milepost.kpis.catalogue import kpi
from milepost.kpis.engine import engine
from milepost.kpis.measure import measure
from milepost.kpis.measured import Measured
from milepost.period import Grain, Period

MON = date(2026, 3, 2)
SPAN = Period(MON, MON + timedelta(days=70))
KPIS = ("sessions", "engaged_sessions", "bounce_rate", "likes", "share_rate", "ctr")

QUESTIONS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(KPIS), min_size=1, max_size=3, unique=True),
        st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.TOTAL]),
        st.sampled_from([(), ("channel",)]),
        st.sampled_from([{}, {"channel": ("instagram",)}]),
        st.sampled_from([None, MON + timedelta(days=40)]),
    ),
    min_size=2,
    max_size=6,
)


def _figures(found: Measured) -> list[Any]:
    return [
        (
            block.kpi.id,
            list(block.keys),
            block.gaps.tolist(),
            np.where(block.gaps == 0, block.over, np.nan).tolist(),
        )
        for block in found.blocks
    ]


@given(questions=QUESTIONS)
@settings(max_examples=20, deadline=None)
def test_a_question_is_answered_alike_whatever_was_asked_before(questions: Any, facts: Any) -> None:
    files = _files(facts)
    asks = [
        ([kpi(name) for name in names], Ask(SPAN, grain, split=split, where=where, as_of=day))
        for names, grain, split, where, day in questions
    ]
    one_after_the_other = [_figures(measure(kpis, [files], ask)) for kpis, ask in asks]

    for (kpis, ask), told in zip(asks, one_after_the_other, strict=True):
        with engine() as running:
            running.forget()
        np.testing.assert_equal(_figures(measure(kpis, [files], ask)), told)


def test_what_is_asked_again_is_summed_once(facts: Any) -> None:
    files = _files(facts)
    with engine() as running:
        running.forget()
        measure([kpi("likes"), kpi("share_rate")], [files], Ask(SPAN, Grain.WEEK))
        asked: list[str] = []
        summed, running.columns = running.columns, lambda query: asked.append(query) or summed(query)  # type: ignore[method-assign,func-returns-value]
        try:
            measure([kpi("likes")], [files], Ask(SPAN, Grain.WEEK, where={"channel": ("instagram",)}))
        finally:
            del running.columns  # type: ignore[misc]
    assert asked == []


_WRITTEN: list[Any] = []


def _files(facts: Any) -> Any:
    """Days of two channels and a week told as one: written once, as nobody changes them."""
    if not _WRITTEN:
        social = [
            {
                "channel": channel,
                "day": MON + timedelta(days=at),
                "likes": 3 * at + len(channel),
                "shares": at % 5,
                "impressions": 100 + at,
                "link_clicks": at % 7,
            }
            for at in range(60)
            for channel in ("instagram", "x")
            if (at, channel) != (20, "x")
        ]
        web = [
            {"day": MON + timedelta(days=at), "sessions": 40 + at, "engaged_sessions": 20 + at % 9}
            for at in range(49)
        ]
        week = {"day": MON + timedelta(days=49), "days": 7, "sessions": 400, "engaged_sessions": 210}
        _WRITTEN.append(facts({"account_day": social, "web_day": [*web, week]}))
    return _WRITTEN[0]
