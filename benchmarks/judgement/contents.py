"""What is promised of content, against what the other half of a brand's posts delivers.

    MILEPOST_SHARED=/path nice python benchmarks/judgement --only content

A brand's posts are cut in two, by coin or at the middle of their time. From one half the judgement says
which level of which attribute goes with most (the promise) and what it claims; in the other half the plain
difference of that level to the others, without drift, is what is delivered. The two constants that data had a
say in are round (`USUAL`, 15 %, and the false share, 10 %); these brands were seen while they were set.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from figures import Figure, over_clusters
from milepost.amount import Unknown
from milepost.judgement.content.attributes import LEAST_POSTS, Attribute, attributes
from milepost.judgement.content.best import without_luck
from milepost.judgement.content.claims import Content, claims_of, content, groups_of
from milepost.judgement.content.effects import effects
from milepost.judgement.content.post import Outcomes, Post, outcomes
from milepost.series import Floats
from post_exports import brands

HALVES = 40
NULLS = 60
SEED = 1
LEAST_DELIVERED = 3
MOST_POSTS = 600
Split = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Half:
    """Of one cut: what the best level promised and delivered (logs), and each claim beside what came."""

    promised: float
    delivered: float
    claims: tuple[tuple[float, float], ...]


def figures(shared: Path) -> list[Figure]:
    told = {name: outcomes(posts) for name, posts in brands(shared).items()}
    told = {name: each for name, each in told.items() if len(each.posts) >= LEAST_POSTS * 5}
    rng = np.random.default_rng(SEED)
    found = [*_promises(told, "by coin", HALVES, rng), *_promises(told, "by time", 2, rng)]
    nulls = {name: _false_claims(each, rng) for name, each in told.items()}
    share, low, high = over_clusters(np.array(list(nulls.values())), list(nulls))
    what = "brands with any claim where figures are shuffled"
    return [*found, Figure(what, share, low, high, most=0.10, n=len(nulls)), *_without_luck(told, rng)]


def _promises(told: dict[str, Outcomes], way: str, cuts: int, rng: np.random.Generator) -> list[Figure]:
    halves = {name: found for name, each in told.items() if (found := _halves(each, way, cuts, rng))}
    coin = way == "by coin"
    best, claims = _kept_promise(list(halves.values())), _kept_promise(list(halves.values()), of_claims=True)
    what = f"promised over delivered, halves {way}"
    note = "before: the same shrinkage on four brands" if coin else ""
    known = 0.91 if coin else None
    return [
        Figure(f"best level: {what}", *best, least=0.9, most=1.15, known=known, n=len(halves), note=note),
        Figure(f"claims: {what}", *claims, least=0.9, most=1.15, n=len(halves)),
        _repeat(f"claims that come again, halves {way}", halves, 0.86 if coin else None),
    ]


def _halves(told: Outcomes, way: str, cuts: int, rng: np.random.Generator) -> list[Half]:
    count = len(told.posts)
    whole = attributes(told.posts)
    halves = []
    for cut in range(cuts):
        mine = np.zeros(count, dtype=bool)
        if way == "by coin":
            mine[rng.permutation(count)[: count // 2]] = True
        else:
            mine[slice(0, count // 2) if cut == 0 else slice(count // 2, count)] = True
        if half := _half(told, whole, mine):
            halves.append(half)
    return halves


def _half(told: Outcomes, whole: Sequence[Attribute], mine: Split) -> Half | None:
    cut = [Attribute(each.name, each.levels, each.of_post[mine]) for each in whole]
    usable = [at for at, each in enumerate(cut) if np.sum(each.counts() >= LEAST_POSTS) >= 2]
    if not usable:
        return None
    known = [cut[at] for at in usable]
    other = [Attribute(whole[at].name, whole[at].levels, whole[at].of_post[~mine]) for at in usable]
    groups = groups_of(told.posts)
    here = effects(told.values[mine], groups[mine], known)
    there = effects(told.values[~mine], groups[~mine], other).values

    def came(at: int, level: int) -> float | None:
        of_post = other[at].of_post
        has, others = there[of_post == level], there[(of_post >= 0) & (of_post != level)]
        if min(len(has), len(others)) < LEAST_DELIVERED:
            return None
        return float(has.mean() - others.mean())

    best: tuple[float, float] | None = None
    for at, each in enumerate(known):
        counts = each.counts()
        for level, name in enumerate(each.levels):
            if min(counts[level], counts.sum() - counts[level]) < LEAST_POSTS or name == "without":
                continue
            delivered = came(at, level)
            if delivered is not None and (best is None or here.alone[at][level] > best[0]):
                best = (float(here.alone[at][level]), delivered)
    names = [each.name for each in known]
    claims = []
    for claim in claims_of(known, here, None):
        at = names.index(claim.attribute)
        delivered = came(at, known[at].levels.index(claim.level))
        if delivered is not None:
            claims.append((float(np.log1p(claim.value)), delivered))
    return None if best is None else Half(*best, tuple(claims))


def _kept_promise(brands: Sequence[list[Half]], *, of_claims: bool = False) -> tuple[float, float, float]:
    """(promised over delivered, low, high): sums of logs a cut; 95 % by drawing brands anew."""
    sums = []
    for halves in brands:
        pairs = [pair for half in halves for pair in half.claims]
        if not of_claims:
            pairs = [(half.promised, half.delivered) for half in halves]
        if pairs:
            signs = np.sign([promised for promised, _ in pairs])
            sums.append((np.array(pairs) * signs[:, None]).sum(axis=0) / len(halves))
    table = np.array(sums)
    drawn = table[np.random.default_rng(SEED).integers(len(table), size=(2000, len(table)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], (0.025, 0.975))
    total = table.sum(axis=0)
    return float(total[0] / total[1]), float(low), float(high)


def _repeat(what: str, halves: dict[str, list[Half]], known: float | None) -> Figure:
    """The share of all claims whose sign the other half has; brands weigh by their claims a cut."""
    right, made = [], []
    for each in halves.values():
        claims = [claim for half in each for claim in half.claims]
        right.append(sum(promised * delivered > 0 for promised, delivered in claims) / len(each))
        made.append(len(claims) / len(each))
    rights, mades = np.array(right), np.array(made)
    at = np.random.default_rng(SEED).integers(len(rights), size=(2000, len(rights)))
    drawn = rights[at].sum(axis=1) / np.maximum(mades[at].sum(axis=1), 1e-9)
    low, high = (float(end) for end in np.quantile(drawn, (0.025, 0.975)))
    share = float(rights.sum() / mades.sum())
    note = f"{mades.mean():.1f} claims a brand from half its posts"
    return Figure(what, share, low, high, least=0.95, known=known, n=len(rights), note=note)


def _false_claims(told: Outcomes, rng: np.random.Generator) -> float:
    found = attributes(told.posts)
    groups = groups_of(told.posts)
    worlds = NULLS if len(told.posts) <= MOST_POSTS else NULLS // 3
    claimed = 0
    for _ in range(worlds):
        shuffled = effects(rng.permutation(told.values), groups, found)
        claimed += bool(claims_of(found, shuffled, None))
    return claimed / worlds


def _without_luck(told: dict[str, Outcomes], rng: np.random.Generator) -> list[Figure]:
    """Each interaction of each post goes to one of two halves by coin: leads of one, seen in the other."""
    rows = []
    for each in told.values():
        whole = np.array([int(post.interactions or 0) for post in each.posts])
        one = rng.binomial(whole, 0.5)
        first, second = (_thinned(each.posts, part) for part in (one, whole - one))
        if not (isinstance(first, Content) and isinstance(second, Content)):
            continue
        if first.effects is None or second.effects is None or not each.per_exposure:
            continue
        lead = first.effects.leads
        top = np.argsort(-lead)[: max(5, len(lead) // 10)]
        rows.append([part[top].mean() for part in (without_luck(first, lead), lead, second.effects.leads)])
    table = np.array(rows)
    drawn = table[rng.integers(len(table), size=(2000, len(table)))].sum(axis=1)
    found = []
    for at, what in ((0, "lead without luck"), (1, "the same, plain lead")):
        low, high = (float(end) for end in np.quantile(drawn[:, at] / drawn[:, 2], (0.025, 0.975)))
        ratio = float(table[:, at].sum() / table[:, 2].sum())
        least, most = (0.9, 1.15) if at == 0 else (None, None)
        note = "top tenth of posts; delivered by the interactions that were kept back"
        found.append(Figure(f"{what} over delivered", ratio, low, high, least, most, n=len(rows), note=note))
    return found


def _thinned(posts: Sequence[Post], counts: Floats) -> Content | Unknown:
    half = (None if post.exposure is None else post.exposure / 2 for post in posts)
    return content(
        [
            replace(post, exposure=exposure, interactions=float(count))
            for post, exposure, count in zip(posts, half, counts, strict=True)
        ]
    )
