"""Where a page does what a sentence says with a command: “milepost import FOLDER” becomes a link.

The sentences are the terminal's too, so they name commands. On a page nobody types one. The words put in are
English as the sentences around them are, in whatever language the page is read: they are not translated.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from django.urls import NoReverseMatch, reverse
from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says in place of a command: the words, and the view that does it (`""`: none does)."""

    words: str
    view: str
    anchor: str = ""


_TABLE: dict[str, Said] = {
    "import": Said("import the files", "imports"),
    "imports": Said("look at the imports", "imports"),
    "map": Said("say what its columns mean", "imports"),
    "formats": Said("the page of imports", "imports"),
    "undo": Said("take the import back", "imports"),
    "rebuild": Said("work the figures out again", "imports"),
    "kpis": Said("the KPI framework", "kpis"),
    "kpi": Said("the KPI framework", "kpis"),
    "status": Said("the board", "board"),
    "goal add": Said("write the goal", "goal_new"),
    "goal read": Said("write the goal", "goal_new"),
    "goal propose": Said("see what the data propose", "goal_new"),
    "goal": Said("the page of the goal", "board"),
    "objective": Said("the business objectives", "plan", "objectives"),
    "plan capacity": Said("what the team can carry", "plan", "capacity"),
    "plan about": Said("what the brand is for", "plan", "about"),
    "plan export": Said("the plan as a file", "plan", "file"),
    "plan diff": Said("the plan as a file", "plan", "file"),
    "plan apply": Said("the plan as a file", "plan", "file"),
    "plan lint": Said("the plan", "plan"),
    "plan quarter": Said("hold the goals against the objectives", "plan", "objectives"),
    "plan": Said("the plan", "plan"),
    "audience": Said("the audience", "audience"),
    "competitor own": Said("name your own page", "competitor_own"),
    "competitor": Said("the competitors", "competitors"),
    "review weekly": Said("hold the weekly review", "review_weekly"),
    "review monthly": Said("hold the monthly review", "review_monthly"),
    "review": Said("hold the weekly review", "review_weekly"),
    "decide": Said("write the decision down", "decisions"),
    "decisions": Said("the decisions", "decisions"),
    "decision": Said("close the decision", "decisions"),
    "report": Said("the reports", "reports"),
    "judge payback": Said("import the sheet", "imports"),
    "judge": Said("the KPI framework", "kpis"),
    "playbook": Said("the weekly review", "review_weekly"),
    "benchmark": Said("the outside figures beside each KPI", "kpis"),
    "init": Said("the settings of the brand", "brand_settings"),
    "serve": Said("this site", "board"),
    "check": Said("a check of the own knowledge", ""),
}
"""The longest name that fits is taken, so that “goal add” goes before “goal”."""

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
        said = _TABLE.get(" ".join(words[:2])) or _TABLE.get(words[0])
        if said is None:
            return found[0]
        goal = _GOAL.match(command)
        url = _url("goal", slug, goal[1]) if goal else ""
        url = url or (_url(said.view, slug) + (f"#{said.anchor}" if said.anchor else "") if said.view else "")
        told = str(escape(said.words))
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
