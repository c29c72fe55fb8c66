"""What works in a brand's posts, which led by more than luck, what cannot be told, and the posts as rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from milepost import subject
from milepost.amount import Unit, Unknown
from milepost.facts.rows import PostEarned, Said
from milepost.judgement.content.claims import Z90
from milepost.judgement.verdict import cannot_tell
from milepost.knowledge import table
from milepost.language import gettext
from milepost.reports import numbers
from milepost.reports.document import Block, Bullets, Document, Heading, Label, Paragraph, Table, Tone
from milepost.reports.documents.page_words import column_title, columns, head, opening, say, title
from milepost.reports.words.judged import says
from milepost.subject import Subject
from milepost.workspace.evidence.content import ChannelPosts, Meant, Posts
from milepost.workspace.judging.known import channel_title
from milepost.workspace.judging.posted import LUCKY

LEAST_SEEN, LEAST_ACTED = 50, 5
"""Below, the luck of small numbers is larger than any rate."""

COARSE = 0.001
"""Of a noise above a tenth of a point, more digits say nothing."""

MOST_ROWS = 100
MOST_LETTERS = 160


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post as a row: its figures, bare for sorting and as they are read."""

    posted: date
    channel: str
    format: str
    text: str
    rate: float | None
    rate_says: str
    interactions: float
    interactions_say: str
    clicks: float | None
    clicks_say: str
    posted_says: str


def content_document(of: Posts, label: Label | None = None, *, rows: bool = True) -> Document:
    """The page of content; without `rows` its table of posts is left to who can sort it."""
    blocks: list[Block] = []
    claimed = [one for one in of.channels if not isinstance(one.found, Unknown)]
    if claimed:
        blocks.append(Heading(head("works")))
        blocks += [block for one in claimed for block in _works(one)]
        blocks.append(Paragraph(say("tests"), Tone.SOFT))
    if any(one.best for one in claimed):
        blocks += _led(claimed)
    untold = [one for one in of.channels if isinstance(one.found, Unknown)]
    if untold:
        of_each = tuple(_of(one.channel) for one in untold)
        blocks += [Heading(head("untold")), Bullets(tuple(_untold(one) for one in untold), of_each)]
    blocks += _comments(of.meant)
    if rows and of.channels:
        blocks += _posts(of)
    return Document(
        kind="content",
        title=title("content"),
        brand=of.brand,
        as_of=of.today,
        headline=_headline(of),
        blocks=tuple(blocks),
        label=label or Label(),
    )


def _headline(of: Posts) -> str:
    if not of.channels:
        return say("content_none")
    found = [one.found for one in of.channels if not isinstance(one.found, Unknown)]
    claims = sum(len(one.claims) for one in found)
    if not found:
        return say("content_untold")
    if not claims:
        return say("content_nothing")
    many = "content_claims_one" if claims == 1 else "content_claims"
    return opening(many, count=numbers.count_word(claims))


def _works(one: ChannelPosts) -> Iterator[Block]:
    name, found = channel_title(one.channel), one.found
    if isinstance(found, Unknown):
        return
    told = tuple(says(claim.verdict, name) for claim in found.claims) or (says(found.verdict, name),)
    yield Heading(say("content_one", channel=name, posts=numbers.plain(len(one.posts))), 2)
    yield Bullets(told, (_of(one.channel),) * len(told))
    if found.notes:
        yield Paragraph(" ".join(say("note", note=note) for note in found.notes), Tone.SOFT)


def _of(channel: str) -> tuple[Subject, ...]:
    return (subject.channel(channel, channel_title(channel)),) if channel else ()


def _led(claimed: Sequence[ChannelPosts]) -> Iterator[Block]:
    """The posts whose lead is more than luck; those that lead by luck are counted, not praised."""
    yield Heading(head("best"))
    yield Paragraph(say("luck"), Tone.SOFT)
    told = tuple((text, _of(one.channel)) for one in claimed for text in _best(one))
    best = Bullets(tuple(text for text, _ in told), tuple(of for _, of in told))
    yield best if told else Paragraph(say("best_none"))
    lucky = sum(post.verdict.code == LUCKY for one in claimed for post in one.best)
    if lucky:
        yield Paragraph(opening("best_lucky", count=numbers.count_word(lucky)), Tone.SOFT)


def _best(one: ChannelPosts) -> Iterator[str]:
    for post in one.best:
        if post.verdict.code == LUCKY:
            continue
        when = numbers.day(post.post.posted.date())
        yield f"{says(post.verdict, channel_title(one.channel))} ({when})"


def _untold(one: ChannelPosts) -> str:
    name = say("content_one", channel=channel_title(one.channel), posts=numbers.plain(len(one.posts)))
    reason = cannot_tell(one.found) if isinstance(one.found, Unknown) else None
    return says(reason, name.rstrip(".")) if reason else name


def _comments(meant: tuple[Meant, ...]) -> Iterator[Block]:
    yield Heading(head("comments"))
    if not meant:
        yield Paragraph(say("no_comments"), Tone.UNKNOWN)
    for one in meant:
        name = channel_title(one.channel) or head("comments")
        verdict = cannot_tell(one.share) if isinstance(one.share, Unknown) else one.share.verdict
        yield Paragraph(says(verdict, name), about=_of(one.channel))
        if one.said:
            yield Paragraph(say("comments_more", shown=numbers.count_word(len(one.said))), Tone.SOFT)
            yield Bullets(tuple(_said(said) for said in one.said))


def _said(said: Said) -> str:
    return say("comment_said", day=numbers.day(said.day), text=_short(said.text))


def _posts(of: Posts) -> Iterator[Block]:
    rows = sorted(post_rows(of), key=lambda row: row.posted, reverse=True)[:MOST_ROWS]
    yield Heading(head("posts"))
    yield Paragraph(say("posts_note"), Tone.SOFT)
    yield Table(
        head("posts"),
        columns("posts"),
        tuple(
            (r.text, r.posted_says, r.channel, r.format, r.rate_says, r.interactions_say, r.clicks_say)
            for r in rows
        ),
        tuple((None, None, None, None, r.rate, r.interactions, r.clicks) for r in rows),
        frozenset({4, 5, 6}),
    )


def post_rows(of: Posts) -> tuple[PostRow, ...]:
    """Every post of the last year with its own rate and what luck alone moves it by."""
    return tuple(_row(post) for one in of.channels for post in one.posts)


def _row(post: PostEarned) -> PostRow:
    rate = post.interactions / post.exposure if post.exposure else None
    known = table("words")["post_formats"]
    shape = post.format or ""
    return PostRow(
        posted=post.posted.date(),
        channel=channel_title(post.channel),
        format=str(known.get(shape, shape.replace("_", " "))),
        text=_short(post.text or ""),
        rate=rate,
        rate_says=_rate(post, rate),
        interactions=post.interactions,
        interactions_say=numbers.plain(post.interactions),
        clicks=post.clicks,
        clicks_say=gettext("unknown") if post.clicks is None else numbers.plain(post.clicks),
        posted_says=numbers.day(post.posted.date()),
    )


def _rate(post: PostEarned, rate: float | None) -> str:
    """The rate with what the luck of small numbers moves it by, nine times in ten (Poisson)."""
    if rate is None or not post.exposure:
        return say("no_rate")
    if post.exposure < LEAST_SEEN or post.interactions < LEAST_ACTED:
        return say("few")
    noise = Z90 * sqrt(post.interactions) / post.exposure
    return say(
        "rate_note",
        rate=numbers.written(rate, Unit.SHARE),
        noise=numbers.written(noise, Unit.SHARE, None, COARSE if noise >= COARSE else None),
        exposure=column_title(post.exposed_to or ""),
    )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_LETTERS else plain[: MOST_LETTERS - 1].rstrip() + "…"
