"""Print what a packaged stage would upload: python -m scripts.build.sizes STAGE."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]


def sizes(stage: str) -> dict[str, int]:
    """Bytes by part; the template is what CloudFormation reads."""
    return {
        **{
            path.stem: path.stat().st_size
            for path in sorted((ROOT / "build").glob(f"functions-{stage}-*.zip"))
        },
        "layer": (ROOT / ".serverless" / "pythonRequirements.zip").stat().st_size,
        "template": (ROOT / ".serverless" / "cloudformation-template-update-stack.json").stat().st_size,
    }


def main() -> None:
    table = Table("Part", "Size", title=f"stage {sys.argv[1]}", title_justify="left")
    for part, size in sizes(sys.argv[1]).items():
        table.add_row(part, f"{size / 1024:,.0f} KB")
    Console().print(table)


if __name__ == "__main__":
    main()
