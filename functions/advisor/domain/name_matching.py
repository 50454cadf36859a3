"""Finding companies in a list without an index: exact, begun, contained, in this order."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.advisor.domain.search_words import EMPTY_WORDS

EXACT, BEGINS, NAMED, NAME_BEGINS, CONTAINS = 100.0, 20.0, 15.0, 10.0, 1.0
_QUOTES = str.maketrans("", "", "`'\N{RIGHT SINGLE QUOTATION MARK}")
_DOTS = str.maketrans({"-": ".", "/": "."})


@dataclass(frozen=True, slots=True)
class Listed:
    """A company as it is looked for; `names` are folded, the present one first."""

    symbol: str
    names: tuple[str, ...]
    size: float


def folded(text: str) -> str:
    """Lower case, without accents and quotes."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def words_of(text: str) -> list[str]:
    """Without what nearly every name carries."""
    letters = "".join(letter if letter.isalnum() else " " for letter in folded(text))
    return [word for word in letters.split() if word not in EMPTY_WORDS]


def ranked(asked: str, companies: Iterable[Listed]) -> list[tuple[float, Listed]]:
    """Those that match, the best first; of equal ones the larger."""
    ticker, words = folded(asked).strip().translate(_DOTS), words_of(asked)
    scored = ((_score(ticker, words, company), company) for company in companies)
    found = [(score, company) for score, company in scored if score > 0]
    return sorted(found, key=lambda one: (-one[0], -one[1].size, one[1].symbol))


def _score(ticker: str, words: Sequence[str], company: Listed) -> float:
    symbol = company.symbol.lower().translate(_DOTS)
    if symbol == ticker:
        return EXACT
    best = BEGINS if symbol.startswith(ticker) else 0.0
    phrase = " ".join(words)
    if not phrase:
        return best
    for name in company.names:
        if name == phrase:
            best = max(best, NAMED)
        elif name.startswith(phrase):
            best = max(best, NAME_BEGINS)
        elif all(word in name for word in words):
            best = max(best, CONTAINS)
    return best
