"""Before sending to which models a person is asked: a rule of each server."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.core.models import Placement
from desktop_app.core.profiles import HUB_URL, ProfileKind

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile


class DataRule(StrEnum):
    """The stricter a rule is, the later it comes."""

    NEVER = "never"
    EXTERNAL = "external"
    EXTERNAL_OR_UNKNOWN = "external_or_unknown"

    def asks_before(self, placement: Placement) -> bool:
        """Whether a person is to be asked before something is sent there."""
        match placement:
            case Placement.HOSTED_EXTERNALLY:
                return self is not DataRule.NEVER
            case Placement.UNKNOWN:
                return self is DataRule.EXTERNAL_OR_UNKNOWN
            case _:
                return False

    def without(self, placement: Placement) -> DataRule:
        """The strictest rule that no longer asks there.

        Whoever lets texts go to another company is not asked about places that may be one.
        """
        return next(rule for rule in reversed(_WITHOUT[self]) if not rule.asks_before(placement))


_WITHOUT = {rule: tuple(DataRule)[: number + 1] for number, rule in enumerate(DataRule)}


def default_rule(profile: Profile) -> DataRule:
    """What holds until a person chooses.

    LLM Hub promises a place, so a model elsewhere, or one of which it says nothing, is a surprise
    there. Another server was chosen as the place to which texts go. The engine sends nothing.
    """
    return DataRule.EXTERNAL_OR_UNKNOWN if profile.has_origin_of(HUB_URL) else DataRule.NEVER


def rule_of(profile: Profile, rules: Mapping[str, str]) -> DataRule:
    """The rule of a profile; `rules` are those that were chosen, by base URL."""
    if profile.kind is ProfileKind.LOCAL:
        return DataRule.NEVER
    known = {rule.value: rule for rule in DataRule}
    return known.get(rules.get(profile.base_url, ""), default_rule(profile))
