import pytest

from functions.research.domain.press_releases import is_law_firm_notice, normalised_title


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("SHAREHOLDER ALERT: Doe & Roe reminds Acme holders", "Example News"),
        ("Acme Investors with Losses: Deadline Alert", "Example News"),
        ("Acme (ACME) class action: lead-plaintiff deadline is May 1", "Example News"),
        ("INVESTIGATION ALERT: did Acme mislead?", ""),
        ("Doe LLP Encourages Investors of Acme to Call", "GlobeNewswire"),
        ("Class Action Filed Against Acme, Says the Law Firm of Doe", "PR Newswire"),
        ("Doe & Roe Investigates Acme's Directors", "Business Wire"),
        ("Acme: investigation of securities fraud", "ACCESSWIRE"),
    ],
)
def test_law_firms_looking_for_clients_are_recognised(title, source):
    assert is_law_firm_notice(title, source)


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Judge dismisses class action against Acme", "Example News"),
        ("Acme under investigation by the regulator", "Example News"),
        ("Acme alerts customers to a recall", "PR Newswire"),
        ("Acme to acquire Beta", "Business Wire"),
        ("Acme opens a lawful casino", "GlobeNewswire"),
        ("Shareholders alerted early profit", "Example News"),
        ("", ""),
    ],
)
def test_news_of_lawsuits_and_companies_own_releases_are_not(title, source):
    assert not is_law_firm_notice(title, source)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("  Acme\u2019s \u201cBig\u201d Day \u2014 2026 ", "acme s big day 2026"),
        ("STRASSE", "strasse"),
        ("Stra\u00dfe", "strasse"),
        ("\u65e5\u672c\u306e\u682a\u4fa1", "\u65e5\u672c\u306e\u682a\u4fa1"),
        ("snake_case", "snake case"),
        ("?!", ""),
    ],
)
def test_a_title_is_its_words(title, words):
    assert normalised_title(title) == words
