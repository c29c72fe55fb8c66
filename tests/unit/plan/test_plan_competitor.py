"""What may be kept of a competitor, and what is refused with which words."""

from datetime import date

import pytest

from milepost.errors import InvalidValue
from milepost.plan.competitor import (
    Account,
    Competitor,
    Figure,
    checked,
    checked_figure,
    named_by,
    read_account,
    read_channel,
)

TODAY = date(2026, 6, 1)
READ = Figure(date(2026, 5, 20), "instagram", "followers", 5100, "their profile")


def with_figure(**change: object) -> Figure:
    parts = {name: getattr(READ, name) for name in ("day", "channel", "measure", "value", "source", "days")}
    return Figure(**(parts | change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "reach"}, "cannot be seen of every brand"),
        ({"measure": "folowers"}, "followers"),
        ({"channel": "instagramm"}, "Did you mean instagram"),
        ({"source": " "}, "where it was read"),
        ({"value": 5.5}, "no count of followers"),
        ({"value": -3}, "no count of followers"),
        ({"value": float("nan")}, "no count"),
        ({"value": 1e30}, "no count"),
        ({"days": 7}, "hold on one day"),
        ({"measure": "posts", "days": 0}, "cannot cover 0 days"),
        ({"day": date(2026, 6, 2)}, "nothing can have been read yet"),
        ({"measure": "posts", "days": 30}, "nothing can have been read yet"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        checked_figure(with_figure(**change), today=TODAY)
    assert said in str(refusal.value)


def test_followers_may_be_lost_but_never_below_none() -> None:
    assert checked_figure(with_figure(measure="new_followers", value=-12, days=7), today=TODAY)


@pytest.mark.parametrize("name", ["", "  ", "@", "a" * 500, "two\nlines"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        checked(Competitor("x", name), today=TODAY)


def test_an_account_is_typed_with_its_channel() -> None:
    assert read_account("Twitter=@acme") == Account("x", "@acme")
    assert read_account("instagram = acme.bikes") == Account("instagram", "acme.bikes")
    assert read_channel("LinkedIn") == "linkedin"


@pytest.mark.parametrize("text", ["acme", "instagram=", "nowhere=acme"])
def test_an_account_that_does_not_say_its_channel_or_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_account(text)


def test_an_export_names_a_competitor_by_its_name_or_by_its_account_on_that_channel() -> None:
    bolt = Competitor("bolt", "Bolt Bikes", accounts=(Account("instagram", "@bolt.official"),))

    assert named_by([bolt], "tiktok", "BOLT BIKES") == bolt
    assert named_by([bolt], "instagram", "bolt_official") == bolt
    assert named_by([bolt], "tiktok", "bolt_official") is None
    assert named_by([bolt], "", "bolt official") == bolt
