"""What whoever makes API keys and whoever believes them agree on."""

from hashlib import sha256

HEADER = "x-api-key"


def key_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
