"""Whatever the test of a connection finds is said in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.diagnosis import POSSIBLE, Fact, FactValue, Stage, StageResult
from desktop_app.core.findings import Finding, StageState
from desktop_app.core.profiles import Profile
from desktop_app.shell.settings.connection_test.fact_words import FactWords
from desktop_app.shell.settings.connection_test.report import Report
from desktop_app.shell.settings.connection_test.words import DiagnosisWords
from desktop_app.ui.icons import icon

MOMENT = datetime(2026, 11, 1, 12, tzinfo=UTC)
FACTS: dict[Fact, FactValue] = {
    **dict.fromkeys(Fact, "some-text"),
    Fact.NAMES: ("a.example", "b.example", "c.example", "d.example"),
    Fact.VALID_FROM: MOMENT,
    Fact.VALID_UNTIL: MOMENT,
    Fact.STATUS: 503,
    Fact.URL: "https://hub.example/v2/audio",
}
pytestmark = pytest.mark.usefixtures("qapp")
COMBINATIONS = [(stage, finding) for stage in Stage for finding in sorted(POSSIBLE[stage])]


@pytest.fixture
def words() -> DiagnosisWords:
    return DiagnosisWords()


@pytest.mark.parametrize("facts", [{}, FACTS])
@pytest.mark.parametrize(("stage", "finding"), COMBINATIONS)
def test_every_finding_has_its_words(
    words: DiagnosisWords, stage: Stage, finding: Finding, facts: dict[Fact, FactValue]
) -> None:
    line, advice = words.of(StageResult(stage, finding, 1.2, facts))

    assert line
    assert not set("{}") & set(line + advice)
    if finding.state in {StageState.FAILED, StageState.WARNED}:
        assert advice, "a person is told what to do"


def test_every_finding_is_possible_somewhere() -> None:
    assert set().union(*POSSIBLE.values()) == set(Finding)


def test_every_state_has_a_word_and_a_sign(words: DiagnosisWords) -> None:
    signs = [icon(f"stage-{state.value}").pixmap(20, 20).toImage() for state in StageState]

    assert len({words.state(state) for state in StageState}) == len(StageState)
    assert all(signs.count(sign) == 1 for sign in signs)


def test_a_certificate_is_described_in_full() -> None:
    told = dict(FactWords().of(StageResult(Stage.TLS, Finding.EXPIRED, 0.1, FACTS)))

    assert told["Valid for"] == "a.example, b.example, c.example, d.example"
    assert "1 November 2026" in told["Valid until"]
    assert len(told) == len(Fact) - 1  # the days that are left are for reckoning


def test_a_list_of_names_is_cut_in_the_line(words: DiagnosisWords) -> None:
    line, _ = words.of(StageResult(Stage.TLS, Finding.WRONG_NAME, 0.1, FACTS))

    assert line.endswith("a.example, b.example, c.example, ….")


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([Finding.FINE] * 8, "Mine works."),
        ([Finding.FINE] * 7 + [Finding.RATE_LIMITED], "Mine works, with a remark."),
        ([Finding.FINE] * 7 + [Finding.SERVER_FAILED], "Mine works, except for recordings."),
        ([Finding.FINE, Finding.REFUSED], "Mine cannot be used yet: see “Connection”."),
        ([Finding.FINE] * 3, "The test of Mine was stopped."),
    ],
)
def test_the_whole_is_said_in_a_sentence(
    words: DiagnosisWords, findings: list[Finding], said: str
) -> None:
    results = [StageResult(stage, found) for stage, found in zip(Stage, findings, strict=False)]

    assert words.summary("Mine", results) == said


def test_the_report_holds_no_secret(words: DiagnosisWords) -> None:
    credentials = Credentials("my-key-0123", proxy_password="proxy-word")
    profile = Profile(
        "Mine", "https://hub.example/v2", proxy="http://person:proxy-word@proxy.example:3128"
    )
    facts: dict[Fact, FactValue] = {Fact.WORDS: "no such key: my-key-0123", Fact.STATUS: 401}
    results = [StageResult(Stage.KEY, Finding.KEY_REFUSED, 0.25, facts)]

    report = Report(words, words, FactWords()).of(profile, credentials, results)

    assert not [secret for secret in credentials.secrets() if secret in report]
    assert "Key: failed (0.25 s)" in report
    assert "Status: 401" in report
    assert "person@proxy.example:3128" in report
