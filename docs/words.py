"""Writes the words of the site's pages for translators, and what they made of them for the program.

PYTHONPATH=src python docs/words.py

Gathers every text that templates and pages mark for translation into `locale/*/LC_MESSAGES/django.po`, drops
those that are gone, and compiles each to the `.mo` that Django reads. Both are committed: installing Milepost
needs no tool for it. The files hold no day, no machine and no line number, so they change only when words do.
A new language is a folder with a `django.po` that may be empty; see docs/extending.md.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parent.parent / "src" / "milepost" / "web"
LOCALE = WEB / "locale"
_CALLS = (
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
)
_COMMENT = "Words of Milepost's pages."


class Words(Catalog):
    """A catalog whose head says its language and how it counts, and nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The lines of its head."""
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def marked() -> Catalog:
    """Every text that is marked for translation, with the files that it stands in."""
    found = Catalog()
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html")]):
        for call, said in _said_in(path):
            context, texts = (said[0], said[1:]) if call.startswith("pgettext") else (None, said)
            text = tuple(texts[:2]) if call.startswith("ngettext") else texts[0]
            found.add(text, locations=[(path.relative_to(WEB).as_posix(), 1)], context=context)
    return found


def _said_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    source = path.read_text("utf-8")
    if path.suffix == ".html":  # what is no text becomes signs that only look like Python: mind no indents
        source = "\n".join(line.lstrip() for line in templatize(source, path.name).splitlines())
    for _line, call, said, _comments in extract_python(BytesIO(source.encode()), _CALLS, [], {}):
        texts = [said] if isinstance(said, str) else [text for text in said or () if isinstance(text, str)]
        if texts:
            yield call, texts


def translated(po: Path, language: str) -> Words:
    """What a file of translations into that language says."""
    read = read_po(BytesIO(po.read_bytes()), locale=language)
    words = Words(locale=language, header_comment=_head(read.header_comment), fuzzy=False)
    for message in read:
        if message.id:
            _take(words, message)
    return words


def _head(comment: str) -> str:
    """The translators' glossary as it stands; Babel's own lines, which an empty file has, are not kept."""
    return f"# {_COMMENT}" if "PROJECT" in comment else comment


def renewed(before: Words, texts: Catalog, comment: str = "") -> Words:
    """The same translations for the texts that are marked now; a text that is new has none yet."""
    head = f"# {comment}" if comment else before.header_comment
    words = Words(locale=before.locale, header_comment=head, fuzzy=False)
    for message in texts:
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        added = _take(words, message)
        if known is not None and isinstance(known.id, str) == isinstance(message.id, str):
            added.string = known.string
    return words


def _take(words: Words, message: Message) -> Message:
    return words.add(
        message.id,
        message.string,
        locations=sorted({(name, 1) for name, _ in message.locations}),
        flags=message.flags - {"python-brace-format"},
        context=message.context,
    )


def as_po(words: Words) -> str:
    """As the translators' file: sorted, with the files that each text stands in."""
    out = BytesIO()
    write_po(out, words, sort_output=True, include_lineno=False, ignore_obsolete=True, width=110)
    return out.getvalue().decode()


def as_mo(words: Words) -> bytes:
    """As Django reads it."""
    out = BytesIO()
    write_mo(out, words)
    return out.getvalue()


def files() -> list[Path]:
    """The translators' file of each language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def main() -> None:
    """Renew and compile the words of every language, and say what is not translated yet."""
    texts = marked()
    for po in files():
        words = renewed(translated(po, po.parent.parent.name), texts)
        po.write_text(as_po(words), "utf-8")
        po.with_suffix(".mo").write_bytes(as_mo(words))
        missing = len(untranslated(words))
        print(f"{words.locale_identifier}: {len(words)} texts, {missing} without a translation")


def untranslated(words: Words) -> list[str]:
    """The texts that have no translation, or not all of its forms."""
    return [str(message.id) for message in words if message.id and not _whole(message)]


def _whole(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts)


if __name__ == "__main__":
    main()
