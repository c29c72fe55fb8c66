"""OKRs as teams keep them, read into drafts of goals: nothing is lost, nothing is guessed."""

# ruff: noqa: E501 - each example on its line

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.kpis.catalogue import catalogue
from milepost.plan.document import GoalText
from milepost.plan.names import names
from milepost.plan.okr.drafting import Drafted, Surroundings, draft_plan, kind_of
from milepost.plan.okr.markdown import read_markdown
from milepost.plan.okr.result import KeyResult, Objective, Okrs, ends_of, field_of
from milepost.plan.okr.tables import results_of_rows
from milepost.plan.okr.trees import read_tree_of_okrs
from milepost.plan.yaml_text import read_tree

NAMES = names({name: kpi.unit.value for name, kpi in catalogue().items()})
AROUND = Surroundings(NAMES, {}, "EUR", date(2027, 1, 4), "okrs.md")
TEXT = """# Marketing OKRs Q1 2027

## Objective 1: Be known in the north
**Owner:** Mira

- **KR 1.1:** Increase Instagram followers from 4,000 to 6,000 - Target: 6,000 | Status: ok
- KR 1.2: Publish 36 posts

### O2: Turn visitors into leads
Some prose that says nothing of it.
- KR1: Generate 300 qualified leads
    - _Owner:_ Jo
    - _Current:_ 120

## Sell more online

### Key results

- Reach [60,000 EUR](https://example.org) revenue
- [x] Orders

| Key Result | Target | Current | Owner |
|---|---|---|---|
| **Conversion rate** | 3% | 1.8% | Ann |

```
- KR9: a template
```
"""


def test_markdown_gives_its_objectives_and_key_results() -> None:
    okrs = read_markdown(TEXT)
    assert okrs.objectives == (
        Objective("Be known in the north", "Mira"),
        Objective("Turn visitors into leads"),
        Objective("Sell more online"),
    )
    first, second, third, fourth, fifth, sixth = okrs.results
    assert (first.text, first.target, first.where) == (
        "Increase Instagram followers from 4,000 to 6,000", "6,000", "line 6",
    )  # fmt: skip
    assert second.text == "Publish 36 posts"
    assert (third.objective, third.owner, third.current) == ("Turn visitors into leads", "Jo", "120")
    assert (fourth.text, fourth.objective) == ("Reach 60,000 EUR revenue", "Sell more online")
    assert fifth.text == "Orders"
    assert (sixth.text, sixth.target, sixth.owner) == ("Conversion rate", "3%", "Ann")
    assert {one.ends for one in okrs.results} == {date(2027, 3, 31)}


@pytest.mark.parametrize(
    ("text", "objective", "results"),
    [
        ("**Objective:** A\n- KR1: x\n", "A", ["x"]),
        ("**Objective 1**\n- KR 1: x\n- KR 2: y", "Objective 1", ["x", "y"]),
        ("### Ziel 2: A\n* Schlüsselergebnis 1: x\n", "A", ["x"]),
        ("## Objetivo O1\n\nVender más\n\n### KR\n\n1. x\n2. y\n", "Vender más", ["x", "y"]),
        ("### Objectif 1 : A\n- Résultat clé 1 : x\n", "A", ["x"]),
        ("O1: A\nKR 1.1 - x\nKR 1.2 - y\n", "A", ["x", "y"]),
        ("## Objective: A\n- x\n  - how\n- [ ] y\n- ~~z~~\n", "A", ["x", "y", "~~z~~"]),
        ("1. Objective: A\n   1. x\n   2. y\n", "A", ["x", "y"]),
        ("## Objective: A\n- why it matters\n\n- KR1: x\n", "A", ["x"]),
        ("# Grow\n## Key Results\n- x\n", "Grow", ["x"]),
        ("**Annual Objective:** A\n\n**Annual Key Result:** x\n", "A", ["x"]),
        ("1. Objective: A\n   - Key Result 1: x\n   - Key Result 2: y\n", "A", ["x", "y"]),
        ("## Ziel: A\n- Kernergebnis 1: x\n- KR1.2 y\n- KR 3 – z\n", "A", ["x", "y", "z"]),
    ],
)
def test_headings_bullets_and_languages(text: str, objective: str, results: list[str]) -> None:
    okrs = read_markdown(text)
    assert [one.text for one in okrs.results] == results
    assert {one.objective for one in okrs.results} == {objective}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Q3 2026", date(2026, 9, 30)),
        ("2026 Q1", date(2026, 3, 31)),
        ("OKRs Q4/26", date(2026, 12, 31)),
        ("H1 2027", date(2027, 6, 30)),
        ("FY 2027", date(2027, 12, 31)),
        ("T2 2027", date(2027, 6, 30)),
        ("Q3", None),
        ("updated 2026-03-04", None),
    ],
)
def test_a_heading_names_its_period(text: str, day: date | None) -> None:
    assert ends_of(text) == day


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Key Result", "key_result"), ("keyResults", "key_result"), ("Startwert", "start"), ("Échéance", "due"),
        ("Valor objetivo", "target"), ("Current Value", "current"), ("Progress (%)", None), ("Status", "passed_over"),
    ],
)  # fmt: skip
def test_headings_of_columns(heading: str, name: str | None) -> None:
    assert field_of(heading) == name or (name is None and field_of(heading) is None)


def rows(*lines: str) -> Okrs:
    return results_of_rows([(n, line.split("|")) for n, line in enumerate(lines, 1)], lambda n: f"row {n}")


def test_a_table_carries_its_objective_down() -> None:
    okrs = rows(
        "OKRs 2027", "Objective|Key Result|Owner|Target|Due", "A|x|Ann|5|2027-03-31", "|y|Ben|6|", "B|z|||"
    )
    assert [(r.objective, r.text, r.owner, r.target, r.where) for r in okrs.results] == [
        ("A", "x", "Ann", "5", "row 3"), ("A", "y", "Ben", "6", "row 4"), ("B", "z", "", "", "row 5"),
    ]  # fmt: skip


def test_a_table_of_typed_rows_and_one_of_numbered_columns() -> None:
    typed = rows("Type|Title|Owner|Target", "Objective|A|Mira|", "Key Result|x|Jo|5")
    assert typed.objectives == (Objective("A", "Mira"),)
    assert [(r.objective, r.text, r.target) for r in typed.results] == [("A", "x", "5")]
    wide = rows("Objective|Key Result 1|KR1 Target|Key Result 2|KR2 Target", "A|x|5|y|6")
    assert [(r.text, r.target) for r in wide.results] == [("x", "5"), ("y", "6")]


def test_a_column_called_goal_beside_what_is_measured_is_the_target() -> None:
    (goal,) = (
        draft(
            rows("Objetivo|Resultado clave|Actual|Meta|Fecha límite", "A|Pedidos|450|900|31.12.2027")
        ).document.goals
        or ()
    )
    assert (goal.kpi, goal.target) == ("orders", 900)
    (other,) = rows("Goal|KPI|Target|Due", "Sell more|Orders|900|2027-12-31").results
    assert (other.text, other.metric, other.target) == ("Sell more", "Orders", "900")


def test_a_sheet_of_goals_needs_no_objectives() -> None:
    okrs = rows("KPI|Baseline|Target|Deadline|Channel", "Followers|4000|6000|2027-06-30|Instagram")
    (goal,) = draft(okrs).document.goals or ()
    assert (goal.kpi, goal.target, goal.deadline, goal.channel) == (
        "followers",
        6000,
        date(2027, 6, 30),
        ("instagram",),
    )
    assert goal.sentence is None
    assert goal.baseline == "start 4000, as stated in okrs.md"


def test_a_table_of_something_else_holds_no_goals() -> None:
    assert rows("date|sessions|clicks", "2027-01-01|5|6").results == ()


@pytest.mark.parametrize(
    "text",
    [
        "okrs:\n- objective: A\n  quarter: Q1 2027\n  key_results:\n  - kr: x\n    target: 5\n",
        '[{"title": "A", "endDate": "x", "period": "Q1 2027", "keyResults": [{"title": "x", "targetValue": 5}]}]',
        "team:\n  name: T\n  list:\n    - title: A\n      period: Q1 2027\n      krs: [{description: x, target: 5}]\n",
    ],
)
def test_trees_of_tools(text: str) -> None:
    tree = read_tree(text.encode(), "x")
    (result,) = read_tree_of_okrs(tree.value, tree.lines).results
    assert (result.objective, result.text, result.target) == ("A", "x", "5")
    assert result.ends == date(2027, 3, 31)


@pytest.mark.parametrize("key", ["results", "children", "items"])
def test_lists_below_a_title_are_its_key_results(key: str) -> None:
    text = f'{{"list": [{{"name": "A", "{key}": [{{"name": "x", "targetValue": 5}}, "y"]}}]}}'
    tree = read_tree(text.encode(), "x")
    found = read_tree_of_okrs(tree.value, tree.lines).results
    assert [(result.objective, result.text) for result in found] == [("A", "x"), ("A", "y")]


def test_a_list_of_sentences_is_a_list_of_key_results() -> None:
    tree = read_tree(b'["Get 300 leads", "Get more likes."]', "x")
    found = read_tree_of_okrs(tree.value, tree.lines).results
    assert [result.text for result in found] == ["Get 300 leads", "Get more likes."]


def draft(okrs: Okrs, **more: object) -> Drafted:
    from dataclasses import replace

    return draft_plan(okrs, replace(AROUND, **more))  # type: ignore[arg-type]


def one(text: str, **more: str) -> tuple[GoalText | None, list[str]]:
    drafted = draft(Okrs((), (KeyResult(text, "line 1").with_fields(more),)))
    goals = drafted.document.goals or ()
    return (goals[0] if goals else None), [problem.what for problem in drafted.problems]


def test_a_key_result_becomes_a_goal_with_what_stands_beside_it() -> None:
    goal, problems = one("Generate 300 qualified leads", owner="Jo", due="31.03.2027", current="120")
    assert problems == []
    assert goal == GoalText(
        sentence="Generate 300 qualified leads.", owner="Jo", deadline=date(2027, 3, 31),
        baseline="now 120, as stated in okrs.md",
    )  # fmt: skip


def test_the_words_of_a_key_result_are_nearer_than_its_heading() -> None:
    okrs = Okrs((), (KeyResult("Get 300 leads by 30 June 2027", "line 1", ends=date(2027, 3, 31)),))
    (goal,) = draft(okrs).document.goals or ()
    assert goal.deadline is None


def test_a_goal_without_a_day_is_asked_or_given_one() -> None:
    okrs = Okrs((), (KeyResult("Generate 300 qualified leads", "line 1"),))
    assert "by when" in draft(okrs).problems[0].what
    given_one = draft(okrs, until=date(2027, 6, 30))
    assert given_one.problems == ()
    assert (given_one.document.goals or ())[0].deadline == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [
        ("Publish 36 posts", {}, "work to be done"),
        ("Be loved by everybody", {}, "names nothing that can be counted"),
        ("Increase leads", {}, "No amount"),
        ("Revenue", {"target": "1,200"}, "can be 1200 or 1.200"),
        ("~~Get 300 leads~~", {}, "crossed out"),
        ("Leads", {"target": "lots"}, "cannot be read"),
    ],
)
def test_what_is_no_goal_is_left_out_with_the_reason(text: str, more: dict[str, str], says: str) -> None:
    okrs = Okrs((Objective("A"),), (KeyResult(text, "line 7", "A").with_fields(more),))
    drafted = draft(okrs, until=date(2027, 6, 30))
    assert (drafted.read, drafted.taken, drafted.left_out) == (1, 0, 1)
    (problem,) = drafted.problems
    assert says in problem.what
    assert any(says in note and text in note for note in drafted.document.notes["goals"])


@pytest.mark.parametrize(
    ("said", "target", "asked"),
    [
        ("8.000", 8000, True), ("8,000", 8000, True), ("12.500.000", 12_500_000, False), ("8k", 8000, False),
        ("1,2 Mio.", 1_200_000, False), ("1.5K", 1500, False), ("8 000", 8000, False), ("800", 800, False),
    ],
)  # fmt: skip
def test_what_is_counted_has_no_fractions(said: str, target: int, asked: bool) -> None:
    goal, problems = one("Sessions", target=said, due="2027-03-31")
    assert goal is not None
    assert (goal.kpi, goal.target) == ("sessions", target)
    assert any(f"was read as {target}" in problem for problem in problems) == asked


def test_a_column_that_names_the_metric_says_more_than_the_title() -> None:
    goal, _ = one("Conversion", metric="Conversion rate", target="2", unit="Percent", due="2027-03-31")
    assert goal is not None
    assert (goal.kpi, goal.target) == ("conversion_rate", "2%")


def test_a_share_of_what_is_counted_is_no_figure_to_reach() -> None:
    goal, (problem,) = one("Sessions", target="2", unit="%", due="2027-03-31")
    assert goal is None
    assert "is a share, and this KPI is not" in problem


def test_a_past_period_and_an_ambiguous_day_are_asked() -> None:
    past = draft(Okrs((), (KeyResult("Get 300 leads", "line 1", ends=date(2026, 3, 31)),)))
    assert "lies in the past" in past.problems[0].what
    _, problems = one("Get 300 leads", due="03/04/2027")
    assert any("by when" in problem for problem in problems)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Mehr Umsatz in Österreich", "revenue_growth"),
        ("Grow brand awareness", "brand_positioning"),
        ("Fidéliser nos clients", "customer_retention"),
        ("More leads and more revenue", None),
        ("Become excellent", None),
        ("Undersell nobody", None),
    ],
)
def test_a_kind_is_only_guessed_where_the_words_say_it(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_an_objective_of_no_known_kind_is_asked() -> None:
    document = draft(Okrs((Objective("Become excellent"),), ())).document
    assert document.parts["objectives"][0].value.kind == "own"
    assert "which kind" in document.notes["objectives[0]"][0]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_text_breaks_the_reader_and_every_result_is_counted(lines: list[str]) -> None:
    drafted = draft(
        read_markdown("\n".join(["# Objective: A", *(f"- KR1: {line}" for line in lines), *lines]))
    )
    assert drafted.read == drafted.taken + drafted.left_out
