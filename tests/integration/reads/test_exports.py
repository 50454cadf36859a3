"""Everything known of an asset as a file."""

import csv
import io
import json
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.research import wiring
from functions.research.domain.overview import Overview
from tests.support import tables


def fetched(library, asset="ACME", **asked):
    """What the export answers, and the file it leads to."""
    answer = library.told("ExportAsset", asset, **asked)
    key = urlsplit(answer["url"]).path.lstrip("/").removeprefix(f"signal9-exports-dev-{tables.ACCOUNT}/")
    body = tables.client("s3").get_object(Bucket=f"signal9-exports-dev-{tables.ACCOUNT}", Key=key)["Body"]
    return answer, body.read()


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_file_has_the_rating_its_metrics_and_every_period(shelves):
    answer, content = fetched(shelves)

    found = rows(content)
    analysis = shelves.told("GetAnalysis", "ACME")
    assert {row["kind"] for row in found} == {
        "asset",
        "analysis",
        "metric",
        "overview",
        "income",
        "balance",
        "cash_flow",
        "earnings",
    }
    assert ["analysis", "rating", str(analysis["rating"])] in [
        [r["kind"], r["name"], r["value"]] for r in found
    ]
    assert (answer["bytes"], answer["sha256"]) == (len(content), sha256(content).hexdigest())
    revenue = [r for r in found if r["name"] == "total_revenue" and r["period"] == "annual"]
    assert [float(r["value"]) for r in revenue] == [
        each["figures"]["total_revenue"] for each in shelves.items("ListFinancials", "ACME")
    ]


def test_json_holds_the_same(shelves):
    _, content = fetched(shelves, format="json")

    document = json.loads(content)
    assert document["analysis"] == shelves.told("GetAnalysis", "ACME")
    assert {each["statement"] for each in document["financials"]} == {
        "overview",
        "income",
        "balance",
        "cash_flow",
        "earnings",
    }


def test_an_export_of_the_past_holds_what_was_known_then(shelves):
    _, content = fetched(shelves, format="json", as_of="2026-05-08")

    document = json.loads(content)
    assert document["analysis"]["as_of"] == "2026-05-08T07:00:00Z"
    assert all(each["known_from"] <= "2026-05-08T23:59:59Z" for each in document["financials"])


def test_the_address_is_good_for_fifteen_minutes(shelves):
    answer, _ = fetched(shelves)

    asked = parse_qs(urlsplit(answer["url"]).query)
    assert answer["expires_at"] == "2026-05-20T12:15:00Z"
    assert (asked["X-Amz-Algorithm"], asked["X-Amz-Expires"]) == (["AWS4-HMAC-SHA256"], ["900"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "%0A", "|cmd"])
def test_no_text_becomes_a_formula(library, text):
    library.stack.holds("ACME")
    profile = Overview("ACME", "Acme", None, None, "USD", None, None, None, {}, {"description": text}, "hash")
    wiring.overviews().put(profile, "2026-05-08T07:00:00Z")

    _, content = fetched(library)

    [row] = [row for row in rows(content) if row["name"] == "description"]
    assert row["value"] == f"'{text}"


def test_a_negative_number_stays_a_number(library):
    library.stack.holds("ACME")
    profile = Overview("ACME", "Acme", None, None, "USD", None, None, None, {"eps": -1.5}, {}, "hash")
    wiring.overviews().put(profile, "2026-05-08T07:00:00Z")

    _, content = fetched(library)

    assert [row["value"] for row in rows(content) if row["name"] == "eps"] == ["-1.5"]
