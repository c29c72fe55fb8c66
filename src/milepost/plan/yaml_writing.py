"""A plan document as YAML: in one order, with comments that explain it, every alphabet readable."""

import io
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

from milepost.knowledge.reader import table
from milepost.plan.document import PARTS, UNWRITTEN, GoalText, Item, Part, PlanDocument, item_fields
from milepost.plan.remark import Place, written

WIDTH: Final = 100
SCHEMA_FILE: Final = "plan.schema.json"
_WORDLIKE: Final = frozenset({"y", "n", "yes", "no", "on", "off"})
"""Words that readers of YAML 1.1 take for yes or no; they are put in quotes for them."""
_NUMBERLIKE: Final = re.compile("[-+.,:_0-9eExXoObB]*[0-9][-+.,:_0-9eExXoObBaA-fF]*")
"""What some reader of YAML takes for a number, a time or a day."""


def yaml_of(document: PlanDocument, day: date | None = None) -> str:
    """The document as text. `day` is the day as of which it stands, for the heading."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.Representer = _representer()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(_body(document), out)
    return _heading(document, day) + out.getvalue()


@lru_cache(maxsize=1)
def _representer() -> type:
    """How values are written: a day that stands twice is written twice, what is open stays empty."""
    from ruamel.yaml.representer import RoundTripRepresenter

    class Plain(RoundTripRepresenter):
        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    Plain.add_representer(type(None), lambda self, _: self.represent_scalar("tag:yaml.org,2002:null", ""))
    return Plain


def _heading(document: PlanDocument, day: date | None) -> str:
    says = table("plan_fields")["plan"]
    lines = [f"# yaml-language-server: $schema={SCHEMA_FILE}"]
    if day is not None:
        brand = " ".join((document.brand or "?").split())
        lines.append(f"# {says['head'].format(brand=brand, day=day.isoformat())}")
    lines += [f"# {says[name]}" for name in ("how", "versions", "schema")]
    return "\n".join(lines) + "\n\n"


def _body(document: PlanDocument) -> Any:
    from ruamel.yaml.comments import CommentedMap

    says = table("plan_fields")
    body = CommentedMap()
    body["milepost"] = 1
    for name in ("brand", "currency", "base"):
        value = getattr(document, name)
        if value is not None:
            body[name] = _plain(value)
    for part in PARTS:
        items = document.parts.get(part.section)
        if items is None:
            continue
        body[part.section] = _section(part, items, document.notes)
        _comment(
            body,
            part.section,
            says.get(part.section, {}).get("section", part.section),
            document.notes.get(part.section, ()),
        )
    if document.goals is not None:
        body["goals"] = _listed("goals", [_goal(goal) for goal in document.goals], document.notes)
        _comment(body, "goals", says["goals"]["section"], document.notes.get("goals", ()))
    return body


def _comment(body: Any, name: str, says: str, notes: tuple[str, ...]) -> None:
    text = "\n".join([says, *(line for note in notes for line in _wrapped(note))])
    body.yaml_set_comment_before_after_key(name, before="\n" + text)


def _section(part: Part, items: tuple[Item, ...], notes: Mapping[str, tuple[str, ...]]) -> Any:
    if part.sole:
        return _item(part, items[0]) if items else None
    return _listed(part.section, [_item(part, item) for item in items], notes)


def _listed(section: str, found: list[Any], notes: Mapping[str, tuple[str, ...]]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(found)
    if not found:
        listed.fa.set_flow_style()
    for number in range(len(found)):
        place: Place = (section, number)
        above = notes.get(written(place), ())
        if above:
            text = "\n".join(line for note in above for line in _wrapped(note))
            listed.yaml_set_comment_before_after_key(number, before=text, indent=2)
    return listed


def _wrapped(text: str) -> list[str]:
    """Lines of a comment; text that came from somebody's file stays inside it."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return wrap(plain, WIDTH, subsequent_indent="  ", break_on_hyphens=False) or [""]


def _item(part: Part, item: Item) -> Any:
    from ruamel.yaml.comments import CommentedMap

    body = CommentedMap()
    if item.version is not None and part.sole:
        body["version"] = item.version
    for name in item_fields(part):
        value = getattr(item.value, name)
        if part.sole or name in {"id", part.titled} or not _empty(value):
            body[name] = _plain(value)
        if name == "id" and item.version is not None:
            body["version"] = item.version
    return body


def _goal(goal: GoalText) -> Any:
    from ruamel.yaml.comments import CommentedMap

    body = CommentedMap()
    for field in fields(GoalText):
        value = getattr(goal, field.name)
        if field.name not in UNWRITTEN and not _empty(value):
            body[field.name] = _plain(value)
    return body


def _empty(value: object) -> bool:
    return value is None or value in ((), "")


def _plain(value: Any) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if _needs_quotes(value) else value
    if is_dataclass(value) and not isinstance(value, type):
        body = CommentedMap()
        for field in fields(value):
            one = getattr(value, field.name)
            if not _empty(one):
                body[field.name] = _plain(one)
        return body
    if isinstance(value, tuple | list):
        listed = CommentedSeq([_plain(one) for one in value])
        if all(isinstance(one, str) and len(one) < 40 for one in value):
            listed.fa.set_flow_style()
        return listed
    return value


def _needs_quotes(text: str) -> bool:
    """Whether another reader of YAML could take the text for something else, or could not show it."""
    return (
        not text
        or text.casefold() in _WORDLIKE
        or not text.isprintable()
        or text != text.strip()
        or _NUMBERLIKE.fullmatch(text) is not None
    )
