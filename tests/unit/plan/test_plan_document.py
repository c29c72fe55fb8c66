"""A plan as a document: out as YAML and back the same, and every fault of a file told at its line."""

# ruff: noqa: E501 - each example on its line

import json
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.kpis.catalogue import catalogue
from milepost.plan import document_reading, yaml_writing
from milepost.plan import schema as schema_module
from milepost.plan.capacity import Capacity
from milepost.plan.document import DETAILS, GOAL_NAMES, PARTS, GoalText, GuardText, Item, Part, PlanDocument
from milepost.plan.document_reading import Reading, read_document
from milepost.plan.names import names
from milepost.plan.objective import Identity, Objective
from milepost.plan.schema import plan_schema
from milepost.plan.yaml_text import read_tree
from milepost.plan.yaml_writing import yaml_of
from milepost.workspace.plan_files.documents import schema_text

NAMES = names({name: kpi.unit.value for name, kpi in catalogue().items()})
KPIS = tuple(catalogue())
PLAN = PlanDocument(
    "Müller & Söhne",
    "EUR",
    7,
    {
        "identity": (Item("brand", Identity("Wir: alles", "", ("no", "offen")), 0),),
        "capacity": (Item("brand", Capacity(5, 12.5), 3),),
        "objectives": (Item("sell", Objective("sell", "Продажи в Австрии", "own", ("service",)), 2),),
    },
    (
        GoalText(
            id="g1",
            version=1,
            sentence="Increase leads " + "and more of them " * 12 + "by 31 March 2027.",
            kpi="leads",
            target=40,
            deadline=date(2027, 3, 31),
            guards=(GuardText("aov", at_least="20 EUR"), "bounce_rate<=55%"),
            leads=("sessions", "ctr"),
        ),
        GoalText(sentence="no"),
    ),
    {"goals[1]": ("a note: with\nlines # and signs",), "goals": ("another",)},
)


def read(text: str) -> Reading:
    return read_document(read_tree(text.encode(), "plan.yaml"), NAMES)


def faults(text: str) -> list[tuple[int | None, str, str]]:
    return [(r.line, r.path, r.finding.code) for r in read("milepost: 1\n" + text).remarks]


def test_a_document_comes_back_from_its_yaml() -> None:
    reading = read(yaml_of(PLAN, date(2027, 1, 1)))
    assert reading.remarks == ()
    assert reading.document == PLAN


def test_the_text_is_for_people() -> None:
    text = yaml_of(PLAN, date(2027, 1, 1))
    assert text.startswith("# yaml-language-server: $schema=plan.schema.json\n")
    assert "title: Продажи в Австрии" in text
    assert 'sentence: "no"' in text
    assert "deadline: 2027-03-31\n" in text
    assert "# a note: with lines # and signs\n" in text
    assert max(map(len, text.splitlines())) <= 125
    assert text == yaml_of(PLAN, date(2027, 1, 1))


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)
SHORT = st.none() | TEXTS
KPI = st.sampled_from(KPIS)
FIGURES = st.none() | st.floats(0, 1e9) | st.integers(0, 10**9) | st.just("5%") | st.just("1200 EUR")
GUARDS = st.builds(GuardText, KPI, FIGURES, FIGURES, st.just("") | TEXTS)
GOALS = st.builds(
    GoalText,
    id=st.none(),
    version=st.none() | st.integers(1, 99),
    sentence=TEXTS,
    lang=st.sampled_from([None, "de", "en"]),
    kpi=st.none() | KPI,
    channel=st.lists(TEXTS, max_size=3).map(tuple),
    target=FIGURES,
    per=st.sampled_from([None, "week", "month"]),
    deadline=st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    owner=SHORT,
    leads=st.lists(KPI, max_size=3).map(tuple),
    guards=st.lists(GUARDS, max_size=2).map(tuple),
    budget=FIGURES,
    hours=st.none() | st.floats(0, 100),
    baseline=SHORT,
)
TITLES = st.lists(TEXTS.filter(lambda t: bool(t.strip())), max_size=3, unique=True)


@st.composite
def documents(draw: st.DrawFn) -> PlanDocument:
    listed = tuple(
        Item(
            f"o{n}",
            Objective(f"o{n}", title, "own", ("service",), draw(st.just("") | TEXTS)),
            draw(st.integers(1, 9)),
        )
        for n, title in enumerate(draw(TITLES))
    )
    identity = Identity(
        draw(st.just("") | TEXTS), draw(st.just("") | TEXTS), tuple(draw(st.lists(TEXTS, max_size=3)))
    )
    parts = {"identity": (Item("brand", identity, 1),), "objectives": listed}
    return PlanDocument(
        draw(TEXTS), "EUR", draw(st.integers(0, 999)), parts, tuple(draw(st.lists(GOALS, max_size=3)))
    )


@given(documents())
def test_any_document_comes_back_from_its_yaml(document: PlanDocument) -> None:
    reading = read(yaml_of(document))
    assert reading.remarks == ()
    assert reading.document == document


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("goals:\n  - kpi: convesion_rate\n    target: 5%\n", (3, "goals[0].kpi", "unknown_name")),
        ("objektives: []\n", (2, "objektives", "unknown_field")),
        ("goals:\n  - sentence: x\n    ownr: me\n", (4, "goals[0].ownr", "unknown_field")),
        ("goals:\n  - sentence: x\n    guards: [{kpi: aov, at_mst: 5}]\n", (4, "goals[0].guards[0].at_mst", "unknown_field")),
        ("goals:\n  - sentence: x\n    guards: [{kpi: aof}]\n", (4, "goals[0].guards[0].kpi", "unknown_name")),
        ("goals:\n  - sentence: x\n    leads: [ctr, sesions]\n", (4, "goals[0].leads[1]", "unknown_name")),
        ("goals:\n  - sentence: x\n    deadline: 31.12.2026\n", (4, "goals[0].deadline", "not_a_day")),
        ("goals:\n  - sentence: 2026\n", (3, "goals[0].sentence", "not_text")),
        ("goals:\n  - sentence: x\n    owner: no\n    hours: many\n", (5, "goals[0].hours", "not_a_number")),
        ("goals:\n  - owner: me\n", (3, "goals[0]", "goal_of_nothing")),
        ("goals:\n  - id: g1\n    sentence: x\n  - id: g1\n    sentence: y\n", (5, "goals[1].id", "twice")),
        ("goals: x\n", (2, "goals", "not_a_list")),
        ("goals: [12]\n", (2, "goals[0]", "not_a_section")),
        ("objectives:\n  - title: A\n    kind: revenue_grwth\n", (4, "objectives[0].kind", "unknown_name")),
        ("objectives:\n  - kind: own\n", (3, "objectives[0]", "missing_field")),
        ("objectives:\n  - title: A\n    stage: convrsion\n", (4, "objectives[0].stage", "unknown_name")),
        ("objectives:\n  - title: ' '\n", (3, "objectives[0]", "refused_as")),
        ("capacity:\n  most_kpis: true\n", (3, "capacity.most_kpis", "not_whole")),
        ("capacity:\n  hours_a_week: -2\n", (2, "capacity", "refused_as")),
        ("identity: x\n", (2, "identity", "not_a_section")),
        ("brand: 12\n", (2, "brand", "not_text")),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line(text: str, fault: tuple[int, str, str]) -> None:
    assert fault in faults(text)


def test_a_name_that_is_nearly_right_is_offered() -> None:
    (remark,) = read("milepost: 1\ngoals:\n  - kpi: convesion_rate\n    target: 5%\n").remarks
    assert "Did you mean conversion_rate" in str(remark.finding.values["hint"])


@pytest.mark.parametrize("text", ["", "x", "- a\n", "goals: []\n", "milepost: 2\n", "milepost: true\n"])
def test_what_is_no_plan_is_told(text: str) -> None:
    assert not read(text).sound


def test_one_fault_does_not_hide_another_and_the_sound_goals_are_read() -> None:
    reading = read(
        "milepost: 1\ngoals:\n  - kpi: nope\n    target: 1\n  - Get 300 leads by 2027-03-31\n  - 12\n"
    )
    assert len(reading.remarks) == 2
    assert [goal.sentence for goal in reading.document.goals or ()] == ["Get 300 leads by 2027-03-31"]


def test_a_single_word_is_a_list_of_one() -> None:
    (goal,) = read("milepost: 1\ngoals:\n  - sentence: x\n    channel: instagram\n").document.goals or ()
    assert goal.channel == ("instagram",)


def test_an_objective_without_an_id_gets_one_of_its_title() -> None:
    items = read(
        "milepost: 1\nobjectives:\n  - title: Sell in Austria\n  - title: 売る\n  - title: 買う\n"
    ).document.parts
    assert [item.key for item in items["objectives"]] == ["sell_in_austria", "売る", "買う"]


def test_the_shipped_schema_is_what_the_code_says() -> None:
    from milepost.knowledge.reader import text

    assert text("plan.schema.json") == schema_text(None), "run: PYTHONPATH=src python docs/make.py"


def test_the_schema_knows_every_field_and_every_vocabulary() -> None:
    schema = plan_schema(NAMES)
    goal = schema["properties"]["goals"]["items"]
    assert set(goal["properties"]) == {f.name for f in fields(GoalText)} - {"given"}
    assert set(DETAILS) <= set(goal["properties"])
    for place in GOAL_NAMES:
        assert place.split("[")[0].split(".")[0] in goal["properties"]
    assert "conversion_rate" in json.dumps(goal["properties"]["kpi"])
    assert "conversion_rate" in json.dumps(goal["properties"]["leads"])
    assert "conversion_rate" in json.dumps(schema["$defs"]["GuardText"])
    for part in PARTS:
        section = schema["properties"][part.section]
        body = section if part.sole else section["items"]
        assert set(body["properties"]) == {f.name for f in fields(part.of)} | {"version"}
        assert body["additionalProperties"] is False
    undescribed = [
        f"{section}.{name}"
        for section, body in schema["properties"].items()
        for name, field in body.get("items", body).get("properties", {}).items()
        if "description" not in field
    ]
    assert undescribed == []


def test_what_is_written_passes_the_schema() -> None:
    tree = read_tree(yaml_of(PLAN).encode(), "x").value
    schema = plan_schema(NAMES)
    assert _wrong(tree, schema, schema) == []
    broken = {**tree, "goals": [{"sentence": "x", "kpi": "nope", "ownr": 1}]}
    assert len(_wrong(broken, schema, schema)) == 2


def _wrong(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> list[str]:
    """The parts of JSON Schema that ours uses, so that no validator has to be installed."""
    if "$ref" in schema:
        return _wrong(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in schema and "properties" not in schema:
        tried = [_wrong(value, one, root) for one in schema["anyOf"]]
        return min(tried, key=len)
    wrong = []
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "null": type(None),
        "array": list,
        "object": dict,
    }
    kind = schema.get("type")
    known = [kind] if isinstance(kind, str) else kind or []
    if known and not any(isinstance(value, kinds[one]) for one in known):
        return [f"{value!r} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{value!r} is not in the vocabulary")
    if "const" in schema and value != schema["const"]:
        wrong.append(f"{value!r} is not {schema['const']}")
    if isinstance(value, list) and "items" in schema:
        wrong += [fault for one in value for fault in _wrong(one, schema["items"], root)]
    if isinstance(value, dict) and "properties" in schema:
        wrong += [f"{name} missing" for name in schema.get("required", ()) if name not in value]
        for name, one in value.items():
            inner = schema["properties"].get(name)
            wrong += [f"{name} unknown"] if inner is None else _wrong(one, inner, root)
    return wrong


def test_a_version_is_a_number() -> None:
    assert faults("goals:\n  - sentence: x\n    version: new\n") == [(4, "goals[0].version", "not_whole")]
    assert replace(PLAN, base=None).base is None


def test_a_plan_of_thousands_is_told_and_not_read_to_the_end() -> None:
    found = faults("goals:\n" + "  - Get 300 leads by 2027-03-31\n" * 5_000)
    assert (2, "goals", "too_many_items") in found
    names = "".join(f"  field_{n}: x\n" for n in range(3_000))
    assert len(faults("identity:\n" + names)) == 3_000


@dataclass(frozen=True, slots=True)
class Pain:
    says: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Persona:
    id: str
    name: str
    pains: tuple[Pain, ...] = ()
    since: date | None = None
    platforms: tuple[str, ...] = ()


def test_a_new_kind_of_part_is_one_line_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    part = Part("personas", "persona", Persona, "name", {"pains[].says": "stage"})
    for module in (document_reading, yaml_writing, schema_module):
        monkeypatch.setattr(module, "PARTS", (*PARTS, part))
    persona = Persona(
        "busy", "The busy one", (Pain("awareness", 0.5), Pain("traffic")), date(2027, 1, 2), ("x",)
    )
    document = PlanDocument(parts={"personas": (Item("busy", persona, 3),)})

    assert read(yaml_of(document)).document == document
    assert (
        _wrong(read_tree(yaml_of(document).encode(), "x").value, plan_schema(NAMES), plan_schema(NAMES)) == []
    )
    assert faults("personas:\n  - name: A\n    pains:\n      - says: awarenes\n        wait: 3\n") == [
        (6, "personas[0].pains[0].wait", "unknown_field"),
        (5, "personas[0].pains[0].says", "unknown_name"),
    ]
