"""The sentences beside a comparison with rivals, from `knowledge/competitor_notes.toml`."""

from collections.abc import Mapping

from milepost.judgement.verdict import Value
from milepost.knowledge import table
from milepost.reports.words.judged import written
from milepost.reports.words.verdict import lower_first, sentence


def note(code: str, values: Mapping[str, Value] | None = None) -> str:
    """One sentence with its values written out. KeyError: a code of ours lacks its sentence."""
    said = {key: written(value) for key, value in (values or {}).items()}
    if "because" in said:
        said["because"] = lower_first(said["because"])
    return sentence(str(table("competitor_notes")[code]["says"]).format(**said))
