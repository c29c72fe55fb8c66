"""Every sentence: short, true, and never a figure where there is none."""

from dataclasses import replace
from datetime import date

import goal_parts
import goal_samples
import page_samples
import pytest

from milepost.amount import Unit, Unknown
from milepost.goals.findings import Finding
from milepost.goals.state import Verdict
from milepost.judgement.change import Change, Effect
from milepost.judgement.verdict import Movement
from milepost.knowledge import table
from milepost.reports.numbers import NBSP
from milepost.reports.words import change, files, finding, goal, kpi, verdict
from milepost.sources import source_formats


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_likely_total_says_odds_landing_target_and_pace() -> None:
    expected = "Likely (71 %): landing 240–390 of 300 by 30 June; 9 behind your usual ramp."
    assert expected == spaced(verdict.verdict_line(goal_parts.state()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("open_money", "Open (48 %): landing €40,000–56,000 of €48,000 by 30 June; on your usual ramp."),
        ("unlikely_rate", "Unlikely (8 %): landing at 3.2–3.9 % by 31 July; the target is 4.25 % or more."),
        ("met_posts", "Met: 141 of 120, reached by 10 May."),
        ("missed_level", "Missed: €4.08, the target was €4 or less by 30 April."),
        ("unknown_calls", "Cannot tell yet: only 2 whole months are known."),
        (
            "standing_calls",
            "Open (44 %): 23–36 next month, the target is 30 or more; met in 5 of the last 12.",
        ),
        ("response_time", "Likely (78 %): landing at 1.65–2.15 h by 30 June; the target is 2 h or less."),
        (
            "not_started",
            "Not started: it begins on 1 July. By today’s figures 35 % likely, landing 11,300–12,400.",
        ),
        ("without_data", "Cannot tell yet: no imported file holds mentions."),
    ],
)
def test_each_state_has_its_line(name: str, expected: str) -> None:
    assert expected == spaced(verdict.verdict_line(getattr(goal_samples, name)()))


def test_no_line_has_more_than_twenty_words() -> None:
    lines = [verdict.verdict_line(state) for state in page_samples.full_page().goals]
    assert [line for line in lines if verdict.words_in(line) > verdict.MOST_WORDS] == []


def test_a_long_reason_is_told_in_full_below_a_short_line() -> None:
    reason = " ".join(["the figures of this account, which nobody has exported since the spring,"] * 3)
    state = replace(goal_samples.unknown_calls(), odds=Unknown(reason))
    assert verdict.words_in(verdict.verdict_line(state)) <= verdict.MOST_WORDS
    assert reason.capitalize()[:60] == verdict.because(state)[:60]


def test_ahead_of_the_ramp_is_said_as_well() -> None:
    line = verdict.verdict_line(goal_parts.state(actual=171.0))
    assert "; 21 ahead of your usual ramp." in spaced(line)


def test_odds_without_a_range_are_not_dressed_up() -> None:
    state = goal_parts.state(odds=Unknown("nothing is known"))
    assert verdict.verdict_line(state) == "Cannot tell yet: nothing is known."
    assert verdict.even_odds(state) == ""


def test_even_odds_say_what_would_change_the_verdict() -> None:
    expected = "A target of 310 by 30 June would be even odds; 280 would be likely."
    assert expected == spaced(verdict.even_odds(goal_parts.state()))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "No goal is written down yet."),
        ("likely", "The one goal is likely."),
        ("unknown", "The one goal cannot be told yet."),
        ("likely likely", "Both goals are likely."),
        ("not_started not_started not_started", "All three goals have not started."),
        (
            "likely unknown likely unlikely unknown",
            "Two of five goals are likely, one is unlikely, two cannot be told yet.",
        ),
        (
            "met likely open unlikely missed not_started unknown",
            "7 goals: 1 met, 1 likely, 1 open, 1 unlikely, 1 missed, 1 not started, 1 unknown.",
        ),
    ],
)
def test_all_goals_stand_in_one_sentence(given: str, expected: str) -> None:
    states = [goal_parts.state(Verdict(word)) for word in given.split()]
    assert expected == verdict.overall(states)


def test_a_quiet_kpi_says_how_large_a_change_would_be_seen() -> None:
    quiet = Change(Movement.NO_CHANGE, None, (), 0.18, None)
    expected = (
        "No lasting change in the last eight weeks; one of about 18 % would have been seen, so leave smaller "
        "ups and downs alone."
    )
    assert expected == spaced(change.change_sentence(quiet))
    assert change.change_cell(quiet) == "usual"


def test_a_lasting_change_comes_with_its_interval() -> None:
    fall = Change(Movement.FALL, Effect(-0.32, -0.22, -0.11), (), 0.15, date(2026, 4, 13))
    expected = (
        "A new, lower level since about 13 April 2026: −22 % (−11 % to −32 %) on the 39 weeks before; look "
        "for what changed."
    )
    assert expected == spaced(change.change_sentence(fall))


def test_a_change_of_a_figure_below_zero_is_told_in_its_own_unit() -> None:
    effect = Effect(100.0, 250.0, 400.0, relative=False)
    rise = Change(Movement.RISE, effect, (), None, date(2026, 4, 13), unit=Unit.MONEY, currency="EUR")
    assert change.change_cell(rise) == "+€250"
    assert "by €250 (€100 to €400)" in change.change_sentence(rise)


def test_a_restless_figure_is_told_in_multiples() -> None:
    wild = Change(Movement.NO_CHANGE, None, (), 6.1, None)
    assert "only a move to about seven times its level" in change.change_sentence(wild)


def test_spikes_are_listed_and_never_called_a_change() -> None:
    days = tuple(date(2026, 3, n) for n in (2, 9, 16, 23))
    said = spaced(change.change_sentence(Change(Movement.NO_CHANGE, None, days, None, None)))
    assert (
        said == "No lasting change in the last eight weeks against the 39 weeks before. Four spikes "
        "(the last three of them 9 March 2026, 16 March 2026, "
        "23 March 2026) did not last."
    )


def test_an_unknown_change_gives_its_reason() -> None:
    because = Unknown("it needs 14 known weeks")
    assert change.change_sentence(because) == "Whether it changed cannot be told: it needs 14 known weeks."
    assert change.change_cell(because) == "cannot tell"


def test_signals_and_unmeasured_kpis_are_counted_and_vanity_is_not() -> None:
    expected = "Two KPIs have moved to a new level; one cannot be measured yet."
    assert expected == kpi.framework_sentence(page_samples.kpis())


def test_the_page_says_how_many_changes_are_to_be_expected_by_chance() -> None:
    expected = (
        "Looked at every week, six such KPIs without any real change would raise about four false alarms "
        "a year."
    )
    assert expected == kpi.false_alarms(page_samples.kpis())
    assert kpi.false_alarms(()) == ""


def test_a_weekly_range_of_a_total_says_of_what_it_is_the_range() -> None:
    by_id = {line.id: line for line in page_samples.kpis()}
    assert kpi.usual_range(by_id["shares"], None) == "52–81 a week"
    assert spaced(kpi.usual_range(by_id["conversion_rate"], None)) == "1.9–2.4 %"


def test_imports_add_up_in_words() -> None:
    imports = page_samples.imports()
    assert (
        files.imports_sentence(imports)
        == "Four tables: 5,675 rows read, 5,552 kept, 123 left out. Two need you."
    )


def test_formats_and_sources_go_by_their_names() -> None:
    assert files.source_title("ga4") == "Google Analytics"
    assert files.source_title("our_own") == "our_own"
    nameless = {fmt.source for fmt in source_formats().values()} - set(table("words")["sources"])
    assert nameless == set()
    assert files.format_title("shopify_orders") == "Shopify orders"
    assert files.format_title("our_own") == "our_own"
    assert files.format_title("../../../secret") == "../../../secret"


def test_claims_are_never_called_a_sum() -> None:
    assert "never as a sum" in files.claims_sentence(page_samples.claims())


def test_findings_speak_in_the_unit_of_their_goal() -> None:
    texts = finding.finding_texts(goal_samples.unlikely_rate())
    assert [text.severity for text in texts] == ["question", "advice"]
    assert "4.25 %" in spaced(texts[0].says)


def test_a_finding_without_a_sentence_is_named_all_the_same() -> None:
    odd = Finding("never_heard_of", "advice", {})
    texts = finding.finding_texts(goal_parts.state(findings=(odd,)))
    assert [text.says for text in texts] == ["Never heard of."]


def test_the_log_keeps_the_first_target_in_view() -> None:
    assert [spaced(line) for line in goal.log(goal_samples.open_money())] == [
        "Written on 28 March 2026 with the target €55,000.",
        "Changed two times since; the target is now €48,000.",
    ]


def test_facts_of_a_standing_target_speak_of_its_month() -> None:
    state = goal_samples.standing_calls()
    assert goal.so_far(state) == ("17", "in this month so far")
    assert goal.target(state) == ("30", "every month; the first target was 24")
    assert goal.baseline(state) == ("29", "usual in a month before the start, between 25 and 33")


def test_a_long_verdict_of_one_clause_stays_whole() -> None:
    clause = "Likely (71 %): " + "word " * verdict.MOST_WORDS + "end."
    assert verdict.shortened(clause) == clause
    assert verdict.shortened(f"{clause[:-1]}; 9 behind.") == clause
