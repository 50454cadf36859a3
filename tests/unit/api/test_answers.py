import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.runtime.answers import sent

RATING = {"symbol": "ACME", "rating": 4.1}


def answered(document=RATING, status=200, max_age_seconds=60, **headers):
    return sent({"headers": headers}, status, document, {}, max_age_seconds=max_age_seconds)


TAG = answered()["headers"]["ETag"]


@pytest.mark.parametrize("known", [TAG, f"W/{TAG}", f'"another", {TAG}', f'{TAG},"another"'])
def test_what_a_reader_has_is_not_sent_again(known):
    answer = answered(**{"If-None-Match": known})

    assert (answer["statusCode"], answer["body"]) == (304, "")
    assert answer["headers"]["ETag"] == TAG
    assert answer["headers"]["Cache-Control"] == "private, max-age=60"
    assert "Content-Type" not in answer["headers"]


@pytest.mark.parametrize("known", ['"another"', TAG.strip('"'), "*", ""])
def test_what_a_reader_may_not_have_is_sent(known):
    assert answered(**{"if-none-match": known})["statusCode"] == 200


@given(st.dictionaries(st.text(), st.integers()))
def test_the_tag_tells_documents_apart(document):
    is_same = answered(document)["headers"]["ETag"] == answered({})["headers"]["ETag"]

    assert is_same == (document == {})


def test_what_is_a_persons_own_is_kept_nowhere():
    headers = answered(max_age_seconds=None)["headers"]

    assert headers["Cache-Control"] == "no-store"
    assert "ETag" not in headers


def test_an_error_is_kept_nowhere():
    assert answered({"error": {}}, status=404)["headers"]["Cache-Control"] == "no-store"
