import pytest

from milepost.amount import Unit
from milepost.workspace.breaks import breaks_of
from milepost.workspace.drafting import rounded
from milepost.workspace.measurable import filter_of


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        (29974.1538, Unit.COUNT, 29974.0),
        (3.46, Unit.COUNT, 3.5),
        (0.0312345, Unit.SHARE, 0.0312),
        (13.4287, Unit.MONEY, 13.43),
        (244160.32, Unit.MONEY, 244160.0),
        (2.3456, Unit.RATIO, 2.3),
    ],
)
def test_a_target_is_set_as_people_would_set_it(target: float, unit: Unit, expected: float) -> None:
    assert rounded(target, unit) == expected


def test_places_are_no_channels_and_adverts_are_paid_ones() -> None:
    assert filter_of(("website", "social")) == {"channel": ("social",)}
    assert filter_of(("shop",)) == {}
    assert filter_of(("facebook_ads", "google_ads")) == {"channel": ("paid_social", "paid_search")}


def test_a_break_touches_the_series_that_crosses_it_and_no_other() -> None:
    from datetime import date

    from milepost.period import Period

    crossing, before = Period(date(2025, 1, 1), date(2025, 12, 1)), Period(date(2024, 1, 1), date(2025, 1, 1))

    assert [mark.day for mark in breaks_of("impressions", ("instagram",), crossing)] == [date(2025, 4, 21)]
    assert breaks_of("impressions", ("instagram",), before) == ()
    assert breaks_of("impressions", ("linkedin",), crossing) == ()
    assert breaks_of("orders", (), crossing) == ()
