"""What is asked of the provider: JSON, by the guarded way out, within one limit for each question."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from milepost.egress import HTTPS_PORT, Allowed, Because, NotSent, ask
from milepost.web.company.why import NoSignIn, Why
from milepost.web.opened import workspace
from milepost.workspace.delivery.settings import allowed

SECONDS: Final = 5.0
"""For one question. A sign-in asks five at most, and somebody waits."""

_SILENT: Final = frozenset({Because.HUNG, Because.UNREACHABLE, Because.UNKNOWN_HOST})


def ask_json(
    url: str, server: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The object that an address answers. Raises NoSignIn.

    Whoever runs Milepost has named the `server`, so it may lie on the own network, at any port; the other
    addresses that it names may do so only when the settings allow them.
    """
    rule = _allowed(server)
    answer = ask(url, form=form, headers=headers, seconds=min(SECONDS, rule.seconds), allowed=rule)
    if isinstance(answer, NotSent):
        why = Why.SILENT if answer.because in _SILENT else Why.BROKEN
        raise NoSignIn(why, f"{_shown(url)} {answer.because} {answer.detail}")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NoSignIn(Why.BROKEN, f"{_shown(url)} did not answer with a JSON object")
    return found


def _allowed(server: str) -> Allowed:
    rule, parts = allowed(workspace()), urlsplit(server)
    place = f"{(parts.hostname or '').rstrip('.')}:{parts.port or HTTPS_PORT}"
    return replace(rule, places=rule.places | {place})


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}"
