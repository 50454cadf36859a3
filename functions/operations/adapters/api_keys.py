from typing import Any

from functions.runtime.api_keys import key_hash

LONGEST_KEY = 200


class KeyRefused(Exception):
    """Why a key is not believed; for the log, never for the caller."""


class ApiKeys:
    """Whom a key speaks for, as the table says it now: a revoked key is unknown from the next request on."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def claims(self, text: str, *, now: float) -> tuple[dict[str, Any], dict[str, str]]:
        """In the words of a token's, and what is of the key alone. Raises KeyRefused."""
        if len(text) > LONGEST_KEY:
            raise KeyRefused(f"{len(text)} characters long")
        item = self._table.get_item(Key={"key_hash": key_hash(text)}, ConsistentRead=True).get("Item")
        if item is None:
            raise KeyRefused("unknown")
        # The table forgets expired items late.
        if now >= item["expires_at"]:
            raise KeyRefused(f"{item['key_id']} has expired")
        of_key = {"api_key_id": item["key_id"]}
        if "requests_per_minute" in item:
            of_key["requests_per_minute"] = str(item["requests_per_minute"])
        return {"sub": item["user_id"], "scope": " ".join(item["scopes"]), "exp": item["expires_at"]}, of_key
