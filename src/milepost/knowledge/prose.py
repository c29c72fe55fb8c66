"""Which texts of the knowledge are said to people and so translated; the rest are names and words to find."""

from collections.abc import Iterator, Mapping
from typing import Any

from milepost.language import Lazy

_SAYS = ("says", "remedy")
_NAMED = ("title", "says")

PROSE: Mapping[str, tuple[str, ...] | None] = {
    "audience": ("titles", "whom", "as_posted"),
    "benchmark_terms": ("terms", "title"),
    "breaks": _NAMED,
    "cadence": ("title",),
    "channels": ("titles", "said"),
    "competitor_notes": _SAYS,
    "delivery": (*_SAYS, "about", "titles"),
    "exports": ("name", "way", "gives"),
    "findings": _SAYS,
    "framework": None,
    "goal_page": None,
    "goal_questions": None,
    "import_words": None,
    "keeping": None,
    "kpis/*": ("title", "says", "beware", "vanity", "guards"),
    "metrics": ("title",),
    "objectives": _NAMED,
    "okr_words": ("refused",),
    "pages": None,
    "plan_findings": _SAYS,
    "playbook/*": ("title", "says", "action", "wrong_when", "source"),
    "playbook_words": None,
    "portfolio": ("one", "many", "short", "words", "due", "kinds", "ended", "unreadable", "money"),
    "reports": None,
    "review_words": None,
    "roles": _NAMED,
    "segments": _NAMED,
    "sources/*": ("title", "refuse", "remedy", "because", "notes"),
    "stages": (*_NAMED, "because"),
    "verdicts/*": ("says",),
    "words": None,
}
"""The keys below which every text is prose, by file; None: all of the file."""

_NEVER = frozenset({"example", "stage.kpis"})
"""What a file says of its own examples is for those who write such files; the ids of KPIs are no prose."""

_NAMES = {"sources/*": frozenset({"columns", "facts", "recognise", "titles", "words"})}
"""Parts of a file that name what is read, by kind of file: nothing in them is said."""


def spoken(name: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body of the file `name` (“findings”, “kpis/leads”) with its prose as sentences to be translated."""
    if _kind(name) not in PROSE:
        return body
    keys, names = PROSE[_kind(name)], _NAMES.get(_kind(name), frozenset())
    return {
        key: value if key in names else _marked(value, key, keys, keys is None) for key, value in body.items()
    }


def prose(body: object) -> Iterator[str]:
    """Every sentence that is translated in what `spoken` gave, in the order of the file."""
    match body:
        case Lazy():
            yield body
        case Mapping():
            for value in body.values():
                yield from prose(value)
        case list():
            for value in body:
                yield from prose(value)


def _kind(name: str) -> str:
    folder, slash, _ = name.partition("/")
    return f"{folder}/*" if slash else name


def _marked(value: Any, path: str, keys: tuple[str, ...] | None, within: bool) -> Any:
    if path in _NEVER:
        return value
    within = within or (keys is not None and path.rpartition(".")[2] in keys)
    match value:
        case str():
            return Lazy(value) if within and value else value
        case Mapping():
            return {name: _marked(one, f"{path}.{name}", keys, within) for name, one in value.items()}
        case list():
            return [_marked(one, path, keys, within) for one in value]
        case _:
            return value
