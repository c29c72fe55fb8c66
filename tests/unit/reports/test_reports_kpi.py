"""Below a figure: what other sources say, when they are not part of it, and changes of meaning."""

from datetime import date

from milepost.amount import Amount, Unit
from milepost.kpis.as_series import Said
from milepost.kpis.catalogue import catalogue
from milepost.kpis.measured import Row
from milepost.reports.kpi_figures import beside_lines
from milepost.workspace.breaks import Mark
from milepost.workspace.measuring import Measurement

DAYS = (date(2026, 1, 1), date(2027, 1, 1))


def said(source: str, value: float, *, holds: bool) -> Said:
    row = Row("sessions", "Tin & Twine", *DAYS, {}, Amount(value, Unit.COUNT), "web_day")
    return Said(source, "web_day", "", holds, (row,))


def lines(*told: Said, breaks: tuple[Mark, ...] = ()) -> tuple[str, ...]:
    return beside_lines(Measurement(catalogue()["sessions"], "", (), told, breaks))


def test_a_rival_is_shown_beside_the_one_that_is_taken() -> None:
    told = lines(said("ga4", 512460, holds=True), said("shopify", 279172, holds=False))
    assert told == (
        "Said of the whole period, never added: Google Analytics 512,460 (taken); Shopify 279,172.",
    )


def test_sources_that_are_all_taken_are_no_rivals() -> None:
    assert lines(said("google_ads", 5, holds=True), said("meta_ads", 7, holds=True)) == ()


def test_a_change_of_meaning_is_named_by_its_day() -> None:
    mark = Mark(date(2026, 5, 13), "A channel of their own", "Visits move.", moves_level=False)
    assert lines(breaks=(mark,)) == ("2026-05-13: A channel of their own. Visits move.",)
