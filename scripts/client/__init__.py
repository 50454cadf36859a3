"""Signal9's API for Python programs: docs/tools.md."""

from scripts.client.client import Client
from scripts.client.errors import ApiRefused, ApiUnreachable

__all__ = ["ApiRefused", "ApiUnreachable", "Client"]
