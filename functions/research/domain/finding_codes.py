"""Every finding code and what it means to a reader. One entry a line, in alphabetical order."""

from collections.abc import Mapping

MEANINGS: Mapping[str, str] = {
    "ALL_FIGURES_MISSING": "The provider listed a period without a single figure; it is left out.",
    "ARTICLE_INCOMPLETE": "An article without a title, a web address or a time of publication is left out.",
    "ASSET_UNUSABLE": "A row of the asset list lacks what identifies an asset, or contradicts its own form.",
    "BAR_CONTRADICTS_ITSELF": "A price bar's high, low, open and close cannot all be true; it is left out.",
    "BAR_UNREADABLE": "A price bar without a time or a positive price is left out.",
    "CURRENCY_MISSING": "Statements do not say which currency they are in.",
    "DUPLICATE_ARTICLE": "The same article came twice in one feed; the first one is kept.",
    "DUPLICATE_CALENDAR_ROW": "Two rows expect one company on one day; the later fiscal period is kept.",
    "DUPLICATE_PERIOD": "The provider listed one fiscal period twice; the first one is kept.",
    "DUPLICATE_SYMBOL": "The asset list holds a symbol twice; the active, tradable one is kept.",
    "NAME_MISSING": "A company or asset comes without a name; its symbol stands in.",
    "NOT_A_NUMBER": "A figure holds text that is no number; it counts as missing.",
    "NUMBER_OUT_OF_RANGE": "A figure is larger than any figure can be; it counts as missing.",
    "PART_YEAR_EPS": "The newest annual earnings row covers a part of a year; it is left out.",
    "PAYLOAD_IS_NOTICE": "The provider sent a limit notice or an error where figures belong.",
    "QUARTER_MISMATCH": "The transcript is of another quarter than the one asked for.",
    "RELEVANCE_OUT_OF_RANGE": "A relevance outside 0 to 1; the mention is left out.",
    "REPORTED_BEFORE_FISCAL_END": "A report day before the end of the period it reports on.",
    "SECTOR_UNKNOWN": "The provider's word for the sector is not in our table; the company has no sector.",
    "SENTIMENT_OUT_OF_RANGE": "A sentiment score is missing or outside -1 to 1; the mention is left out.",
    "SYMBOL_MISMATCH": "The payload is about another company than the one asked for.",
    "SYMBOL_UNREADABLE": "A ticker that no exchange could have given out; its row is left out.",
    "UNEXPECTED_SHAPE": "The payload is not built the way this provider builds it.",
    "UNPARSABLE_DATE": "A day that does not exist or is not written YYYY-MM-DD.",
}
