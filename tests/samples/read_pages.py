"""What a reader reads of a page of the site, and what must never stand there."""

import re
from html import unescape

OTHER = "Ostrich & Söhne"
EMPTY = "/b/ostrich-sohne/"
"""The brand of which nothing is known, and where its pages begin."""

COMMAND = re.compile(r"\bmilepost [a-z]+|--[a-z]+")


def plain(html: str) -> str:
    """The words of a page's content, without its drawings."""
    body = html.partition("<main")[2].partition("</main>")[0]
    without = re.sub(r"<svg.*?</svg>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", without)).split())
