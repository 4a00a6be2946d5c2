"""The rule of the server in use: before sending to which models a person is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.data_rule import DataRule, rule_of

if TYPE_CHECKING:
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session


def rule_in_force(session: Session, settings: SettingsStore) -> DataRule:
    """The rule of the profile in use."""
    return rule_of(session.profile, settings.current.data_rules)


def set_rule(rule: DataRule, session: Session, settings: SettingsStore) -> None:
    """Use this rule with the server of the profile in use from now on."""
    current = settings.current
    rules = {**current.data_rules, session.profile.base_url: rule.value}
    settings.update(current._replace(data_rules=rules))
