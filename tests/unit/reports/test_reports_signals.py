"""What change, standing, limits, leads, worth and benchmarks say, read as a marketer reads it."""

from datetime import date

import pytest

from milepost.amount import Unit
from milepost.judgement.baseline import Baseline
from milepost.judgement.benchmark import Benchmark, Comparison, Definition, Own
from milepost.judgement.change import Change, Effect
from milepost.judgement.lead import Lead
from milepost.judgement.limits import Limits
from milepost.judgement.standing import Place, Standing
from milepost.judgement.verdict import LeadVerdict, Movement, Verdict
from milepost.judgement.worth import Worth, Worthy
from milepost.reports.words.judged import says

DAY = date(2026, 4, 6)
LEADS = Lead(
    "Saves",
    3,
    LeadVerdict.LEADS,
    0.004,
    0.5,
    outcome="orders",
    weeks=104,
    share=(0.14, 0.25, 0.37),
    gain=0.18,
    visible=0.16,
)
RATE = Definition("interactions", "followers", "post")
OURS = Own(
    "engagement_rate_by_followers", RATE, "instagram", Baseline(0.004, 0.005, 0.006, 13, DAY, DAY, None)
)
THEIRS = Benchmark(
    "engagement_rate_by_followers",
    RATE,
    "instagram",
    0.008,
    0.01,
    0.013,
    "Example Institute",
    "A year of posts",
    1200,
    "accounts",
    DAY,
)

SAID: list[tuple[Verdict, str]] = [
    (
        Change(Movement.NO_CHANGE, None, (), 0.18, None).verdict,
        (
            "Orders: no lasting change in the last eight weeks; one of about 18 % would have been "
            "seen, so leave smaller ups and downs alone."
        ),
    ),
    (
        Change(Movement.NO_CHANGE, None, (), 6.1, None).verdict,
        (
            "Orders: no lasting change in the last eight weeks, but only a move to about seven times "
            "its level would show; judge it by the quarter."
        ),
    ),
    (
        Change(Movement.NO_CHANGE, None, (), None, None).verdict,
        "Orders: no lasting change in the last eight weeks against the 39 weeks before.",
    ),
    (
        Change(Movement.FALL, Effect(-0.32, -0.22, -0.11), (), 0.15, DAY).verdict,
        (
            "Orders: a new, lower level since about 6 April 2026: −22 % (−11 % to −32 %) on the 39 "
            "weeks before; look for what changed."
        ),
    ),
    (
        Change(
            Movement.RISE,
            Effect(100.0, 250.0, 400.0, relative=False),
            (),
            None,
            DAY,
            unit=Unit.MONEY,
            currency="EUR",
        ).verdict,
        (
            "Orders: a new, higher level since about 6 April 2026: by €250 (€100 to €400) on the 39 "
            "weeks before; look for what you changed."
        ),
    ),
    (
        Change(Movement.NO_CHANGE, None, (), 0.18, None).trust,
        (
            "Orders: a figure without any real change is called changed about two times in three "
            "years of weekly looks; find a cause before you act."
        ),
    ),
    (
        Limits(80, 100, 120, 26, ()).verdict,
        (
            "Orders: each of the last 26 weeks lies within its usual 80–120; ups and downs inside it "
            "need no explanation."
        ),
    ),
    (
        Limits(80, 100, 120, 26, (DAY, DAY)).verdict,
        (
            "Orders: two of the last 26 weeks lie outside the usual 80–120; look at them, but single "
            "weeks are no new level."
        ),
    ),
    (
        Standing(Place.USUAL, 104.2, 80, 120, 39).verdict,
        (
            "Orders: usual; about 104 a week over the last four, within the 80–120 of the 39 weeks "
            "before: nothing to react to."
        ),
    ),
    (
        Standing(Place.LOW, 0.021, 0.025, 0.035, 39, kind="level", unit=Unit.SHARE).verdict,
        (
            "Orders: low; about 2.1 % over the last four weeks, below the usual 2.5–3.5 % of the 39 "
            "weeks before; not yet a new level."
        ),
    ),
    (
        Standing(Place.RISING, 310, 80, 120, 39, kind="gain").verdict,
        (
            "Orders: a new, faster pace; about 310 a week over the last four, against the usual "
            "80–120 of the 39 weeks before."
        ),
    ),
    (
        LEADS.verdict,
        (
            "Orders: unexpected rises come about 21 days before rises of orders and foretell 14–37 % "
            "of its surprises, in 104 weeks; watch it first."
        ),
    ),
    (
        LEADS.trust or Verdict(""),
        (
            "Orders: learned on the earlier weeks, it foretold 18 % of the surprises of orders in the"
            " last third."
        ),
    ),
    (
        Lead(
            "Likes",
            None,
            LeadVerdict.UNPROVED,
            0.4,
            0.1,
            outcome="orders",
            weeks=60,
            share=(0, 0.01, 0.06),
            visible=0.271,
        ).verdict,
        (
            "Orders: 60 weeks do not prove that it runs ahead of orders; only a link of 27 % or more "
            "of its surprises would show."
        ),
    ),
    (
        Lead("Likes", None, LeadVerdict.UNKNOWN, None, because="Only 20 weeks are known.").verdict,
        "Orders: cannot tell, because only 20 weeks are known.",
    ),
    (
        Worth("Likes", "orders", Worthy.VANITY, None, 0.6, (0, 0.01, 0.06), 0.061, 0.15, 130).verdict,
        (
            "Orders: vanity as far as your own 130 weeks can tell; at most 6 % of the surprises of "
            "orders follow it, so do not steer by it."
        ),
    ),
    (
        Worth("Saves", "orders", Worthy.CARRIES, 3, 0.01, (0.1, 0.2, 0.3), 0.3, 0.15, 130).verdict,
        (
            "Orders: worth watching; it foretells 10–30 % of the surprises of orders about 21 days "
            "later, in 130 weeks of your own data."
        ),
    ),
    (
        Worth("Saves", "orders", Worthy.UNPROVED, None, 0.5, (0.0, 0.05, 0.2), 0.2, 0.28, 60).verdict,
        (
            "Orders: 60 weeks do not show that orders follows it; only a link of 28 % or more of its "
            "surprises would show, so keep counting."
        ),
    ),
    (
        Comparison("below", OURS, THEIRS).verdict,
        (
            "Orders: yours, 0.4–0.6 %, lies below the 0.8–1.3 % of Example Institute (1,200 accounts,"
            " 2026); an outside figure, so ask why before you aim for it."
        ),
    ),
]


@pytest.mark.parametrize(("verdict", "text"), SAID, ids=[verdict.code for verdict, _ in SAID])
def test_it_says(verdict: Verdict, text: str) -> None:
    said = says(verdict, "Orders").replace("\N{NO-BREAK SPACE}", " ")
    assert said == text
    assert len(said.split(" ")) <= 32
