"""What the API takes and answers.

Made from resources/api/openapi.yml by `python -m scripts.build.contract`; not edited by hand.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AlertConditions(TypedDict):
    """Those of the alert's type; what is not set has its default."""

    min_rating_change: NotRequired[float]
    within_days: NotRequired[int]
    min_surprise_percent: NotRequired[float]
    min_relevance: NotRequired[float]
    min_sentiment: NotRequired[float]
    max_age_days: NotRequired[int]


class NewAlert(TypedDict):
    asset_id: NotRequired[SymbolOrId]
    watchlist_id: NotRequired[Uuid]
    alert_type: AlertKind
    conditions: NotRequired[AlertConditions]
    channels: NotRequired[Channels]
    webhook_url: NotRequired[WebhookUrl]
    is_enabled: NotRequired[bool]


class AlertChange(TypedDict):
    conditions: NotRequired[AlertConditions]
    channels: NotRequired[Channels]
    webhook_url: NotRequired[WebhookUrl]
    is_enabled: NotRequired[bool]


class TestedAlert(TypedDict):
    alert_id: Uuid


class Alert(TypedDict):
    alert_id: Uuid
    alert_type: AlertKind
    symbol: str | None
    watchlist_id: str | None
    conditions: AlertConditions
    channels: Channels
    webhook_url: str | None
    is_enabled: bool
    created_at: Moment
    updated_at: Moment


class AlertWithSecret(TypedDict):
    alert_id: Uuid
    alert_type: AlertKind
    symbol: str | None
    watchlist_id: str | None
    conditions: AlertConditions
    channels: Channels
    webhook_url: str | None
    is_enabled: bool
    created_at: Moment
    updated_at: Moment
    webhook_secret: str | None


class AlertTypeConditions(TypedDict):
    name: str
    default: float
    lowest: float
    highest: float


class AlertType(TypedDict):
    alert_type: AlertKind
    description: str
    conditions: list[AlertTypeConditions]


class Notification(TypedDict):
    notification_id: NotificationId
    alert_id: Uuid
    alert_type: AlertKind
    symbol: str | None
    title: str
    reasons: list[str]
    link: str | None
    seen_at: str
    created_at: Moment
    read_at: str | None
    deliveries: list[Delivery]


class Delivery(TypedDict):
    channel: Literal["email", "webhook"]
    state: Literal["pending", "sending", "sent", "failed", "suppressed"]
    attempts: int
    reason: str | None
    changed_at: Moment


class BriefingWatchlists(TypedDict):
    watchlist_id: Uuid
    name: str
    is_default: bool
    asset_count: int
    average_rating: float | None
    assets: list[Standing]


class BriefingNews(TypedDict):
    topic: Topic
    items: list[dict[str, Any]]


class BriefingMarketSectors(TypedDict):
    sector: NotRequired[str]
    average_rating: NotRequired[float]


class BriefingMarket(TypedDict):
    rated: int
    average_rating: float | None
    labels: dict[str, int]
    sectors: list[BriefingMarketSectors]


class Briefing(TypedDict):
    as_of: Moment
    watchlists: list[BriefingWatchlists]
    moved: list[Standing]
    earnings: list[dict[str, Any]]
    news: list[BriefingNews]
    market: BriefingMarket


class Standing(TypedDict):
    symbol: str
    rating: float | None
    rating_label: str | None
    rated_as_of: str | None
    previous_rating: float | None
    previous_label: str | None
    close: float | None
    close_on: str | None
    close_change_percent: float | None
    moved: list[Literal["rating", "price"]]


class TopicName(TypedDict):
    topic: Topic
    name: str


class NewUser(TypedDict):
    email: Email
    first_name: PersonName
    last_name: PersonName
    birth_date: NotRequired[BirthDate]
    topics_of_interest: NotRequired[Topics]
    investment_knowledge_level: NotRequired[KnowledgeLevel]


class UserChange(TypedDict):
    email: NotRequired[Email]
    first_name: NotRequired[PersonName]
    last_name: NotRequired[PersonName]
    birth_date: NotRequired[BirthDate]
    topics_of_interest: NotRequired[Topics]
    investment_knowledge_level: NotRequired[KnowledgeLevel]


class User(TypedDict):
    user_id: str
    email: str
    first_name: str
    last_name: str
    birth_date: str | None
    topics_of_interest: Topics
    investment_knowledge_level: str | None
    wizard_status: Literal["not_started", "completed"]
    preferences: NotRequired[Preferences]
    created_at: Moment
    updated_at: Moment


class PreferencesQuietHours(TypedDict):
    """No e-mail between these times of one's day."""

    begin: TimeOfDay
    end: TimeOfDay


class Preferences(TypedDict):
    theme: NotRequired[Literal["light", "dark", "auto"]]
    notifications_enabled: NotRequired[bool]
    time_zone: NotRequired[str]
    quiet_hours: NotRequired[PreferencesQuietHours]
    digest_hour: NotRequired[int]
    dashboard_layout: NotRequired[str]
    investment_style: NotRequired[InvestmentStyle]
    risk_tolerance: NotRequired[RiskTolerance]
    time_horizon: NotRequired[TimeHorizon]
    sectors_of_interest: NotRequired[Sectors]
    market_cap_preference: NotRequired[CompanySize]


class WizardAnswers(TypedDict):
    investment_knowledge_level: KnowledgeLevel
    topics_of_interest: NotRequired[Topics]
    investment_style: NotRequired[InvestmentStyle]
    risk_tolerance: NotRequired[RiskTolerance]
    time_horizon: NotRequired[TimeHorizon]
    sectors_of_interest: NotRequired[Sectors]
    market_cap_preference: NotRequired[CompanySize]


class UserData(TypedDict):
    exported_at: Moment
    profile: User
    preferences: Preferences
    api_keys: list[dict[str, Any]]
    account_changes: list[dict[str, Any]]
    watchlists: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    notifications: list[dict[str, Any]]


class ApiKeyOrder(TypedDict):
    name: PersonName
    scopes: list[Literal["read:assets", "write:watchlists", "trades:read", "trades:write"]]
    expires_in_days: int
    requests_per_minute: NotRequired[int]


class ApiKey(TypedDict):
    key_id: Uuid
    name: str
    prefix: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment
    requests_per_minute: int | None


class NewApiKey(TypedDict):
    key_id: Uuid
    name: str
    prefix: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment
    requests_per_minute: int | None
    key: str


class NewWatchlist(TypedDict):
    name: WatchlistName
    description: NotRequired[WatchlistDescription]
    is_default: NotRequired[Literal[True]]


class WatchlistChange(TypedDict):
    name: NotRequired[WatchlistName]
    description: NotRequired[WatchlistDescription]
    is_default: NotRequired[Literal[True]]


class NamedAsset(TypedDict):
    asset_id: SymbolOrId


class WatchlistOrder(TypedDict):
    symbols: list[SymbolOrId]


class WatchlistSummary(TypedDict):
    watchlist_id: Uuid
    name: str
    description: str
    is_default: bool
    asset_count: int
    average_rating: float | None
    created_at: Moment
    updated_at: Moment


class Watchlist(TypedDict):
    watchlist_id: Uuid
    name: str
    description: str
    is_default: bool
    asset_count: int
    average_rating: float | None
    created_at: Moment
    updated_at: Moment
    assets: list[WatchedAsset]


class WatchedAsset(TypedDict):
    symbol: str
    asset_id: str | None
    company_name: str | None
    rating: float | None
    rating_label: str | None
    rated_as_of: str | None
    added_at: Moment


class SearchAnswerItems(TypedDict):
    type: Literal["asset", "news", "analysis"]
    id: str
    symbols: list[str]
    title: str
    label: str | None
    label_score: float | None
    sector: str | None
    industry: str | None
    date: str | None
    url: str | None
    score: float
    highlights: dict[str, list[str]]


class SearchAnswer(TypedDict):
    query: str
    type: Literal["asset", "news", "analysis"]
    source: SearchSource
    items: list[SearchAnswerItems]


class SuggestionsItems(TypedDict):
    symbol: str
    company_name: str
    sector: str | None
    status: Literal["active", "inactive"]


class Suggestions(TypedDict):
    query: str
    source: SearchSource
    items: list[SuggestionsItems]


class ListedAsset(TypedDict):
    asset_id: Uuid
    symbol: str
    name: str
    exchange: str
    status: Literal["active", "inactive"]
    sector: str | None
    market_cap: float | None
    rating: float | None
    rating_label: RatingLabel
    confidence: float | None
    rated_as_of: str | None


class AssetPage(TypedDict):
    items: list[ListedAsset]
    next_token: str | None


class AnalysisSummary(TypedDict):
    analysis_id: str
    as_of: Moment
    rating: float | None
    label: RatingLabel
    score100: float | None
    letter: str | None
    confidence: float
    rating_low: float | None
    rating_high: float | None
    reason: str | None


class AssetDetailOverview(TypedDict):
    known_from: Moment
    industry: str | None
    country: str | None
    currency: str | None
    description: str | None
    latest_quarter: str | None
    figures: Figures


class AssetDetail(TypedDict):
    asset_id: Uuid
    symbol: str
    name: str
    exchange: str
    status: Literal["active", "inactive"]
    sector: NotRequired[str | None]
    market_cap: NotRequired[float | None]
    rating: NotRequired[float | None]
    rating_label: NotRequired[RatingLabel]
    confidence: NotRequired[float | None]
    rated_as_of: NotRequired[str | None]
    tradable: NotRequired[bool]
    shortable: NotRequired[bool]
    fractionable: NotRequired[bool]
    data_status: DataStatus
    analysis: AnalysisSummary
    overview: AssetDetailOverview | None


class Finding(TypedDict):
    code: str
    severity: Literal["hard", "soft", "note"]
    message: str
    meaning: str
    statement: str | None
    fiscal_date: str | None


class FreshnessQuarantined(TypedDict):
    as_of: str
    function: str
    findings: list[Finding]


class Freshness(TypedDict):
    symbol: str
    data_status: DataStatus
    last_collected_at: str | None
    last_full_collection_at: str | None
    no_fundamentals_since: str | None
    latest_quarter: str | None
    latest_quarter_age_days: int | None
    price_as_of: str | None
    rated_as_of: str | None
    next_report_on: str | None
    findings: list[Finding]
    quarantined: list[FreshnessQuarantined]


class RuleSet(TypedDict):
    version: str
    content_hash: str


class Flag(TypedDict):
    code: str
    message: str


Reasons = TypedDict("Reasons", {"for": "list[Reason]", "against": "list[Reason]"})


class Reason(TypedDict):
    component: str
    metric: str
    text: str


class Cap(TypedDict):
    """What the rating would be, and the flag that holds it down."""

    uncapped: NotRequired[float]
    cap: NotRequired[float]
    flag: NotRequired[str]


class Stability(TypedDict):
    """How far the last ratings lie apart."""

    level: NotRequired[str]
    spread: NotRequired[float | None]
    runs: NotRequired[int]


class Grounds(TypedDict):
    """Which twelve months were rated, and under which rules for firms."""

    basis: NotRequired[Literal["annual", "ttm"]]
    period_end: NotRequired[str]
    prior_period_ends: NotRequired[list[str]]
    currency: NotRequired[str | None]
    firm_kind: NotRequired[str]
    next_report_due: NotRequired[str | None]


class Bankruptcy(TypedDict):
    heuristic_percent: NotRequired[float]
    level: NotRequired[str]
    z_double_prime: NotRequired[float]
    is_calibrated: NotRequired[Literal[False]]


class Peers(TypedDict):
    """The companies compared with, and by metric where this one stands among them."""

    width: NotRequired[str]
    known_from: NotRequired[str]
    members: NotRequired[list[dict[str, Any]]]
    metrics: NotRequired[dict[str, Any]]


class MetricInputs(TypedDict):
    name: str
    value: float | None
    figures: list[int]


class Metric(TypedDict):
    code: str
    name: str
    block: NotRequired[str | None]
    value: float | None
    unit: str
    score: NotRequired[float | None]
    weight: NotRequired[float]
    reason: str | None
    note: str | None
    inputs: list[MetricInputs]


class ComponentScore(TypedDict):
    code: str
    name: str
    weight: float
    score: float | None
    coverage: float
    certainty: float


class ComponentBlocks(TypedDict):
    code: NotRequired[str]
    name: NotRequired[str]
    weight: NotRequired[float]
    score: NotRequired[float | None]
    coverage: NotRequired[float]


class Component(TypedDict):
    code: str
    name: str
    weight: float
    score: float | None
    coverage: float
    certainty: float
    blocks: list[ComponentBlocks]
    metrics: list[Metric]


class Panel(TypedDict):
    """Metrics that are shown and not graded."""

    code: str
    name: str
    metrics: list[Metric]


class Figure(TypedDict):
    name: str
    value: float | None
    statement: str | None
    period: str | None
    fiscal_date: str | None
    known_from: str | None
    payload_hash: str | None
    first_date: NotRequired[str | None]
    days: NotRequired[int]


class Analysis(TypedDict):
    analysis_id: str
    as_of: Moment
    rating: float | None
    label: RatingLabel
    score100: NotRequired[float | None]
    letter: NotRequired[str | None]
    confidence: float
    rating_low: NotRequired[float | None]
    rating_high: NotRequired[float | None]
    reason: NotRequired[str | None]
    symbol: str
    rule_set: RuleSet
    withheld: NotRequired[dict[str, float | None] | None]
    cap: NotRequired[Cap]
    without_one_metric: NotRequired[dict[str, Any] | None]
    stability: NotRequired[Stability]
    grounds: NotRequired[Grounds]
    sentiment: NotRequired[Sentiment]
    peers: NotRequired[Peers]
    bankruptcy: NotRequired[Bankruptcy]
    flags: NotRequired[list[Flag]]
    findings: NotRequired[list[str]]
    reasons: NotRequired[Reasons]
    components: list[Component]
    panels: list[Panel]
    figures: list[Figure]


class RatingView(TypedDict):
    analysis_id: str
    as_of: Moment
    rating: float | None
    label: RatingLabel
    score100: NotRequired[float | None]
    letter: NotRequired[str | None]
    confidence: float
    rating_low: NotRequired[float | None]
    rating_high: NotRequired[float | None]
    reason: NotRequired[str | None]
    symbol: str
    explanation: str | None
    rule_set: RuleSet
    cap: NotRequired[Cap]
    stability: NotRequired[Stability]
    grounds: NotRequired[Grounds]
    flags: list[Flag]
    findings: NotRequired[list[str]]
    reasons: Reasons
    components: list[ComponentScore]


class ComponentView(TypedDict):
    analysis_id: str
    as_of: Moment
    rating: float | None
    label: RatingLabel
    score100: NotRequired[float | None]
    letter: NotRequired[str | None]
    confidence: NotRequired[float]
    rating_low: NotRequired[float | None]
    rating_high: NotRequired[float | None]
    reason: NotRequired[str | None]
    symbol: str
    component: MeasuredComponent
    panels: list[Panel]
    sentiment: Sentiment
    peers: Peers
    bankruptcy: Bankruptcy
    flags: list[Flag]
    figures: list[Figure]


class ExplanationThresholds(TypedDict):
    score: NotRequired[float]
    value: NotRequired[float]


class ExplanationInputsFiguresRestatedFrom(TypedDict):
    value: NotRequired[float]
    known_from: NotRequired[str]
    payload_hash: NotRequired[str]


class ExplanationInputsFigures(TypedDict):
    name: NotRequired[str]
    value: NotRequired[float | None]
    statement: NotRequired[str | None]
    period: NotRequired[str | None]
    fiscal_date: NotRequired[str | None]
    known_from: NotRequired[str | None]
    payload_hash: NotRequired[str | None]
    first_date: NotRequired[str | None]
    days: NotRequired[int]
    restated_from: NotRequired[list[ExplanationInputsFiguresRestatedFrom]]


class ExplanationInputs(TypedDict):
    name: str
    origin: str
    required: bool
    value: float | None
    figures: list[ExplanationInputsFigures]


class ExplanationChanges(TypedDict):
    input: NotRequired[str]
    now: NotRequired[float | None]
    value: NotRequired[float]
    score: NotRequired[float]


class Explanation(TypedDict):
    symbol: str
    as_of: Moment
    rule_set: RuleSet
    metric: str
    name: str
    component: str | None
    block: str
    value: float | None
    unit: str
    score: float | None
    weight: float
    pull: float
    reason: str | None
    note: str | None
    formula: str
    period: str
    source: str
    without_data: str
    thresholds: list[ExplanationThresholds]
    thresholds_reason: str | None
    percentile_among_peers: float | None
    median_of_peers: float | None
    inputs: list[ExplanationInputs]
    changes: list[ExplanationChanges]


class RatingPage(TypedDict):
    items: list[AnalysisSummary]
    next_token: str | None


class RatedMoment(TypedDict):
    as_of: Moment
    rating: float


class DifferenceInputs(TypedDict):
    input: str
    points: float
    points_by_metric: dict[str, float]
    earlier: Reading
    later: Reading


class DifferenceMetrics(TypedDict):
    metric: NotRequired[str]
    component: NotRequired[str]
    points: NotRequired[float]
    by_score: NotRequired[float]
    by_weight: NotRequired[float]
    earlier_value: NotRequired[float | None]
    later_value: NotRequired[float | None]
    earlier_score: NotRequired[float | None]
    later_score: NotRequired[float | None]


class Difference(TypedDict):
    symbol: str
    rule_set: RuleSet
    earlier: RatedMoment
    later: RatedMoment
    points: float
    inputs: list[DifferenceInputs]
    came_and_went: float
    by_weights: float
    by_rules: float
    by_caps: float
    by_rounding: float
    metrics: list[DifferenceMetrics]


class Reading(TypedDict):
    value: NotRequired[float | None]
    fiscal_date: NotRequired[str | None]
    known_from: NotRequired[str | None]
    payload_hash: NotRequired[str | None]


class FinancialsPage(TypedDict):
    items: list[ReportedPeriod]
    next_token: str | None


class ReportedPeriodRestated(TypedDict):
    figure: str
    before: Any
    before_known_from: str
    after: Any
    after_known_from: str


class ReportedPeriod(TypedDict):
    statement: Literal["income", "balance", "cash_flow", "earnings", "overview"]
    period: Literal["annual", "quarterly"] | None
    fiscal_date: str | None
    currency: str | None
    known_from: str
    known_from_basis: Literal["reported_date", "assumed_lag", "first_seen"]
    reported_on: str | None
    figures: Figures
    restated: list[ReportedPeriodRestated]


class EarningsPageItems(TypedDict):
    period: Literal["annual", "quarterly"]
    fiscal_date: str
    reported_on: str | None
    known_from: str
    reported_eps: float | None
    estimated_eps: float | None
    surprise: float | None
    surprise_percentage: float | None


class EarningsPage(TypedDict):
    next_report_on: str | None
    items: list[EarningsPageItems]
    next_token: str | None


class ExpectedReportPageItems(TypedDict):
    symbol: str
    name: str
    report_on: str
    report_time: Literal["bmo", "amc", "unknown"]
    fiscal_date: str
    estimated_eps: float | None
    currency: str | None


class ExpectedReportPage(TypedDict):
    items: list[ExpectedReportPageItems]
    next_token: str | None


class StoryPage(TypedDict):
    items: list[Story]
    next_token: str | None


class StoryTopics(TypedDict):
    topic: NotRequired[str]
    relevance: NotRequired[float]


class StoryAbout(TypedDict):
    symbol: str
    relevance: float
    sentiment_score: float | None
    sentiment_label: str | None


class Story(TypedDict):
    news_id: str
    published_at: Moment
    title: str
    url: str
    source: str
    summary: str | None
    authors: list[str]
    topics: list[StoryTopics]
    sentiment_score: float | None
    sentiment_label: str | None
    about: list[StoryAbout]


class SectorSummaryMedians(TypedDict):
    median: float
    companies: int


class SectorSummary(TypedDict):
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
    companies: int
    active: int
    market_cap_total: float
    medians: dict[str, SectorSummaryMedians]


class ScreenPageItems(TypedDict):
    symbol: str
    name: str
    sector: str | None
    market_cap: float | None
    as_of: Moment
    rating: float
    label: str
    confidence: float
    figures: dict[str, float]


class ScreenPage(TypedDict):
    items: list[ScreenPageItems]
    next_token: str | None


class Export(TypedDict):
    url: str
    format: Literal["csv", "json"]
    bytes: int
    sha256: str
    expires_at: Moment


class NewSession(TypedDict):
    device: NotRequired[str]
    ttl_seconds: NotRequired[int]


class Session(TypedDict):
    session_id: Uuid
    device: NotRequired[str | None]
    status: Literal["live"]
    created_at: Moment
    last_seen_at: Moment
    idle_expires_at: Moment
    expires_at: Moment


class NewOrder(TypedDict):
    client_order_id: str
    account_id: AccountId
    symbol: Symbol
    side: Literal["buy", "sell"]
    order_type: Literal["market", "limit", "stop", "stop_limit"]
    time_in_force: Literal["day", "gtc", "ioc", "fok"]
    quantity: NotRequired[Amount]
    notional: NotRequired[Amount]
    limit_price: NotRequired[Price]
    stop_price: NotRequired[Price]
    analysis_id: NotRequired[str]


class Preview(TypedDict):
    would_be: Literal["accepted", "rejected"]
    denial_code: str | None
    reason: str | None
    cash_reserved: str | None
    shares_reserved: str | None
    limits_version: str
    last_price: str | None


class AcceptedOrderLinks(TypedDict):
    self: NotRequired[str]


class AcceptedOrder(TypedDict):
    order_id: Uuid
    client_order_id: str
    status: Literal["queued"]
    links: AcceptedOrderLinks


class OrderEvents(TypedDict):
    sequence: NotRequired[int]
    from_status: NotRequired[str | None]
    to_status: NotRequired[str]
    filled_quantity: NotRequired[str | None]
    denial_code: NotRequired[str | None]
    reason: NotRequired[str | None]
    occurred_at: NotRequired[Moment]


class Order(TypedDict):
    order_id: Uuid
    client_order_id: str
    account_id: str
    symbol: str
    side: str
    order_type: str
    time_in_force: str
    quantity: NotRequired[str | None]
    notional: NotRequired[str | None]
    limit_price: NotRequired[str | None]
    stop_price: NotRequired[str | None]
    analysis_id: NotRequired[str | None]
    status: OrderStatus
    denial_code: NotRequired[str | None]
    reason: NotRequired[str | None]
    filled_quantity: NotRequired[str | None]
    average_price: NotRequired[str | None]
    cancel_requested: NotRequired[bool]
    limits_version: NotRequired[str | None]
    submitted_at: Moment
    changed_at: NotRequired[str | None]
    events: NotRequired[list[OrderEvents]]


class Health(TypedDict):
    status: Literal["ok", "degraded", "down"]
    timestamp: Moment
    environment: str
    version: str
    checks: dict[str, str]


class ErrorErrorDetails(TypedDict):
    field: NotRequired[str]
    message: NotRequired[str]


class ErrorError(TypedDict):
    code: str
    message: str
    details: list[ErrorErrorDetails]
    requestId: str


class Error(TypedDict):
    error: ErrorError


AlertKind: TypeAlias = (
    "Literal['rating_change', 'risk_flag', 'earnings_soon', 'earnings_result', 'news_event', 'data_stale']"
)

Channels: TypeAlias = "list[Literal['email', 'webhook']]"

WebhookUrl: TypeAlias = "str"

NotificationId: TypeAlias = "str"

UserId: TypeAlias = "str"

SymbolOrId: TypeAlias = "str"

TimeOfDay: TypeAlias = "str"

Topic: TypeAlias = "Literal['blockchain', 'earnings', 'economy_fiscal', 'economy_macro', 'economy_monetary', 'energy_transportation', 'finance', 'financial_markets', 'ipo', 'life_sciences', 'manufacturing', 'mergers_and_acquisitions', 'real_estate', 'retail_wholesale', 'technology']"

Topics: TypeAlias = "list[Topic]"

Email: TypeAlias = "str"

PersonName: TypeAlias = "str"

BirthDate: TypeAlias = "str"

KnowledgeLevel: TypeAlias = "Literal['beginner', 'intermediate', 'advanced']"

InvestmentStyle: TypeAlias = "Literal['value', 'growth', 'income', 'momentum', 'index', 'mixed']"

RiskTolerance: TypeAlias = "Literal['low', 'medium', 'high']"

TimeHorizon: TypeAlias = "Literal['short', 'medium', 'long']"

Sectors: TypeAlias = "list[str]"

CompanySize: TypeAlias = "Literal['small', 'mid', 'large', 'any']"

WatchlistName: TypeAlias = "str"

WatchlistDescription: TypeAlias = "str"

SearchSource: TypeAlias = "Literal['opensearch', 'dynamodb']"

Day: TypeAlias = "str"

Uuid: TypeAlias = "str"

AccountId: TypeAlias = "str"

Symbol: TypeAlias = "str"

Amount: TypeAlias = "str"

Price: TypeAlias = "str"

Moment: TypeAlias = "str"

DayOrMoment: TypeAlias = "str"

AnySymbol: TypeAlias = "str"

SentimentLabel: TypeAlias = "Literal['Bearish', 'Somewhat-Bearish', 'Neutral', 'Somewhat-Bullish', 'Bullish']"

RatingLabel: TypeAlias = "Literal['strong_buy', 'buy', 'hold', 'sell', 'strong_sell', 'not_rated'] | None"

DataStatus: TypeAlias = "Literal['available', 'pending', 'no_fundamentals', 'not_collected']"

Figures: TypeAlias = "dict[str, Any]"

Sentiment: TypeAlias = "dict[str, Any] | None"

MeasuredComponent: TypeAlias = "Component | None"

OrderStatus: TypeAlias = "Literal['queued', 'accepted', 'partially_filled', 'filled', 'rejected', 'canceled', 'expired', 'unknown']"
