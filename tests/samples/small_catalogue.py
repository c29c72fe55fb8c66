"""A catalogue of a few sentences in place of the German one, so that a test says what is translated how."""

from collections.abc import Mapping

import pytest

from milepost import language


class SmallCatalogue(language.catalogues.NullTranslations):
    """Translates what stands in it and leaves the rest; a count is looked up under its plural first."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__()
        self.sentences = sentences

    def gettext(self, message: str) -> str:
        return self.sentences.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.sentences.get(msgid2) or self.gettext(msgid1 if n == 1 else msgid2)


def speak(monkeypatch: pytest.MonkeyPatch, catalogue: language.catalogues.NullTranslations) -> None:
    """Every language but English is that of the catalogue until the test ends."""
    monkeypatch.setattr(language, "catalogue", lambda _language: catalogue)
