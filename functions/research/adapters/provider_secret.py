import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.runtime import metrics


class ProviderNotConfigured(Exception):
    """A provider's secret still holds its placeholder, or is not what was agreed; a person must set it."""


def read(client: Any, name: str, *, keys: tuple[str, ...]) -> dict[str, str]:
    """The secret's fields; the error names the secret and the fields, never a value."""
    try:
        text = client.get_secret_value(SecretId=name)["SecretString"]
    except (BotoCoreError, ClientError) as refused:
        metrics.measured("secret_not_read", {"SecretReadFailures": 1}, secret=name, error=str(refused))
        raise
    try:
        secret = json.loads(text)
    except ValueError:
        raise ProviderNotConfigured(f"{name}: not JSON; expected an object with {', '.join(keys)}") from None
    missing = [key for key in keys if not (isinstance(secret, dict) and isinstance(secret.get(key), str))]
    if missing:
        raise ProviderNotConfigured(
            f"{name}: {', '.join(missing)} missing; expected text in each of {', '.join(keys)}"
        )
    placeholders = [key for key in keys if secret[key].startswith("REPLACE_")]
    if placeholders:
        raise ProviderNotConfigured(
            f"{name}: {', '.join(placeholders)} still a placeholder; put the real value there"
        )
    return {key: secret[key] for key in keys}
