"""The server with the certificate, before ours: what it alone may say, and the one address people type."""

import logging
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from milepost.errors import InvalidValue

VARIABLE: Final = "MILEPOST_PROXIES"
Networks = tuple[IPv4Network | IPv6Network, ...]
_LOOPBACK: Final = "127.0.0.0/8, ::1"
_FORWARDED: Final = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
_log = logging.getLogger("milepost.web")


def read_proxies(text: str) -> Networks:
    """Addresses and networks, a comma between them; without any, this machine. Raises InvalidValue."""
    try:
        return tuple(ip_network(part.strip()) for part in (text.strip() or _LOOPBACK).split(","))
    except ValueError as error:
        raise InvalidValue(
            f"“{text}” in {VARIABLE} is no list of addresses.", "Write for example 10.0.0.5, 172.18.0.0/16"
        ) from error


def trusted(peer: str, proxies: Networks) -> bool:
    """Whether that address is one of the servers before ours."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in proxies)


def proxied(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Nobody but the server before ours says who asks and over which line; links name one host alone."""
    proxies: Networks = settings.MILEPOST_PROXIES
    host = urlsplit(settings.MILEPOST.url).netloc
    told: set[str] = set()

    def middleware(request: HttpRequest) -> HttpResponse:
        peer = str(request.META.get("REMOTE_ADDR", ""))
        if not trusted(peer, proxies):
            said = [name for name in _FORWARDED if request.META.pop(name, None) is not None]
            if said and len(told) < 100 and peer not in told:
                told.add(peer)
                _log.warning("%s is not named in %s: what it forwards is not believed.", peer, VARIABLE)
        if host:
            request.get_host()  # any other host than ours is refused here
            request.META["HTTP_HOST"] = host
        return answer(request)

    return middleware
