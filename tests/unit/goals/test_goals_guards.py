"""Second targets that limit a goal: what they say, and that they stay no goals of their own."""

import pytest

from milepost.goals.sentence import as_json, read_sentence
from milepost.reports.reading_words import reading_lines

OPENED = ("email_open_rate", "keep", 38, "percent")
AT_LEAST = ("email_open_rate", "at_least", 30, "percent")
SPENT = ("ad_spend", "at_most", None, None)
KEPT = ("engagement_rate", "keep", None, None)
PAID = ("cost_per_lead", "at_most", 5, "EUR")


@pytest.mark.parametrize(
    ("text", "metric", "guard"),
    [
        ("Win 800 MQLs at $40 CPL by Q4", "qualified_leads", ("cost_per_lead", "at_most", 40, "USD")),
        ("Get 100 leads a month with CPL under $30", "leads", ("cost_per_lead", "at_most", 30, "USD")),
        ("Increase sales by 15% without raising ad spend", "revenue", SPENT),
        ("Double the list, keeping a 38% open rate", "email_subscribers", OPENED),
        ("While keeping CPL under $30, get 100 leads", "leads", ("cost_per_lead", "at_most", 30, "USD")),
        ("Grow revenue by 12% with ROAS not below 3", "revenue", ("roas", "at_least", 3, None)),
        ("A list of 5,000 with an open rate of at least 30%", "email_subscribers", AT_LEAST),
        ("Get 50 sales with a budget of $500", "orders", ("ad_spend", "at_most", 500, "USD")),
        ("500 Leads im Monat bei einem CPL von höchstens 5 Euro", "leads", PAID),
        ("Umsatz um 10 % steigern, ohne die Werbekosten zu erhöhen", "revenue", SPENT),
        ("Reichweite verdoppeln bei gleichbleibender Engagement-Rate", "reach", KEPT),
        ("Conseguir 200 leads con un CPL de máximo 5 euros", "leads", PAID),
        ("Aumentar los leads un 20% sin aumentar el gasto publicitario", "leads", SPENT),
        ("Doubler la liste tout en gardant un taux d'ouverture de 38 %", "email_subscribers", OPENED),
        ("Plus de ventes sans augmenter les dépenses publicitaires", "revenue", SPENT),
    ],
)  # fmt: skip
def test_a_constraint_is_a_guard_of_the_goal(
    text: str, metric: str, guard: tuple[str, str, float | None, str | None]
) -> None:
    read = read_sentence(text)
    assert read.metric == metric
    assert [(g.metric, g.relation, g.amount, g.unit) for g in read.guards] == [guard]
    assert read.offered == ()
    assert all(g.text and g.text in text for g in read.guards)


@pytest.mark.parametrize(
    "text",
    [
        "Increase followers by 10% while generating 50 leads",
        "Gain 200 TikTok followers and 40 trial signups in May",
        "Increase conversions by 10% and reduce churn by 5% this quarter",
        "Leads um 10 % und Umsatz um 5 % steigern",
    ],
)
def test_a_second_goal_is_no_guard(text: str) -> None:
    read = read_sentence(text)
    assert read.guards == ()
    assert "multiple_goals" in read.problems


def test_what_is_said_of_each_is_a_guard_and_no_second_target() -> None:
    read = read_sentence("12 neue Kunden, jeder mit einem Customer Lifetime Value von 700 CHF")
    assert "multiple_goals" not in read.problems


def test_a_guard_with_its_own_figure_is_tracked_apart() -> None:
    assert "multiple_goals" in read_sentence("900 MQLs at $45 CPL").problems
    assert "multiple_goals" not in read_sentence("Get 50 sales with a budget of $500").problems


def test_a_guard_is_written_and_asked_about() -> None:
    read = read_sentence("Win 800 MQLs at $40 CPL by Q4")
    assert as_json(read)["guards"] == [
        {"metric": "cost_per_lead", "relation": "at_most", "amount": 40, "unit": "USD", "text": "at $40 CPL"}
    ]
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in reading_lines(read)]
    assert "  guard: cost per lead at most 40 USD" in lines
    assert "  ? Is “at $40 CPL” a limit to keep? It is read as one, not as a second goal." in lines
