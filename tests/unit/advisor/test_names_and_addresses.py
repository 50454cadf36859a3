"""Which names and addresses are the same, and what a key may be given."""

from hypothesis import given
from hypothesis import strategies as st

from functions.advisor.domain.api_keys import GIVEN_TO_MACHINES, beyond
from functions.advisor.domain.profiles import email_key
from functions.advisor.domain.watchlists import name_key

SCOPES = st.sets(st.sampled_from([*sorted(GIVEN_TO_MACHINES), "admin", "something:else"]))


@given(st.text(), st.integers(1, 3))
def test_spaces_around_and_between_words_make_no_other_name(name, spaces):
    words = name.split()

    assert name_key((" " * spaces).join(words)) == name_key(f"  {' '.join(words)} ")


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_case_makes_no_other_name_and_no_other_address(text):
    assert name_key(text.upper()) == name_key(text.upper().lower())
    assert email_key(text.upper()) == email_key(text.upper().lower())


def test_different_words_are_different_names():
    assert len({name_key(name) for name in ("Chips", "Chip s", "Chips 2", "Chïps", "")}) == 5


@given(SCOPES, SCOPES)
def test_a_key_is_given_nothing_that_its_maker_or_a_machine_may_not_do(wanted, own):
    given_to_it = wanted - set(beyond(wanted, own))

    assert given_to_it <= own & GIVEN_TO_MACHINES
    assert (wanted & own & GIVEN_TO_MACHINES) == given_to_it
