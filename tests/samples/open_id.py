"""An OpenID Connect provider on this machine: keeps the rules, or breaks the one that a test names."""

import base64
import hashlib
import json
import secrets
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from listening import listener, serving
from web_hooks import TLS

CLIENT, SECRET = "milepost-of-tin-and-twine", "a secret: with a colon"
HANG = "hang"


@cache
def key(name: str) -> RSAPrivateKey:
    """A key pair of that name, made once in a run."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def public(name: str) -> dict[str, Any]:
    """Its public half, as a JWKS lists it."""
    told: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key(), as_dict=True)
    return told | {"kid": name, "use": "sig", "alg": "RS256"}


def signed(claims: dict[str, Any]) -> str:
    """An id token as it should be."""
    return jwt.encode(claims, key("first"), algorithm="RS256", headers={"kid": "first"})


def unsigned(claims: dict[str, Any]) -> str:
    """One that nobody signed."""
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "first"})


def by(name: str, kid: str | None) -> Callable[[dict[str, Any]], str]:
    """Signs with the key of that name, and says that it is the key `kid`."""
    headers = {"kid": kid} if kid else {}
    return lambda claims: jwt.encode(claims, key(name), algorithm="RS256", headers=headers)


@dataclass
class Provider:
    """The provider: whom it signs in, how it signs, and what it answers besides the rules.

    `instead` holds for a path (“/token”) a status with a text, or HANG; `changed` is laid over the claims.
    """

    url: str
    person: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] = signed
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public("first")])
    instead: dict[str, tuple[int, str] | str] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What the site is told of it."""
        said = {"SERVER": self.url, "ID": CLIENT, "SECRET": SECRET, "NAME": "Saddle & Sons"}
        return {f"MILEPOST_OIDC_{name}": value for name, value in said.items()}

    def behave(self, **person: Any) -> None:
        """Keep every rule again, for that person."""
        fresh = Provider(self.url, person, userinfo={"sub": person.get("sub")})
        for name in ("person", "sign", "keys", "instead", "changed", "config", "userinfo", "heard"):
            setattr(self, name, getattr(fresh, name))

    def browse(self, url: str) -> str:
        """What a browser does that follows a link to it: where it is sent back to."""
        trust = ssl.create_default_context(cafile=TLS / "authority.pem")
        answer = httpx.get(url, verify=trust, trust_env=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def answer(self, path: str, query: dict[str, str], head: dict[str, str]) -> tuple[int, str, str]:
        """Status, text, and where to go on to."""
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self._config()), ""
        if path == "/authorize":
            return 302, "", self._authorize(query)
        if path == "/token":
            return self._token(query, head)
        if path == "/keys":
            return 200, json.dumps({"keys": self.keys}), ""
        if path == "/userinfo" and head.get("authorization") == "Bearer letmein":
            return 200, json.dumps(self.userinfo), ""
        return 404, "nothing", ""

    def _config(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        named = {name: f"{self.url}/{path}" for name, path in paths.items()}
        return {"issuer": self.url, "userinfo_endpoint": f"{self.url}/userinfo"} | named | self.config

    def _authorize(self, query: dict[str, str]) -> str:
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _token(self, form: dict[str, str], head: dict[str, str]) -> tuple[int, str, str]:
        asked = self._codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = (
            asked is not None
            and asked["redirect_uri"] == form["redirect_uri"]
            and asked["code_challenge"] == base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
            and (form.get("client_secret") == SECRET or head.get("authorization") == _basic())
        )
        if not fits or asked is None:
            return 400, '{"error": "invalid_grant"}', ""
        claims = {"iss": self.url, "aud": CLIENT, "nonce": asked["nonce"], "iat": int(time.time())}
        claims |= {"exp": int(time.time()) + 300, **self.person, **self.changed}
        token = self.sign({name: value for name, value in claims.items() if value is not None})
        told = {"access_token": "letmein", "token_type": "Bearer", "expires_in": "soon", "id_token": token}
        return 200, json.dumps(told), ""


def _basic() -> str:
    pair = urlencode({"": CLIENT})[1:] + ":" + urlencode({"": SECRET})[1:]
    return "Basic " + base64.b64encode(pair.encode()).decode()


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider at https://localhost, with the certificate of these tests."""
    door, over = listener(), threading.Event()
    found = Provider(f"https://localhost:{door.getsockname()[1]}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "hooks.pem")

    def serve(plain: socket.socket) -> None:
        with suppress(OSError), plain:
            plain.settimeout(10)
            with context.wrap_socket(plain, server_side=True) as line:
                _talk(found, line, over)

    with serving(door, serve, over):
        yield found


def _talk(found: Provider, line: ssl.SSLSocket, over: threading.Event) -> None:
    """One question and its answer."""
    with line.makefile("rb") as heard:
        word, where, _ = heard.readline().decode("latin-1").split(" ")
        head: dict[str, str] = {}
        while (row := heard.readline().decode("latin-1").strip()) != "":
            name, _, value = row.partition(":")
            head[name.lower()] = value.strip()
        body = heard.read(int(head.get("content-length", "0"))).decode() if word == "POST" else ""
    parts = urlsplit(where)
    found.heard.append(f"{word} {parts.path}")
    said = found.instead.get(parts.path)
    if said == HANG:
        over.wait(10)
        return
    if isinstance(said, tuple):
        status, text, to = *said, ""
    else:
        query = {name: values[0] for name, values in parse_qs(body or parts.query).items()}
        status, text, to = found.answer(parts.path, query, head)
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(text.encode())}", "Connection: close"]
    lines += ["Content-Type: application/json", *([f"Location: {to}"] if to else [])]
    line.sendall(("\r\n".join(lines) + "\r\n\r\n" + text).encode())
