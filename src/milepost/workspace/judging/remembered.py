"""Judgements of the same figures are made once: a day more of data leaves most whole weeks as they were."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, ParamSpec, TypeVar

from milepost.series import Floats, Series

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MOST: Final = 4096


class _Content:
    """A value that equals another of the same content; series are compared by their figures."""

    __slots__ = ("digest", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.digest = _digest(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def remembered(judge: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
    """What `judge` says of these arguments; asked again with the same figures, it is not worked out again.

    Only for pure functions: of series, sequences of series, and values with a repr of their own.
    """
    named = tuple((name, _Content(value)) for name, value in sorted(options.items()))
    answer: _T = _answer(judge, tuple(_Content(arg) for arg in args), named)
    return answer


@lru_cache(maxsize=_MOST)
def _answer(
    judge: Callable[..., Any], args: tuple[_Content, ...], named: tuple[tuple[str, _Content], ...]
) -> Any:
    return judge(*(arg.value for arg in args), **{name: option.value for name, option in named})


def _digest(value: Any) -> bytes:
    digest = blake2b(digest_size=20)
    _feed(digest, value)
    return digest.digest()


def _feed(digest: Any, value: Any) -> None:
    if isinstance(value, Series):
        about = (
            value.name,
            value.starts[:1],
            len(value),
            value.grain,
            value.unit,
            value.currency,
            value.better,
        )
        digest.update(repr((*about, value.adds, value.breaks, value.notes)).encode())
        for column in (value.days, value.over, value.under):
            _feed_column(digest, column)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        digest.update(f"[{len(value)}]".encode())
        for one in value:
            _feed(digest, one)
    else:
        digest.update(f"{type(value).__qualname__} {value!r};".encode())


def _feed_column(digest: Any, column: Floats | Any | None) -> None:
    digest.update(b"-" if column is None else column.tobytes())
    digest.update(b";")
