"""Activity out of lifetime values: what posts gained between two exports of them.

Two exports of one account look at its posts twice; the difference is what happened in between, of the posts
that both know and of those that were published since. Where the later export leaves out a post of the earlier
one, nobody knows what that post gained, and nothing is said of the time between.
"""

from typing import Final

from milepost.facts.schema import POST_GAIN, POST_VALUE

_ACCOUNT: Final = ("brand", "source", "account", "channel")


def gains_query(rows: str) -> str:
    """SQL for rows of `post_gain`, of `rows`: the relation of all looks at posts of one's own."""
    account = ", ".join(f'"{name}"' for name in _ACCOUNT)
    same = _equal("n", "p", ("brand", *(name for name in POST_VALUE.key if name != "as_of")))
    gains = ", ".join(
        f'n."{c.name}" - CASE WHEN p.as_of IS NULL THEN 0 ELSE p."{c.name}" END AS "{c.name}"'
        for c in POST_GAIN.measures
    )
    # One post that does not say leaves the sum unknown.
    sums = ", ".join(
        f'CASE WHEN count("{c.name}") = count(*) THEN CAST(sum("{c.name}") AS BIGINT) END AS "{c.name}"'
        for c in POST_GAIN.measures
    )
    owner = ", ".join(f'n."{name}"' for name in _ACCOUNT)
    return (
        f"(WITH looks AS (SELECT * FROM {rows}), "
        f"times AS (SELECT {account}, as_of, posts, lag(as_of) OVER a AS before, lag(posts) OVER a AS had "
        f"FROM (SELECT {account}, as_of, count(*) AS posts FROM looks GROUP BY ALL) "
        f"WINDOW a AS (PARTITION BY {account} ORDER BY as_of)), "
        f"pairs AS (SELECT {owner}, t.before, t.had, n.as_of, n.currency, "
        f"p.as_of IS NOT NULL AS known, {gains} FROM looks AS n "
        f"JOIN times AS t ON {_equal('n', 't', _ACCOUNT)} AND n.as_of = t.as_of AND t.before IS NOT NULL "
        f"LEFT JOIN looks AS p ON {same} AND p.as_of = t.before "
        f"WHERE p.as_of IS NOT NULL OR n.day > t.before) "
        f"SELECT {account}, '' AS breakdown, before + 1 AS day, as_of - before AS days, "
        f"any_value(currency) AS currency, {sums} FROM pairs "
        f"GROUP BY {account}, as_of, before, had HAVING count(*) FILTER (known) = had)"
    )


def _equal(one: str, other: str, names: tuple[str, ...]) -> str:
    return " AND ".join(f'{one}."{name}" IS NOT DISTINCT FROM {other}."{name}"' for name in names)
