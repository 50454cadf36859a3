"""Memory and time of every function: as specified, or with the reason on its line."""

import re

import pytest

from tests.support.fragments import ROOT, fragment

# MB and seconds.
SPECIFIED = {
    "SyncAssets": (512, 300),
    "SyncEarningsCalendar": (256, 180),
    "TriggerEarningsPollenation": (128, 60),
    "TriggerRegularPollenation": (256, 120),
    "SyncNewsSentiment": (512, 300),
    "PollenateAsset": (1024, 600),
    "MarkEarningsProcessed": (128, 30),
    "ValidateData": (512, 300),
    "AnalyzeAsset": (2048, 600),
    "StoreResult": (128, 300),
    "NotifySubscribers": (128, 120),
}
FILES = sorted(ROOT.glob("functions/*/functions.yml"))
FUNCTIONS = {name: function for file in FILES for name, function in fragment(file.relative_to(ROOT)).items()}
TEXT = "\n".join(file.read_text() for file in FILES)
# Shorter than this is no reason.
SHORTEST_REASON = 20


def size(name):
    return FUNCTIONS[name]["memorySize"], FUNCTIONS[name]["timeout"]


def reason(name):
    [comment] = re.findall(rf"^{name}:[ \t]*(?:#(.*))?$", TEXT, re.MULTILINE)
    return comment.strip()


@pytest.mark.acceptance(86)
@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_memory_and_time_are_as_specified_or_say_why_not(name):
    specified = SPECIFIED.get(name)
    is_reasoned = len(reason(name)) >= SHORTEST_REASON

    assert size(name) == specified or is_reasoned, (
        f"{name} has {size(name)}, specified is {specified}: give the reason as a comment on its line"
    )


@pytest.mark.acceptance(86)
def test_the_seven_collecting_functions_keep_their_specified_size():
    collecting = [name for name in SPECIFIED if name.startswith(("Sync", "Trigger", "Pollenate", "Mark"))]

    assert len(collecting) == 7
    assert {name: size(name) for name in collecting} == {name: SPECIFIED[name] for name in collecting}
