"""A conversation that changes while a person reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.ui.transcript import MessageAction, Transcript, TranscriptMessage, paging
from tests.ui.transcript.reading import WORDS, answer, conversation, links, question, top_line


def test_a_message_is_shown_anew_where_it_stands(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?"), answer("one"), question("And?", "q2")])
    transcript.update_message(answer("two", footer="3 tokens", actions=(MessageAction.RETRY,)))
    text = transcript.plain_text()
    assert "one" not in text
    assert text.index("Why?") < text.index("two") < text.index("3 tokens") < text.index("And?")
    assert "Retry" in links(transcript)


def test_the_last_and_the_only_message_are_shown_anew_too(transcript: Transcript) -> None:
    transcript.show_messages([question("one")])
    transcript.update_message(question("two"))
    assert transcript.plain_text() == "You\n\ntwo"
    transcript.append_message(answer("three"))
    transcript.update_message(answer("four"))
    assert "four" in transcript.plain_text()
    assert "three" not in transcript.plain_text()


@pytest.mark.parametrize("following", [[], [question("And?", "q2")]])
def test_a_long_answer_that_can_no_longer_be_continued_is_not_laid_out_again(
    transcript: Transcript, following: list[TranscriptMessage]
) -> None:
    text = "\n\n".join([WORDS] * 40 + ["| a | b |\n|---|---|\n| 1 | 2 |"])
    stopped = answer(text, state="stopped", footer="3 tokens", actions=(MessageAction.CONTINUE,))
    transcript.show_messages([question("Why?"), stopped, *following])
    before = transcript.plain_text()
    touched: list[int] = []
    transcript.document().contentsChange.connect(lambda _at, out, put: touched.extend((out, put)))
    transcript.update_message(replace(stopped, actions=(MessageAction.RETRY,)))
    assert touched
    assert max(touched) < 100
    assert transcript.plain_text() == before.replace("Continue", "Retry")
    assert "Retry" in links(transcript)
    assert "Continue" not in links(transcript)


def test_a_message_that_is_not_in_the_document_is_changed_too(transcript: Transcript) -> None:
    transcript.show_messages(conversation(500))
    transcript.plain_text()
    transcript.update_message(question("Another text", "2"))
    transcript.show_message("2")
    assert "Another text" in transcript.plain_text()


def test_only_a_message_that_is_there_can_be_changed(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?")])
    with pytest.raises(KeyError):
        transcript.update_message(answer("Because", "unknown"))


@pytest.mark.parametrize("changed", ["5", "25", "29"])
def test_what_is_read_stays_when_a_message_changes(transcript: Transcript, changed: str) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 900)
    before = top_line(transcript)
    role = transcript._paging.window.messages[int(changed)]
    transcript.update_message(answer(f"{role.text}\n\nMore.\n\nAnd more.", changed, title="You"))
    assert top_line(transcript)[1] == before[1]


def test_older_messages_come_in_front_and_what_is_read_stays(transcript: Transcript) -> None:
    messages = conversation(400)
    transcript.show_messages(messages[200:])
    transcript.plain_text()
    transcript.verticalScrollBar().setValue(700)
    transcript.plain_text()
    before = top_line(transcript)
    transcript.prepend_messages(messages[:200])
    assert top_line(transcript) == before
    transcript.plain_text()
    assert top_line(transcript) == before
    transcript.show_message("3")
    assert "Message number 3." in transcript.plain_text()


def test_a_short_conversation_is_filled_up_with_older_messages(transcript: Transcript) -> None:
    messages = conversation(12)
    transcript.show_messages(messages[10:])
    transcript.prepend_messages(messages[:10])
    text = transcript.plain_text()
    assert text.index("number 0.") < text.index("number 9.") < text.index("number 11.")
    assert transcript.is_following
    transcript.update_message(answer("changed", "11"))
    transcript.remove_from("10")
    assert "number 9." in transcript.plain_text()
    assert "changed" not in transcript.plain_text()


def test_a_reply_begins_with_what_has_come_already(transcript: Transcript) -> None:
    transcript.begin_reply("a", "model", text="It **begins** ", reasoning="Hm.")
    assert "It begins" in transcript.plain_text()
    assert "Thought" in transcript.plain_text()
    transcript.append_text("and goes on.")
    transcript.end_reply()
    assert "It begins and goes on." in transcript.plain_text()


def test_reasoning_that_has_come_already_goes_on(transcript: Transcript) -> None:
    transcript.begin_reply("a", reasoning="Hm, ")
    assert "Thinking…" in transcript.plain_text()
    transcript.append_reasoning("well.")
    transcript.append_text("Yes.")
    transcript.end_reply(reasoning_seconds=75.0)
    assert "Thought for 1 min 15 s" in transcript.plain_text()


def test_the_measured_time_of_the_reasoning_wins(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_reasoning("Hm.")
    transcript.append_text("Yes.")
    transcript.plain_text()
    transcript.end_reply(reasoning_seconds=42.0)
    assert "Thought for 42 s" in transcript.plain_text()
    assert transcript.plain_text().count("Thought") == 1


def test_an_answer_that_broke_off_streams_on(transcript: Transcript) -> None:
    broken = answer(
        "Half a sen", state="interrupted", actions=(MessageAction.CONTINUE,), reasoning="Hm."
    )
    transcript.show_messages([question("Why?"), broken])
    transcript.resume_reply("a")
    text = transcript.plain_text()
    assert "Half a sen" in text
    assert "Interrupted" not in text
    assert "Continue" not in text
    transcript.append_text("tence.")
    transcript.end_reply(
        "finished", "9 tokens", actions=(MessageAction.REGENERATE,), position=2, siblings=2
    )
    text = transcript.plain_text()
    assert "Half a sentence." in text
    assert text.count("model") == 1
    assert {"Copy", "Regenerate", "‹"} <= set(links(transcript))
    assert "9 tokens" in text


def test_only_the_last_message_streams_on(transcript: Transcript) -> None:
    transcript.show_messages([answer("one", "1"), answer("two", "2")])
    with pytest.raises(KeyError):
        transcript.resume_reply("1")


def test_an_answer_streams_on_while_something_else_is_read(transcript: Transcript) -> None:
    transcript.show_messages([*conversation(300), answer("Half", "last", state="stopped")])
    transcript.show_message("3")
    transcript.plain_text()
    before = top_line(transcript)
    transcript.resume_reply("last")
    transcript.append_text(" and half")
    transcript.end_reply()
    assert top_line(transcript) == before
    transcript.to_end()
    assert "Half and half" in transcript.plain_text()


def test_reading_stays_when_the_answer_below_streams_on(transcript: Transcript) -> None:
    transcript.show_messages([*conversation(20), answer(WORDS * 20, "last", state="stopped")])
    transcript.plain_text()
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 200)
    before = bar.value()
    transcript.resume_reply("last")
    transcript.plain_text()
    transcript.append_text("More.\n\n" * 30)
    transcript.plain_text()
    assert bar.value() == before
    assert not transcript.is_following


def test_a_day_of_answers_leaves_no_pile_of_formats_behind(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_RENEWED", 1_000)
    for number in range(10):
        transcript.begin_reply(str(number))
        for item in range(20):
            for word in ("\n- an *item*", " of", " a", " list"):
                transcript.append_text(f"{word} {item}")
                transcript.plain_text()
        transcript.end_reply()
    piled_up = len(transcript.document().allFormats())
    transcript.show_messages(list(transcript._paging.window.messages))
    assert transcript.plain_text().count("Copy") == 10
    assert piled_up < 4 * len(transcript.document().allFormats())
