"""Reading rules: a mistake is refused with its file, what was read, and the nearest thing there is."""

from pathlib import Path

import pytest

from milepost.errors import InvalidValue, NotFound, UserError
from milepost.playbook.rules import rule, rules

GOOD = """
title = "T"
says = "S."
stage = "traffic"
weeks = 2
action = "A."
watch = ["sessions"]
wrong_when = "W."
[[when]]
kpi = "ctr"
stands = ["falling"]
[[example]]
says = "e"
standings = { ctr = "falling" }
advises = [""]
"""


def read(folder: Path, text: str) -> None:
    (folder / "playbook").mkdir(exist_ok=True)
    (folder / "playbook" / "mine.toml").write_text(text, "utf-8")
    rules(folder)


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ('kpi = "ctr"', 'kpi = "ctrr"', NotFound, "Did you mean ctr"),
        ('["falling"]', '["faling"]', NotFound, "Did you mean falling"),
        ('["falling"]', '["unknown"]', NotFound, "one of low, usual"),
        ('watch = ["sessions"]', 'watch = ["session"]', NotFound, "Did you mean sessions"),
        ("{ ctr =", "{ ctx =", NotFound, "KPI (named in"),
        ('stage = "traffic"', 'stage = "trafic"', InvalidValue, "not one of measurement"),
        ("weeks = 2", "weeks = 0", InvalidValue, "whole number"),
        ("weeks = 2", "weeks = true", InvalidValue, "whole number"),
        ('action = "A."', 'acton = "A."', InvalidValue, "did you mean action"),
        ('action = "A."', 'action = " "', InvalidValue, "action is no text"),
        ('action = "A."\n', "", InvalidValue, "it lacks action"),
        ('stands = ["falling"]', "stands = []", InvalidValue, "not a list of standings"),
        ('kpi = "ctr"', 'family = "engagement"', NotFound, "engagement_rate"),
        ('kpi = "ctr"', 'kpi = "ctr"\nany_of = ["cpc"]', InvalidValue, "names kpi, family"),
        ('kpi = "ctr"', 'every = ["ctr"]', InvalidValue, "names kpi, family"),
        ('kpi = "ctr"', 'kpi = "ctr"\nwhole = "yes"', InvalidValue, "true or false"),
        ('says = "S."', 'says = "S."\ninstead_of = ["ctr_fals"]', NotFound, "ctr_falls"),
        ("title", "title =", InvalidValue, "not TOML"),
        ("[[when]]\n", "[when]\n", InvalidValue, "mine.toml"),
        ("advises = [", "advises = 3 #", InvalidValue, "mine.toml"),
    ],
)
def test_a_mistake_is_refused_by_name(
    tmp_path: Path, old: str, new: str, kind: type[UserError], says: str
) -> None:
    read(tmp_path, GOOD)
    with pytest.raises(kind) as refused:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert says in str(refused.value)
    assert "mine.toml" in str(refused.value) or kind is NotFound


def test_a_users_file_replaces_ours_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "playbook").mkdir()
    (tmp_path / "playbook" / "ctr_falls.toml").write_text(GOOD, "utf-8")
    found = rules(tmp_path)
    assert found["ctr_falls"].title == "T"
    assert len(found) == len(rules())


def test_a_rule_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(NotFound, match="ctr_falls"):
        rule("ctr_fall")
