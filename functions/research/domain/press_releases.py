"""Telling law firms' advertisements for clients from news, and one story from another."""

import re
from functools import lru_cache

# As their titles read in small letters without punctuation.
LAW_FIRM_WORDS = (
    "class action alert",
    "class action deadline",
    "class action reminder",
    "deadline alert",
    "investigation alert",
    "investor alert",
    "investors who lost",
    "investors with losses",
    "investors with substantial losses",
    "lead plaintiff",
    "on behalf of investors",
    "on behalf of shareholders",
    "on behalf of stockholders",
    "opportunity to lead",
    "reminds investors",
    "reminds shareholders",
    "shareholder alert",
    "stockholder alert",
)
# A newspaper reports a lawsuit; on a wire that publishes what it is paid for, the law firm announces it.
PAID_WIRES = (
    "access newswire",
    "accesswire",
    "business wire",
    "businesswire",
    "ein presswire",
    "globe newswire",
    "globenewswire",
    "newsfile",
    "pr newswire",
    "prnewswire",
)
PAID_WIRE_WORDS = (
    "class action",
    "encourages investors",
    "investigates",
    "investigating",
    "investigation",
    "law firm",
    "law offices",
    "securities fraud",
    "securities litigation",
)

# A look back over years meets the same titles on many days.
TITLES_REMEMBERED = 4096
_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=TITLES_REMEMBERED)
def normalised_title(title: str) -> str:
    """Letters and digits alone: sites that carry the same story differ in case, quotes and dashes."""
    return _PUNCTUATION.sub(" ", title.casefold()).strip()


@lru_cache(maxsize=TITLES_REMEMBERED)
def is_law_firm_notice(title: str, source: str) -> bool:
    words = f" {normalised_title(title)} "
    if _names(words, LAW_FIRM_WORDS):
        return True
    return _names(f" {normalised_title(source)} ", PAID_WIRES) and _names(words, PAID_WIRE_WORDS)


def _names(words: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in words for phrase in phrases)
