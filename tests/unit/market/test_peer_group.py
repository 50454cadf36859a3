import pytest

from functions.research.domain.peer_search import peer_group
from functions.research.domain.peers import Width


@pytest.fixture
def acme(company):
    return company("ACME", 100.0)


def crowd(company, sizes, **settings):
    return [company(f"P{i:02}", float(size), **settings) for i, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "width"),
    [
        ([50, 80, 100, 120, 150], Width.INDUSTRY_NEAR),
        ([49.9, 80, 100, 120, 150], Width.INDUSTRY_WIDE),
        ([50, 80, 100, 120, 150.1], Width.INDUSTRY_WIDE),
        ([33, 80, 100, 120, 300], Width.INDUSTRY_WIDE),
        ([32.9, 80, 100, 120, 300], None),
        ([33, 80, 100, 120, 300.1], None),
        ([80, 90, 100, 110], None),
        ([], None),
    ],
)
def test_five_companies_of_the_industry_and_near_in_size_are_enough(company, acme, as_of, sizes, width):
    group = peer_group(acme, crowd(company, sizes, sector="Utilities"), as_of)

    assert (group.width if group else None) == width


def test_without_five_in_the_industry_the_sector_is_asked(company, acme, as_of):
    others = [*crowd(company, [90, 95, 105, 110]), company("X1", 40.0, industry="NAILS")]

    group = peer_group(acme, others, as_of)

    assert group.width is Width.SECTOR_WIDE
    # ln(105/100) = 0.049 is nearer than ln(100/95) = 0.051, and so is 110 than 90.
    assert group.symbols == ("P02", "P01", "P03", "P00", "X1")


def test_the_twenty_nearest_in_size_are_kept(company, acme, as_of):
    # ln(100/80) = 0.223 is further away than ln(120/100) = 0.182.
    near = crowd(company, range(85, 105))
    group = peer_group(acme, [*near, company("LARGE", 120.0), company("SMALL", 80.0)], as_of)

    assert len(group.members) == 20
    assert group.symbols[0] == "P15"
    assert "LARGE" not in group.symbols
    assert "SMALL" not in group.symbols
    assert peer_group(acme, [*near[1:], company("LARGE", 117.0)], as_of).symbols[-1] == "LARGE"


@pytest.mark.parametrize(
    ("day", "is_peer"),
    [
        ("2026-03-01", True),
        ("2026-03-02", False),
        ("2025-11-01", True),
        ("2025-10-31", False),
        ("yesterday", False),
    ],
)
def test_a_peers_profile_is_known_and_not_older_than_120_days(company, acme, as_of, day, is_peer):
    group = peer_group(acme, [*crowd(company, [90] * 5), company("DATED", 101.0, day=day)], as_of)

    assert ("DATED" in group.symbols) is is_peer


def test_of_two_profiles_of_one_company_the_newest_known_one_counts(company, acme, as_of):
    versions = [
        company("TWICE", 90.0, day="2026-02-01"),
        company("TWICE", 95.0, day="2026-02-20"),
        company("TWICE", 500.0, day="2026-03-02"),
    ]
    group = peer_group(acme, [*crowd(company, [50] * 4), *versions], as_of)

    assert [p.market_cap for p in group.members if p.symbol == "TWICE"] == [95.0]


@pytest.mark.parametrize(
    "changes",
    [
        {"is_active": False},
        {"industry": None, "sector": None},
        {"industry": "", "sector": ""},
        {"market_cap": None},
        {"market_cap": 0.0},
        {"market_cap": -100.0},
        {"market_cap": float("nan")},
        {"market_cap": float("inf")},
    ],
)
def test_who_cannot_be_compared_is_no_peer(company, acme, as_of, changes):
    settings = {"market_cap": 100.0} | changes
    group = peer_group(acme, [*crowd(company, [90] * 5), company("ODD", **settings)], as_of)

    assert "ODD" not in group.symbols


@pytest.mark.parametrize("market_cap", [None, 0.0, -1.0, float("nan"), float("inf")])
def test_a_company_of_unknown_size_has_no_peers(company, as_of, market_cap):
    assert peer_group(company("ACME", market_cap), crowd(company, [90] * 5), as_of) is None


def test_a_company_without_an_industry_is_compared_within_its_sector(company, as_of):
    group = peer_group(company("ACME", 100.0, industry=None), crowd(company, [90] * 5), as_of)

    assert group.width is Width.SECTOR_WIDE


def test_an_industry_is_the_same_however_it_is_spaced_and_cased(company, as_of):
    group = peer_group(company("ACME", 100.0, industry=" Anvils"), crowd(company, [90] * 5), as_of)

    assert group.width is Width.INDUSTRY_NEAR


def test_share_classes_of_one_company_are_one_peer_and_never_its_own(company, as_of):
    own = company("ACME.A", 100.0, company="acme")
    classes = [company("ACME.B", 100.0, company="acme"), company("ACME.A", 100.0, company="acme")]
    others = [company(s, 99.0, company="beta") for s in ("BETA.A", "BETA.B")]

    group = peer_group(own, [*crowd(company, [90] * 4), *classes, *others], as_of)

    assert group.symbols == ("BETA.A", "P00", "P01", "P02", "P03")


def test_a_moment_that_cannot_be_read_has_no_peers(company, acme):
    assert peer_group(acme, crowd(company, [90] * 5), "soon") is None
