"""The sentences of the reports in every language: whole, with the same values, and compiled as written."""

import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from milepost.language import ENGLISH, LANGUAGES

OTHERS = tuple(language for language in LANGUAGES if language != ENGLISH)
_VALUE = re.compile(r"\{(\w*)[^{}]*\}")
_TYPED = re.compile(r"milepost [a-z]+(?: [a-z]+)?|--[a-z-]+")
_DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def sentences() -> ModuleType:
    """The script that gathers and compiles them."""
    sys.path.insert(0, str(_DOCS))
    try:
        return import_module("sentences")
    finally:
        sys.path.remove(str(_DOCS))


@pytest.fixture(scope="module")
def marked(sentences: ModuleType) -> dict[str, Catalog]:
    """Every sentence that is to be translated now, by place."""
    found: dict[str, Catalog] = sentences.marked()
    return found


def _known(sentences: ModuleType, language: str) -> dict[str, list[Message]]:
    home: Path = sentences.LOCALE / language
    return {
        po.relative_to(home).with_suffix("").as_posix(): [
            m for m in sentences.translated(po, language) if m.id
        ]
        for po in home.rglob("*.po")
    }


def _texts(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, tuple | list) else (str(said),)


def test_sentences_of_the_knowledge_the_code_and_the_templates_are_found(marked: dict[str, Catalog]) -> None:
    assert {"knowledge/kpis", "knowledge/verdicts", "reports/words", "reports/templates"} <= marked.keys()
    assert "No amount is given." in {m.id for m in marked["knowledge/findings"]}
    assert not any(m.id == "email_click_rate" for m in marked["knowledge/pages"]), (
        "the id of a KPI is no sentence"
    )


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_has_a_translation_and_none_is_left_over(
    sentences: ModuleType, marked: dict[str, Catalog], language: str
) -> None:
    known = _known(sentences, language)
    wanted = {place: {(m.id, m.context) for m in texts if m.id} for place, texts in marked.items()}
    assert {place: {(m.id, m.context) for m in said} for place, said in known.items()} == wanted, (
        "run: python docs/sentences.py"
    )
    missing = [m.id for said in known.values() for m in said if not all(_texts(m.string))]
    assert not missing


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_and_the_commands_of_its_sentence(
    sentences: ModuleType, language: str
) -> None:
    wrong = [
        (message.id, said)
        for messages in _known(sentences, language).values()
        for message in messages
        for said in _texts(message.string)
        if set(_VALUE.findall(said)) - set(_VALUE.findall(" ".join(_texts(message.id))))
        or (isinstance(message.id, str) and set(_VALUE.findall(said)) != set(_VALUE.findall(message.id)))
        or sorted(_TYPED.findall(said)) != sorted(_TYPED.findall(_texts(message.id)[0]))
    ]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_reads_is_what_the_translators_wrote(
    sentences: ModuleType, marked: dict[str, Catalog], language: str
) -> None:
    whole = sentences.whole(language)
    assert len(whole) == sum(len(texts) for texts in marked.values())
    compiled = sentences.LOCALE / language / "milepost.mo"
    assert compiled.read_bytes() == sentences.as_mo(whole), "run: python docs/sentences.py"
