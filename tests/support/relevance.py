"""What people type, and where what they mean has to stand: query, filters, id, lowest rank.

A story's id is the beginning of its headline.
"""

ASSETS = {"type": "asset"}
NEWS = {"type": "news", "limit": 10}
RATINGS = {"type": "analysis"}

CASES = [
    # Tickers, whatever else their letters mean.
    ("AAPL", ASSETS, "AAPL", 1),
    ("aapl", ASSETS, "AAPL", 1),
    ("car", ASSETS, "CAR", 1),
    ("SOFT", ASSETS, "SOFT", 1),
    ("qzb.b", ASSETS, "QZB.B", 1),
    ("QZB-B", ASSETS, "QZB.B", 1),
    ("QZB/B", ASSETS, "QZB.B", 1),
    ("ZQIA", ASSETS, "ZQIA", 1),
    ("ZQNA", ASSETS, "ZQNA", 1),
    # Names.
    ("apple", ASSETS, "AAPL", 1),
    ("Apple Inc", ASSETS, "AAPL", 1),
    ("microsoft corporation", ASSETS, "MSFT", 1),
    ("Tesla", ASSETS, "TSLA", 1),
    ("nvidia", ASSETS, "NVDA", 1),
    ("cheese rooms", ASSETS, "ZQDU", 1),
    ("rooms cheese", ASSETS, "ZQDU", 1),
    ("zorwick holdings class b", ASSETS, "QZB.B", 1),
    ("Sohne Brauhauser", ASSETS, "ZQNM", 1),
    ("fizdine", ASSETS, "ZQNM", 1),
    ("gonemill", ASSETS, "ZQIA", 1),
    # Names they had, or are known by.
    ("raincoat barn", ASSETS, "ZQNX", 1),
    ("umbertide", ASSETS, "QZB.B", 1),
    ("lattice telegraph", ASSETS, "ZQNY", 1),
    ("google", ASSETS, "GOOGL", 1),
    # Typos.
    ("mircosoft", ASSETS, "MSFT", 1),
    ("appel", ASSETS, "AAPL", 2),
    ("nvidea", ASSETS, "NVDA", 1),
    ("snowflaek", ASSETS, "SNOW", 1),
    ("marvel technolgy", ASSETS, "MRVL", 1),
    ("aplhabet", ASSETS, "GOOGL", 1),
    ("moglop outfiters", ASSETS, "ZQNX", 1),
    ("AALP", ASSETS, "AAPL", 1),
    # Beginnings.
    ("micr", ASSETS, "MSFT", 1),
    ("nvi", ASSETS, "NVDA", 1),
    ("tesl", ASSETS, "TSLA", 1),
    ("quibble", ASSETS, "ZQFR", 1),
    ("zanq inst", ASSETS, "ZQAN", 1),
    # Sectors and trades, in other words than the data's.
    ("chips", ASSETS, "NVDA", 2),
    ("semiconductor", ASSETS, "NVDA", 2),
    ("bank", ASSETS, "ZQBK", 1),
    ("carmaker", ASSETS, "TSLA", 1),
    ("pharmaceuticals", ASSETS, "ZQNF", 1),
    ("supermarket", ASSETS, "ZQWK", 1),
    ("oil", ASSETS, "ZQSH", 1),
    ("reit", ASSETS, "ZQRT", 2),
    ("movies", ASSETS, "ZQNE", 1),
    ("marvell chips", ASSETS, "MRVL", 1),
    ("ploxo miner", ASSETS, "ZQCU", 1),
    # News.
    ("copper", NEWS, "Copper falls and Ploxo", 1),
    ("ZQCU", NEWS, "Copper falls and Ploxo", 3),
    ("recalled flour", NEWS, "Ploddermill Grain recalls", 1),
    ("cinemas coupon", NEWS, "Mogsworth Cinemas misses", 1),
    ("mogswoth coupon", NEWS, "Mogsworth Cinemas misses", 1),
    ("pill study", NEWS, "A rival's pill works", 1),
    ("drug trial", NEWS, "Skradero Pharma's sleeping pill", 1),
    ("cheese forecast", NEWS, "Trelwick Cheese Rooms beats", 1),
    ("lender waiver", NEWS, "Receiver expected", 1),
    # Ratings.
    ("apple", RATINGS, "AAPL-", 1),
    ("strong buy", RATINGS, "MSFT-", 1),
    ("interest cover", RATINGS, "MSFT-", 1),
    ("negative equity", RATINGS, "ZQNE-", 1),
]


def place(items, wanted):
    """The rank of the wanted one; None where it is not found."""
    for rank, item in enumerate(items, 1):
        named = item["title"] if item["type"] == "news" else item["id"]
        if named == wanted or (item["type"] != "asset" and named.startswith(wanted)):
            return rank
    return None
