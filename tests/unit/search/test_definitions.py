"""Index definitions and the names of the indices they make."""

import pytest

from functions.advisor.domain import search_indices
from functions.advisor.domain.search_documents import iso_of_news
from functions.advisor.domain.search_indices import KINDS, definition, definition_hash, index_name, is_current
from functions.advisor.domain.search_words import EMPTY_WORDS, SYNONYMS

NOW = "2026-05-29T07:00:00Z"


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_is_named_for_its_definition_and_its_time(kind):
    name = index_name(kind, NOW)

    assert name == f"{kind}-{definition_hash(kind)}-20260529070000"
    assert is_current(kind, name)
    assert name == name.lower(), "OpenSearch takes no capitals"


def test_another_field_is_another_index(monkeypatch):
    before = index_name("news", NOW)
    monkeypatch.setitem(search_indices._FIELDS["news"], "mood", {"type": "keyword"})  # noqa: SLF001

    assert not is_current("news", before)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_nobody_described_are_refused(kind):
    assert definition(kind)["mappings"]["dynamic"] == "strict"


def test_labels_and_scores_are_both_there():
    fields = {kind: definition(kind)["mappings"]["properties"] for kind in KINDS}

    assert {"rating_label", "rating_score"} <= set(fields["assets"])
    assert {"sentiment_label", "sentiment_score"} <= set(fields["news"])
    assert {"investment_rating", "rating_score"} <= set(fields["analysis"])


def test_a_word_has_one_group_of_synonyms():
    words = [word.strip() for group in SYNONYMS for word in group.split(",")]

    assert sorted(set(words)) == sorted(words)
    assert not set(words) & set(EMPTY_WORDS)


def test_the_providers_times_become_iso():
    assert iso_of_news("20260508T063000") == "2026-05-08T06:30:00Z"
