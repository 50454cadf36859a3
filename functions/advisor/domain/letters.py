"""The words of what is sent."""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

DISCLAIMER = (
    "Signal9 is for education and research. Ratings follow published rules from figures that may be wrong or"
    " late; they are no advice to buy, hold or sell anything."
)
MOST_IN_A_DIGEST = 100
SUBJECT_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def letter(notification: Mapping[str, Any]) -> Letter:
    return Letter(_line(notification["title"]), f"{_paragraph(notification)}\n\n{DISCLAIMER}\n")


def digest(notifications: Sequence[Mapping[str, Any]], day: str) -> Letter:
    """Oldest first; what is beyond the limit is counted, and stands in the inbox."""
    shown = [_paragraph(one) for one in notifications[:MOST_IN_A_DIGEST]]
    left = len(notifications) - len(shown)
    more = [f"and {left} more in your inbox"] if left else []
    count = f"{len(notifications)} notification{'s' if len(notifications) != 1 else ''}"
    return Letter(f"Signal9, {day}: {count}", "\n\n".join([*shown, *more, DISCLAIMER]) + "\n")


def hook_body(notification: Mapping[str, Any]) -> bytes:
    names = ("notification_id", "alert_id", "alert_type", "symbol", "title", "reasons", "link", "created_at")
    told = {name: notification.get(name) for name in names}
    return json.dumps({**told, "disclaimer": DISCLAIMER}, separators=(",", ":")).encode()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """Over time and body, so that an old one cannot be sent again as a new one."""
    return "v1=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()


def _paragraph(notification: Mapping[str, Any]) -> str:
    link = [notification["link"]] if notification.get("link") else []
    return "\n".join([notification["title"], *(f"- {reason}" for reason in notification["reasons"]), *link])


def _line(text: str) -> str:
    """One line: a title comes from somebody else's page."""
    return " ".join(text.split())[:SUBJECT_LENGTH]
