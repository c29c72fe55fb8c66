"""Content exports of Meta Business Suite: one row a post, its lifetime so far, times in US Pacific.

The older exports say Impressions where the later ones say Views: the platform changed what it counts.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from milepost.demo.delimited import Row, quoted_where_blank, write_text
from milepost.demo.latent import World
from milepost.demo.posts import Post, shortcode_of
from milepost.demo.story import ACCOUNT, NAME

_INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,{shown},Reach,Likes,Shares,Follows,Comments,Saves"
)
_FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,"
    "Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data comment,Date,"
    "{shown},Reach,Reactions\\, Comments and Shares,Reactions,Comments,Shares,Total clicks,"
    "Link Clicks,Other Clicks"
)
_ACCOUNT_ID, _PAGE_ID = "17841499000012345", "100099000012345"
_PARTNER = ("17841499000067890", "lanterne.rides", "Lanterne Rides")


def write_content(folder: Path, world: World, posts: Sequence[Post]) -> list[Path]:
    """Two exports per platform: one of `old_content_export_age` (impressions), one of now (views)."""
    switch = world.days[world.age_of(world.story.old_content_export_age)]
    written = []
    for channel in ("instagram", "facebook"):
        own = [post for post in posts if post.channel == channel]
        for old in (True, False):
            if old:
                part = [_so_far(post, switch) for post in own if post.at.date() < switch]
            else:  # the later export reaches back four weeks, over posts that are in the older one
                part = [post for post in own if (switch - post.at.date()).days <= 28]
            first, last = part[0].at.date(), switch if old else world.last_day
            number = 553_300_000_000_000 + first.toordinal() * 1000 + len(channel)
            path = folder / channel / f"{first:%b-%d-%Y}_{last:%b-%d-%Y}_{number}.csv"
            write = _instagram if channel == "instagram" else _facebook
            write_text(path, quoted_where_blank(write(part, old=old)), "utf-8-sig")
            written.append(path)
    return written


def _so_far(post: Post, on: date) -> Post:
    """The post as it stood on that day: a post earns for about ten days."""
    share = min(1.0, 0.6 + 0.04 * (on - post.at.date()).days)
    views, reach, likes = int(post.views * share), int(post.reach * share), int(post.likes * share)
    return replace(post, views=views, reach=reach, likes=likes)


def _header(pattern: str, *, old: bool) -> list[str]:
    names = pattern.format(shown="Impressions" if old else "Views").replace("\\,", "\0").split(",")
    return [name.replace("\0", ",") for name in names]


def _instagram(posts: Sequence[Post], *, old: bool) -> list[Row]:
    rows: list[Row] = [_header(_INSTAGRAM, old=old)]
    rows += [_instagram_row(post, old=old) for post in posts]
    if not old:
        rows += [_collaboration(posts[-3]), _error_row()]
    return rows


def _instagram_row(post: Post, *, old: bool) -> Row:
    kind = "reel" if post.format == "IG reel" else "p"
    link = f"https://www.instagram.com/{kind}/{post.shortcode}/"
    # An impression needed the post on screen; a view counts every start and replay.
    shown = round(post.views / 1.25) if old else post.views
    return (
        *(
            post.post_id,
            _ACCOUNT_ID,
            ACCOUNT,
            NAME,
            post.caption,
            post.seconds,
            post.pacific,
            link,
            post.format,
        ),
        *(
            "",
            "Lifetime",
            shown,
            post.reach,
            post.likes,
            post.shares,
            post.follows,
            post.comments,
            post.saves,
        ),
    )


def _collaboration(post: Post) -> Row:
    """A row of the other account of a collaboration: its likes, no reach and no follows."""
    link = f"https://www.instagram.com/reel/{shortcode_of(post.at, 4242)}/"
    text = f"Three days, one bag.\n\nWith @{ACCOUNT}"
    return (
        *("17990000000000042", *_PARTNER, text, 31, post.pacific, link, "IG reel", "", "Lifetime"),
        *(9120, "", 640, 71, "", 18, 0),
    )


def _error_row() -> Row:
    comment = "An error occurred while computing metadata for content with ID 17990000000000099"
    return ("", _ACCOUNT_ID, ACCOUNT, NAME, *[""] * 5, comment, "-", *[""] * 7)


def _facebook(posts: Sequence[Post], *, old: bool) -> list[Row]:
    return [_header(_FACEBOOK, old=old), *(_facebook_row(post, old=old) for post in posts)]


def _facebook_row(post: Post, *, old: bool) -> Row:
    shown = round(post.views / 1.25) if old else post.views
    link = f"https://www.facebook.com/{ACCOUNT}/posts/{post.post_id}"
    return (
        *(post.post_id, _PAGE_ID, NAME, post.caption, "", post.seconds, post.pacific, "N/A", link, 0, 0),
        *(
            post.format,
            "",
            "",
            "",
            "",
            "Lifetime",
            shown,
            post.reach,
            post.likes + post.comments + post.shares,
        ),
        *(
            post.likes,
            post.comments,
            post.shares,
            post.clicks,
            post.clicks // 2,
            post.clicks - post.clicks // 2,
        ),
    )
