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


def allowing(claims: Mapping[str, Any], method_arn: str) -> dict[str, Any]:
    """The whole stage: the gateway keeps this for the token's next requests, whatever they ask for.

    Which operation a scope opens is in the API's description, and the operation checks it.
    """
    api, stage = method_arn.split("/")[:2]
    return {
        "principalId": claims["sub"],
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{api}/{stage}/*"}
            ],
        },
        "context": {"scope": " ".join(sorted(scopes(claims))), "expires_at": str(int(claims["exp"]))},
    }
