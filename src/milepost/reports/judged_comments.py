"""What comments are, as a JSON document and as lines for a terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from milepost.amount import Unknown
from milepost.judgement.comments.rules import judge_comments
from milepost.judgement.comments.share import meaningful_share
from milepost.judgement.verdict import cannot_tell
from milepost.reports.words.judged import says


def comments_document(name: str, comments: Sequence[str], own_links: Sequence[str]) -> dict[str, Any]:
    """Each comment's kind and the rule that said so, in their order, and how many are meaningful."""
    judged = judge_comments(comments, own_links=own_links)
    found = meaningful_share(judged)
    return {
        "kind": "comments",
        "name": name,
        "comments": len(comments),
        "kinds": dict(Counter(each.kind.value for each in judged)),
        "languages": dict(Counter(each.language or "unknown" for each in judged)),
        "share": None if isinstance(found, Unknown) else found.share,
        "low": None if isinstance(found, Unknown) else found.low,
        "high": None if isinstance(found, Unknown) else found.high,
        "judged": [
            {"kind": each.kind.value, "rule": each.rule, "language": each.language} for each in judged
        ],
        "says": says(cannot_tell(found) if isinstance(found, Unknown) else found.verdict, name),
        "unknown": found.because if isinstance(found, Unknown) else None,
    }


def comments_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal: the sentence, and the rules that made spam."""
    rules = Counter(each["rule"] for each in document["judged"] if each["kind"] == "spam")
    told = ", ".join(f"{count:,} by “{rule}”" for rule, count in rules.most_common())
    return [document["says"], *([f"  Spam: {told}."] if told else [])]
