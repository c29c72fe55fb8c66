"""What Milepost proposes in German, Spanish and French is read as its English is, for every KPI."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unit
from milepost.goals.goal import resolve_deadline, resolve_target
from milepost.goals.metrics import metrics
from milepost.goals.reading import GoalReading
from milepost.goals.rewriting import NEVER_OFFERED, Wanted, sentence_of, words_of
from milepost.goals.sentence import read_sentence
from milepost.kpis.catalogue import catalogue
from milepost.kpis.kpi import Form
from milepost.language import ENGLISH, LANGUAGES, speaking
from milepost.period import Period
from milepost.workspace.measurable import filter_of

OTHERS = tuple(language for language in LANGUAGES if language != ENGLISH)
OFFERED = sorted(set(catalogue()) - NEVER_OFFERED)
BEGINS, DEADLINE = date(2027, 1, 1), date(2027, 2, 20)
TARGETS = {Unit.SHARE: 0.052, Unit.MONEY: 1250.0, Unit.SECONDS: 34.0, Unit.RATIO: 3.4, Unit.COUNT: 1240.0}
READ = (
    "metric", "amount_kind", "amount_role", "amount", "unit", "per", "baseline", "deadline_kind", "deadline",
    "begins", "until", "objective", "funnel_stage", "problems", "weak", "guards",
)  # fmt: skip
CHANNELS = (
    *(("instagram",), ("x",), ("linkedin",), ("instagram", "facebook"), ("instagram", "email"), ("social",)),
    *(
        ("email",),
        ("paid_social",),
        ("paid_search",),
        ("organic_search",),
        ("linkedin_ads",),
        ("tiktok_ads",),
    ),
)


def wanted(
    name: str, kind: str = "", *, up: bool = True, channel: tuple[str, ...] = (), target: float | None = None
) -> Wanted:
    kpi = catalogue()[name]
    kind = kind or ("total" if kpi.form is Form.TOTAL else "level")
    value = TARGETS[kpi.unit] if target is None else target
    per = "month" if kind == "per_period" else None
    now = value * (0.8 if up else 1.2)
    return Wanted(name, kind, kpi.unit, value, now, DEADLINE, channel, per, "EUR")


def ways(name: str) -> Iterator[Wanted]:
    """Every way in which a goal about a KPI is said."""
    for channel in ((), ("instagram", "tiktok"), ("email",), ("display",)):
        if catalogue()[name].form is Form.TOTAL:
            yield from (wanted(name, kind, channel=channel) for kind in ("total", "per_period"))
            yield replace(wanted(name, "total", channel=channel), begins=BEGINS)
        else:
            yield from (wanted(name, up=up, channel=channel) for up in (True, False))


def said(one: Wanted, language: str) -> str:
    with speaking(language):
        return sentence_of(one)


def way_of(one: Wanted, english: GoalReading) -> str | None:
    """Where the English verb is only “generate” or “reach”, the translation may say which way it goes."""
    if one.kpi == "unfollows":
        return "decrease"
    if one.kpi.startswith("engagement_rate_by"):
        return "increase" if one.target >= one.now else "decrease"
    return english.direction


def alike(one: Wanted, language: str) -> GoalReading:
    """The reading of the sentence, once it is found to be that of the English one."""
    sentence = said(one, language)
    read, english = read_sentence(sentence), read_sentence(sentence_of(one))
    assert read.lang == language, sentence
    assert {f: getattr(read, f) for f in READ} == {f: getattr(english, f) for f in READ}, sentence
    if metrics()[read.metric or ""].is_stock:  # elsewhere an amount can only be what comes in
        assert read.counts_new == english.counts_new, sentence
    assert filter_of(read.channel) == filter_of(english.channel), sentence  # a page is no filter
    assert resolve_target(read, baseline=one.now) == resolve_target(english, baseline=one.now), sentence
    assert read.direction == way_of(one, english), sentence
    return read


@pytest.mark.parametrize("language", OTHERS)
def test_every_kpi_that_is_offered_has_a_name_in_every_language(language: str) -> None:
    words = words_of(language)
    assert set(OFFERED) - set(words["phrases"]) == set()
    named = set(words["phrases"]) | set(words["own"]) | set(words.get("verbs", {}))
    assert {name for name in named if not name.startswith("any")} <= set(catalogue())


@pytest.mark.parametrize(("name", "language"), [*product(OFFERED, OTHERS)])
def test_a_sentence_is_read_as_its_english(name: str, language: str) -> None:
    for one in ways(name):
        alike(one, language)


@pytest.mark.parametrize(("channel", "language"), [*product(CHANNELS, OTHERS)])
def test_where_it_is_to_happen_is_read(channel: tuple[str, ...], language: str) -> None:
    for name in ("leads", "ctr", "revenue", "cost_per_lead", "followers"):
        assert alike(wanted(name, channel=channel), language).channel == channel


@pytest.mark.parametrize(("period", "language"), [*product(("day", "week", "month", "quarter"), OTHERS)])
def test_how_often_is_read(period: str, language: str) -> None:
    one = Wanted("orders", "per_period", Unit.COUNT, 265, 250, None, ("instagram",), period)
    assert alike(one, language).per == period


@pytest.mark.parametrize("language", OTHERS)
@given(st.floats(1, 9e8), st.sampled_from(["leads", "revenue", "followers", "cost_per_lead"]))
def test_an_amount_is_written_as_the_language_writes_it(language: str, target: float, name: str) -> None:
    amount = alike(wanted(name, target=target), language).amount
    assert amount == pytest.approx(target, rel=0.03)


@pytest.mark.parametrize("language", OTHERS)
@given(st.floats(0.0001, 0.99), st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_a_rate_and_a_day_are_read(language: str, share: float, day: date) -> None:
    one = Wanted("ctr", "level", Unit.SHARE, share, share / 2, day)
    read = alike(one, language)
    assert read.amount == pytest.approx(share * 100, rel=0.03)
    assert read.deadline == day.isoformat()


def test_a_list_is_grown_to_its_size_and_subscribers_are_won() -> None:
    for language in OTHERS:
        assert not alike(wanted("email_list_size"), language).counts_new
        assert alike(wanted("email_subscribers", channel=("email",)), language).counts_new


GOLDEN = {
    "de": (
        "1.240 Leads über Instagram bis zum 20. Februar 2027 gewinnen.",
        "Kosten pro Lead bis zum 20. Februar 2027 auf 1.250 EUR senken.",
        "Klickrate auf Instagram und Facebook bis zum 20. Februar 2027 auf 5,2 % steigern.",
        "Antwortzeit bis zum 20. Februar 2027 auf 34 Sekunden verkürzen.",
        "1.250 EUR Umsatz pro Monat bis zum 20. Februar 2027 erzielen.",
        "1.240 E-Mail-Abonnenten bis zum 20. Februar 2027 gewinnen.",
        "Absprungrate bis zum 20. Februar 2027 auf 5,2 % senken (Direkt).",
    ),
    "es": (
        "Conseguir 1.240 leads desde Instagram para el 20 de febrero de 2027.",
        "Reducir el coste por lead a 1.250 EUR para el 20 de febrero de 2027.",
        "Aumentar la tasa de clics en Instagram y Facebook al 5,2 % para el 20 de febrero de 2027.",
        "Reducir el tiempo de respuesta a 34 segundos para el 20 de febrero de 2027.",
        "Generar 1.250 EUR de ingresos al mes para el 20 de febrero de 2027.",
        "Conseguir 1.240 suscriptores de correo para el 20 de febrero de 2027.",
        "Reducir la tasa de rebote al 5,2 % para el 20 de febrero de 2027 (Directo).",
    ),
    "fr": (
        "Obtenir 1 240 leads depuis Instagram d’ici au 20 février 2027.",
        "Ramener le coût par lead à 1 250 EUR d’ici au 20 février 2027.",
        "Porter le taux de clics sur Instagram et Facebook à 5,2 % d’ici au 20 février 2027.",
        "Ramener le temps de réponse à 34 secondes d’ici au 20 février 2027.",
        "Réaliser 1 250 EUR de chiffre d’affaires par mois d’ici au 20 février 2027.",
        "Obtenir 1 240 inscrits à la newsletter d’ici au 20 février 2027.",
        "Ramener le taux de rebond à 5,2 % d’ici au 20 février 2027 (Accès direct).",
    ),
}  # fmt: skip
SHOWN = (
    wanted("leads", channel=("instagram",)),
    wanted("cost_per_lead", up=False),
    wanted("ctr", channel=("instagram", "facebook")),
    wanted("response_time", up=False),
    wanted("revenue", "per_period"),
    wanted("email_subscribers", channel=("email",)),
    wanted("bounce_rate", up=False, channel=("direct",)),
)


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_are_those_that_a_marketer_would_write(language: str) -> None:
    plain = [said(one, language).replace("\N{NO-BREAK SPACE}", " ") for one in SHOWN]
    assert [one.replace("\N{NARROW NO-BREAK SPACE}", " ") for one in plain] == list(GOLDEN[language])


def test_a_unit_does_not_leave_its_figure_and_the_first_of_a_month_is_french() -> None:
    first = Wanted("ctr", "level", Unit.SHARE, 0.05, 0.04, date(2027, 8, 1))
    assert said(first, "fr") == "Porter le taux de clics à 5\N{NO-BREAK SPACE}% d’ici au 1er août 2027."
    assert "auf 5\N{NO-BREAK SPACE}% steigern" in said(first, "de")


def test_a_kpi_of_ones_own_is_said_in_english() -> None:
    own = Wanted("tea_tastings", "total", Unit.COUNT, 40, 30, DEADLINE)
    assert said(own, "de") == "Generate 40 tea tastings by 20 February 2027."


@pytest.mark.parametrize(
    ("sentence", "direction", "kind", "role"),
    [
        ("Follower bis zum 3. Mai 2027 von 800 auf 1.240 steigern.", "increase", "absolute", "level"),
        ("Fans auf TikTok und YouTube bis 3. Mai 2027 auf 900 steigern.", "increase", "absolute", "level"),
        ("Antwortzeit auf 40 Sekunden senken.", "decrease", "absolute", "level"),
        ("Aumentar la tasa de clics en Instagram al 4 %.", "increase", "rate", "level"),
        ("Aumentar los pedidos en Instagram en un 4 %.", "increase", "relative", "change"),
        ("Porter notre taux de clics à 4 %.", "increase", "rate", "level"),
    ],
)  # fmt: skip
def test_what_people_write_alike_is_read_too(sentence: str, direction: str, kind: str, role: str) -> None:
    read = read_sentence(sentence)
    assert (read.direction, read.amount_kind, read.amount_role) == (direction, kind, role)
    assert "multiple_goals" not in read.problems


def test_a_language_without_words_for_goals_gets_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("milepost.goals.rewriting.spoken", lambda: "it")
    assert sentence_of(wanted("leads")) == "Generate 1,240 leads by 20 February 2027."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_days_of_a_period_to_come_are_read_back(language: str) -> None:
    sentence = said(replace(wanted("sessions", "total"), begins=BEGINS), language)
    read = read_sentence(sentence)
    assert resolve_deadline(read, today=date(2026, 11, 22)) == Period(BEGINS, DEADLINE + timedelta(days=1)), (
        sentence
    )
