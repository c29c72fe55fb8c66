"""The pages' words in four languages: whole, filled in alike, compiled, and what people get to read."""

import re
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from served_site import Served, Visitor

from milepost.workspace.people.role import Role

LANGUAGES = ("de", "es", "fr")
SIGN_IN = {"en": "Sign in", "de": "Anmelden", "fr": "Se connecter", "es": "Iniciar sesión"}
_PLACE = re.compile(r"%\(\w+\)[a-z]|</?bdi>")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """The script that gathers and compiles them."""
    spec = spec_from_file_location("words", Path(__file__).parents[3] / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def marked(words: ModuleType) -> Catalog:
    """Every text that is marked for translation now."""
    found = words.marked()
    assert isinstance(found, Catalog)
    return found


def _texts(catalog: Catalog) -> dict[object, Message]:
    return {message.id: message for message in catalog if message.id}


def _strings(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, tuple | list) else (str(said),)


def test_what_is_marked_is_found_in_templates_and_in_python(marked: Catalog) -> None:
    texts = _texts(marked)
    assert {"Sign out", "Weekly review", "Saved.", "Nothing to do", "Earlier imports"} <= texts.keys()
    assert ("One goal is over.", "%(n)s goals are over.") in texts
    assert not any("milepost " in text for said in texts for text in _strings(said)), "a command on a page"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_a_translation_and_none_is_left_over(
    words: ModuleType, marked: Catalog, language: str
) -> None:
    po = words.LOCALE / language / "LC_MESSAGES" / "django.po"
    with po.open("rb") as file:
        catalog = read_po(file, locale=language)
    assert not catalog.obsolete
    known, wanted = _texts(catalog), _texts(marked)
    assert known.keys() == wanted.keys(), "run: python docs/words.py"
    open_ = [said for said, message in known.items() if not all(_strings(message.string)) or message.fuzzy]
    assert not open_


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_kept_and_plurals_are_right(words: ModuleType, language: str) -> None:
    catalog = words.translated(words.LOCALE / language / "LC_MESSAGES" / "django.po", language)
    for said, message in _texts(catalog).items():
        strings = _strings(message.string)
        assert len(strings) == (catalog.num_plurals if isinstance(said, tuple) else 1), said
        assert _places(strings[-1]) == _places(_strings(said)[-1]), said
        # “One goal” may become “1 goal”: French counts nothing as one and must say how many
        assert _places(strings[0]) in [_places(text) for text in _strings(said)], said
        assert all(text.strip() == text for text in strings), said


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_django_reads_is_what_the_translators_wrote(words: ModuleType, language: str) -> None:
    po = words.LOCALE / language / "LC_MESSAGES" / "django.po"
    assert po.with_suffix(".mo").read_bytes() == words.as_mo(words.translated(po, language)), (
        "run: python docs/words.py"
    )
    assert not re.search(r"(?i)\d{4}-\d\d-\d\d|/home/|:\d+$", po.read_text("utf-8").partition("\n\n")[0])


def test_an_empty_file_of_a_new_language_is_filled_with_what_there_is_to_translate(
    words: ModuleType, marked: Catalog, tmp_path: Path
) -> None:
    po = tmp_path / "it" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text("")
    renewed = words.renewed(words.translated(po, "de"), marked)
    assert len(renewed) == len(marked)
    text = words.as_po(renewed)
    assert not [word for word in ("fuzzy", "POT-Creation-Date", "PROJECT") if word in text]
    po.write_text(text, "utf-8")
    assert words.as_po(words.renewed(words.translated(po, "de"), marked)) == text


@pytest.mark.parametrize("asked", ["de", "de-AT,de;q=0.9,en;q=0.5", "fr-CA, fr;q=0.9", "es", "en", "nl", ""])
def test_who_is_not_known_yet_reads_the_language_of_the_browser(site: Served, asked: str) -> None:
    wanted = asked[:2] if asked[:2] in SIGN_IN else "en"
    page = site.visitor().get("/accounts/login/", headers={"Accept-Language": asked}).text
    assert f'<html lang="{wanted}">' in page
    assert f"<h1>{SIGN_IN[wanted]}</h1>" in page
    assert 'lang="en"' not in page or wanted == "en"


def test_pages_behind_a_link_follow_the_browser_and_so_does_what_they_show(site: Served) -> None:
    from milepost.workspace.people.shares import share

    site.person(Role.VIEWER, "Quillfen", "lender@example.com")  # opens the database on our side
    about = {"page": "board", "says": "", "days": 3, "who": "test", "now": datetime.now(UTC)}
    locked = share("Quillfen", password="harbour-lamp", **about)  # type: ignore[arg-type]
    shown = share("Quillfen", password="", **about)  # type: ignore[arg-type]
    german = {"Accept-Language": "de"}
    page = site.visitor().get(f"/s/{locked}/", headers=german).text
    assert "Diese Seite hat ein Passwort." in page
    assert '<html lang="de">' in page
    page = site.visitor().get(f"/s/{shown}/", headers=german).text
    assert '<html lang="de">' in page
    day = re.search(r'class="as-of">[^<]*?, \d+\.\s([^\s]+)\s\d{4}<', page)
    assert day is not None
    assert day[1] in Locale("de").months["format"]["wide"].values()
    assert "Hier ist nichts." in site.visitor().get("/nowhere/", headers=german).text


@pytest.fixture(scope="module")
def reader(site: Served) -> Visitor:
    """Somebody who reads the demo brand."""
    return site.person(Role.EDITOR, "Quillfen", "words@example.com")


def _choose(reader: Visitor, language: str) -> str:
    said = {"name": "Wanda", "language": language}
    answer = reader.post("/account/", said)
    assert answer.status_code == 302
    return reader.get("/account/", headers={"Accept-Language": "es"}).text


@pytest.mark.parametrize(
    ("language", "saved", "over"),
    [
        ("de", "Gespeichert.", "Beendete Ziele"),
        ("fr", "Enregistré.", "Objectifs terminés"),
        ("es", "Guardado.", "Objetivos terminados"),
    ],
)
def test_who_has_chosen_a_language_reads_it_whatever_the_browser_says(
    reader: Visitor, language: str, saved: str, over: str
) -> None:
    page = _choose(reader, language)
    assert f'<html lang="{language}">' in page
    assert saved in page, "the message is in the language that was just chosen"
    other = {"Accept-Language": "en"}
    assert over in reader.get("/b/quillfen/goals/closed/", headers=other).text
    board = reader.get("/b/quillfen/", headers=other).text
    assert f'<html lang="{language}">' in board
    assert "<h1>" in board, "the reports speak the page's language, so there is nothing to say"
    assert ' lang="en"' not in board
    passwords = reader.get("/accounts/password/change/", headers=other).text
    assert "Current Password" not in passwords, "django-allauth speaks it, too"
    _choose(reader, "")


def test_an_english_page_says_nothing_of_english(reader: Visitor) -> None:
    board = reader.get("/b/quillfen/", headers={"Accept-Language": "en"}).text
    assert board.count('lang="en"') == 1, "the page's own"


def test_days_of_a_form_are_written_for_the_browser_in_every_language(reader: Visitor) -> None:
    """A date field of a browser understands 2026-03-09 only, in whatever language the page is."""
    _choose(reader, "de")
    board = reader.get("/b/quillfen/").text
    goal = re.search(r"/b/quillfen/goals/(g\d+)/", board)
    assert goal is not None
    page = reader.get(f"/b/quillfen/goals/{goal[1]}/change/").text
    fields = re.findall(r'<input [^>]*type="date"[^>]*>', page)
    days = [day for field in fields for day in re.findall(r' value="([^"]*)"', field)]
    assert days
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    _choose(reader, "")


def test_every_date_field_writes_days_as_browsers_read_them(words: ModuleType) -> None:
    made = [
        call
        for path in words.WEB.rglob("*.py")
        for call in re.findall(r"DateInput\((.*)\)", path.read_text("utf-8"))
    ]
    assert len(made) == 1, "one field for days, which all forms use"
    assert not [path for path in words.WEB.rglob("*.py") if "= forms.DateField(" in path.read_text("utf-8")]
    assert all('format="%Y-%m-%d"' in call for call in made), "Django writes it as 09.03.2026 on German pages"


def test_no_template_takes_a_text_as_markup() -> None:
    templates = Path(__file__).parents[3] / "src" / "milepost" / "web" / "templates"
    loose = [
        path.name
        for path in templates.rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape", path.read_text())
    ]
    assert loose == []
