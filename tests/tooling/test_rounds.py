"""What is sent back to the model is a conversation that every server takes."""

from __future__ import annotations

from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.tooling.results import NOT_RUN
from desktop_app.tooling.rounds import (
    as_called,
    result_message,
    rounds_since_question,
    with_all_results,
    with_call,
)

QUESTION = Message(Role.USER, "What's the weather?")
ONE, TWO = ToolCall("1", "weather", "{}"), ToolCall("2", "weather", "{}")
CALLING = Message(Role.ASSISTANT, "", tool_calls=(ONE, TWO))


def test_a_call_that_was_stopped_gets_the_result_that_it_was_not_run() -> None:
    later = Message(Role.USER, "Never mind")
    messages = (QUESTION, CALLING, result_message(ONE, "rain"), later)
    assert with_all_results(messages) == (
        QUESTION,
        CALLING,
        result_message(ONE, "rain"),
        result_message(TWO, NOT_RUN),
        later,
    )


def test_a_call_at_the_very_end_is_completed_too() -> None:
    assert with_all_results((QUESTION, CALLING))[2:] == (
        result_message(ONE, NOT_RUN),
        result_message(TWO, NOT_RUN),
    )


def test_a_complete_conversation_stays_as_it_is() -> None:
    messages = (QUESTION, CALLING, result_message(TWO, "b"), result_message(ONE, "a"))
    assert with_all_results(messages) == messages


def test_an_id_that_comes_again_in_a_later_round_is_another_call() -> None:
    again = Message(Role.ASSISTANT, "", tool_calls=(ONE,))
    messages = (QUESTION, again, result_message(ONE, "a"), again)
    assert with_all_results(messages)[-1] == result_message(ONE, NOT_RUN)


def test_rounds_are_counted_from_the_last_question() -> None:
    answer = Message(Role.ASSISTANT, "It rains")
    round_one = (QUESTION, CALLING, result_message(ONE, "a"), result_message(TWO, "b"))
    assert rounds_since_question(round_one) == 1
    assert rounds_since_question((*round_one, CALLING)) == 2
    assert rounds_since_question((*round_one, answer, QUESTION)) == 0


def test_the_model_reads_the_arguments_with_which_its_call_was_run() -> None:
    changed = ToolCall("2", "weather", '{"location":"Bonn"}')
    assert with_call(CALLING, changed).tool_calls == (ONE, changed)


def test_no_arguments_are_an_empty_object_unless_they_were_cut() -> None:
    bare = ToolCall("1", "current_time", "")
    assert as_called(bare, is_cut=False).arguments == "{}"
    assert as_called(bare, is_cut=True).arguments == ""
