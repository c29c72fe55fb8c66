"""The fixed words of reports, from `knowledge/reports.toml`."""

from milepost.reports.documents.worded import Words

_WORDS = Words("reports")
title, head, columns, say = _WORDS.title, _WORDS.head, _WORDS.columns, _WORDS.say
