"""One body to one webhook, through the guarded client."""

from dataclasses import replace

from milepost.egress import Allowed, NotSent, Sent, post_json
from milepost.workspace.delivery.masking import masked_text


def send_hook(url: str, body: object, *, allowed: Allowed) -> Sent | NotSent:
    """Post the body to the secret address `url`; what the other side said comes back without addresses."""
    answer = post_json(url, body, allowed=allowed)
    return replace(answer, detail=masked_text(answer.detail)) if isinstance(answer, NotSent) else answer
