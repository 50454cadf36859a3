"""Page tokens: opaque, of one list and one user, and not to be made by anybody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.trading.adapters.page_tokens import PageTokenRefused, PageTokens

TOKENS = PageTokens(b"a secret")
ORDER = "5f0c2f8e-6b7e-5d0c-8f0e-3f5f8a3f0b54"
SCOPE = {"user": "ann", "account": "main", "status": None}


@given(st.text(), st.dictionaries(st.text(), st.none() | st.text()))
def test_a_token_leads_where_it_was_made_for(position, scope):
    assert TOKENS.position(TOKENS.made(position, scope), scope) == position


@pytest.mark.parametrize(
    "scope", [{**SCOPE, "user": "bob"}, {**SCOPE, "account": "other"}, {**SCOPE, "status": "filled"}, {}]
)
def test_a_token_is_of_no_use_in_another_list(scope):
    with pytest.raises(PageTokenRefused):
        TOKENS.position(TOKENS.made(ORDER, SCOPE), scope)


def test_nobody_else_makes_tokens():
    with pytest.raises(PageTokenRefused):
        TOKENS.position(PageTokens(b"another secret").made(ORDER, SCOPE), SCOPE)


@pytest.mark.parametrize("place", range(len(TOKENS.made(ORDER, SCOPE))))
def test_a_token_with_one_character_changed_is_refused(place):
    token = TOKENS.made(ORDER, SCOPE)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    with pytest.raises(PageTokenRefused):
        TOKENS.position(changed, SCOPE)


@given(st.text(max_size=100))
def test_whatever_is_no_token_is_refused(text):
    with pytest.raises(PageTokenRefused):
        TOKENS.position(text, SCOPE)
