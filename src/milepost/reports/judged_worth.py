"""What metrics are worth for an outcome, as a JSON document and as lines for a terminal."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from milepost.series import Series


def worth_document(outcome: Series, metrics: Sequence[tuple[Path, Series]]) -> dict[str, Any]:
    """One answer a metric: carries, vanity, unproved or unknown; shares are of the outcome's surprises."""
    from milepost.judgement.worth import worth
    from milepost.reports.words.judged import says

    found = worth(outcome, [series for _, series in metrics])
    return {
        "kind": "worth",
        "outcome": outcome.name,
        "metrics": [
            {
                "metric": str(path),
                "verdict": each.finding.value,
                "lag_weeks": each.lag_weeks,
                "p_adjusted": each.p_adjusted,
                "share": None
                if each.share is None
                else dict(zip(("low", "mid", "high"), each.share, strict=True)),
                "smallest_visible_share": each.visible,
                "weeks": each.weeks,
                "unknown": each.because,
                "says": says(each.verdict, each.metric),
            }
            for (path, _), each in zip(metrics, found, strict=True)
        ],
    }


def lines(document: Mapping[str, Any]) -> list[str]:
    """The answers, one a line."""
    return [str(each["says"]) for each in document["metrics"]]
