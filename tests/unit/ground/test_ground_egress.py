"""Nothing but the guarded client and the mail speaks to the network: read out of every file's own text."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import milepost

ROOT = Path(milepost.__file__).parent
NETWORK = frozenset(
    (
        *(
            "socket",
            "socketserver",
            "ssl",
            "http",
            "asyncio",
            "xmlrpc",
            "ftplib",
            "smtplib",
            "poplib",
            "imaplib",
        ),
        *(
            "nntplib",
            "telnetlib",
            "httpx",
            "httpx_secure",
            "httpcore",
            "anyio",
            "trio",
            "requests",
            "urllib3",
        ),
        *("aiohttp", "websockets", "pycurl", "paramiko", "wsgiref"),
    )
)
INSIDE = frozenset({"urllib.request", "django.core.mail", "multiprocessing.connection", "logging.handlers"})
MAY = {
    "egress.py": {"asyncio", "httpx", "httpx_secure", "socket", "ssl"},
    "workspace/delivery/mail.py": {"smtplib", "ssl"},
}


def _named(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, however: also by its name as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "import_module",
            "__import__",
        }:
            yield from (
                a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )


def speaks(text: str) -> set[str]:
    """The network modules that a file imports."""
    found = set()
    for name in _named(ast.parse(text)):
        if name.partition(".")[0] in NETWORK:
            found.add(name.partition(".")[0])
        found |= {inside for inside in INSIDE if name == inside or name.startswith(inside + ".")}
    return found


def test_only_the_guarded_client_and_the_mail_speak_to_the_network() -> None:
    files = sorted(ROOT.rglob("*.py"))
    found = {str(file.relative_to(ROOT)): speaks(file.read_text("utf-8")) for file in files}

    assert len(files) > 300
    assert {name: modules for name, modules in found.items() if modules} == MAY


@pytest.mark.parametrize(
    "text",
    [
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "def f():\n    import httpx",
        "from importlib import import_module\nimport_module('requests')",
        "__import__('smtplib')",
        "from django.core.mail import send_mail",
    ],
)
def test_the_reading_of_imports_sees_each_way(text: str) -> None:
    assert speaks(text)


def test_the_engine_of_the_figures_may_not_fetch_either() -> None:
    """DuckDB reads web addresses once an extension is loaded; none is loaded, installed or bundled."""
    said = [
        str(file.relative_to(ROOT))
        for file in ROOT.rglob("*.py")
        if any(word in file.read_text("utf-8").lower() for word in ("install httpfs", "load httpfs"))
    ]

    assert said == []
