"""Profiles, preferences and the first visit's questions."""

import pytest

from tests.support.advisor import person_form

NOW = 1_795_185_000.0  # 2026-11-20T14:30:00Z


def test_somebody_with_a_token_says_who_they_are_once(advisor):
    answer = advisor.users("CreateUser", body=person_form(topics_of_interest=["technology"]), now=NOW)

    assert (answer.status, answer.headers["Location"]) == (201, "/api/v1/users/me")
    assert answer.document == {
        "user_id": "ann",
        "email": "ann@example.com",
        "first_name": "Ann",
        "last_name": "Lee",
        "birth_date": None,
        "topics_of_interest": ["technology"],
        "investment_knowledge_level": None,
        "wizard_status": "not_started",
        "created_at": answer.document["created_at"],
        "updated_at": answer.document["created_at"],
    }
    assert advisor.users("GetUser", user_id="me").document == answer.document
    again = advisor.users("CreateUser", body=person_form("other@example.com"))
    assert (again.status, again.code) == (409, "profile_exists")


@pytest.mark.parametrize("email", ["ann@example.com", "ANN@Example.COM"])
def test_an_address_belongs_to_one_user_in_whatever_case_it_is_written(advisor, email):
    advisor.person("ann")

    answer = advisor.users("CreateUser", "bob", body=person_form(email))

    assert (answer.status, answer.code) == (409, "email_taken")
    assert advisor.users("GetUser", "bob", user_id="me").status == 404


def test_a_new_address_is_taken_and_the_old_one_is_free(advisor):
    advisor.person("ann")

    changed = advisor.users("ChangeUser", user_id="me", body={"email": "lee@example.com"})

    assert changed.document["email"] == "lee@example.com"
    assert advisor.users("CreateUser", "bob", body=person_form("ann@example.com")).status == 201
    assert advisor.users("CreateUser", "eve", body=person_form("lee@example.com")).code == "email_taken"
    answer = advisor.users("ChangeUser", "bob", user_id="me", body={"email": "Lee@example.com"})
    assert (answer.status, answer.code) == (409, "email_taken")


def test_an_address_written_in_another_case_is_still_ones_own(advisor):
    advisor.person("ann")

    answer = advisor.users("ChangeUser", user_id="me", body={"email": "Ann@Example.com"})

    assert answer.document["email"] == "Ann@Example.com"
    assert advisor.users("CreateUser", "bob", body=person_form("ann@example.com")).code == "email_taken"


def test_what_is_not_named_in_a_change_stays(advisor):
    before = advisor.person("ann", birth_date="1980-02-29")

    after = advisor.users("ChangeUser", user_id="me", body={"last_name": "Li"}).document

    assert {**after, "updated_at": None} == {**before, "last_name": "Li", "updated_at": None}


@pytest.mark.parametrize("day", ["1981-02-29", "2099-01-01", "2026-04-31"])
def test_nobody_is_born_on_a_day_that_was_not(advisor, day):
    answer = advisor.users("CreateUser", body=person_form(birth_date=day), now=NOW)

    assert (answer.status, answer.document["error"]["details"][0]["field"]) == (400, "birth_date")


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "ann"), ("email", "a@b"), ("first_name", " "), ("topics_of_interest", ["gossip"]), ("age", 3)],
)
def test_a_field_of_another_form_is_named(advisor, field, value):
    answer = advisor.users("CreateUser", body=person_form() | {field: value})

    assert answer.status == 400
    assert answer.document["error"]["details"][0]["field"].startswith(field)


def test_an_admin_sees_changes_and_erases_anybody(advisor):
    advisor.person("ann")
    scope = "write:watchlists admin"

    assert advisor.users("GetUser", "root", user_id="ann", scope=scope).document["user_id"] == "ann"
    changed = advisor.users("ChangeUser", "root", user_id="ann", body={"last_name": "Li"}, scope=scope)
    assert changed.document["last_name"] == "Li"
    assert advisor.users("EraseUser", "root", user_id="ann", scope=scope).status == 204
    assert advisor.users("GetUser", user_id="me").status == 404
    by = {item["by"] for item in advisor.stored("users")}
    assert by == {"ann", "root"}


@pytest.mark.parametrize(
    "operation", ["ExportUserData", "GetPreferences", "SetPreferences", "CompleteWizard"]
)
def test_even_an_admin_has_no_business_with_anothers_preferences(advisor, operation):
    advisor.person("ann")
    body = {"SetPreferences": {"theme": "dark"}, "CompleteWizard": {"investment_knowledge_level": "beginner"}}

    answer = advisor.users(
        operation, "root", user_id="ann", body=body.get(operation), scope="write:watchlists admin"
    )

    assert (answer.status, answer.document["error"]["message"]) == (404, "no such user")


def test_preferences_are_set_all_at_once(advisor):
    advisor.person()
    first = {"theme": "dark", "notifications_enabled": False, "sectors_of_interest": ["ENERGY"]}
    advisor.users("SetPreferences", user_id="me", body=first)
    assert advisor.users("GetPreferences", user_id="ann").document == first

    advisor.users("SetPreferences", user_id="me", body={"theme": "light"})

    assert advisor.users("GetPreferences", user_id="me").document == {"theme": "light"}


def test_the_wizard_fills_profile_and_preferences_and_leaves_the_rest(advisor):
    advisor.person()
    advisor.users("SetPreferences", user_id="me", body={"theme": "dark", "risk_tolerance": "high"})
    answers = {
        "investment_knowledge_level": "beginner",
        "topics_of_interest": ["ipo"],
        "risk_tolerance": "low",
    }

    document = advisor.users("CompleteWizard", user_id="me", body=answers).document

    assert document["wizard_status"] == "completed"
    assert (document["investment_knowledge_level"], document["topics_of_interest"]) == ("beginner", ["ipo"])
    assert document["preferences"] == {"theme": "dark", "risk_tolerance": "low"}


def test_every_change_of_an_account_is_kept_and_logged_without_what_it_says(advisor, capsys):
    advisor.person()
    advisor.users("ChangeUser", user_id="me", body={"email": "lee@example.com", "last_name": "Secret"})

    kept = sorted((i["change"], tuple(i["fields"])) for i in advisor.stored("users") if "change" in i)

    assert kept == [("changed", ("email", "last_name")), ("created", ("email", "first_name", "last_name"))]
    logged = [line for line in capsys.readouterr().out.splitlines() if '"account_changed"' in line]
    assert len(logged) == 2
    assert "Secret" not in "".join(logged)
    assert "lee@example.com" not in "".join(logged)


def test_every_topic_can_be_an_interest(advisor):
    topics = [each["topic"] for each in advisor.users("ListTopics").document["items"]]

    assert advisor.person("ann", topics_of_interest=topics)["topics_of_interest"] == topics
