"""What is asked where a sentence can mean two things; the fields stay what they are."""

import pytest

from milepost.goals.sentence import read_sentence


@pytest.mark.parametrize(
    ("text", "metric", "asked"),
    [
        ("Increase engagement by 10% on Instagram in May", "engagements", "number of interactions"),
        ("Raise our conversion rate by 5% by June", "conversion_rate", "percentage points"),
        ("Improve conversion by June", "conversions", "which action"),
        ("Increase sales by 10% in Q3", "revenue", "money or in orders"),
        ("Umsatz und Verkäufe", "revenue", "how much"),
        ("Ventas +10% este trimestre", "revenue", "money or in orders"),
        ("Facebook reach of 10,000 by June", "reach", "people to be reached"),
        ("Reply to 90% of DMs within 2 hours", "response_rate", "how fast"),
        ("1,000 subscribers in 3 months", "email_subscribers", "a newsletter, a channel"),
        ("Twitter to 5k by May", "followers", "followers were taken"),
        ("10k TikTok followers by launch", "followers", "on which day"),
        ("10k TikTok followers by the end of the season", "followers", "total to reach"),
    ],
)
def test_what_is_ambiguous_is_asked(text: str, metric: str, asked: str) -> None:
    read = read_sentence(text)
    assert read.metric == metric
    assert asked in " ".join(read.questions).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Увеличить число подписчиков на 20% за месяц",
        "增加我们的粉丝数量",
        "زيادة المتابعين بنسبة 20%",
        "להגדיל את מספר העוקבים",
        "Αύξηση ακολούθων κατά 20%",
        "🚀🚀🚀",
        "Zwiększyć sprzedaż sklepu o 20%",
    ],
)
def test_another_language_is_told_and_nothing_is_made_up(text: str) -> None:
    read = read_sentence(text)
    assert read.metric is None
    assert [q[:32] for q in read.questions] == ["That is none of our languages. C"]
    assert read.weak


@pytest.mark.parametrize(
    "text",
    [
        "\u200fIncrease sales by 10%\u200f in Q3",
        "Increase sales\x00 by 10% in Q3",
        "\ufeffIncrease sales by 10% in Q3",
    ],
)
def test_marks_that_nobody_sees_change_nothing(text: str) -> None:
    read = read_sentence(text)
    assert (read.metric, read.amount, read.deadline) == ("revenue", 10, "Q3")
