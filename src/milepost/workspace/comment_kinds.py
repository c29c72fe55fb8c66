"""What each comment is, written down whenever a brand's comments are published, so that KPIs can count it.

KPIs know no rules of text and the rules know no facts; here they meet. All comments that hold are judged
together, as a text that stands there many times is spam wherever it stands.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from milepost.facts.engine import connect, literal, quote
from milepost.facts.schema import TABLES
from milepost.judgement.comments.rules import Kind, judge_comments
from milepost.judgement.comments.share import MOST_UNTOLD

OF: Final = "comment"
TABLE: Final = "comment_kind"
_KEPT: Final = ("brand", "source", "account", "channel", "breakdown", "day", "days", "comment_id", "post_id")
_MARKS: Final = ("meaningful", "spam")


def write_comment_kinds(comments: Path, to: Path) -> None:
    """Judge the comments of others in the Parquet `comments`, and write a batch of `comment_kind` to `to`."""
    columns = ", ".join(
        quote(c.name)
        if c.name in _KEPT or c.name in _MARKS
        else f"CAST(NULL AS {c.kind.sql}) AS {quote(c.name)}"
        for c in TABLES[TABLE].all_columns
    )
    kept = ", ".join(quote(name) for name in _KEPT)
    with connect() as engine:
        engine.execute(
            f"CREATE TABLE said AS SELECT row_number() OVER (ORDER BY {kept}) AS nth, {kept}, "
            "coalesce(text, '') AS text FROM read_parquet(?) WHERE own IS NOT TRUE",
            [str(comments)],
        )
        found = engine.execute("SELECT source, account, channel, text FROM said ORDER BY nth").fetchall()
        meaningful, spam = _marks(found)
        engine.execute(
            "CREATE TABLE marks AS SELECT unnest(?::BIGINT[]) AS nth, unnest(?::BIGINT[]) AS meaningful, "
            "unnest(?::BIGINT[]) AS spam",
            [list(range(1, len(found) + 1)), meaningful, spam],
        )
        engine.execute(
            f"COPY (SELECT {columns} FROM said JOIN marks USING (nth)) TO {literal(str(to))} (FORMAT parquet)"
        )


def _marks(said: Sequence[tuple[str, str, str, str]]) -> tuple[list[int | None], list[int]]:
    """Of each (source, account, channel, text) whether it is meaningful (None: nobody can tell), and spam."""
    kinds = [judged.kind for judged in judge_comments([text for *_, text in said])]
    counts: dict[tuple[str, ...], Counter[Kind]] = defaultdict(Counter)
    for (*where, _), kind in zip(said, kinds, strict=True):
        counts[tuple(where)][kind] += 1
    foreign = {where for where, counter in counts.items() if _mostly_untold(counter)}
    meaningful = [
        None if kind is Kind.CANNOT_TELL and tuple(where) in foreign else int(kind is Kind.MEANINGFUL)
        for (*where, _), kind in zip(said, kinds, strict=True)
    ]
    return meaningful, [int(kind is Kind.SPAM) for kind in kinds]


def _mostly_untold(kinds: Counter[Kind]) -> bool:
    """Where most cannot be told, those are unknown; where few, they are left out of the count."""
    return kinds[Kind.CANNOT_TELL] > MOST_UNTOLD * (kinds.total() - kinds[Kind.SPAM])
