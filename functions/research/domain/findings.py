"""What is wrong or odd about a figure, a payload or a company, and how much it matters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Any, Self


@unique
class Severity(StrEnum):
    HARD = "hard"  # the payload cannot be used: it goes to quarantine with its reasons
    SOFT = "soft"  # kept, flagged, and paid for in confidence
    NOTE = "note"  # worth showing, costs nothing


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    severity: Severity
    message: str
    figures: Mapping[str, float | str | None] = field(default_factory=dict)
    statement: str | None = None
    fiscal_date: str | None = None

    def to_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "figures": dict(self.figures),
            "statement": self.statement,
            "fiscal_date": self.fiscal_date,
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(
            code=document["code"],
            severity=Severity(document["severity"]),
            message=document["message"],
            figures=document["figures"],
            statement=document["statement"],
            fiscal_date=document["fiscal_date"],
        )


@dataclass(frozen=True, slots=True)
class ReadFindings:
    """What reading a payload of one function showed, in place of what the one before it did; on our clock."""

    as_of: str
    function: str
    findings: tuple[Finding, ...]
