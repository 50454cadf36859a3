"""Whatever is done to a user's lists, in whatever order: they are as a simple model has them."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from functions.advisor.domain.watchlists import name_key

NAMES = ("Chips", "chips", "Banks", " BANKS ", "Oil & gas", "Straße", "STRASSE")
SYMBOLS = ("AAPL", "MSFT", "NVDA", "IBM")
MACHINE = settings(max_examples=12, stateful_step_count=30, deadline=None)


class Lists(RuleBasedStateMachine):
    advisor = None

    @initialize()
    def nobody_has_a_list(self):
        for table in ("watchlists", "users"):
            for item in self.advisor.table(table).scan()["Items"]:
                key = {n: item[n] for n in ("user_id", "watchlist_id", "record") if n in item}
                self.advisor.table(table).delete_item(Key=key)
        self.advisor.person("ann")
        self.names, self.assets, self.default = {}, {}, None

    def any_list(self, place):
        return list(self.names)[place % len(self.names)] if self.names else None

    @rule(name=st.sampled_from(NAMES), is_default=st.booleans())
    def make(self, name, is_default):
        body = {"name": name} | ({"is_default": True} if is_default else {})
        answer = self.advisor.lists("CreateWatchlist", body=body)
        if name_key(name) in map(name_key, self.names.values()):
            assert answer.code == "name_taken"
            return
        made = answer.document["watchlist_id"]
        self.names[made], self.assets[made] = " ".join(name.split()), []
        self.default = made if is_default or self.default is None else self.default

    @rule(place=st.integers(0, 9), name=st.none() | st.sampled_from(NAMES), is_default=st.booleans())
    def change(self, place, name, is_default):
        one = self.any_list(place)
        body = ({} if name is None else {"name": name}) | ({"is_default": True} if is_default else {})
        if one is None or not body:
            return
        answer = self.advisor.lists("ChangeWatchlist", watchlist=one, body=body)
        others = {name_key(held) for each, held in self.names.items() if each != one}
        if name is not None and name_key(name) in others:
            assert answer.code == "name_taken"
            return
        assert answer.status == 200
        if name is not None:
            self.names[one] = " ".join(name.split())
        self.default = one if is_default else self.default

    @rule(place=st.integers(0, 9))
    def delete(self, place):
        one = self.any_list(place)
        if one is None:
            return
        assert self.advisor.lists("DeleteWatchlist", watchlist=one).status == 204
        del self.names[one], self.assets[one]
        if self.default == one:
            self.default = self.shown()["default"]

    @rule(place=st.integers(0, 9), symbol=st.sampled_from(SYMBOLS))
    def add(self, place, symbol):
        one = self.any_list(place)
        if one is None:
            return
        answer = self.advisor.lists("AddWatchlistAsset", watchlist=one, body={"asset_id": symbol})
        assert answer.status == (409 if symbol in self.assets[one] else 201)
        if answer.status == 201:
            self.assets[one].append(symbol)

    @rule(place=st.integers(0, 9), symbol=st.sampled_from(SYMBOLS))
    def remove(self, place, symbol):
        one = self.any_list(place)
        if one is None:
            return
        answer = self.advisor.lists("RemoveWatchlistAsset", watchlist=one, asset=symbol)
        assert answer.status == (204 if symbol in self.assets[one] else 404)
        if answer.status == 204:
            self.assets[one].remove(symbol)

    @rule(place=st.integers(0, 9), symbols=st.permutations(SYMBOLS), dropped=st.integers(0, 1))
    def order(self, place, symbols, dropped):
        one = self.any_list(place)
        if one is None:
            return
        wanted = [symbol for symbol in symbols if symbol in self.assets[one]][dropped:]
        answer = self.advisor.lists("OrderWatchlist", watchlist=one, body={"symbols": wanted})
        assert answer.status == (200 if len(wanted) == len(self.assets[one]) else 422)
        if answer.status == 200:
            self.assets[one] = wanted

    def shown(self):
        items = self.advisor.lists("ListWatchlists").document["items"]
        [default] = [each["watchlist_id"] for each in items if each["is_default"]] or [None]
        return {"items": {each["watchlist_id"]: each for each in items}, "default": default}

    @invariant()
    def they_are_as_the_model_has_them(self):
        shown = self.shown()
        assert {one: each["name"] for one, each in shown["items"].items()} == self.names
        assert shown["default"] == self.default
        for one, symbols in self.assets.items():
            document = self.advisor.lists("GetWatchlist", watchlist=one).document
            assert [each["symbol"] for each in document["assets"]] == symbols
            assert document["asset_count"] == shown["items"][one]["asset_count"] == len(symbols)

    @invariant()
    def nothing_lies_about_that_belongs_to_no_list(self):
        stored = self.advisor.stored("watchlists")
        claims = {each["watchlist_id"]: each["claimed_by"] for each in stored if "claimed_by" in each}
        assert claims == {f"NAME#{name_key(name)}": one for one, name in self.names.items()}
        counts = [int(each["list_count"]) for each in stored if each["watchlist_id"] == "LISTS"]
        assert counts == ([len(self.names)] if self.names else [])


@pytest.mark.timeout(300)
def test_lists_are_as_a_simple_model_has_them(advisor):
    for symbol in SYMBOLS:
        advisor.asset(symbol)
    Lists.advisor = advisor

    run_state_machine_as_test(Lists, settings=settings(MACHINE, suppress_health_check=list(HealthCheck)))
