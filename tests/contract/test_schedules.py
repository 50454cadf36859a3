"""The schedules fire when the jobs say, name them rightly, and rest on Sundays."""

import json
import re

import pytest

from functions.research.domain.jobs import JOBS
from functions.research.handlers import start_workflow
from tests.support.cron import at_midnight, fields, firings
from tests.support.fragments import fragment

RULES = fragment("resources/schedules.yml")["Resources"]
JOB_RULES = {
    json.loads(
        re.sub(
            r"<\w+>|\$\{[\w:]+\}", "0", rule["Properties"]["Targets"][0]["InputTransformer"]["InputTemplate"]
        )
    )["job"]: rule["Properties"]
    for rule in RULES.values()
}
FROM = at_midnight("2026-11-16")
DAYS = 14
SUNDAY, SATURDAY = 6, 5


def next_firings(job):
    return list(firings(JOB_RULES[job]["ScheduleExpression"], FROM, DAYS))


def delivered(job, time, max_assets=25):
    """The input a rule gives its target at a time."""
    template = JOB_RULES[job]["Targets"][0]["InputTransformer"]["InputTemplate"]
    return json.loads(template.replace("<time>", f'"{time}"').replace("${param:max_assets}", str(max_assets)))


@pytest.mark.acceptance(3, 90)
def test_every_job_has_one_schedule_and_every_schedule_a_job():
    assert len(RULES) == len(JOB_RULES) == 6
    assert set(JOB_RULES) == set(JOBS)


@pytest.mark.acceptance(3, 90)
@pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.name)
def test_a_job_runs_at_its_hour(job):
    hours = range(24) if job.hour_utc is None else [job.hour_utc]

    assert {(moment.hour, moment.minute) for moment in next_firings(job.name)} == {(h, 0) for h in hours}


@pytest.mark.acceptance(70, 90, 94)
@pytest.mark.parametrize("job", sorted(JOBS))
def test_a_job_runs_on_every_day_of_a_fortnight_but_the_two_sundays(job):
    days = {moment.date() for moment in next_firings(job)}

    assert len(days) == 12
    assert SUNDAY not in {day.weekday() for day in days}
    assert sum(day.weekday() == SATURDAY for day in days) == 2


@pytest.mark.parametrize("job", sorted(JOBS))
def test_weekdays_are_named_because_numbers_start_on_sunday(job):
    _, _, day_of_month, _, day_of_week, _ = fields(JOB_RULES[job]["ScheduleExpression"])

    assert (day_of_month, day_of_week) == ("?", "MON-SAT")


def test_numbered_weekdays_would_run_on_sunday_and_rest_on_saturday():
    weekdays = {moment.weekday() for moment in firings("cron(0 4 ? * 1-6 *)", FROM, DAYS)}

    assert SUNDAY in weekdays
    assert SATURDAY not in weekdays


@pytest.mark.parametrize(
    "expression", ["cron(0 4 * * MON-SAT *)", "cron(0 4 ? * ? *)", "cron(0 4 ? * MON-SAT)"]
)
def test_an_expression_eventbridge_rejects_is_rejected_here(expression):
    with pytest.raises(ValueError, match="expected"):
        list(firings(expression, FROM, DAYS))


@pytest.mark.acceptance(92, 114)
@pytest.mark.parametrize("job", JOBS.values(), ids=lambda job: job.name)
def test_what_a_schedule_delivers_starts_the_jobs_workflow(job):
    event = delivered(job.name, "2026-11-20T04:00:00Z")

    workflow, name, input_ = start_workflow.scheduled(event)

    assert JOB_RULES[job.name]["Targets"][0]["Arn"] == "StartWorkflowLambdaFunction.Arn"
    assert workflow == job.workflow
    assert name.startswith(f"{job.name}-2026-11-20")
    assert input_["as_of"] == "2026-11-20T04:00:00Z"


@pytest.mark.parametrize("job", ["earnings-pollenation", "regular-pollenation"])
def test_a_pollenation_collects_as_many_assets_as_its_stage_says(job):
    _, _, input_ = start_workflow.scheduled(delivered(job, "2026-11-20T07:00:00Z", max_assets=2000))

    assert input_["max_assets"] == 2000
    assert input_["trigger_type"] == job.partition("-")[0]
