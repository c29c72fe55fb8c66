"""Where a page does what a sentence says with a command: “milepost import FOLDER” becomes a link.

The sentences are the terminal's too, so they name commands. On a page nobody types one. What is put in stands
in `knowledge/pages.toml` and speaks the language of the sentences around it.
"""

import re
from collections.abc import Callable
from html import unescape

from django.urls import NoReverseMatch, reverse
from markupsafe import Markup, escape

from milepost.knowledge import table

_VIEWS: dict[str, tuple[str, str]] = {
    "import": ("imports", ""),
    "imports": ("imports", ""),
    "map": ("imports", ""),
    "formats": ("imports", ""),
    "undo": ("imports", ""),
    "rebuild": ("imports", ""),
    "kpis": ("kpis", ""),
    "kpi": ("kpis", ""),
    "status": ("board", ""),
    "goal add": ("goal_new", ""),
    "goal read": ("goal_new", ""),
    "goal propose": ("goal_new", ""),
    "goal": ("board", ""),
    "objective": ("plan", "objectives"),
    "plan capacity": ("plan", "capacity"),
    "plan about": ("plan", "about"),
    "plan export": ("plan", "file"),
    "plan diff": ("plan", "file"),
    "plan apply": ("plan", "file"),
    "plan lint": ("plan", ""),
    "plan quarter": ("plan", "objectives"),
    "plan": ("plan", ""),
    "audience": ("audience", ""),
    "competitor own": ("competitor_own", ""),
    "competitor": ("competitors", ""),
    "review weekly": ("review_weekly", ""),
    "review monthly": ("review_monthly", ""),
    "review": ("review_weekly", ""),
    "decide": ("decisions", ""),
    "decisions": ("decisions", ""),
    "decision": ("decisions", ""),
    "report": ("reports", ""),
    "judge payback": ("imports", ""),
    "judge": ("kpis", ""),
    "playbook": ("review_weekly", ""),
    "benchmark": ("kpis", ""),
    "init": ("brand_settings", ""),
    "serve": ("board", ""),
    "rest": ("brand_settings", "rest"),
    "wake": ("brand_settings", "rest"),
    "check": ("", ""),
}
"""The view that does what a command does, and the place on its page; `""`: none does it."""

_GOAL = re.compile(r"^goal (?:amend|close|show|propose) ([Gg]\d+)\b")
_PLACEHOLDER = (
    r"(?:[GgDd]\d+|“[^”]{0,300}”|[\w-]+=(?:“[^”]{0,300}”|\S+)|[\w.*-]*/[\w.*/-]+"
    r"|[\w-]+\.(?:csv|yaml|json|xlsx|toml)\b|[A-Z][A-Z_]+(?:\.[A-Z]+)?\b|[a-z]+_[a-z_]+|…|\|-|\d[\w.,–-]*)"
)
_VERBS = (
    "add|amend|close|show|list|drop|own|figure|compare|propose|read|suggest|data|export|lint|diff|apply|capacity"
    "|about|quarter|schema|weekly|monthly|match|payback|clients"
)
_COMMAND = re.compile(
    rf"`?\bmilepost (?P<said>[a-z]+(?: (?:{_VERBS})\b)?"
    rf"(?: (?:--resource [a-z]+|--[a-z-]+(?: {_PLACEHOLDER})?|{_PLACEHOLDER}))*)`?"
)
_WITH = re.compile(rf" with --[a-z-]+(?: {_PLACEHOLDER})?")
_OPTION = re.compile(r"(?<!\S)--([a-z][a-z-]+)\b")
_GOAL_NAMED = re.compile(r"\b([Gg]oal) (g\d+)\b")
_TAG = re.compile(r"(<[^>]*>)")


def for_site(text: str, slug: str) -> Markup:
    """Text, escaped, with its commands turned into links to the pages of the brand in addresses as `slug`."""
    return _linked(str(escape(text)), slug, link=True)


def plain_for_site(text: str) -> str:
    """The same as plain text, for places that hold no links: the errors of a form."""
    return unescape(str(_linked(str(escape(text)), "", link=False)))


def in_markup(html: Markup, slug: str) -> Markup:
    """The same within markup of ours: only between its tags, never inside a drawing or a link."""
    parts, outside = [], 0
    for part in _TAG.split(str(html)):
        if part.startswith("<"):
            name = part.strip("</>").split(" ")[0]
            if name in {"svg", "a", "title", "summary", "button"}:
                outside += -1 if part.startswith("</") else 0 if part.endswith("/>") else 1
            parts.append(part)
        else:
            parts.append(str(_linked(part, slug, link=outside == 0)))
    return Markup("".join(parts))  # noqa: S704 (markup of ours; between its tags everything is escaped)


def _linked(escaped: str, slug: str, *, link: bool) -> Markup:
    if link:
        escaped = _GOAL_NAMED.sub(_to_goal(slug), escaped) if "milepost " not in escaped else escaped
    if "milepost " not in escaped and "--" not in escaped:
        return Markup(escaped)  # noqa: S704 (escaped by the caller)
    replaced = _COMMAND.sub(_replacing(slug, link=link), escaped)
    replaced = _OPTION.sub(lambda found: found[1].replace("-", " "), _WITH.sub("", replaced))
    return Markup(replaced)  # noqa: S704 (escaped by the caller; what is put in is escaped below)


def _replacing(slug: str, *, link: bool) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        command = found["said"]
        words = command.split(" ")
        name = next((one for one in (" ".join(words[:2]), words[0]) if one in _VIEWS), None)
        if name is None:
            return found[0]
        view, anchor = _VIEWS[name]
        goal = _GOAL.match(command)
        url = _url("goal", slug, goal[1]) if goal else ""
        url = url or (_url(view, slug) + (f"#{anchor}" if anchor else "") if view else "")
        told = str(escape(str(table("pages")["commands"][name])))
        return f'<a href="{escape(url)}">{told}</a>' if link and url else told

    return replaced


def _to_goal(slug: str) -> Callable[[re.Match[str]], str]:
    def linked(found: re.Match[str]) -> str:
        url = _url("goal", slug, found[2])
        return f'<a href="{escape(url)}">{found[0]}</a>' if url else found[0]

    return linked


def _url(view: str, slug: str, *more: str) -> str:
    try:
        return reverse(view, args=[slug, *more])
    except NoReverseMatch:
        return ""
