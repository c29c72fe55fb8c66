"""Addresses as they may be shown, logged and kept: enough to recognise, too little to use."""

import re
from typing import Final

_MAIL: Final = re.compile(r"[^\s<>,;:\"'()@]+@[^\s<>,;:\"'()@]+")
_WEB: Final = re.compile(r"https?://([^\s/?#<>\"']+)[^\s<>\"']*", re.IGNORECASE)


def masked_mail(address: str) -> str:
    """“anna@example.com” as “a…@example.com”."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def masked_web(url: str) -> str:
    """“https://hooks.slack.com/services/T0/B0/x” as “hooks.slack.com/…”: the path is the secret."""
    found = _WEB.match(url.strip())
    return f"{found[1].rpartition('@')[2]}/…" if found else "…"


def masked_text(text: str) -> str:
    """A server's own words without the addresses in them."""
    text = _WEB.sub(lambda found: masked_web(found[0]), text)
    return _MAIL.sub(lambda found: masked_mail(found[0]), text)
