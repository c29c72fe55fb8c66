"""The label of a workspace's reports, kept in `milepost.toml`: of all brands, or of one."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from milepost.archive.durable import make_folder, write
from milepost.errors import InvalidValue
from milepost.language import ENGLISH, decimal, gettext, gettext_lazy, spoken_for
from milepost.workspace.labels.colour import LEAST, contrast, is_colour, is_legible
from milepost.workspace.labels.logo import Logo, read_logo
from milepost.workspace.place import SETTINGS, Workspace, choose_brand
from milepost.workspace.writing import locked, storage_faults

FOLDER: Final = "label"
MOST_FOOTER: Final = 200


@dataclass(frozen=True, slots=True)
class LabelSettings:
    """What was set: the logo's file within the workspace, #rrggbb, a footer, a locale. Empty: not set."""

    logo: str = ""
    colour: str = ""
    footer: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class KeptLabel:
    """The label as reports use it; `notes` say what of it cannot be used, and why."""

    settings: LabelSettings
    logo: bytes | None = None
    notes: tuple[str, ...] = ()


def label_of(workspace: Workspace, brand: str | None) -> KeptLabel:
    """The label of a brand's reports: its own settings over those of all brands.

    A hand may have written them: what cannot be used is left out with a note. Raises InvalidValue where the
    settings are no TOML.
    """
    settings, notes = _read(workspace.home, brand), []
    if settings.colour and not is_legible(settings.colour):
        notes.append(_colour_note(settings.colour))
        settings = replace(settings, colour="")
    if settings.language and (fault := language_fault(settings.language)):
        notes.append(f"{fault} Figures are written as in British English.")
        settings = replace(settings, language="")
    settings = replace(settings, footer=settings.footer[:MOST_FOOTER])
    if not settings.logo:
        return KeptLabel(settings, None, tuple(notes))
    try:
        data = _inside(workspace.home, settings.logo).read_bytes()
        return KeptLabel(settings, read_logo(data).data, tuple(notes))
    except OSError as error:
        notes.append(f"The logo {settings.logo} cannot be read ({error.strerror}).")
    except InvalidValue as error:
        notes.append(f"The logo is left out. {error}")
    return KeptLabel(settings, None, tuple(notes))


def language_of(workspace: Workspace, brand: str | None) -> str:
    """The language of a brand's reports; empty where none is set, or where nothing can be written in it.

    Raises InvalidValue where the settings are no TOML.
    """
    said = _read(workspace.home, brand).language
    return "" if not said or language_fault(said) else said


def set_label(
    workspace: Workspace,
    *,
    brand: str | None,
    logo: bytes | None = None,
    colour: str | None = None,
    footer: str | None = None,
    language: str | None = None,
) -> tuple[KeptLabel, tuple[str, ...]]:
    """Keep what is given (an empty text takes it back; None leaves it) and answer with the label and advice.

    `brand` None: for all brands. Raises InvalidValue for a logo, colour, footer or language that is refused.
    """
    if brand is not None:
        choose_brand(workspace, brand)
    said = _checked(colour, footer, language)
    checked = read_logo(logo) if logo else None
    if logo is not None:
        said["logo"] = ""
    with storage_faults(), locked(workspace.home):
        if checked is not None:
            name = f"{hashlib.sha256(checked.data).hexdigest()[:12]}.{checked.kind}"
            said["logo"] = f"{FOLDER}/{name}"
            make_folder(workspace.home / FOLDER)
            write(workspace.home / FOLDER / name, checked.data)
        _write(workspace.home, brand, said)
    return label_of(workspace, brand), tuple(_advice(checked, language))


def _checked(colour: str | None, footer: str | None, language: str | None) -> dict[str, str]:
    """What was said, when all of it can be used."""
    if colour and not is_colour(colour):
        raise InvalidValue(
            gettext_lazy("“{colour}” is not a colour.", colour=colour),
            gettext_lazy("Write six hexadecimal digits: #23468f"),
        )
    if colour and not is_legible(colour):
        raise InvalidValue(_colour_note(colour), gettext_lazy("Take a darker tone of it."))
    if footer and (len(footer) > MOST_FOOTER or not footer.isprintable()):
        raise InvalidValue(
            gettext_lazy("A footer is one line."),
            gettext_lazy("Write at most {most_footer} printable characters.", most_footer=MOST_FOOTER),
        )
    if language and (fault := language_fault(language)):
        raise InvalidValue(fault, gettext_lazy("Write for example en_GB, en_US, de, fr or pt_BR."))
    said = {"colour": colour, "footer": footer, "language": language}
    return {name: value for name, value in said.items() if value is not None}


def _advice(logo: Logo | None, language: str | None) -> Iterator[str]:
    if logo is not None and logo.left_out:
        yield f"{logo.left_out} parts of the drawing were left out: they could run or load something."
    if logo is not None and logo.kind == "svg":
        yield "Slides cannot show an SVG: give a PNG where you send PPTX."
    if language and spoken_for(language) == ENGLISH and not language.startswith(ENGLISH):
        yield "Figures follow the language; there are no words in it yet, so these stay English."


def language_fault(language: str) -> str:
    """Why figures cannot be written in that language; empty when they can."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return gettext("“{language}” is not a language.", language=language[:40])
    if locale.character_order != "left-to-right":
        return gettext("Reports cannot be written from right to left yet ({name}).", name=locale.english_name)
    return ""


def _colour_note(colour: str) -> str:
    if not is_colour(colour):
        return gettext("“{colour}” is not a colour as #rrggbb; ours is taken.", colour=colour[:40])
    found = contrast(colour, "#ffffff")
    return gettext(
        "{colour} has a contrast of {found} with white; readable text needs {least}.",
        colour=colour,
        found=decimal(found, 1),
        least=decimal(LEAST, 1),
    )


def _read(home: Path, brand: str | None) -> LabelSettings:
    try:
        body = tomllib.loads((home / SETTINGS).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(
            gettext_lazy("{home} is not TOML: {error}.", home=home / SETTINGS, error=error),
            gettext_lazy("Mend the line that is named."),
        ) from error
    section = body.get("label", {})
    of_all: dict[str, Any] = section if isinstance(section, dict) else {}
    own = of_all.get(brand, {}) if brand else {}
    names = [field.name for field in fields(LabelSettings)]
    known = {name: of_all[name] for name in names if isinstance(of_all.get(name), str)}
    if isinstance(own, dict):
        known |= {name: own[name] for name in names if isinstance(own.get(name), str)}
    return LabelSettings(**known)


def _inside(home: Path, name: str) -> Path:
    """The file of that name, which must lie in the workspace's own folder of logos."""
    path = (home / name).resolve()
    if not path.is_relative_to((home / FOLDER).resolve()):
        raise InvalidValue(
            gettext_lazy(
                "{name} does not lie in the folder “{folder}” of the workspace.", name=name, folder=FOLDER
            )
        )
    return path


def _write(home: Path, brand: str | None, said: dict[str, str]) -> None:
    """The settings with this section written anew; every other line stays as it is."""
    settings = home / SETTINGS
    text = settings.read_text("utf-8")
    body = tomllib.loads(text).get("label", {})
    kept = dict(body.get(brand, {}) if brand else body)
    kept = {name: value for name, value in kept.items() if isinstance(value, str)} | said
    head = f"[label.{_quoted(brand)}]" if brand else "[label]"
    lines = [head, *(f"{name} = {_quoted(value)}" for name, value in kept.items() if value or brand)]
    mark = re.compile(rf"^{re.escape(head)}[ \t]*\n(?:(?![ \t]*\[).*(?:\n|\Z))*", re.MULTILINE)
    bare = mark.sub("", text).rstrip("\n")
    write(settings, (bare + "\n\n" + "\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    # A JSON string of printable characters is a TOML string as well.
    return json.dumps(text, ensure_ascii=False)
