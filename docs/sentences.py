"""Writes the sentences of the reports for translators, and what they made of them for the program.

PYTHONPATH=src python docs/sentences.py

Gathers every sentence of `knowledge/*.toml` that is said to people (`knowledge/prose.py`), and those that
code and templates of the reports mark with `gettext` and its kin, into `locale/<language>/`: a `.po` for
each knowledge file or folder, and for each package. All of a language are compiled into its one
`milepost.mo`. Both are committed. The words of the site's own pages are Django's, and gathered by
`words.py`.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from jinja2.ext import babel_extract
from words import Words, as_mo, as_po, renewed, translated, untranslated

from milepost.knowledge.prose import PROSE, prose
from milepost.knowledge.reader import leaves, table
from milepost.language import ENGLISH, LANGUAGES

PACKAGE = Path(__file__).parent.parent / "src" / "milepost"
LOCALE = PACKAGE / "locale"
_CALLS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_ELSEWHERE = ("web", "cli", "demo")
"""What is not of the reports: pages have their own words, and who types commands reads English."""


def marked() -> dict[str, Catalog]:
    """Every sentence to be translated, by the file of translations that it stands in: each stands in one."""
    found: dict[str, Catalog] = {}
    seen: set[object] = set()
    for place, where, context, text in [*_of_knowledge(), *_of_code()]:
        if (context, text) not in seen:
            seen.add((context, text))
            found.setdefault(place, Catalog()).add(text, locations=[(where, 1)], context=context)
    return found


_Said = Iterator[tuple[str, str, str | None, str | tuple[str, ...]]]


def _of_knowledge() -> _Said:
    for name in sorted(PROSE):
        folder, slash, _ = name.partition("/")
        bodies = {f"{folder}/{leaf.id}": leaf.body for leaf in leaves(folder).values()} if slash else {}
        for where, body in (bodies or {name: table(name)}).items():
            for text in prose(body):
                yield f"knowledge/{folder}", f"knowledge/{where}.toml", None, str(text)


def _of_code() -> _Said:
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2")]):
        where = path.relative_to(PACKAGE)
        if where.parts[0] in _ELSEWHERE:
            continue
        read = babel_extract if path.suffix == ".j2" else extract_python
        for _line, call, said, _comments in read(BytesIO(path.read_bytes()), tuple(_CALLS), [], {}):
            texts = [said] if isinstance(said, str) else [one for one in said or () if isinstance(one, str)]
            place = "/".join(where.parts[:2][: len(where.parts) - 1]) or "milepost"
            if call == "pgettext" and texts:
                yield place, where.as_posix(), texts[0], texts[1]
            elif texts:
                yield place, where.as_posix(), None, tuple(texts[:2]) if call == "ngettext" else texts[0]


def whole(language: str) -> Words:
    """All translations into a language, of all its files."""
    found = Words(locale=language, fuzzy=False)
    for po in sorted((LOCALE / language).rglob("*.po")):
        for message in translated(po, language):
            if message.id:
                found.add(message.id, message.string, context=message.context)
    return found


def renew(language: str) -> list[str]:
    """Renew and compile one language: what is gone is dropped. Gives the sentences without a translation."""
    home, before, files = LOCALE / language, whole(language), set()
    for place, texts in marked().items():
        po = home / f"{place}.po"
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(as_po(renewed(before, texts, "Sentences of Milepost.")), "utf-8")
        files.add(po)
    for gone in set(home.rglob("*.po")) - files:
        gone.unlink()
    now = whole(language)
    (home / "milepost.mo").write_bytes(as_mo(now))
    return untranslated(now)


def main() -> None:
    """Renew every language and say what is not translated yet."""
    for language in LANGUAGES:
        if language != ENGLISH:
            missing = renew(language)
            print(f"{language}: {len(missing)} sentences without a translation")


if __name__ == "__main__":
    main()
