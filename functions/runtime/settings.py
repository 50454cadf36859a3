import os
from dataclasses import fields
from typing import Self


class EnvSettings:
    """Mixin for frozen dataclasses whose fields are environment variables of the same name, upper-cased."""

    @classmethod
    def from_env(cls) -> Self:
        missing = [name for name in cls.variables() if name not in os.environ]
        if missing:
            raise RuntimeError(f"missing environment variables: {', '.join(missing)}")
        return cls(**{name.lower(): os.environ[name] for name in cls.variables()})

    @classmethod
    def variables(cls) -> tuple[str, ...]:
        return tuple(field.name.upper() for field in fields(cls))  # type: ignore[arg-type]
