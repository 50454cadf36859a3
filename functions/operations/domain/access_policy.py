"""What a verified token allows at the gateway, and how claims of different issuers are read."""

from collections.abc import Mapping
from typing import Any


def scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    """`scope` is the standard's; `scp` and `permissions` are how some issuers say it."""
    found: set[str] = set()
    for name in ("scope", "scp", "permissions"):
        value = claims.get(name, ())
        found |= set(value.split() if isinstance(value, str) else value)
    return frozenset(found)


def allowing(claims: Mapping[str, Any], method_arn: str, of_key: Mapping[str, str]) -> dict[str, Any]:
    """The whole stage: which operation a scope opens is in the API's description, and is checked there.

    `of_key` is told to it as well: a token may claim what it likes about keys.
    """
    return {
        "principalId": claims["sub"],
        "policyDocument": _policy("Allow", method_arn),
        "context": {
            "scope": " ".join(sorted(scopes(claims))),
            "expires_at": str(int(claims["exp"])),
            **of_key,
        },
    }


def refusing(method_arn: str) -> dict[str, Any]:
    """Answered 401 by the gateway: nobody is refused here for anything but who they are."""
    return {"principalId": "nobody", "policyDocument": _policy("Deny", method_arn)}


def _policy(effect: str, method_arn: str) -> dict[str, Any]:
    api, stage = method_arn.split("/")[:2]
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": f"{api}/{stage}/*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
