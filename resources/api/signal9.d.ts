// Made from resources/api/openapi.yml by `python -m scripts.build.contract`; not edited by hand.
// Version 1.0.0.

export type AlertKind = "rating_change" | "risk_flag" | "earnings_soon" | "earnings_result" | "news_event" | "data_stale";

/** Those of the alert's type; what is not set has its default. */
export type AlertConditions = {
  min_rating_change?: number;
  within_days?: number;
  min_surprise_percent?: number;
  min_relevance?: number;
  min_sentiment?: number;
  max_age_days?: number;
};

export type Channels = Array<"email" | "webhook">;

/** An https address of the public Internet. */
export type WebhookUrl = string;

export type NotificationId = string;

export type NewAlert = {
  asset_id?: SymbolOrId;
  watchlist_id?: Uuid;
  alert_type: AlertKind;
  conditions?: AlertConditions;
  channels?: Channels;
  webhook_url?: WebhookUrl;
  is_enabled?: boolean;
};

export type AlertChange = {
  conditions?: AlertConditions;
  channels?: Channels;
  webhook_url?: WebhookUrl;
  is_enabled?: boolean;
};

export type TestedAlert = {
  alert_id: Uuid;
};

export type Alert = {
  alert_id: Uuid;
  alert_type: AlertKind;
  symbol: string | null;
  watchlist_id: string | null;
  conditions: AlertConditions;
  channels: Channels;
  webhook_url: string | null;
  is_enabled: boolean;
  created_at: Moment;
  updated_at: Moment;
};

export type AlertWithSecret = {
  alert_id: Uuid;
  alert_type: AlertKind;
  symbol: string | null;
  watchlist_id: string | null;
  conditions: AlertConditions;
  channels: Channels;
  webhook_url: string | null;
  is_enabled: boolean;
  created_at: Moment;
  updated_at: Moment;
  /** What signs this alert's webhooks; null unless it was made just now. */
  webhook_secret: string | null;
};

export type AlertType = {
  alert_type: AlertKind;
  description: string;
  conditions: Array<{
    name: string;
    default: number;
    lowest: number;
    highest: number;
  }>;
};

export type Notification = {
  notification_id: NotificationId;
  alert_id: Uuid;
  alert_type: AlertKind;
  symbol: string | null;
  title: string;
  reasons: Array<string>;
  link: string | null;
  /** The moment of the facts. */
  seen_at: string;
  created_at: Moment;
  read_at: string | null;
  deliveries: Array<Delivery>;
};

export type Delivery = {
  channel: "email" | "webhook";
  state: "pending" | "sending" | "sent" | "failed" | "suppressed";
  attempts: number;
  /** Why it is not sent, or not yet: `daily_cap`, `notifications_off`, `quiet_hours`, `email_not_configured`, `interrupted`, or what its receiver said. */
  reason: string | null;
  changed_at: Moment;
};

export type Briefing = {
  as_of: Moment;
  watchlists: Array<{
    watchlist_id: Uuid;
    name: string;
    is_default: boolean;
    asset_count: number;
    average_rating: number | null;
    assets: Array<Standing>;
  }>;
  moved: Array<Standing>;
  /** Reports of watched companies expected in seven days. */
  earnings: Array<Record<string, unknown>>;
  /** Of each topic of interest the newest stories of the last day. */
  news: Array<{
    topic: Topic;
    items: Array<Record<string, unknown>>;
  }>;
  market: {
    /** Companies with a rating. */
    rated: number;
    average_rating: number | null;
    /** How many have which label. */
    labels: Record<string, number>;
    sectors: Array<{
      sector?: string;
      average_rating?: number;
    }>;
  };
};

export type Standing = {
  symbol: string;
  rating: number | null;
  rating_label: string | null;
  rated_as_of: string | null;
  previous_rating: number | null;
  previous_label: string | null;
  close: number | null;
  close_on: string | null;
  close_change_percent: number | null;
  moved: Array<"rating" | "price">;
};

/** The subject of a user's tokens */
export type UserId = string;

/** A symbol or an asset's id. */
export type SymbolOrId = string;

/** Hours and minutes, 22:30 */
export type TimeOfDay = string;

export type Topic = "blockchain" | "earnings" | "economy_fiscal" | "economy_macro" | "economy_monetary" | "energy_transportation" | "finance" | "financial_markets" | "ipo" | "life_sciences" | "manufacturing" | "mergers_and_acquisitions" | "real_estate" | "retail_wholesale" | "technology";

export type Topics = Array<Topic>;

export type TopicName = {
  topic: Topic;
  name: string;
};

/** An e-mail address. */
export type Email = string;

/** A name of at most 100 characters. */
export type PersonName = string;

/** A day in the past, 1980-02-29. */
export type BirthDate = string;

export type KnowledgeLevel = "beginner" | "intermediate" | "advanced";

export type NewUser = {
  email: Email;
  first_name: PersonName;
  last_name: PersonName;
  birth_date?: BirthDate;
  topics_of_interest?: Topics;
  investment_knowledge_level?: KnowledgeLevel;
};

export type UserChange = {
  email?: Email;
  first_name?: PersonName;
  last_name?: PersonName;
  birth_date?: BirthDate;
  topics_of_interest?: Topics;
  investment_knowledge_level?: KnowledgeLevel;
};

export type User = {
  user_id: string;
  email: string;
  first_name: string;
  last_name: string;
  birth_date: string | null;
  topics_of_interest: Topics;
  investment_knowledge_level: string | null;
  wizard_status: "not_started" | "completed";
  preferences?: Preferences;
  created_at: Moment;
  updated_at: Moment;
};

export type InvestmentStyle = "value" | "growth" | "income" | "momentum" | "index" | "mixed";

export type RiskTolerance = "low" | "medium" | "high";

export type TimeHorizon = "short" | "medium" | "long";

export type Sectors = Array<string>;

export type CompanySize = "small" | "mid" | "large" | "any";

export type Preferences = {
  theme?: "light" | "dark" | "auto";
  /** Whether anything leaves the inbox. */
  notifications_enabled?: boolean;
  /** Of quiet hours, digests and the day, as Europe/Vienna; UTC unless set. */
  time_zone?: string;
  /** No e-mail between these times of one's day. */
  quiet_hours?: {
    begin: TimeOfDay;
    end: TimeOfDay;
  };
  /** E-mail comes once a day at this hour */
  digest_hour?: number;
  /** Text of the application's own. */
  dashboard_layout?: string;
  investment_style?: InvestmentStyle;
  risk_tolerance?: RiskTolerance;
  time_horizon?: TimeHorizon;
  sectors_of_interest?: Sectors;
  market_cap_preference?: CompanySize;
};

export type WizardAnswers = {
  investment_knowledge_level: KnowledgeLevel;
  topics_of_interest?: Topics;
  investment_style?: InvestmentStyle;
  risk_tolerance?: RiskTolerance;
  time_horizon?: TimeHorizon;
  sectors_of_interest?: Sectors;
  market_cap_preference?: CompanySize;
};

export type UserData = {
  exported_at: Moment;
  profile: User;
  preferences: Preferences;
  api_keys: Array<Record<string, unknown>>;
  /** Which fields changed and by whom. */
  account_changes: Array<Record<string, unknown>>;
  watchlists: Array<Record<string, unknown>>;
  alerts: Array<Record<string, unknown>>;
  notifications: Array<Record<string, unknown>>;
};

export type ApiKeyOrder = {
  name: PersonName;
  scopes: Array<"read:assets" | "write:watchlists" | "trades:read" | "trades:write">;
  expires_in_days: number;
  /** Less than its user may, if wanted. */
  requests_per_minute?: number;
};

export type ApiKey = {
  key_id: Uuid;
  name: string;
  /** How the key begins. */
  prefix: string;
  scopes: Array<string>;
  created_at: Moment;
  expires_at: Moment;
  requests_per_minute: number | null;
};

export type NewApiKey = {
  key_id: Uuid;
  name: string;
  /** How the key begins. */
  prefix: string;
  scopes: Array<string>;
  created_at: Moment;
  expires_at: Moment;
  requests_per_minute: number | null;
  /** Sent in X-Api-Key; it is stored nowhere. */
  key: string;
};

/** At most 100 characters and not only spaces. */
export type WatchlistName = string;

export type WatchlistDescription = string;

export type NewWatchlist = {
  name: WatchlistName;
  description?: WatchlistDescription;
  /** Only true; another list takes the place. */
  is_default?: true;
};

export type WatchlistChange = {
  name?: WatchlistName;
  description?: WatchlistDescription;
  /** Only true; another list takes the place. */
  is_default?: true;
};

export type NamedAsset = {
  asset_id: SymbolOrId;
};

export type WatchlistOrder = {
  /** Every asset of the list once. */
  symbols: Array<SymbolOrId>;
};

export type WatchlistSummary = {
  watchlist_id: Uuid;
  name: string;
  description: string;
  is_default: boolean;
  asset_count: number;
  /** Of those that are rated. */
  average_rating: number | null;
  created_at: Moment;
  updated_at: Moment;
};

export type Watchlist = {
  watchlist_id: Uuid;
  name: string;
  description: string;
  is_default: boolean;
  asset_count: number;
  /** Of those that are rated. */
  average_rating: number | null;
  created_at: Moment;
  updated_at: Moment;
  assets: Array<WatchedAsset>;
};

export type WatchedAsset = {
  symbol: string;
  asset_id: string | null;
  company_name: string | null;
  rating: number | null;
  rating_label: string | null;
  rated_as_of: string | null;
  added_at: Moment;
};

export type SearchAnswer = {
  query: string;
  type: "asset" | "news" | "analysis";
  source: SearchSource;
  items: Array<{
    type: "asset" | "news" | "analysis";
    /** A symbol, a story's id or a rating's id. */
    id: string;
    symbols: Array<string>;
    /** The company's name, or the headline. */
    title: string;
    /** Of the newest rating or of the sentiment. */
    label: string | null;
    /** 1 to 5 of a rating, -1 to 1 of a sentiment. */
    label_score: number | null;
    sector: string | null;
    industry: string | null;
    /** Of the catalogue row, the publication or the rating. */
    date: string | null;
    url: string | null;
    /** Comparable within one answer only. */
    score: number;
    /** HTML by field. */
    highlights: Record<string, Array<string>>;
  }>;
};

/** `dynamodb`: OpenSearch did not answer in time, or this stage has none. */
export type SearchSource = "opensearch" | "dynamodb";

export type Suggestions = {
  query: string;
  source: SearchSource;
  items: Array<{
    symbol: string;
    company_name: string;
    sector: string | null;
    status: "active" | "inactive";
  }>;
};

/** A day of the calendar. */
export type Day = string;

export type Uuid = string;

export type AccountId = string;

export type Symbol = string;

/** A positive decimal with at most nine places. */
export type Amount = string;

/** A positive decimal with at most four places. */
export type Price = string;

export type Moment = string;

/** `2026-05-08` or `2026-05-08T07:00:00Z` */
export type DayOrMoment = string;

/** A ticker; case does not matter, and a share class may follow a dot or a hyphen. */
export type AnySymbol = string;

export type SentimentLabel = "Bearish" | "Somewhat-Bearish" | "Neutral" | "Somewhat-Bullish" | "Bullish";

export type RatingLabel = "strong_buy" | "buy" | "hold" | "sell" | "strong_sell" | "not_rated" | null;

export type ListedAsset = {
  asset_id: Uuid;
  symbol: string;
  name: string;
  exchange: string;
  status: "active" | "inactive";
  sector: string | null;
  /** US dollars. */
  market_cap: number | null;
  /** 1 to 5; null where there is none or it was withheld. */
  rating: number | null;
  rating_label: RatingLabel;
  /** 0 to 100. */
  confidence: number | null;
  rated_as_of: string | null;
};

export type AssetPage = {
  items: Array<ListedAsset>;
  next_token: string | null;
};

/** `available`; `pending`: never collected, and it will be; `no_fundamentals`: the provider has none; `not_collected`: not a company's share, or no longer traded. */
export type DataStatus = "available" | "pending" | "no_fundamentals" | "not_collected";

export type AnalysisSummary = {
  analysis_id: string;
  as_of: Moment;
  rating: number | null;
  label: RatingLabel;
  score100: number | null;
  letter: string | null;
  /** 0 to 100. */
  confidence: number;
  rating_low: number | null;
  rating_high: number | null;
  /** Why the rating was withheld. */
  reason: string | null;
} | null;

export type AssetDetail = {
  asset_id: Uuid;
  symbol: string;
  name: string;
  exchange: string;
  status: "active" | "inactive";
  sector?: string | null;
  /** US dollars. */
  market_cap?: number | null;
  /** 1 to 5; null where there is none or it was withheld. */
  rating?: number | null;
  rating_label?: RatingLabel;
  /** 0 to 100. */
  confidence?: number | null;
  rated_as_of?: string | null;
  tradable?: boolean;
  shortable?: boolean;
  fractionable?: boolean;
  data_status: DataStatus;
  analysis: AnalysisSummary;
  overview: {
    known_from: Moment;
    industry: string | null;
    country: string | null;
    currency: string | null;
    description: string | null;
    latest_quarter: string | null;
    figures: Figures;
  } | null;
};

/** By the provider's name in snake_case; what it does not have is not there. */
export type Figures = Record<string, unknown>;

export type Finding = {
  code: string;
  severity: "hard" | "soft" | "note";
  message: string;
  /** What the code means. */
  meaning: string;
  statement: string | null;
  fiscal_date: string | null;
};

export type Freshness = {
  symbol: string;
  data_status: DataStatus;
  last_collected_at: string | null;
  last_full_collection_at: string | null;
  no_fundamentals_since: string | null;
  latest_quarter: string | null;
  latest_quarter_age_days: number | null;
  price_as_of: string | null;
  rated_as_of: string | null;
  next_report_on: string | null;
  findings: Array<Finding>;
  quarantined: Array<{
    as_of: string;
    /** The provider's function that answered so. */
    function: string;
    findings: Array<Finding>;
  }>;
};

export type RuleSet = {
  version: string;
  content_hash: string;
};

export type Flag = {
  code: string;
  message: string;
};

export type Reasons = {
  for: Array<Reason>;
  against: Array<Reason>;
};

export type Reason = {
  component: string;
  metric: string;
  text: string;
};

/** What the rating would be, and the flag that holds it down. */
export type Cap = {
  uncapped?: number;
  cap?: number;
  flag?: string;
} | null;

/** How far the last ratings lie apart. */
export type Stability = {
  level?: string;
  spread?: number | null;
  runs?: number;
} | null;

/** Which twelve months were rated, and under which rules for firms. */
export type Grounds = {
  basis?: "annual" | "ttm";
  period_end?: string;
  prior_period_ends?: Array<string>;
  currency?: string | null;
  firm_kind?: string;
  next_report_due?: string | null;
} | null;

export type Bankruptcy = {
  heuristic_percent?: number;
  level?: string;
  z_double_prime?: number;
  is_calibrated?: false;
} | null;

/** The companies compared with, and by metric where this one stands among them. */
export type Peers = {
  width?: string;
  known_from?: string;
  members?: Array<Record<string, unknown>>;
  metrics?: Record<string, unknown>;
} | null;

/** What the news of the last weeks says. */
export type Sentiment = Record<string, unknown> | null;

export type Metric = {
  code: string;
  name: string;
  block?: string | null;
  value: number | null;
  unit: string;
  /** 1 to 5; panels are not scored. */
  score?: number | null;
  /** Share in the component. */
  weight?: number;
  /** Why there is no value. */
  reason: string | null;
  note: string | null;
  inputs: Array<{
    name: string;
    value: number | null;
    /** Places in the document's `figures`. */
    figures: Array<number>;
  }>;
};

export type ComponentScore = {
  code: string;
  name: string;
  /** Share in the rating. */
  weight: number;
  /** 1 to 5. */
  score: number | null;
  /** 0 to 1. */
  coverage: number;
  /** Coverage x freshness x quality, 0 to 1. */
  certainty: number;
};

export type Component = {
  code: string;
  name: string;
  /** Share in the rating. */
  weight: number;
  /** 1 to 5. */
  score: number | null;
  /** 0 to 1. */
  coverage: number;
  /** Coverage x freshness x quality, 0 to 1. */
  certainty: number;
  blocks: Array<{
    code?: string;
    name?: string;
    weight?: number;
    score?: number | null;
    coverage?: number;
  }>;
  metrics: Array<Metric>;
};

/** Metrics that are shown and not graded. */
export type Panel = {
  code: string;
  name: string;
  metrics: Array<Metric>;
};

export type Figure = {
  name: string;
  value: number | null;
  statement: string | null;
  period: string | null;
  fiscal_date: string | null;
  known_from: string | null;
  payload_hash: string | null;
  first_date?: string | null;
  days?: number;
};

export type Analysis = {
  analysis_id: string;
  as_of: Moment;
  rating: number | null;
  label: RatingLabel;
  score100?: number | null;
  letter?: string | null;
  /** 0 to 100. */
  confidence: number;
  rating_low?: number | null;
  rating_high?: number | null;
  /** Why the rating was withheld. */
  reason?: string | null;
  symbol: string;
  rule_set: RuleSet;
  withheld?: Record<string, number | null> | null;
  cap?: Cap;
  /** How far the rating leans on a single metric. */
  without_one_metric?: Record<string, unknown> | null;
  stability?: Stability;
  grounds?: Grounds;
  sentiment?: Sentiment;
  peers?: Peers;
  bankruptcy?: Bankruptcy;
  flags?: Array<Flag>;
  findings?: Array<string>;
  reasons?: Reasons;
  components: Array<Component>;
  panels: Array<Panel>;
  figures: Array<Figure>;
};

export type RatingView = {
  analysis_id: string;
  as_of: Moment;
  rating: number | null;
  label: RatingLabel;
  score100?: number | null;
  letter?: string | null;
  /** 0 to 100. */
  confidence: number;
  rating_low?: number | null;
  rating_high?: number | null;
  /** Why the rating was withheld. */
  reason?: string | null;
  symbol: string;
  /** What `reason` means. */
  explanation: string | null;
  rule_set: RuleSet;
  cap?: Cap;
  stability?: Stability;
  grounds?: Grounds;
  flags: Array<Flag>;
  findings?: Array<string>;
  reasons: Reasons;
  components: Array<ComponentScore>;
};

export type ComponentView = {
  analysis_id: string;
  as_of: Moment;
  rating: number | null;
  label: RatingLabel;
  score100?: number | null;
  letter?: string | null;
  /** 0 to 100. */
  confidence?: number;
  rating_low?: number | null;
  rating_high?: number | null;
  /** Why the rating was withheld. */
  reason?: string | null;
  symbol: string;
  component: MeasuredComponent;
  panels: Array<Panel>;
  sentiment: Sentiment;
  peers: Peers;
  bankruptcy: Bankruptcy;
  flags: Array<Flag>;
  figures: Array<Figure>;
};

/** Null where the rating was withheld before anything was measured. */
export type MeasuredComponent = (Component) | null;

export type Explanation = {
  symbol: string;
  as_of: Moment;
  rule_set: RuleSet;
  metric: string;
  name: string;
  /** Null for a metric that is shown and not graded. */
  component: string | null;
  block: string;
  value: number | null;
  unit: string;
  score: number | null;
  /** Share in the whole rating. */
  weight: number;
  /** Points by which it moves the rating from the neutral 3. */
  pull: number;
  reason: string | null;
  note: string | null;
  formula: string;
  period: string;
  source: string;
  without_data: string;
  thresholds: Array<{
    score?: number;
    value?: number;
  }>;
  thresholds_reason: string | null;
  percentile_among_peers: number | null;
  median_of_peers: number | null;
  inputs: Array<{
    name: string;
    origin: string;
    required: boolean;
    value: number | null;
    figures: Array<{
      name?: string;
      value?: number | null;
      statement?: string | null;
      period?: string | null;
      fiscal_date?: string | null;
      known_from?: string | null;
      payload_hash?: string | null;
      first_date?: string | null;
      days?: number;
      restated_from?: Array<{
        value?: number;
        known_from?: string;
        payload_hash?: string;
      }>;
    }>;
  }>;
  changes: Array<{
    input?: string;
    now?: number | null;
    value?: number;
    score?: number;
  }>;
};

export type RatingPage = {
  items: Array<AnalysisSummary>;
  next_token: string | null;
};

export type RatedMoment = {
  as_of: Moment;
  rating: number;
};

export type Difference = {
  symbol: string;
  rule_set: RuleSet;
  earlier: RatedMoment;
  later: RatedMoment;
  points: number;
  inputs: Array<{
    input: string;
    points: number;
    points_by_metric: Record<string, number>;
    earlier: Reading;
    later: Reading;
  }>;
  came_and_went: number;
  by_weights: number;
  by_rules: number;
  by_caps: number;
  by_rounding: number;
  metrics: Array<{
    metric?: string;
    component?: string;
    points?: number;
    by_score?: number;
    by_weight?: number;
    earlier_value?: number | null;
    later_value?: number | null;
    earlier_score?: number | null;
    later_score?: number | null;
  }>;
};

export type Reading = {
  value?: number | null;
  fiscal_date?: string | null;
  known_from?: string | null;
  payload_hash?: string | null;
} | null;

export type FinancialsPage = {
  items: Array<ReportedPeriod>;
  next_token: string | null;
};

export type ReportedPeriod = {
  statement: "income" | "balance" | "cash_flow" | "earnings" | "overview";
  period: "annual" | "quarterly" | null;
  fiscal_date: string | null;
  currency: string | null;
  /** A day or a moment. */
  known_from: string;
  /** The day it was reported, the latest day the law allows, or when it was first seen. */
  known_from_basis: "reported_date" | "assumed_lag" | "first_seen";
  reported_on: string | null;
  figures: Figures;
  restated: Array<{
    figure: string;
    /** A number or a text; null where there was none. */
    before: unknown;
    before_known_from: string;
    /** A number or a text; null where there is none. */
    after: unknown;
    after_known_from: string;
  }>;
};

export type EarningsPage = {
  next_report_on: string | null;
  items: Array<{
    period: "annual" | "quarterly";
    fiscal_date: string;
    reported_on: string | null;
    known_from: string;
    reported_eps: number | null;
    estimated_eps: number | null;
    surprise: number | null;
    surprise_percentage: number | null;
  }>;
  next_token: string | null;
};

export type ExpectedReportPage = {
  items: Array<{
    symbol: string;
    name: string;
    report_on: string;
    /** Before the market opens, after it closes, or unknown. */
    report_time: "bmo" | "amc" | "unknown";
    fiscal_date: string;
    estimated_eps: number | null;
    currency: string | null;
  }>;
  next_token: string | null;
};

export type StoryPage = {
  items: Array<Story>;
  next_token: string | null;
};

export type Story = {
  news_id: string;
  published_at: Moment;
  title: string;
  url: string;
  source: string;
  summary: string | null;
  authors: Array<string>;
  topics: Array<{
    topic?: string;
    relevance?: number;
  }>;
  /** Of the whole story, -1 to 1. */
  sentiment_score: number | null;
  sentiment_label: string | null;
  /** What it says of the symbol asked for; empty where none was. */
  about: Array<{
    symbol: string;
    relevance: number;
    sentiment_score: number | null;
    sentiment_label: string | null;
  }>;
};

export type SectorSummary = {
  sector: "Communication Services" | "Consumer Discretionary" | "Consumer Staples" | "Energy" | "Financials" | "Health Care" | "Industrials" | "Information Technology" | "Materials" | "Real Estate" | "Utilities";
  companies: number;
  active: number;
  /** Of the active ones that have one. */
  market_cap_total: number;
  /** Over active companies, by metric; a multiple that is not positive does not count. */
  medians: Record<string, {
    median: number;
    companies: number;
  }>;
};

export type ScreenPage = {
  items: Array<{
    symbol: string;
    name: string;
    sector: string | null;
    market_cap: number | null;
    as_of: Moment;
    rating: number;
    label: string;
    confidence: number;
    /** Those that were asked for. */
    figures: Record<string, number>;
  }>;
  next_token: string | null;
};

export type Export = {
  url: string;
  format: "csv" | "json";
  bytes: number;
  sha256: string;
  expires_at: Moment;
};

export type NewSession = {
  device?: string;
  /** Shorter than a day, if wanted. */
  ttl_seconds?: number;
};

export type Session = {
  session_id: Uuid;
  device?: string | null;
  status: "live";
  created_at: Moment;
  last_seen_at: Moment;
  idle_expires_at: Moment;
  expires_at: Moment;
};

export type NewOrder = {
  /** Unique in the account; the order's id is derived from it. */
  client_order_id: string;
  account_id: AccountId;
  symbol: Symbol;
  side: "buy" | "sell";
  order_type: "market" | "limit" | "stop" | "stop_limit";
  time_in_force: "day" | "gtc" | "ioc" | "fok";
  quantity?: Amount;
  notional?: Amount;
  limit_price?: Price;
  stop_price?: Price;
  /** The analysis the order acts on; the audit trail keeps it. */
  analysis_id?: string;
};

export type Preview = {
  would_be: "accepted" | "rejected";
  denial_code: string | null;
  reason: string | null;
  /** US dollars held back until it is filled. */
  cash_reserved: string | null;
  /** Shares held back until it is filled. */
  shares_reserved: string | null;
  limits_version: string;
  last_price: string | null;
};

export type AcceptedOrder = {
  order_id: Uuid;
  client_order_id: string;
  status: "queued";
  links: {
    self?: string;
  };
};

export type OrderStatus = "queued" | "accepted" | "partially_filled" | "filled" | "rejected" | "canceled" | "expired" | "unknown";

export type Order = {
  order_id: Uuid;
  client_order_id: string;
  account_id: string;
  symbol: string;
  side: string;
  order_type: string;
  time_in_force: string;
  quantity?: string | null;
  notional?: string | null;
  limit_price?: string | null;
  stop_price?: string | null;
  analysis_id?: string | null;
  status: OrderStatus;
  /** Which rule refused it; docs/denial-codes.md lists them all. */
  denial_code?: string | null;
  reason?: string | null;
  filled_quantity?: string | null;
  average_price?: string | null;
  cancel_requested?: boolean;
  /** The limits it was judged by. */
  limits_version?: string | null;
  submitted_at: Moment;
  changed_at?: string | null;
  /** Every change of its status, oldest first; only where one order is asked for. */
  events?: Array<{
    sequence?: number;
    from_status?: string | null;
    to_status?: string;
    filled_quantity?: string | null;
    denial_code?: string | null;
    reason?: string | null;
    occurred_at?: Moment;
  }>;
};

export type Health = {
  status: "ok" | "degraded" | "down";
  timestamp: Moment;
  environment: string;
  version: string;
  checks: Record<string, string>;
};

export type Error = {
  error: {
    /** One word to act on, for example `invalid_request`. */
    code: string;
    message: string;
    details: Array<{
      field?: string;
      message?: string;
    }>;
    requestId: string;
  };
};

export interface Operations {
  /** Whether the service can do its work */
  CheckHealth: {
    method: "GET";
    path: "/api/v1/health";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: Health;
      503: Health;
    };
  };
  /** The same without the prefix, for load balancers */
  CheckHealthUnprefixed: {
    method: "GET";
    path: "/health";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: Health;
      503: Health;
    };
  };
  /** This description */
  ServeContract: {
    method: "GET";
    path: "/api/v1/openapi.json";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: Record<string, unknown>;
    };
  };
  /** This description as a page for people */
  ServeDocumentation: {
    method: "GET";
    path: "/api/v1/docs";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: undefined;
    };
  };
  /** Listed assets with their newest ratings */
  ListAssets: {
    method: "GET";
    path: "/api/v1/assets";
    query: { q?: string; sector?: "Communication Services" | "Consumer Discretionary" | "Consumer Staples" | "Energy" | "Financials" | "Health Care" | "Industrials" | "Information Technology" | "Materials" | "Real Estate" | "Utilities"; status?: "active" | "inactive"; rating_min?: number; sort?: "symbol" | "-symbol" | "name" | "-name" | "rating" | "-rating" | "confidence" | "-confidence" | "market_cap" | "-market_cap"; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      200: AssetPage;
      422: Error;
    };
  };
  /** An asset with its newest rating and a summary of its profile */
  GetAsset: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: AssetDetail;
    };
  };
  /** How old the data of an asset is, and what is odd about it */
  GetFreshness: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/freshness";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: Freshness;
    };
  };
  /** The newest rating with everything it was made of */
  GetAnalysis: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/analysis";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: Analysis;
    };
  };
  /** The newest rating, its components and the reasons for it */
  GetRating: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/rating";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: RatingView;
    };
  };
  /** Financial health in the newest rating */
  GetFinancialHealth: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/financial-health";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: ComponentView;
    };
  };
  /** Growth in the newest rating */
  GetGrowth: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/growth";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: ComponentView;
    };
  };
  /** Risk in the newest rating */
  GetRiskAssessment: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/risk-assessment";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: ComponentView;
    };
  };
  /** The market's view in the newest rating */
  GetMarketAnalysis: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/market-analysis";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: ComponentView;
    };
  };
  /** The company among its peers in the newest rating */
  GetPeerComparison: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/peer-comparison";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: ComponentView;
    };
  };
  /** The arithmetic of one metric */
  ExplainAsset: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/explanation";
    query: { metric: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: Array<Explanation>;
      422: Error;
    };
  };
  /** Ratings of an asset, newest first */
  ListRatings: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/ratings";
    query: { limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: RatingPage;
    };
  };
  /** What moved the rating between two moments */
  DiffRatings: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/ratings/difference";
    query: { earlier: DayOrMoment; later?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: Difference;
      422: Error;
    };
  };
  /** Reported figures, newest period first */
  ListFinancials: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/financials";
    query: { statement?: "income" | "balance" | "cash_flow" | "earnings" | "overview"; period?: "annual" | "quarterly"; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: FinancialsPage;
    };
  };
  /** The same by symbol alone */
  ListFinancialsBySymbol: {
    method: "GET";
    path: "/api/v1/financials/{symbol}";
    query: { statement?: "income" | "balance" | "cash_flow" | "earnings" | "overview"; period?: "annual" | "quarterly"; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { symbol: AnySymbol };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: FinancialsPage;
    };
  };
  /** Reported earnings per share, newest first, and the next expected report */
  ListEarnings: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/earnings";
    query: { period?: "annual" | "quarterly"; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: EarningsPage;
    };
  };
  /** Reports expected in the coming days, by day and symbol */
  ListUpcomingEarnings: {
    method: "GET";
    path: "/api/v1/earnings/upcoming";
    query: { days?: number; watchlist_only?: boolean; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      200: ExpectedReportPage;
    };
  };
  /** Stories about an asset, newest first */
  ListAssetNews: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/news";
    query: { topic?: string; label?: SentimentLabel; from?: DayOrMoment; to?: DayOrMoment; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      404: Error;
      200: StoryPage;
    };
  };
  /** Stories, newest first */
  ListNews: {
    method: "GET";
    path: "/api/v1/news";
    query: { symbol?: AnySymbol; topic?: string; label?: SentimentLabel; from?: DayOrMoment; to?: DayOrMoment; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      200: StoryPage;
    };
  };
  /** Sectors with their medians and counts */
  ListSectors: {
    method: "GET";
    path: "/api/v1/sectors";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      200: {
        items: Array<SectorSummary>;
      };
    };
  };
  /** Rated companies chosen by what their newest ratings measured */
  ScreenAssets: {
    method: "GET";
    path: "/api/v1/screener";
    query: { where: string; sector?: "Communication Services" | "Consumer Discretionary" | "Consumer Staples" | "Energy" | "Financials" | "Health Care" | "Industrials" | "Information Technology" | "Materials" | "Real Estate" | "Utilities"; sort?: string; limit?: number; next_token?: string; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      304: undefined;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
      200: ScreenPage;
      422: Error;
    };
  };
  /** Everything known of an asset as a file */
  ExportAsset: {
    method: "GET";
    path: "/api/v1/assets/{asset_id}/export";
    query: { format?: "csv" | "json"; as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: { asset_id: string };
    body: undefined;
    responses: {
      200: Export;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Find assets, stories and ratings by words */
  Search: {
    method: "GET";
    path: "/api/v1/search";
    query: { q: string; type?: "asset" | "news" | "analysis"; sector?: "Communication Services" | "Consumer Discretionary" | "Consumer Staples" | "Energy" | "Financials" | "Health Care" | "Industrials" | "Information Technology" | "Materials" | "Real Estate" | "Utilities"; label?: string; from?: Day; to?: Day; limit?: number };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: SearchAnswer;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Complete a ticker or a name that is being typed */
  SuggestAssets: {
    method: "GET";
    path: "/api/v1/search/suggest";
    query: { q: string; limit?: number };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: Suggestions;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Begin to trade */
  OpenSession: {
    method: "POST";
    path: "/api/v1/sessions";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: NewSession;
    responses: {
      201: Session;
      400: Error;
      401: Error;
      403: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** A live session of one's own */
  GetSession: {
    method: "GET";
    path: "/api/v1/sessions/{session_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { session_id: Uuid };
    body: undefined;
    responses: {
      200: Session;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** End a session at once */
  EndSession: {
    method: "DELETE";
    path: "/api/v1/sessions/{session_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { session_id: Uuid };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Orders of an account, newest first */
  ListOrders: {
    method: "GET";
    path: "/api/v1/trades";
    query: { account_id: AccountId; status?: OrderStatus; limit?: number; next_token?: string };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<Order>;
        next_token: string | null;
      };
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
      503: Error;
    };
  };
  /** Submit an order */
  SubmitOrder: {
    method: "POST";
    path: "/api/v1/trades";
    query: Record<string, never>;
    header: { "Signal9-Session": Uuid; "Idempotency-Key"?: string };
    parameters: Record<string, never>;
    body: NewOrder;
    responses: {
      202: AcceptedOrder;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      422: Error;
      429: Error;
      500: Error;
      503: Error;
    };
  };
  /** What the desk would say of an order */
  PreviewOrder: {
    method: "POST";
    path: "/api/v1/trades/preview";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: NewOrder;
    responses: {
      200: Preview;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      413: Error;
      415: Error;
      422: Error;
      429: Error;
      500: Error;
      503: Error;
    };
  };
  /** An order and where it stands */
  GetOrder: {
    method: "GET";
    path: "/api/v1/trades/{order_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { order_id: Uuid };
    body: undefined;
    responses: {
      200: Order;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
      503: Error;
    };
  };
  /** Ask for an order to be canceled */
  CancelOrder: {
    method: "DELETE";
    path: "/api/v1/trades/{order_id}";
    query: Record<string, never>;
    header: { "Signal9-Session": Uuid };
    parameters: { order_id: Uuid };
    body: undefined;
    responses: {
      202: AcceptedOrder;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
      503: Error;
    };
  };
  /** Say who you are */
  CreateUser: {
    method: "POST";
    path: "/api/v1/users";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: NewUser;
    responses: {
      201: User;
      400: Error;
      401: Error;
      403: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** A profile */
  GetUser: {
    method: "GET";
    path: "/api/v1/users/{user_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: undefined;
    responses: {
      200: User;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Change a profile */
  ChangeUser: {
    method: "PUT";
    path: "/api/v1/users/{user_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: UserChange;
    responses: {
      200: User;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Erase a user */
  EraseUser: {
    method: "DELETE";
    path: "/api/v1/users/{user_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
    };
  };
  /** A copy of everything one keeps here */
  ExportUserData: {
    method: "GET";
    path: "/api/v1/users/{user_id}/data";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: undefined;
    responses: {
      200: UserData;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** What one prefers */
  GetPreferences: {
    method: "GET";
    path: "/api/v1/users/{user_id}/preferences";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: undefined;
    responses: {
      200: Preferences;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Say what one prefers */
  SetPreferences: {
    method: "PUT";
    path: "/api/v1/users/{user_id}/preferences";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: Preferences;
    responses: {
      200: Preferences;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Answer the questions of the first visit */
  CompleteWizard: {
    method: "POST";
    path: "/api/v1/users/{user_id}/wizard";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { user_id: UserId };
    body: WizardAnswers;
    responses: {
      200: User;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Topics of news one may be interested in */
  ListTopics: {
    method: "GET";
    path: "/api/v1/topics";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<TopicName>;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** One's keys for machines */
  ListApiKeys: {
    method: "GET";
    path: "/api/v1/api-keys";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<ApiKey>;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Make a key for a machine */
  MakeApiKey: {
    method: "POST";
    path: "/api/v1/api-keys";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: ApiKeyOrder;
    responses: {
      201: NewApiKey;
      400: Error;
      401: Error;
      403: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Take a key back */
  RevokeApiKey: {
    method: "DELETE";
    path: "/api/v1/api-keys/{key_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { key_id: Uuid };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
    };
  };
  /** One's watchlists */
  ListWatchlists: {
    method: "GET";
    path: "/api/v1/watchlists";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<WatchlistSummary>;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Begin a watchlist */
  CreateWatchlist: {
    method: "POST";
    path: "/api/v1/watchlists";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: NewWatchlist;
    responses: {
      201: Watchlist;
      400: Error;
      401: Error;
      403: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** A watchlist with its assets and what they are rated */
  GetWatchlist: {
    method: "GET";
    path: "/api/v1/watchlists/{watchlist_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid };
    body: undefined;
    responses: {
      200: Watchlist;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Rename a watchlist, or make it the default */
  ChangeWatchlist: {
    method: "PUT";
    path: "/api/v1/watchlists/{watchlist_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid };
    body: WatchlistChange;
    responses: {
      200: Watchlist;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Delete a watchlist */
  DeleteWatchlist: {
    method: "DELETE";
    path: "/api/v1/watchlists/{watchlist_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
    };
  };
  /** Put an asset at the end of a watchlist */
  AddWatchlistAsset: {
    method: "POST";
    path: "/api/v1/watchlists/{watchlist_id}/assets";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid };
    body: NamedAsset;
    responses: {
      201: Watchlist;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Take an asset off a watchlist */
  RemoveWatchlistAsset: {
    method: "DELETE";
    path: "/api/v1/watchlists/{watchlist_id}/assets/{asset_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid; asset_id: SymbolOrId };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
    };
  };
  /** Put the assets of a watchlist into another order */
  OrderWatchlist: {
    method: "PUT";
    path: "/api/v1/watchlists/{watchlist_id}/order";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { watchlist_id: Uuid };
    body: WatchlistOrder;
    responses: {
      200: Watchlist;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      422: Error;
      429: Error;
      500: Error;
    };
  };
  /** What happened to one's lists, what is due, and the market around */
  GetDailyBriefing: {
    method: "GET";
    path: "/api/v1/briefing/daily";
    query: { as_of?: DayOrMoment };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: Briefing;
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** One's alerts */
  ListAlerts: {
    method: "GET";
    path: "/api/v1/alerts";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<Alert>;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Ask to be told */
  CreateAlert: {
    method: "POST";
    path: "/api/v1/alerts";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: NewAlert;
    responses: {
      201: AlertWithSecret;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** What one can be told about */
  ListAlertTypes: {
    method: "GET";
    path: "/api/v1/alerts/types";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<AlertType>;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Try the way of an alert */
  TestAlert: {
    method: "POST";
    path: "/api/v1/alerts/test";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: TestedAlert;
    responses: {
      202: {
        notification_id: NotificationId;
      };
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** An alert */
  GetAlert: {
    method: "GET";
    path: "/api/v1/alerts/{alert_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { alert_id: Uuid };
    body: undefined;
    responses: {
      200: Alert;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
  /** Change an alert */
  ChangeAlert: {
    method: "PUT";
    path: "/api/v1/alerts/{alert_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { alert_id: Uuid };
    body: AlertChange;
    responses: {
      200: AlertWithSecret;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      413: Error;
      415: Error;
      429: Error;
      500: Error;
    };
  };
  /** Delete an alert */
  DeleteAlert: {
    method: "DELETE";
    path: "/api/v1/alerts/{alert_id}";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { alert_id: Uuid };
    body: undefined;
    responses: {
      204: undefined;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      409: Error;
      429: Error;
      500: Error;
    };
  };
  /** One's inbox */
  ListNotifications: {
    method: "GET";
    path: "/api/v1/notifications";
    query: { limit?: number; next_token?: string };
    header: Record<string, never>;
    parameters: Record<string, never>;
    body: undefined;
    responses: {
      200: {
        items: Array<Notification>;
        next_token: string | null;
      };
      400: Error;
      401: Error;
      403: Error;
      429: Error;
      500: Error;
    };
  };
  /** Say that one has read it */
  ReadNotification: {
    method: "POST";
    path: "/api/v1/notifications/{notification_id}/read";
    query: Record<string, never>;
    header: Record<string, never>;
    parameters: { notification_id: NotificationId };
    body: undefined;
    responses: {
      200: Notification;
      400: Error;
      401: Error;
      403: Error;
      404: Error;
      429: Error;
      500: Error;
    };
  };
}
