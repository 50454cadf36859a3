"""Documents say what the code says: names, keys, plans and states are held equal, every page is linked."""

import re
import subprocess

import pytest

from functions.research.domain.plans import FREE, PLANS
from scripts.build import methodology
from scripts.build.build import rendered_workflows
from scripts.build.documents import pages
from tests.support.fragments import ROOT, fragment

DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS]
DECISION_PARTS = ("## Context", "## Decision", "## Consequence", "## What would reopen this")
PAGE_LINES = 60
TABLES = {
    resource["Properties"]["TableName"].removeprefix("signal9-").removesuffix("-${sls:stage}"): resource[
        "Properties"
    ]
    for path in ("research_tables", "fundamentals_tables", "operations_table")
    for resource in fragment(f"resources/{path}.yml")["Resources"].values()
}


def text(name):
    return (ROOT / name).read_text()


def named(path):
    return str(path.relative_to(ROOT))


def states(definition):
    for name, state in definition["States"].items():
        yield name
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


def keys(schema):
    return ", ".join(f"`{key['AttributeName']}`" for key in schema)


def row_of(name, table):
    """The table's row in docs/data.md."""
    partition, *sort = (f"`{key['AttributeName']}`" for key in table["KeySchema"])
    indexes = [f"{i['IndexName']} ({keys(i['KeySchema'])})" for i in table.get("GlobalSecondaryIndexes", [])]
    cells = [name, partition, "".join(sort), ", ".join(indexes)]
    return re.sub(r"\| +\|", "| |", "| " + " | ".join(cells) + " |")


@pytest.mark.acceptance(18)
def test_written_pages_say_what_the_code_says():
    stale = [named(path) for path, written in pages().items() if path.read_text() != written]

    assert stale == [], "run `python -m scripts.build.documents`"


def test_no_methodology_page_outlives_its_rules():
    assert set(methodology.FOLDER.iterdir()) <= set(pages())


@pytest.mark.acceptance(28, 68, 80, 81)
@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_has_the_keys_its_document_says(name):
    assert row_of(name, TABLES[name]) in text("docs/data.md")


def test_every_kind_of_operations_item_is_described():
    adapters = (path.read_text() for path in ROOT.glob("functions/*/adapters/**/*.py"))
    written = {kind for code in adapters for kind in re.findall(r'"pk": f?"([A-Z]+)', code)}

    assert len(written) >= 5
    assert {kind for kind in written if f"`{kind}" not in text("docs/data.md")} == set()


@pytest.mark.acceptance(105)
@pytest.mark.parametrize(("machine", "document"), sorted(rendered_workflows().items()))
def test_every_state_of_a_machine_is_in_its_picture(machine, document):
    page = text("docs/architecture.md")

    assert f"**{machine}**" in page
    assert [name for name in states(document["definition"]) if not re.search(rf"\b{name}\b", page)] == []


@pytest.mark.parametrize("plan", PLANS.values(), ids=lambda plan: plan.name)
def test_a_plan_is_described_as_it_is(plan):
    cells = (
        plan.name,
        plan.calls_per_minute,
        plan.calls_per_day or "",
        plan.spacing_seconds or "",
        "yes" if plan.has_transcripts else "no",
        f"{plan.news_every_hours} h",
        f"{plan.recollect_after_days} days",
    )

    assert re.sub(r"\| +(?=\|)", "| ", "| " + " | ".join(map(str, cells)) + " |") in text("docs/providers.md")


def test_the_free_day_is_shared_as_described():
    page = text("docs/providers.md")

    assert [c for c, calls in FREE.reservations.items() if f"| {c} | {calls} |" not in page] == []


@pytest.mark.acceptance(18, 129)
@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=named)
def test_every_page_is_linked_from_the_readme(page):
    assert f"]({named(page)})" in text("README.md")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=named)
def test_a_decision_fits_on_a_page_and_says_what_would_reopen_it(page):
    lines = page.read_text().splitlines()

    assert re.match(rf"# {int(page.name[:4])}\. ", lines[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", lines[2])
    assert tuple(line for line in lines if line.startswith("## ")) == DECISION_PARTS
    assert len(lines) <= PAGE_LINES


def test_nothing_empty_is_committed():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]

    assert [named(f) for f in files if f.is_file() and f.name != "__init__.py" and not f.stat().st_size] == []
