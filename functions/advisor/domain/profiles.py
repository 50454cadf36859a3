"""What a user says of themselves. The id is the subject of their tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

# As the news provider names them.
TOPICS = {
    "blockchain": "Blockchain",
    "earnings": "Earnings",
    "economy_fiscal": "Economy - Fiscal",
    "economy_macro": "Economy - Macro",
    "economy_monetary": "Economy - Monetary",
    "energy_transportation": "Energy & Transportation",
    "finance": "Finance",
    "financial_markets": "Financial Markets",
    "ipo": "IPO",
    "life_sciences": "Life Sciences",
    "manufacturing": "Manufacturing",
    "mergers_and_acquisitions": "Mergers & Acquisitions",
    "real_estate": "Real Estate & Construction",
    "retail_wholesale": "Retail & Wholesale",
    "technology": "Technology",
}
CHANGEABLE = (
    "email",
    "first_name",
    "last_name",
    "birth_date",
    "topics_of_interest",
    "investment_knowledge_level",
)
# What the wizard asks, and where the answers go.
ANSWERED_AS_PREFERENCES = (
    "investment_style",
    "risk_tolerance",
    "time_horizon",
    "sectors_of_interest",
    "market_cap_preference",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """`version` counts its changes; who changes it must have seen the newest."""

    user_id: str
    email: str
    first_name: str
    last_name: str
    created_at: str
    updated_at: str
    birth_date: str | None = None
    topics_of_interest: tuple[str, ...] = ()
    investment_knowledge_level: str | None = None
    wizard_status: str = "not_started"
    preferences: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1

    def changed(self, given: Mapping[str, Any], at: str) -> "Profile":
        """Only what is named."""
        values = {name: _value(name, given[name]) for name in CHANGEABLE if name in given}
        return replace(self, **values, updated_at=at, version=self.version + 1)

    def preferring(self, given: Mapping[str, Any], at: str) -> "Profile":
        """Exactly these preferences; what is not named is as if it never was."""
        return replace(self, preferences=dict(given), updated_at=at, version=self.version + 1)

    def introduced(self, answers: Mapping[str, Any], at: str) -> "Profile":
        """The wizard's answers, beside what was preferred before; again is allowed."""
        preferred = {name: answers[name] for name in ANSWERED_AS_PREFERENCES if name in answers}
        wanted = replace(self, preferences={**self.preferences, **preferred}, wizard_status="completed")
        return wanted.changed(answers, at)


def created(user_id: str, given: Mapping[str, Any], at: str) -> Profile:
    values = {name: _value(name, given[name]) for name in CHANGEABLE if name in given}
    return Profile(user_id=user_id, created_at=at, updated_at=at, **values)


def document(profile: Profile) -> dict[str, Any]:
    return {
        "user_id": profile.user_id,
        "email": profile.email,
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "birth_date": profile.birth_date,
        "topics_of_interest": list(profile.topics_of_interest),
        "investment_knowledge_level": profile.investment_knowledge_level,
        "wizard_status": profile.wizard_status,
        "created_at": profile.created_at,
        "updated_at": profile.updated_at,
    }


def email_key(email: str) -> str:
    """The same for addresses that reach the same person at every provider known to us."""
    return sha256(email.strip().casefold().encode()).hexdigest()


def _value(name: str, given: Any) -> Any:
    return tuple(dict.fromkeys(given or ())) if name == "topics_of_interest" else given
