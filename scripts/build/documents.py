"""Write the documents that say what the code says.

python -m scripts.build.documents
"""

from collections.abc import Mapping
from pathlib import Path

from functions.research.domain.finding_codes import MEANINGS
from functions.research.domain.rating.result import WHY_NOT_RATED
from functions.research.domain.rating.rule_set import RULE_SET
from functions.trading.domain import denial_codes
from scripts.build import methodology

ROOT = Path(__file__).parents[2]
FINDING_CODES = ROOT / "docs" / "finding-codes.md"
DENIAL_CODES = ROOT / "docs" / "denial-codes.md"
DENIALS_HEAD = """# Denial codes

Written by `python -m scripts.build.documents` from `functions/trading/domain/denial_codes.py`. The checks are
asked in the order of `risk_checks.py`; the first that fails names the reason. An order is stored with its
code and the version of the limits.
"""
HEAD = """# Finding codes

Written by `python -m scripts.build.documents` from `finding_codes.py` and `rating/result.py` in
`functions/research/domain/`. A code keeps its meaning; ratings are stored with the codes they saw.
"""


def finding_codes() -> str:
    return "\n".join(
        (
            HEAD,
            "## What can be odd about data\n",
            *_table(MEANINGS),
            "\n## Why a company is not rated\n",
            *_table(WHY_NOT_RATED),
            "",
        )
    )


def denials() -> str:
    return "\n".join(
        (
            DENIALS_HEAD,
            "## Before an order is sent\n",
            *_table(denial_codes.MEANINGS),
            "\n## After it was sent\n",
            *_table(denial_codes.AFTERWARDS),
            "",
        )
    )


def _table(meanings: Mapping[str, str]) -> list[str]:
    rows = [f"| `{code}` | {meaning} |" for code, meaning in sorted(meanings.items())]
    return ["| code | meaning |", "|---|---|", *rows]


def pages() -> dict[Path, str]:
    """Every written page by its file."""
    return {FINDING_CODES: finding_codes(), DENIAL_CODES: denials(), **methodology.pages(RULE_SET)}


def main() -> None:
    for path, text in pages().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


if __name__ == "__main__":
    main()
