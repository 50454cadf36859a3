"""Research as widgets of OpenBB Workspace: what each shows; `widgets.json` and `apps.json` from the contract.

Tables are lists of flat objects, charts are Plotly figures, Markdown is a string.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from functions.runtime import contract
from scripts.client import Client
from scripts.signal9.amounts import amount

SOURCE = "Signal9"
EXAMPLE = {"symbol": "AAPL", "where": "rating:gte:3.5,pe_ratio:lt:25", "metric": "current_ratio"}
MOST_ROWS = 200
PAGE = 100
Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Widget:
    name: str
    operation: str
    kind: str  # table, markdown or chart
    parameters: tuple[str, ...]
    size: tuple[int, int]
    show: Callable[[Client, Given], Any]


def _ratings(client: Client, given: Given) -> Any:
    pages = client.pages(client.list_assets, sort="-rating", rating_min=1, limit=PAGE, **_asked(given))
    return list(islice(pages, MOST_ROWS))


def _explanation(client: Client, given: Given) -> str:
    uses = client.explain_asset(given["symbol"], metric=given["metric"], as_of=given.get("as_of"))
    return "\n\n".join(_explained(use) for use in uses)


def _explained(use: Mapping[str, Any]) -> str:
    lines = [f"## {use['name']} of {use['symbol']}", f"`{use['formula']}`, {use['period']}", ""]
    if use["reason"]:
        return "\n".join((*lines, f"No value: {use['reason']}"))
    scored = f", scores {use['score']:.2f} of 5" if use["score"] is not None else ""
    lines += [
        f"**{amount(use['value'], use['unit'])}**{scored}",
        "",
        "| input | value | period | known from |",
    ]
    lines.append("|---|---:|---|---|")
    for one in use["inputs"]:
        for figure in one["figures"]:
            cells = (figure["name"], amount(figure["value"]), figure["fiscal_date"], figure["known_from"])
            lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines)


def _rating(client: Client, given: Given) -> str:
    rating = client.get_rating(given["symbol"], as_of=given.get("as_of"))
    if rating["rating"] is None:
        return f"## {rating['symbol']} is not rated\n\n{_cell(rating['explanation'])}"
    label = (rating["label"] or "").replace("_", " ")
    lines = [f"## {rating['symbol']} {rating['rating']:.1f} {label}", f"as of {rating['as_of']}", ""]
    reasons = rating["reasons"]
    lines += [f"- plus: {_cell(reason['text'])}" for reason in reasons["for"]]
    lines += [f"- minus: {_cell(reason['text'])}" for reason in reasons["against"]]
    lines += [f"- flag {flag['code']}: {_cell(flag['message'])}" for flag in rating["flags"]]
    return "\n".join(lines)


def _screener(client: Client, given: Given) -> Any:
    found = islice(client.pages(client.screen_assets, limit=PAGE, **_asked(given)), MOST_ROWS)
    return [{**_flat(one), **one["figures"]} for one in found]


def _history(client: Client, given: Given) -> Any:
    pages = client.pages(client.list_ratings, given["symbol"], limit=PAGE, as_of=given.get("as_of"))
    ratings = [one for one in islice(pages, MOST_ROWS) if one["rating"] is not None][::-1]
    days = [one["as_of"] for one in ratings]
    lines = {"rating": "Rating", "rating_low": "Lowest", "rating_high": "Highest"}
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": words,
                "x": days,
                "y": [o[n] for o in ratings],
            }
            for n, words in lines.items()
        ],
        "layout": {"title": f"Ratings of {given['symbol']}", "yaxis": {"range": [1, 5]}},
    }


def _news(client: Client, given: Given) -> Any:
    found = islice(client.pages(client.list_news, limit=PAGE, **_asked(given)), MOST_ROWS)
    return [{**_flat(one), "about": ", ".join(each["symbol"] for each in one["about"])} for one in found]


def _freshness(client: Client, given: Given) -> Any:
    found: Any = client.get_freshness(given["symbol"], as_of=given.get("as_of"))
    rows = [{"what": name.replace("_", " "), "value": str(v)} for name, v in _flat(found).items() if v]
    return rows + [{"what": one["code"], "value": one["message"]} for one in found["findings"]]


WIDGETS = {
    "ratings": Widget("Ratings", "ListAssets", "table", ("sector", "as_of"), (20, 12), _ratings),
    "rating": Widget("Rating", "GetRating", "markdown", ("symbol", "as_of"), (20, 12), _rating),
    "history": Widget("Ratings over time", "ListRatings", "chart", ("symbol", "as_of"), (20, 10), _history),
    "explanation": Widget(
        "Explanation", "ExplainAsset", "markdown", ("symbol", "metric", "as_of"), (20, 12), _explanation
    ),
    "freshness": Widget("Freshness", "GetFreshness", "table", ("symbol", "as_of"), (20, 10), _freshness),
    "screener": Widget(
        "Screener", "ScreenAssets", "table", ("where", "sector", "as_of"), (20, 12), _screener
    ),
    "news": Widget("News", "ListNews", "table", ("symbol", "as_of"), (40, 10), _news),
}


def missing(widget: Widget, given: Given) -> list[str]:
    """What the contract requires and nobody gave."""
    operation = contract.operations()[widget.operation]
    shown = [_parameter(operation, name) for name in widget.parameters]
    return [one["paramName"] for one in shown if not one["optional"] and not given.get(one["paramName"])]


def widgets_json() -> dict[str, Any]:
    return {f"signal9_{name}": _described(name, widget) for name, widget in WIDGETS.items()}


def apps_json() -> list[dict[str, Any]]:
    """One board: the market on the left, a company on the right, whose symbol its widgets share."""
    places, heights = [], {0: 0, 20: 0}
    for name, widget in WIDGETS.items():
        width, height = widget.size
        x = 20 if "symbol" in widget.parameters and width <= 20 else 0  # noqa: PLR2004  half of a board
        places.append({"i": f"signal9_{name}", "x": x, "y": heights[x], "w": width, "h": height})
        heights[x] += height
    of_a_company = [f"signal9_{name}" for name, one in WIDGETS.items() if "symbol" in one.parameters]
    group = {"name": "Company", "type": "param", "paramName": "symbol", "defaultValue": EXAMPLE["symbol"]}
    return [
        {
            "name": SOURCE,
            "img": "",
            "description": "Ratings with their arithmetic, over time and by company.",
            "allowCustomization": True,
            "tabs": {"research": {"id": "research", "name": "Research", "layout": places}},
            "groups": [{**group, "widgetIds": of_a_company}],
        }
    ]


def _described(name: str, widget: Widget) -> dict[str, Any]:
    operation = contract.operations()[widget.operation]
    words = contract.document()["paths"][operation.path][operation.method.lower()]["summary"]
    return {
        "name": widget.name,
        "description": words,
        "category": "Equity",
        "subCategory": "Research",
        "type": widget.kind,
        "endpoint": name,
        "source": SOURCE,
        "gridData": dict(zip("wh", widget.size, strict=True)),
        "params": [_parameter(operation, one) for one in widget.parameters],
        **({"data": {"table": {"showAll": True}}} if widget.kind == "table" else {}),
    }


def _parameter(operation: contract.Operation, name: str) -> dict[str, Any]:
    """`symbol` is what the contract has as the asset in the path, or as the filter of the same name."""
    spelled = (name, "asset_id") if name == "symbol" else (name,)
    [asked] = [one for one in operation.parameters if one["name"] in spelled]
    schema = asked["schema"]
    shown = {
        "paramName": name,
        "label": name.replace("_", " ").capitalize(),
        "description": asked.get("description", ""),
        "type": "date" if name == "as_of" else "text",
        "value": EXAMPLE.get(name),
        "optional": not asked.get("required", False),
        "show": True,
    }
    if "enum" in schema:
        shown["options"] = [{"label": value, "value": value} for value in schema["enum"]]
    return shown


def _asked(given: Given) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value}


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if not isinstance(value, dict | list)}


def _cell(text: object) -> str:
    """A story or a company may be called anything; in a cell it is text."""
    plain = " ".join(str(text).split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
