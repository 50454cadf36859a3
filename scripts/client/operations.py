"""A method for every operation of the API.

Made from resources/api/openapi.yml by `python -m scripts.build.contract`; not edited by hand.
"""

from __future__ import annotations

from typing import Any, Literal, Protocol
from urllib.parse import quote

from scripts.client import documents as d


class Asking(Protocol):
    def ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        body: Any = None,
    ) -> Any: ...


def _part(text: str) -> str:
    """Of a path: a symbol may not begin another part."""
    return quote(text, safe="")


class Operations:
    def check_health(self: Asking) -> d.Health:
        """Whether the service can do its work."""
        found: d.Health = self.ask("GET", "/api/v1/health")
        return found

    def check_health_unprefixed(self: Asking) -> d.Health:
        """The same without the prefix, for load balancers."""
        found: d.Health = self.ask("GET", "/health")
        return found

    def serve_contract(self: Asking) -> dict[str, Any]:
        """This description."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/openapi.json")
        return found

    def serve_documentation(self: Asking) -> str:
        """This description as a page for people."""
        found: str = self.ask("GET", "/api/v1/docs")
        return found

    def list_assets(
        self: Asking,
        *,
        q: str | None = None,
        sector: Literal[
            "Communication Services",
            "Consumer Discretionary",
            "Consumer Staples",
            "Energy",
            "Financials",
            "Health Care",
            "Industrials",
            "Information Technology",
            "Materials",
            "Real Estate",
            "Utilities",
        ]
        | None = None,
        status: Literal["active", "inactive"] | None = None,
        rating_min: float | None = None,
        sort: Literal[
            "symbol",
            "-symbol",
            "name",
            "-name",
            "rating",
            "-rating",
            "confidence",
            "-confidence",
            "market_cap",
            "-market_cap",
        ]
        | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.AssetPage:
        """Listed assets with their newest ratings."""
        found: d.AssetPage = self.ask(
            "GET",
            "/api/v1/assets",
            query={
                "q": q,
                "sector": sector,
                "status": status,
                "rating_min": rating_min,
                "sort": sort,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def get_asset(self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None) -> d.AssetDetail:
        """An asset with its newest rating and a summary of its profile."""
        found: d.AssetDetail = self.ask("GET", f"/api/v1/assets/{_part(asset_id)}", query={"as_of": as_of})
        return found

    def get_freshness(self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None) -> d.Freshness:
        """How old the data of an asset is, and what is odd about it."""
        found: d.Freshness = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/freshness", query={"as_of": as_of}
        )
        return found

    def get_analysis(self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None) -> d.Analysis:
        """The newest rating with everything it was made of."""
        found: d.Analysis = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/analysis", query={"as_of": as_of}
        )
        return found

    def get_rating(self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None) -> d.RatingView:
        """The newest rating, its components and the reasons for it."""
        found: d.RatingView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/rating", query={"as_of": as_of}
        )
        return found

    def get_financial_health(
        self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None
    ) -> d.ComponentView:
        """Financial health in the newest rating."""
        found: d.ComponentView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/financial-health", query={"as_of": as_of}
        )
        return found

    def get_growth(self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None) -> d.ComponentView:
        """Growth in the newest rating."""
        found: d.ComponentView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/growth", query={"as_of": as_of}
        )
        return found

    def get_risk_assessment(
        self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None
    ) -> d.ComponentView:
        """Risk in the newest rating."""
        found: d.ComponentView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/risk-assessment", query={"as_of": as_of}
        )
        return found

    def get_market_analysis(
        self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None
    ) -> d.ComponentView:
        """The market's view in the newest rating."""
        found: d.ComponentView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/market-analysis", query={"as_of": as_of}
        )
        return found

    def get_peer_comparison(
        self: Asking, asset_id: str, *, as_of: d.DayOrMoment | None = None
    ) -> d.ComponentView:
        """The company among its peers in the newest rating."""
        found: d.ComponentView = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/peer-comparison", query={"as_of": as_of}
        )
        return found

    def explain_asset(
        self: Asking, asset_id: str, *, metric: str, as_of: d.DayOrMoment | None = None
    ) -> list[d.Explanation]:
        """The arithmetic of one metric."""
        found: list[d.Explanation] = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/explanation", query={"metric": metric, "as_of": as_of}
        )
        return found

    def list_ratings(
        self: Asking,
        asset_id: str,
        *,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.RatingPage:
        """Ratings of an asset, newest first."""
        found: d.RatingPage = self.ask(
            "GET",
            f"/api/v1/assets/{_part(asset_id)}/ratings",
            query={"limit": limit, "next_token": next_token, "as_of": as_of},
        )
        return found

    def diff_ratings(
        self: Asking, asset_id: str, *, earlier: d.DayOrMoment, later: d.DayOrMoment | None = None
    ) -> d.Difference:
        """What moved the rating between two moments."""
        found: d.Difference = self.ask(
            "GET",
            f"/api/v1/assets/{_part(asset_id)}/ratings/difference",
            query={"earlier": earlier, "later": later},
        )
        return found

    def list_financials(
        self: Asking,
        asset_id: str,
        *,
        statement: Literal["income", "balance", "cash_flow", "earnings", "overview"] | None = None,
        period: Literal["annual", "quarterly"] | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.FinancialsPage:
        """Reported figures, newest period first."""
        found: d.FinancialsPage = self.ask(
            "GET",
            f"/api/v1/assets/{_part(asset_id)}/financials",
            query={
                "statement": statement,
                "period": period,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def list_financials_by_symbol(
        self: Asking,
        symbol: str,
        *,
        statement: Literal["income", "balance", "cash_flow", "earnings", "overview"] | None = None,
        period: Literal["annual", "quarterly"] | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.FinancialsPage:
        """The same by symbol alone."""
        found: d.FinancialsPage = self.ask(
            "GET",
            f"/api/v1/financials/{_part(symbol)}",
            query={
                "statement": statement,
                "period": period,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def list_earnings(
        self: Asking,
        asset_id: str,
        *,
        period: Literal["annual", "quarterly"] | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.EarningsPage:
        """Reported earnings per share, newest first, and the next expected report."""
        found: d.EarningsPage = self.ask(
            "GET",
            f"/api/v1/assets/{_part(asset_id)}/earnings",
            query={"period": period, "limit": limit, "next_token": next_token, "as_of": as_of},
        )
        return found

    def list_upcoming_earnings(
        self: Asking,
        *,
        days: int | None = None,
        watchlist_only: bool | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.ExpectedReportPage:
        """Reports expected in the coming days, by day and symbol."""
        found: d.ExpectedReportPage = self.ask(
            "GET",
            "/api/v1/earnings/upcoming",
            query={
                "days": days,
                "watchlist_only": watchlist_only,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def list_asset_news(
        self: Asking,
        asset_id: str,
        *,
        topic: str | None = None,
        label: d.SentimentLabel | None = None,
        from_: d.DayOrMoment | None = None,
        to: d.DayOrMoment | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.StoryPage:
        """Stories about an asset, newest first."""
        found: d.StoryPage = self.ask(
            "GET",
            f"/api/v1/assets/{_part(asset_id)}/news",
            query={
                "topic": topic,
                "label": label,
                "from": from_,
                "to": to,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def list_news(
        self: Asking,
        *,
        symbol: d.AnySymbol | None = None,
        topic: str | None = None,
        label: d.SentimentLabel | None = None,
        from_: d.DayOrMoment | None = None,
        to: d.DayOrMoment | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.StoryPage:
        """Stories, newest first."""
        found: d.StoryPage = self.ask(
            "GET",
            "/api/v1/news",
            query={
                "symbol": symbol,
                "topic": topic,
                "label": label,
                "from": from_,
                "to": to,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def list_sectors(self: Asking, *, as_of: d.DayOrMoment | None = None) -> dict[str, Any]:
        """Sectors with their medians and counts."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/sectors", query={"as_of": as_of})
        return found

    def screen_assets(
        self: Asking,
        *,
        where: str,
        sector: Literal[
            "Communication Services",
            "Consumer Discretionary",
            "Consumer Staples",
            "Energy",
            "Financials",
            "Health Care",
            "Industrials",
            "Information Technology",
            "Materials",
            "Real Estate",
            "Utilities",
        ]
        | None = None,
        sort: str | None = None,
        limit: int | None = None,
        next_token: str | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.ScreenPage:
        """Rated companies chosen by what their newest ratings measured."""
        found: d.ScreenPage = self.ask(
            "GET",
            "/api/v1/screener",
            query={
                "where": where,
                "sector": sector,
                "sort": sort,
                "limit": limit,
                "next_token": next_token,
                "as_of": as_of,
            },
        )
        return found

    def export_asset(
        self: Asking,
        asset_id: str,
        *,
        format: Literal["csv", "json"] | None = None,
        as_of: d.DayOrMoment | None = None,
    ) -> d.Export:
        """Everything known of an asset as a file."""
        found: d.Export = self.ask(
            "GET", f"/api/v1/assets/{_part(asset_id)}/export", query={"format": format, "as_of": as_of}
        )
        return found

    def search(
        self: Asking,
        *,
        q: str,
        type_: Literal["asset", "news", "analysis"] | None = None,
        sector: Literal[
            "Communication Services",
            "Consumer Discretionary",
            "Consumer Staples",
            "Energy",
            "Financials",
            "Health Care",
            "Industrials",
            "Information Technology",
            "Materials",
            "Real Estate",
            "Utilities",
        ]
        | None = None,
        label: str | None = None,
        from_: d.Day | None = None,
        to: d.Day | None = None,
        limit: int | None = None,
    ) -> d.SearchAnswer:
        """Find assets, stories and ratings by words."""
        found: d.SearchAnswer = self.ask(
            "GET",
            "/api/v1/search",
            query={
                "q": q,
                "type": type_,
                "sector": sector,
                "label": label,
                "from": from_,
                "to": to,
                "limit": limit,
            },
        )
        return found

    def suggest_assets(self: Asking, *, q: str, limit: int | None = None) -> d.Suggestions:
        """Complete a ticker or a name that is being typed."""
        found: d.Suggestions = self.ask("GET", "/api/v1/search/suggest", query={"q": q, "limit": limit})
        return found

    def open_session(self: Asking, body: d.NewSession) -> d.Session:
        """Begin to trade."""
        found: d.Session = self.ask("POST", "/api/v1/sessions", body=body)
        return found

    def get_session(self: Asking, session_id: str) -> d.Session:
        """A live session of one's own."""
        found: d.Session = self.ask("GET", f"/api/v1/sessions/{_part(session_id)}")
        return found

    def end_session(self: Asking, session_id: str) -> None:
        """End a session at once."""
        self.ask("DELETE", f"/api/v1/sessions/{_part(session_id)}")

    def list_orders(
        self: Asking,
        *,
        account_id: d.AccountId,
        status: d.OrderStatus | None = None,
        limit: int | None = None,
        next_token: str | None = None,
    ) -> dict[str, Any]:
        """Orders of an account, newest first."""
        found: dict[str, Any] = self.ask(
            "GET",
            "/api/v1/trades",
            query={"account_id": account_id, "status": status, "limit": limit, "next_token": next_token},
        )
        return found

    def submit_order(
        self: Asking, body: d.NewOrder, *, signal9_session: d.Uuid, idempotency_key: str | None = None
    ) -> d.AcceptedOrder:
        """Submit an order."""
        found: d.AcceptedOrder = self.ask(
            "POST",
            "/api/v1/trades",
            headers={"Signal9-Session": signal9_session, "Idempotency-Key": idempotency_key},
            body=body,
        )
        return found

    def preview_order(self: Asking, body: d.NewOrder) -> d.Preview:
        """What the desk would say of an order."""
        found: d.Preview = self.ask("POST", "/api/v1/trades/preview", body=body)
        return found

    def get_order(self: Asking, order_id: str) -> d.Order:
        """An order and where it stands."""
        found: d.Order = self.ask("GET", f"/api/v1/trades/{_part(order_id)}")
        return found

    def cancel_order(self: Asking, order_id: str, *, signal9_session: d.Uuid) -> d.AcceptedOrder:
        """Ask for an order to be canceled."""
        found: d.AcceptedOrder = self.ask(
            "DELETE", f"/api/v1/trades/{_part(order_id)}", headers={"Signal9-Session": signal9_session}
        )
        return found

    def create_user(self: Asking, body: d.NewUser) -> d.User:
        """Say who you are."""
        found: d.User = self.ask("POST", "/api/v1/users", body=body)
        return found

    def get_user(self: Asking, user_id: str) -> d.User:
        """A profile."""
        found: d.User = self.ask("GET", f"/api/v1/users/{_part(user_id)}")
        return found

    def change_user(self: Asking, user_id: str, body: d.UserChange) -> d.User:
        """Change a profile."""
        found: d.User = self.ask("PUT", f"/api/v1/users/{_part(user_id)}", body=body)
        return found

    def erase_user(self: Asking, user_id: str) -> None:
        """Erase a user."""
        self.ask("DELETE", f"/api/v1/users/{_part(user_id)}")

    def export_user_data(self: Asking, user_id: str) -> d.UserData:
        """A copy of everything one keeps here."""
        found: d.UserData = self.ask("GET", f"/api/v1/users/{_part(user_id)}/data")
        return found

    def get_preferences(self: Asking, user_id: str) -> d.Preferences:
        """What one prefers."""
        found: d.Preferences = self.ask("GET", f"/api/v1/users/{_part(user_id)}/preferences")
        return found

    def set_preferences(self: Asking, user_id: str, body: d.Preferences) -> d.Preferences:
        """Say what one prefers."""
        found: d.Preferences = self.ask("PUT", f"/api/v1/users/{_part(user_id)}/preferences", body=body)
        return found

    def complete_wizard(self: Asking, user_id: str, body: d.WizardAnswers) -> d.User:
        """Answer the questions of the first visit."""
        found: d.User = self.ask("POST", f"/api/v1/users/{_part(user_id)}/wizard", body=body)
        return found

    def list_topics(self: Asking) -> dict[str, Any]:
        """Topics of news one may be interested in."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/topics")
        return found

    def list_api_keys(self: Asking) -> dict[str, Any]:
        """One's keys for machines."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/api-keys")
        return found

    def make_api_key(self: Asking, body: d.ApiKeyOrder) -> d.NewApiKey:
        """Make a key for a machine."""
        found: d.NewApiKey = self.ask("POST", "/api/v1/api-keys", body=body)
        return found

    def revoke_api_key(self: Asking, key_id: str) -> None:
        """Take a key back."""
        self.ask("DELETE", f"/api/v1/api-keys/{_part(key_id)}")

    def list_watchlists(self: Asking) -> dict[str, Any]:
        """One's watchlists."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/watchlists")
        return found

    def create_watchlist(self: Asking, body: d.NewWatchlist) -> d.Watchlist:
        """Begin a watchlist."""
        found: d.Watchlist = self.ask("POST", "/api/v1/watchlists", body=body)
        return found

    def get_watchlist(self: Asking, watchlist_id: str) -> d.Watchlist:
        """A watchlist with its assets and what they are rated."""
        found: d.Watchlist = self.ask("GET", f"/api/v1/watchlists/{_part(watchlist_id)}")
        return found

    def change_watchlist(self: Asking, watchlist_id: str, body: d.WatchlistChange) -> d.Watchlist:
        """Rename a watchlist, or make it the default."""
        found: d.Watchlist = self.ask("PUT", f"/api/v1/watchlists/{_part(watchlist_id)}", body=body)
        return found

    def delete_watchlist(self: Asking, watchlist_id: str) -> None:
        """Delete a watchlist."""
        self.ask("DELETE", f"/api/v1/watchlists/{_part(watchlist_id)}")

    def add_watchlist_asset(self: Asking, watchlist_id: str, body: d.NamedAsset) -> d.Watchlist:
        """Put an asset at the end of a watchlist."""
        found: d.Watchlist = self.ask("POST", f"/api/v1/watchlists/{_part(watchlist_id)}/assets", body=body)
        return found

    def remove_watchlist_asset(self: Asking, watchlist_id: str, asset_id: str) -> None:
        """Take an asset off a watchlist."""
        self.ask("DELETE", f"/api/v1/watchlists/{_part(watchlist_id)}/assets/{_part(asset_id)}")

    def order_watchlist(self: Asking, watchlist_id: str, body: d.WatchlistOrder) -> d.Watchlist:
        """Put the assets of a watchlist into another order."""
        found: d.Watchlist = self.ask("PUT", f"/api/v1/watchlists/{_part(watchlist_id)}/order", body=body)
        return found

    def get_daily_briefing(self: Asking, *, as_of: d.DayOrMoment | None = None) -> d.Briefing:
        """What happened to one's lists, what is due, and the market around."""
        found: d.Briefing = self.ask("GET", "/api/v1/briefing/daily", query={"as_of": as_of})
        return found

    def list_alerts(self: Asking) -> dict[str, Any]:
        """One's alerts."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/alerts")
        return found

    def create_alert(self: Asking, body: d.NewAlert) -> d.AlertWithSecret:
        """Ask to be told."""
        found: d.AlertWithSecret = self.ask("POST", "/api/v1/alerts", body=body)
        return found

    def list_alert_types(self: Asking) -> dict[str, Any]:
        """What one can be told about."""
        found: dict[str, Any] = self.ask("GET", "/api/v1/alerts/types")
        return found

    def test_alert(self: Asking, body: d.TestedAlert) -> dict[str, Any]:
        """Try the way of an alert."""
        found: dict[str, Any] = self.ask("POST", "/api/v1/alerts/test", body=body)
        return found

    def get_alert(self: Asking, alert_id: str) -> d.Alert:
        """An alert."""
        found: d.Alert = self.ask("GET", f"/api/v1/alerts/{_part(alert_id)}")
        return found

    def change_alert(self: Asking, alert_id: str, body: d.AlertChange) -> d.AlertWithSecret:
        """Change an alert."""
        found: d.AlertWithSecret = self.ask("PUT", f"/api/v1/alerts/{_part(alert_id)}", body=body)
        return found

    def delete_alert(self: Asking, alert_id: str) -> None:
        """Delete an alert."""
        self.ask("DELETE", f"/api/v1/alerts/{_part(alert_id)}")

    def list_notifications(
        self: Asking, *, limit: int | None = None, next_token: str | None = None
    ) -> dict[str, Any]:
        """One's inbox."""
        found: dict[str, Any] = self.ask(
            "GET", "/api/v1/notifications", query={"limit": limit, "next_token": next_token}
        )
        return found

    def read_notification(self: Asking, notification_id: str) -> d.Notification:
        """Say that one has read it."""
        found: d.Notification = self.ask("POST", f"/api/v1/notifications/{_part(notification_id)}/read")
        return found
