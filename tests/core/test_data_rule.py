"""Before sending to which models a person is asked, and what was said of a conversation."""

from __future__ import annotations

import json

import pytest

from desktop_app.core.consents import Consents, Travels
from desktop_app.core.data_rule import DataRule, default_rule, rule_of
from desktop_app.core.models import Placement
from desktop_app.core.profiles import HUB_URL, LLM_HUB, LOCAL, Profile, ProfileKind

OTHER = Profile("Other", "https://llm.example/v1")
OUTSIDE, UNKNOWN = Placement.HOSTED_EXTERNALLY, Placement.UNKNOWN


class Conversation:
    """Anything that has weak references."""


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (DataRule.NEVER, set()),
        (DataRule.EXTERNAL, {OUTSIDE}),
        (DataRule.EXTERNAL_OR_UNKNOWN, {OUTSIDE, UNKNOWN}),
    ],
)
def test_each_rule_asks_where_it_says(rule: DataRule, asked: set[Placement]) -> None:
    assert {place for place in Placement if rule.asks_before(place)} == asked


@pytest.mark.parametrize(
    ("rule", "placement", "left"),
    [
        (DataRule.EXTERNAL_OR_UNKNOWN, UNKNOWN, DataRule.EXTERNAL),
        (DataRule.EXTERNAL_OR_UNKNOWN, OUTSIDE, DataRule.NEVER),
        (DataRule.EXTERNAL, OUTSIDE, DataRule.NEVER),
        (DataRule.EXTERNAL, UNKNOWN, DataRule.EXTERNAL),
        (DataRule.NEVER, UNKNOWN, DataRule.NEVER),
    ],
)
def test_not_to_be_asked_again_leaves_the_strictest_rule_that_does_not(
    rule: DataRule, placement: Placement, left: DataRule
) -> None:
    assert rule.without(placement) is left


def test_llm_hub_asks_by_default_whatever_its_profile_is_called() -> None:
    from_environment = Profile("Environment", HUB_URL, ProfileKind.ENVIRONMENT)
    assert default_rule(LLM_HUB) is DataRule.EXTERNAL_OR_UNKNOWN
    assert default_rule(from_environment) is DataRule.EXTERNAL_OR_UNKNOWN
    assert default_rule(OTHER) is DataRule.NEVER


def test_what_was_chosen_holds_and_nonsense_does_not() -> None:
    assert rule_of(OTHER, {OTHER.base_url: "external"}) is DataRule.EXTERNAL
    assert rule_of(LLM_HUB, {HUB_URL: "never"}) is DataRule.NEVER
    assert rule_of(LLM_HUB, {HUB_URL: "whatever"}) is DataRule.EXTERNAL_OR_UNKNOWN
    assert rule_of(LOCAL, {"": "external_or_unknown"}) is DataRule.NEVER


def test_what_is_allowed_holds_for_this_server_alone() -> None:
    travels = Travels().allowing(OTHER, OUTSIDE)
    assert travels.allows(OTHER, OUTSIDE)
    assert travels.allows(OTHER, UNKNOWN)
    assert not travels.allows(LLM_HUB, OUTSIDE)
    assert not travels.allows(OTHER._replace(base_url="https://x.example"), OUTSIDE)


def test_an_unknown_place_allows_no_other_company() -> None:
    assert not Travels().allowing(OTHER, UNKNOWN).allows(OTHER, OUTSIDE)


def test_a_conversation_is_known_to_have_been_elsewhere() -> None:
    assert Travels().former_server(OTHER) == ""
    travels = Travels().sent_to(LLM_HUB)
    assert travels.former_server(OTHER) == LLM_HUB.name
    assert travels.former_server(LLM_HUB) == ""
    assert travels.former_server(LLM_HUB._replace(base_url="https://x.example")) == LLM_HUB.name


def test_it_is_known_of_each_conversation_until_that_begins_anew() -> None:
    consents, one, two = Consents(), Conversation(), Conversation()
    consents.note(one, Travels().allowing(OTHER, OUTSIDE))
    assert consents.of(one).allows(OTHER, OUTSIDE)
    assert consents.of(two) == Travels()
    consents.forget(one)
    assert consents.of(one) == Travels()


def test_travels_are_read_back_as_they_were_kept() -> None:
    travels = Travels().allowing(OTHER, OUTSIDE).allowing(LLM_HUB, UNKNOWN).sent_to(OTHER)
    assert Travels.from_json(json.loads(json.dumps(travels.as_json()))) == travels
    assert Travels.from_json(Travels().as_json()) == Travels()


@pytest.mark.parametrize(
    "stored",
    [{}, {"last": 5}, {"last": ["a"]}, {"allowed": [["a", "b", "nowhere"], ["a", 1, 2], 7, {}]}],
)
def test_what_makes_no_sense_was_never_said(stored: dict[str, object]) -> None:
    assert Travels.from_json(stored) == Travels()
