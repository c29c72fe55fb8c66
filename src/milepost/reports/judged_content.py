"""What is found in a brand's posts, as a JSON document and as lines for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.amount import Unknown
from milepost.judgement.content.best import best_posts
from milepost.judgement.content.claims import content
from milepost.judgement.content.post import Exposure, Post
from milepost.judgement.verdict import cannot_tell
from milepost.reports.words.judged import says

MOST_BEST = 5


def content_document(name: str, posts: Sequence[Post], exposure: Exposure) -> dict[str, Any]:
    """The claims with their sentences, and the best posts once luck is taken out of their lead."""
    found = content(posts, exposure=exposure)
    document: dict[str, Any] = {"kind": "content", "name": name, "posts": len(posts)}
    if isinstance(found, Unknown):
        empty: dict[str, Any] = {"per": None, "claims": [], "best": [], "notes": []}
        return document | empty | {"says": says(cannot_tell(found), name), "unknown": found.because}
    return document | {
        "per": found.exposure.value if found.exposure else None,
        "claims": [
            {
                "attribute": claim.attribute,
                "level": claim.level,
                "value": claim.value,
                "low": claim.low,
                "high": claim.high,
                "posts": claim.posts,
                "others": claim.others,
                "says": says(claim.verdict, name),
            }
            for claim in found.claims
        ],
        "best": [
            {
                "posted": best.post.posted,
                "title": best.post.title,
                "lead": best.lead,
                "lasting": best.lasting,
                "luck": best.luck,
                "says": says(best.verdict, name),
            }
            for best in best_posts(found, most=MOST_BEST)
        ],
        "says": says(found.verdict, name),
        "unknown": None,
        "notes": list(found.notes),
    }


def content_lines(document: Mapping[str, Any]) -> list[str]:
    """The same for a terminal: the claims, then the best posts."""
    claims = [claim["says"] for claim in document["claims"]] or [document["says"]]
    return [
        *claims,
        *(f"  {best['says']}" for best in document["best"]),
        *(f"  Note: {note}." for note in document["notes"]),
    ]
