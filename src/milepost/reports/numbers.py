"""Numbers, money, shares, durations and dates as a reader sees them, never finer than the figures allow.

Shares are fractions and written in percent, durations are seconds, money is whole currency units.
Babel knows the signs of each language; it is loaded only when something is written out.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from itertools import pairwise

from milepost.amount import Figure, Unit, Unknown
from milepost.language import ENGLISH, first_of_month, gettext, gettext_lazy, pgettext, speaking, spoken
from milepost.period import Period

LOCALE = "en_GB"
_locale: ContextVar[str] = ContextVar("locale", default=LOCALE)
NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"

_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_STEPS = (1.0, 5.0)
MILLION = 1_000_000
_DAYS = gettext_lazy("days")
_TO = gettext_lazy(" to ")
_LENGTHS = ((172_800, _DAYS), (3_600, "h"), (60, "min"), (1, "s"))


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write figures (de: 1.234,5) and words as that language does within the block; empty: as around it.

    Where there is no translation into a language (it), figures are written as it does, and words are English.
    """
    if not language:
        yield
        return
    before = _locale.set(language.replace("-", "_") if language != ENGLISH else LOCALE)
    try:
        with speaking(language):
            yield
    finally:
        _locale.reset(before)


def written_locale() -> str:
    """The locale in which figures are written just now: “de_AT”. It says which language is spoken, too."""
    return _locale.get()


def count_word(n: int) -> str:
    """A small number in letters (0 is “no”), a larger one in figures.

    Figures in every language but English: their words for one and none change with what is counted.
    """
    return _WORDS[n] if 0 <= n < len(_WORDS) and spoken() == ENGLISH else plain(n)


def plain(value: float, decimals: int = 0, locale: str | None = None) -> str:
    """A bare number with at most `decimals` decimals, and none that are zero."""
    return _decimal(value, decimals, "#", locale or _locale.get())


def written(
    value: float, unit: str = Unit.COUNT, currency: str | None = None, step: float | None = None
) -> str:
    """One figure in its unit. `step`, in the same unit, rounds it to what is known; see `step_for`."""
    if not math.isfinite(value):
        return gettext("unknown")
    if step:
        value = round(value / step) * step
    match unit:
        case Unit.SHARE:
            return f"{_bare(value, unit, step)}{NBSP}%"
        case Unit.MONEY:
            return _money(value, currency, _decimals(value, unit, step))
        case Unit.SECONDS:
            return duration(value)
        case _:
            return _bare(value, unit, step)


def two_digits(value: float) -> float:
    """The figure to two significant digits when it has more than two before the point: 1,499 is 1,500."""
    if abs(value) < 100 or not math.isfinite(value):
        return value
    step = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
    return round(value / step) * step


def exact(value: float, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """A figure that somebody set (a target): its digits, up to two decimals."""
    if unit == Unit.SHARE:
        return f"{plain(value * 100, 2)}{NBSP}%"
    if unit == Unit.MONEY:
        return _money(value, currency, 0 if float(value).is_integer() else 2)
    if unit == Unit.SECONDS:
        return duration(value)
    return plain(value, 2)


def interval(low: float, high: float, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """“240–330”: both ends rounded to what the width allows, the unit said once."""
    if unit == Unit.SECONDS:
        return _durations(low, high)
    step = step_for(low, high, unit)
    ends = [round(v / step) * step * (100 if unit == Unit.SHARE else 1) for v in (low, high)]
    places = max(_places(abs(end)) for end in ends)
    if unit == Unit.MONEY:
        places = 2 if places else 0
    first, last = _fixed(ends[0], places), _fixed(ends[1], places)
    if unit == Unit.MONEY and ends[0] == ends[1]:
        return _money(ends[0], currency, places)
    if unit == Unit.MONEY and _sign_after():
        last = _in_currency(last, currency)
    elif unit == Unit.MONEY:
        first = _money(ends[0], currency, places)
    sign = f"{NBSP}%" if unit == Unit.SHARE else ""
    if ends[0] == ends[1]:
        return first + sign
    return f"{first}{_TO if ends[0] < 0 else DASH}{last}{sign}"


def _durations(low: float, high: float) -> str:
    """“1.6–2.1 h”: both ends in the one unit that suits the upper."""
    size, name = next((s, n) for s, n in _LENGTHS if abs(high) >= s or s == 1)
    size = 86_400 if name is _DAYS else size
    return f"{interval(low / size, high / size, Unit.RATIO)}{NBSP}{name}"


def step_for(low: float, high: float, unit: str = Unit.COUNT) -> float:
    """The step (1 or 5 times a power of ten) to which an interval is rounded: eight to forty in its width."""
    width = abs(high - low) / 8
    if not math.isfinite(width) or width <= 0:
        return 1.0 if unit == Unit.COUNT else 0.001
    power = 10.0 ** math.floor(math.log10(width))
    step = max(power * s for s in _STEPS if power * s <= width * (1 + 1e-9))
    return max(step, 1.0) if unit == Unit.COUNT and max(abs(low), abs(high)) >= 10 else step


def compact(value: float, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """A figure for a label of a chart, written as it was set; millions in short: “€1.75M”."""
    if unit not in (Unit.COUNT, Unit.MONEY) or abs(value) < MILLION:
        return exact(value, unit, currency)
    short = _millions(plain(abs(value) / MILLION, 2))
    return (MINUS if value < 0 else "") + (_in_currency(short, currency) if unit == Unit.MONEY else short)


def compact_interval(low: float, high: float, unit: str = Unit.COUNT, currency: str | None = None) -> str:
    """An interval for a label of a chart; millions in short: “€1.5–2.25M”."""
    if unit not in (Unit.COUNT, Unit.MONEY) or high < MILLION or low < 0:
        return interval(low, high, unit, currency)
    short = _millions(interval(low / MILLION, high / MILLION, Unit.RATIO))
    return _in_currency(short, currency) if unit == Unit.MONEY else short


def probability(chance: float) -> str:
    """“71 %”; the ends are never promised: “under 1 %”, “over 99 %”."""
    if chance < 0.01:
        return gettext("under {share}", share=f"1{NBSP}%")
    if chance > 0.99:
        return gettext("over {share}", share=f"99{NBSP}%")
    return f"{round(chance * 100)}{NBSP}%"


MANIFOLD = 9.0
"""A rise of 900 % and more is read as a multiple; percentages of next to nothing mean nothing."""


def signed_share(change: float) -> str:
    """A relative change with its sign: “+18 %”, “−7 %”; from tenfold on as a multiple: “×25”."""
    if change >= MANIFOLD:
        return f"×{plain(change + 1)}"
    sign = "+" if change > 0 else MINUS if change < 0 else ""
    return f"{sign}{plain(abs(change) * 100, 0 if abs(change) >= 0.0095 else 1)}{NBSP}%"


def duration(seconds: float) -> str:
    """“4.2 s”, “2 min 5 s”, “3 h 20 min”, “2.5 days”."""
    size = abs(seconds)
    sign = MINUS if seconds < 0 else ""
    if size < 60:
        return f"{sign}{plain(size, 1)}{NBSP}s"
    if round(size) < 3600:
        return sign + _two_units(round(size), 60, "min", "s")
    if size < 48 * 3600:
        return sign + _two_units(round(size / 60), 60, "h", "min")
    return f"{sign}{plain(size / 86_400, 1)}{NBSP}{_DAYS}"


def day(when: date, beside: date | None = None) -> str:
    """“30 June”, with its year unless it is the year of `beside`."""
    alone = beside is not None and beside.year == when.year
    if spoken() == ENGLISH:
        return _formatted(when, "d MMMM" if alone else "d MMMM y", LOCALE)
    told = _skeleton(when, "MMMMd") if alone else _formatted(when, "long", _locale.get())
    return first_of_month(told, when)


def short_day(when: date) -> str:
    """“30 Jun”, for the axes of charts."""
    if spoken() == ENGLISH:
        return _formatted(when, "d MMM", ENGLISH)
    return first_of_month(_skeleton(when, "MMMd"), when)


def short_month(when: date) -> str:
    """“Jun”, for the axes of charts."""
    return _skeleton(when, "MMM") if spoken() != ENGLISH else _formatted(when, "MMM", ENGLISH)


def weekday(when: date) -> str:
    """“Mon 2”, for the head of a column."""
    return _skeleton(when, "Ed") if spoken() != ENGLISH else f"{when:%a} {when.day}"


def month(when: date) -> str:
    """“June 2026”."""
    return _skeleton(when, "yMMMM") if spoken() != ENGLISH else _formatted(when, "MMMM y", LOCALE)


def days(period: Period) -> str:
    """“3–30 March 2026”, from its first to its last day."""
    first, last = period.start, period.last
    if first == last:
        return day(first)
    until = day(last)
    if (first.year, first.month) == (last.year, last.month):
        since = f"{first.day}{'.' if until.startswith(f'{last.day}.') else ''}"
        return f"{first_of_month(since, first)}{DASH}{until}"
    between = " to " if spoken() == ENGLISH else f" {DASH} "
    return f"{day(first, beside=last)}{between}{until}"


def _formatted(when: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date

    return format_date(when, format=pattern, locale=locale).replace(" ", NBSP)


def _skeleton(when: date, skeleton: str) -> str:
    """A part of a day in the order and with the signs of its language: “30. Juni”, “junio de 2026”."""
    from babel.dates import format_skeleton

    return format_skeleton(skeleton, when, locale=_locale.get()).replace(" ", NBSP)


def figure(value: Figure) -> str:
    """A measured figure, or “unknown”; the reason of an unknown stands in its `because`."""
    if isinstance(value, Unknown):
        return gettext("unknown")
    return written(value.value, value.unit, value.currency)


def axis_labels(values: list[float], unit: str = Unit.COUNT, currency: str | None = None) -> list[str]:
    """The ticks of one axis, all with the same number of decimals, large ones shortened (“12K”)."""
    from babel.numbers import format_compact_decimal

    gap = min((b - a for a, b in pairwise(values)), default=1.0)
    if unit == Unit.SECONDS:
        return [duration(v) if v else "0" for v in values]
    if unit == Unit.SHARE:
        places = _places(gap * 100)
        return [f"{_fixed(v * 100, places)}{NBSP}%" for v in values]
    if max(map(abs, values), default=0) >= 10_000:
        texts = [
            format_compact_decimal(v, locale=_short_locale(), fraction_digits=_compact_places(gap, values))
            for v in values
        ]
        if all(text.isdigit() for text in texts):  # German shortens from a million on
            texts = [_fixed(v, 0) for v in values]
    else:
        places = _places(gap)
        texts = [_fixed(v, 2 if places and unit == Unit.MONEY else places) for v in values]
    if unit == Unit.MONEY:
        return [_in_currency(text, currency) for text in texts]
    return [text.replace("-", MINUS) for text in texts]


def _compact_places(gap: float, values: list[float]) -> int:
    top = max(map(abs, values))
    return _places(gap / 10 ** (3 * int(math.log10(top) // 3)))


def _places(gap: float) -> int:
    """How many decimals tell ticks `gap` apart: 25 needs none, 2.5 one, 0.05 two."""
    return next(
        (n for n in range(6) if abs(gap * 10**n - round(gap * 10**n)) < 1e-6 * max(1, gap * 10**n)), 6
    )


def _bare(value: float, unit: str, step: float | None) -> str:
    scaled = value * 100 if unit == Unit.SHARE else value
    return plain(scaled, _decimals(value, unit, step))


def _decimals(value: float, unit: str, step: float | None) -> int:
    if step:
        places = _places(step * 100 if unit == Unit.SHARE else step)
        return 2 if unit == Unit.MONEY and places == 1 else places
    size = abs(value * 100 if unit == Unit.SHARE else value)
    if unit == Unit.MONEY:
        return 0 if size >= 100 or float(value).is_integer() else 2
    if unit == Unit.COUNT:
        return 0 if size >= 100 else 1
    if unit == Unit.SHARE and 0 < size < 0.01:
        return 5
    return 2 if size < (1 if unit == Unit.SHARE else 10) else 1 if size < 100 else 0


def _fixed(value: float, decimals: int) -> str:
    return _decimal(value, decimals, "0", _locale.get())


BEYOND_DIGITS = 1e15
"""From here on a float's last digits are invented, and Babel cannot quantize them: powers of ten instead."""


def _decimal(value: float, decimals: int, digit: str, locale: str) -> str:
    from babel.numbers import format_decimal

    if abs(value) >= BEYOND_DIGITS:
        power = math.floor(math.log10(abs(value)))
        return f"{_decimal(value / 10.0**power, 1, '#', locale)}{NBSP}×{NBSP}10^{power}"
    pattern = "#,##0" + ("." + digit * decimals if decimals else "")
    rounded = round(value, decimals) + 0.0  # never “-0”
    return format_decimal(rounded, format=pattern, locale=locale).replace("-", MINUS)


def _short_locale() -> str:
    """The locale of short forms: British English writes “Sept” and “12k”, which charts have no room for."""
    return "en" if _locale.get() == LOCALE else _locale.get()


def _money(value: float, currency: str | None, decimals: int) -> str:
    """Money with the sign of its currency, or without one where the currency is not known."""
    minus = MINUS if round(value, decimals) < 0 else ""
    return minus + _in_currency(_fixed(abs(value), decimals), currency)


def _in_currency(text: str, currency: str | None) -> str:
    """“€12”, or “12 €” where a language writes the sign behind the figure."""
    sign = _sign_of(currency)
    if _sign_after():
        return f"{text}{NBSP}{sign.strip()}" if sign else text
    return sign + text


def _sign_after() -> bool:
    return _written_behind(_locale.get())


@cache
def _written_behind(locale: str) -> bool:
    from babel import Locale

    return str(Locale.parse(locale).currency_formats["standard"].pattern.partition(";")[0]).endswith("¤")


def _millions(text: str) -> str:
    return text + pgettext("millions", "M")


def _sign_of(currency: str | None) -> str:
    from babel.numbers import get_currency_symbol

    if not currency:
        return ""
    sign = get_currency_symbol(currency, locale=_locale.get())
    return f"{sign}{NBSP}" if sign[-1].isalpha() else sign


def _two_units(size: int, base: int, large: str, small: str) -> str:
    whole, rest = divmod(size, base)
    return f"{whole}{NBSP}{large}" + (f" {rest}{NBSP}{small}" if rest else "")
