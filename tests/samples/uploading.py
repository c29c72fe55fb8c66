"""Sending files to the page of imports as a browser does, and waiting for what became of them."""

import re
from collections.abc import Sequence

import httpx
from served_site import Visitor
from waiting import until

METRICS = (
    "date,metric,value\n" + "".join(f"2026-03-{day:02d},leads,{day}\n" for day in range(1, 11))
).encode()
TIKTOK = b"Date,Video Views,Profile Views,Likes,Comments,Shares\n" + b"".join(
    f"March {day},{100 + day},{day},3,1,1\n".encode() for day in range(1, 8)
)
UNKNOWN = b"Kursdatum,Kurs,Teilnehmer\n" + b"".join(
    f"2026-02-{day:02d},Leder {day},{day + 2}\n".encode() for day in range(1, 15)
)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def token_of(visitor: Visitor, slug: str) -> str:
    """The token of the form on the page of imports."""
    found = _TOKEN.search(visitor.get(f"/b/{slug}/imports/").text)
    assert found is not None
    return found.group(1)


def send(
    visitor: Visitor, slug: str, files: Sequence[tuple[str, bytes]], *, whole: str = "yes", **fields: str
) -> httpx.Response:
    """Drop files; the answer leads to the page of the import."""
    parts: list[tuple[str, tuple[str | None, bytes]]] = [("files", file) for file in files]
    parts += [(name, (None, value.encode())) for name, value in fields.items()]
    parts.append(("whole", (None, whole.encode())))
    data = {"csrfmiddlewaretoken": token_of(visitor, slug)}
    return visitor.client.post(f"/b/{slug}/imports/drop/", data=data, files=parts)


def report_of(visitor: Visitor, answer: httpx.Response) -> str:
    """The page of the import that an answer leads to, once it is done."""
    assert answer.status_code == 302, answer.text
    path = answer.headers["location"]
    asked = {"HX-Request": "true"}
    until(lambda: True if visitor.get(path, headers=asked).status_code == 286 else None)
    return visitor.get(path).text


def words(page: str) -> str:
    """The text of a page, its tags and choices left out."""
    main = page.partition("<main")[2] or page
    plain = re.sub(r"<(datalist|select|script).*?</\1>", " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))
