"""OKRs in Markdown: headings, bullets and tables, as teams keep them in wikis and repositories."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from milepost.plan.okr.result import MOST, KeyResult, Objective, Okrs, ends_of, field_of
from milepost.plan.okr.tables import results_of_rows

_MARK = re.compile(r"^\s*(?:>\s*)*(#{1,6}\s+|[-*+•]\s+(?:\[[ xX]\]\s*)?|\d{1,3}[.)]\s+)?(.*)$")
_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|</?[a-zA-Z][^>]{0,200}>|[✅❌⏳🎯📊🟡🟢🔴]")
_LINK = re.compile(r"\[([^\]]{1,300})\]\([^)]{0,500}\)")
_KIND = r"(?:(?:annual|quarterly|company|team|marketing|social|primary|overall|our)\s+)*"
_OBJECTIVE = re.compile(
    rf"^{_KIND}(?:objective|objetivo|objectif|ziel|goal|o(?=\s?\d))\s*#?\s*o?[\d.]*\s*(?:\([^)]{{0,60}}\))?\s*(?:[:.)–—-]+\s*(.*)|$)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    rf"^{_KIND}(?:key[\s-]*results?|krs?|(?:schlüssel|kern)ergebnis(?:se)?|resultados?\s+clave|r[ée]sultats?\s+cl[ée]s?)\s*#?\s*[\d.]*"
    rf"(?:(?<=\d)\s+(?=[^\W\d])(.*)|\s*(?:\([^)]{{0,60}}\))?\s*(?:[:.)–—-]+(?!\d)\s*(.*)|$))",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"^([^\W\d_][^:|]{0,30}?)\s*:\s*(.+)$")
_INLINE = re.compile(r"\s+[-–—|]\s+(?=[A-Za-zÀ-ÿ ]{2,25}:)|\s*\|\s*")


def read_markdown(text: str) -> Okrs:
    """The objectives and key results of a text. Prose, code fences and other lists are passed over."""
    reader = _Reader()
    fenced = False
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and len(reader.results) <= MOST:
            reader.take(line[:2_000], number)
    reader.end_table()
    reader.end_objective()
    return Okrs(tuple(reader.objectives), tuple(reader.results))


@dataclass(slots=True)
class _Reader:
    objectives: list[Objective] = field(default_factory=list)
    results: list[KeyResult] = field(default_factory=list)
    heading: str = ""
    objective: str = ""
    ends: date | None = None
    listing: bool = False
    beside: str = ""
    untitled: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    bare: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        if line.lstrip().startswith("|"):
            self.rows.append((number, _cells(line)))
            return
        self.end_table()
        match = _MARK.match(line)
        mark, said = ((match[1] or "").strip(), _plain(match[2])) if match else ("", "")
        if not said:
            return
        depth = len(line) - len(line.lstrip())
        indented = depth >= 2
        if mark.startswith("#"):
            self.end_objective()
            self.listing = False
            self.ends = ends_of(said) or self.ends
        if found := _RESULT.match(said):
            self._result_line(found[1] or found[2] or "", number)
        elif (found := _OBJECTIVE.match(said)) and not (
            mark in {"-", "*", "+"} and indented and self.listing
        ):
            self._objective(found[1], said)
        elif mark.startswith("#"):
            self.heading, self.objective, self.beside, self.untitled = said, "", "", False
        elif self._beside_line(said, indented):
            return
        elif self.listing and (mark and not mark.startswith("#")) and not indented:
            self._add(said, number)
        elif mark and self.beside == "objective" and not self.untitled:
            self.bare.append((depth, number, said))
        elif not mark and self.untitled:
            self.objective, self.untitled = said[:200], False
            self._named(self.objective)
        elif not mark:
            self.ends = (
                ends_of(said) if re.search(r"\b(quarter|period|cycle|q[1-4])\b", said, re.I) else None
            ) or self.ends

    def _result_line(self, said: str, number: int) -> None:
        """A key result, or the heading over a list of them."""
        self.bare.clear()  # an objective that marks its key results has other lists, too
        self.beside = "result"
        if said:
            self._add(said, number)
            self.listing = False
        else:
            self.listing = True
            self.beside = ""

    def _objective(self, title: str | None, said: str) -> None:
        """An objective; one that is only numbered is titled by the next line of prose."""
        self.end_objective()
        self.ends = ends_of(said) or self.ends
        self.objective, self.listing, self.beside = (title or said).strip(), False, "objective"
        self.untitled = not title
        if title:
            self._named(self.objective)

    def _named(self, title: str) -> None:
        if title and all(one.title != title for one in self.objectives):
            self.objectives.append(Objective(title))

    def _add(self, said: str, number: int) -> None:
        text, *more = [part for part in _INLINE.split(said) if part and part.strip()] or [""]
        if not text.strip():
            return
        objective = self.objective or _as_title(self.heading)
        self._named(objective)
        result = KeyResult(text.strip(), f"line {number}", objective, ends=self.ends)
        self.results.append(result.with_fields(_fields(more)))
        self.beside = "result"

    def _beside_line(self, said: str, indented: bool) -> bool:
        """Whether a line only says something of the objective or the key result above it."""
        match = _BESIDE.match(said)
        name = field_of(match[1]) if match else None
        if match is None or name is None or name in {"objective", "key_result", "title", "goal", "type"}:
            return False
        if self.beside == "result" and self.results and name != "passed_over":
            self.results[-1] = self.results[-1].with_fields(_fields(_INLINE.split(said)))
        elif self.beside == "objective" and name == "owner" and self.objectives:
            self.objectives[-1] = replace(self.objectives[-1], owner=match[2].strip())
        elif name == "period":
            self.ends = ends_of(match[2]) or self.ends
        del indented
        return True

    def end_objective(self) -> None:
        """Take the plain list below an objective for its key results where none was marked as one."""
        bare, self.bare = self.bare, []
        outermost = min((depth for depth, _, _ in bare), default=0)
        for depth, number, said in bare:
            if depth < outermost + 2:
                self._add(said, number)

    def end_table(self) -> None:
        """Read a table that has just ended."""
        rows, self.rows = self.rows, []
        if len(rows) < 2:
            return
        head, *body = [(n, cells) for n, cells in rows if not all(set(c) <= set("-: ") for c in cells)]
        objective = self.objective or _as_title(self.heading)
        found = results_of_rows([head, *body], lambda n: f"line {n}", objective=objective, ends=self.ends)
        for one in found.objectives:
            self._named(one.title)
        if found.results and objective:
            self._named(objective)
        self.results += found.results


def _fields(parts: list[str]) -> dict[str, str]:
    said = {}
    for part in parts:
        match = _BESIDE.match(part.strip()) if part else None
        name = field_of(match[1]) if match else None
        if match is not None and name is not None:
            said[name] = match[2]
    return said


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _plain(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", text)).split()).strip()


def _as_title(heading: str) -> str:
    """A heading over key results is their objective, unless it only says that OKRs follow."""
    words = re.sub(
        r"\b(okrs?|q[1-4]|h[12]|20\d\d|key results?|objectives?|and|&|for|the)\b|\W", "", heading.casefold()
    )
    return heading if words else ""
