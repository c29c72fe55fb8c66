"""YAML in: only what a plan needs of it, and every value with its line.

Aliases, anchors, tags, several documents and double keys are refused: no plan needs them, and they are how a
small file becomes a large one. Plain words stay words: `no`, `on` and `12:30` are text, as in YAML 1.2.
"""

import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from milepost.errors import Refused
from milepost.language import LazyCount, gettext_lazy
from milepost.plan.remark import Place, written

MOST_BYTES: Final = 1_000_000
MOST_VALUES: Final = 20_000
DEEPEST: Final = 12
LONGEST: Final = 10_000
"""Characters of one value."""
LONGEST_LINE: Final = 20_000

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0")
"""8.000 may be meant as eight thousand, and no program writes eight so: it stays text, and is asked."""
_DECIMAL = re.compile(
    r"[-+]?[0-9]{1,18}\.[0-9]{0,30}(?:[eE][-+]?[0-9]{1,3})?|[-+]?[0-9]{1,18}[eE][-+]?[0-9]{1,3}"
)
_WORDS: Final[dict[str, object]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Tree:
    """A document as plain lists, mappings and values; `lines` tells the line of each place, from 1.

    `notes` say how it was read where that is not a matter of course.
    """

    value: Any
    lines: dict[Place, int]
    notes: tuple[str, ...] = ()


def read_tree(data: bytes, name: str) -> Tree:
    """The tree of a YAML (or JSON) text. Raises Refused with the line, and with what to try."""
    if len(data) > MOST_BYTES:
        raise Refused(
            gettext_lazy(
                "{name} has {n} bytes; a plan has at most {most_bytes}.",
                name=name,
                n=LazyCount(len(data)),
                most_bytes=LazyCount(MOST_BYTES),
            ),
            gettext_lazy("Keep the plan in it, and nothing else."),
        )
    text, encoding = _text(data, name)
    _check_lines(text, name)
    growing = _Growing(name)
    for event in _events(text, name):
        growing.take(event)
    notes = () if encoding in {"utf-8", "ascii"} else (encoding,)
    return Tree(growing.root, growing.lines, notes)


def _text(data: bytes, name: str) -> tuple[str, str]:
    from milepost.sources.files import decoded

    reader, encoding = decoded(data)
    text = reader.read()
    if "\0" in text:
        before = text[: text.index("\0")]
        raise Refused(
            gettext_lazy(
                "{name}, line {before}: this is no text; it holds a zero byte.",
                name=name,
                before=before.count(chr(10)) + 1,
            ),
            gettext_lazy("Save the plan as plain text in UTF-8."),
        )
    return text, encoding


def _check_lines(text: str, name: str) -> None:
    """Lines that nobody writes cost the reader seconds; JSON is often one line, and is let through."""
    if text.lstrip()[:1] in {"[", "{"}:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise Refused(
                gettext_lazy(
                    "{name}, line {number}: it has {n} characters; at most {longest_line} are read.",
                    name=name,
                    number=number,
                    n=LazyCount(len(line)),
                    longest_line=LazyCount(LONGEST_LINE),
                ),
                gettext_lazy("Write one field a line."),
            )


def _events(text: str, name: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        yield from YAML(typ="safe", pure=True).parse(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        kind = "JSON" if name.casefold().endswith(".json") else "YAML"
        raise Refused(
            gettext_lazy(
                "{name}, line {line}: this is not {kind} ({problem}).",
                name=name,
                line=line,
                kind=kind,
                problem=error.problem or error.context,
            ),
            _hint(text, line),
        ) from None
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 1
        raise Refused(
            gettext_lazy(
                "{name}, line {line}: a character that no text may hold (U+{error}).",
                name=name,
                line=line,
                error=f"{_code(error):04X}",
            ),
            gettext_lazy("Delete it; it is often pasted unseen from another program."),
        ) from None
    except (YAMLError, ValueError, OverflowError, AttributeError) as error:
        raise Refused(
            gettext_lazy("{name} is not YAML ({error}).", name=name, error=str(error)[:120]),
            gettext_lazy("Compare it with: milepost plan export"),
        ) from None


def _code(error: Any) -> int:
    return ord(error.character) if isinstance(error.character, str) else int(error.character)


def _hint(text: str, line: int) -> str:
    lines = text.splitlines()
    near = lines[max(0, line - 2) : line]
    if any("\t" in one[: len(one) - len(one.lstrip())] for one in near):
        return gettext_lazy("Indent with blanks; YAML takes no tabs there.")
    if any(one.count(": ") > 1 for one in near):
        return gettext_lazy(
            "Put a text with a colon in quotes: sentence: “…” between straight double quotes."
        )
    return gettext_lazy("Look at the indentation and the quotes of this line and the one before it.")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled, and the key that waits for its value."""

    value: Any
    place: Place
    key: str | None = None


@dataclass(slots=True)
class _Growing:
    """The tree while events arrive."""

    name: str
    root: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    values: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        if kind == "AliasEvent" or getattr(event, "anchor", None) is not None:
            raise self._refusal(
                line,
                gettext_lazy("a plan has no anchors and aliases (& and *)"),
                gettext_lazy("Write the value out."),
            )
        if kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                raise self._refusal(
                    line,
                    gettext_lazy("a second document begins (---)"),
                    gettext_lazy("Keep one plan in a file; take the line out."),
                )
        elif kind == "ScalarEvent":
            self._leaf(event, line)
        elif kind in {"MappingStartEvent", "SequenceStartEvent"}:
            self._check_tag(event, line)
            self._open({} if kind == "MappingStartEvent" else [], line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            self.stack.pop()

    def _leaf(self, event: Any, line: int) -> None:
        self._check_tag(event, line)
        if len(event.value) > LONGEST:
            raise self._refusal(
                line,
                gettext_lazy("a value of {n} characters", n=LazyCount(len(event.value))),
                gettext_lazy("Say it more shortly."),
            )
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(top, event.value, line)
            return
        plain = event.implicit[0] and event.style is None
        self._put(_resolved(event.value) if plain else event.value, line)

    def _key(self, top: _Open, key: str, line: int) -> None:
        if key in top.value:
            first = self.lines[(*top.place, key)]
            raise self._refusal(
                line,
                gettext_lazy(
                    "“{key}” stands twice in {place} (first in line {first})",
                    key=key,
                    place=written(top.place) or gettext_lazy("the plan"),
                    first=first,
                ),
                gettext_lazy("Keep one of them."),
            )
        top.key = key
        self.lines[(*top.place, key)] = line

    def _open(self, value: Any, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise self._refusal(
                line,
                gettext_lazy("a list or section stands where a name is expected"),
                gettext_lazy("Write: name: value"),
            )
        if len(self.stack) >= DEEPEST:
            raise self._refusal(
                line,
                gettext_lazy("it is nested deeper than {deepest} levels", deepest=DEEPEST),
                gettext_lazy("A plan needs about four."),
            )
        place = self._put(value, line)
        self.stack.append(_Open(value, place))

    def _put(self, value: Any, line: int) -> Place:
        self.values += 1
        if self.values > MOST_VALUES:
            raise self._refusal(
                line,
                gettext_lazy("it holds more than {most_values} values", most_values=LazyCount(MOST_VALUES)),
                gettext_lazy("Keep only the plan in it."),
            )
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            place = (*top.place, len(top.value))
            top.value.append(value)
            self.lines[place] = line
            return place
        key = top.key or ""
        top.value[key], top.key = value, None
        return (*top.place, key)

    def _check_tag(self, event: Any, line: int) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self._refusal(
                line,
                gettext_lazy("a plan has no tags (“{tag}”)", tag=str(tag)[:40]),
                gettext_lazy("Take it out; write the value alone."),
            )

    def _refusal(self, line: int, what: str, remedy: str) -> Refused:
        return Refused(
            gettext_lazy("{name}, line {line}: {what}.", name=self.name, line=line, what=what), remedy
        )


def _resolved(text: str) -> object:
    """A plain value: nothing, true or false, a number, or the text itself; days stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and not _THOUSANDS.fullmatch(text):
        value = float(text)
        return value if math.isfinite(value) else text
    return text


def as_json(value: object) -> str:
    """A tree, or a part of one, as JSON."""
    return json.dumps(value, ensure_ascii=False)
