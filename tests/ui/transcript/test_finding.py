"""A text is found in the whole conversation, in the document or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.transcript.reading import WORDS, answer, conversation, question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.ui.transcript import Transcript


def found(transcript: Transcript) -> tuple[int, int]:
    transcript.finder.complete()
    return transcript.finder.number, transcript.finder.total


def marked(transcript: Transcript) -> list[str]:
    """What is marked in view; the current hit in capitals."""
    marks = transcript.extraSelections()
    colours = [mark.format.background().color().name() for mark in marks]
    strong = transcript.look.accent
    return [
        text.upper() if colour == strong else text.lower()
        for text, colour in zip(
            (mark.cursor.selectedText() for mark in marks), colours, strict=True
        )
    ]


def is_in_view(transcript: Transcript, text: str) -> bool:
    place = transcript.cursorRect(transcript.document().find(text))
    return transcript.viewport().rect().contains(place)


def test_hits_are_counted_and_marked_and_the_current_one_stands_out(
    transcript: Transcript,
) -> None:
    transcript.show_messages([question("Alpha beta"), answer("gamma **ALPHA** alpha")])
    transcript.finder.search("alpha")
    assert found(transcript) == (1, 3)
    assert marked(transcript) == ["ALPHA", "alpha", "alpha"]
    transcript.finder.step(1)
    assert found(transcript) == (2, 3)
    assert marked(transcript) == ["alpha", "ALPHA", "alpha"]
    transcript.finder.step(-2)
    assert found(transcript) == (3, 3)
    transcript.finder.clear()
    assert marked(transcript) == []


def test_a_hit_far_above_is_counted_and_shown(transcript: Transcript) -> None:
    messages = conversation(3_000)
    messages[7] = answer("A needle in it.", "7")
    messages[2_999] = answer("The needle at the end.", "2999")
    transcript.show_messages(messages)
    transcript.finder.search("needle")
    assert found(transcript) == (2, 2)
    transcript.finder.step(1)
    assert found(transcript) == (1, 2)
    assert is_in_view(transcript, "A needle in it.")
    assert marked(transcript) == ["NEEDLE"]
    assert not transcript.is_following


def test_the_search_is_done_in_slices(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages(conversation(5_000))
    transcript.finder.search("Message number 49")
    assert transcript.finder.is_searching
    assert transcript.finder.total == 0
    qtbot.waitUntil(lambda: not transcript.finder.is_searching)
    assert transcript.finder.total == 1 + 10 + 100


def test_steps_asked_for_too_early_are_taken_when_the_search_is_done(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages(conversation(5_000))
    transcript.finder.search("Message number")
    transcript.finder.step(1)
    transcript.finder.step(1)
    qtbot.waitUntil(lambda: not transcript.finder.is_searching)
    first = transcript.finder.number
    transcript.finder.step(1)
    assert transcript.finder.number == first % 5_000 + 1


def test_headings_and_labels_are_not_searched(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?"), answer("No model is here", footer="9 tokens")])
    for text in ("tokens", "Copy", "You"):
        transcript.finder.search(text)
        assert found(transcript) == (0, 0)
    transcript.finder.search("model")
    assert found(transcript) == (1, 1)
    assert marked(transcript) == ["MODEL"]


def test_finding_goes_on_while_an_answer_streams(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([question("a cloud")])
    transcript.begin_reply("a")
    transcript.append_text("The cloud")
    transcript.finder.search("cloud")
    assert found(transcript) == (1, 2)
    transcript.append_text(" and the *cloud*")
    qtbot.waitUntil(lambda: transcript.finder.total == 3)
    assert marked(transcript) == ["CLOUD", "cloud", "cloud"]
    transcript.finder.step(-1)
    assert found(transcript) == (3, 3)
    transcript.append_text(" in the sky.\n\nThe end of the cloud.")
    transcript.end_reply()
    qtbot.waitUntil(lambda: transcript.finder.total == 4)
    assert transcript.finder.number == 3
    assert marked(transcript) == ["cloud", "cloud", "CLOUD", "cloud"]


def test_a_hit_stays_the_current_one_when_older_messages_come(
    transcript: Transcript,
) -> None:
    messages = conversation(200)
    transcript.show_messages(messages[100:])
    transcript.finder.search("number 150")
    assert found(transcript) == (1, 1)
    transcript.finder.search("number 1")
    transcript.finder.step(1)
    assert found(transcript)[1] == 100
    before = transcript.finder.number
    transcript.prepend_messages(messages[:100])
    transcript.finder.step(1)
    assert found(transcript) == (before + 11 + 1, 111)


def test_another_conversation_is_not_scrolled_by_the_search_before(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages(conversation(50))
    transcript.finder.search("number 3.")
    assert found(transcript) == (1, 1)
    others = [question(f"Other {number}. {WORDS}", f"other {number}") for number in range(80)]
    transcript.show_messages([question("number 3.", "o"), *others])
    qtbot.waitUntil(lambda: transcript.finder.number == 0)
    assert transcript.finder.total == 1
    assert transcript.is_following


def test_folded_reasoning_is_searched_and_unfolded_at_a_hit(transcript: Transcript) -> None:
    transcript.show_messages(
        [
            answer("A cloud, yes.", "a", reasoning="Let me think of a cloud, a white cloud."),
            answer("Another cloud.", "b", reasoning="Nothing of the kind."),
        ]
    )
    transcript.finder.search("cloud")
    assert found(transcript) == (1, 4)
    assert "Let me think of" in transcript.plain_text()
    assert marked(transcript) == ["CLOUD", "cloud", "cloud", "cloud"]
    transcript.finder.step(1)
    transcript.finder.step(1)
    assert found(transcript) == (3, 4)
    assert transcript.find_text("cloud")  # the next, in another message
    assert found(transcript) == (4, 4)
    assert "Let me think of" not in transcript.plain_text()  # folded again, as it was
    assert "Nothing of the kind." not in transcript.plain_text()
    assert marked(transcript) == ["cloud", "CLOUD"]
    transcript.finder.step(-1)
    assert found(transcript) == (3, 4)
    assert marked(transcript) == ["CLOUD", "cloud"]  # in the text: nothing has to be unfolded
    transcript.finder.step(-1)
    assert found(transcript) == (2, 4)
    assert marked(transcript) == ["cloud", "CLOUD", "cloud", "cloud"]


def test_what_a_model_thought_long_ago_is_found_and_shown(transcript: Transcript) -> None:
    messages = conversation(3_000)
    messages[7] = answer("It is so.", "7", reasoning="A needle in what was thought.")
    transcript.show_messages(messages)
    transcript.finder.search("needle")
    assert found(transcript) == (1, 1)
    assert is_in_view(transcript, "A needle in what was thought.")
    assert marked(transcript) == ["NEEDLE"]


def test_reasoning_that_a_person_unfolded_stays_so(transcript: Transcript) -> None:
    transcript.show_messages([answer("Yes.", "a", reasoning="Some cloud"), answer("A cloud.", "b")])
    transcript._links.fold_requested.emit("a")
    transcript.finder.search("cloud")
    transcript.finder.step(1)
    assert found(transcript) == (2, 2)
    assert "Some cloud" in transcript.plain_text()


def test_emoji_before_a_hit_do_not_move_its_mark(transcript: Transcript) -> None:
    transcript.show_messages([question("😀😀 cloud 👩‍👩‍👧 cloud")])
    transcript.finder.search("cloud")
    assert found(transcript) == (1, 2)
    assert marked(transcript) == ["CLOUD", "cloud"]


def test_text_is_found_and_selected_beyond_the_document(transcript: Transcript) -> None:
    transcript.show_messages(conversation(1_000))
    assert transcript.find_text("Message number 5.")
    assert transcript.textCursor().selectedText() == "Message number 5."
    assert not transcript.find_text("no such words")


def test_a_message_is_shown_where_the_words_stand_that_were_searched(
    transcript: Transcript,
) -> None:
    messages = conversation(300)
    before = f"Nowheat pumps. **Heat** alone. {WORDS * 40}"
    messages[7] = answer(f"{before} The *heat* of a pump. {WORDS * 40}", "7")
    transcript.show_messages(messages)
    transcript.show_message("7", ("heat", "PUMP"))
    place = transcript.textCursor()
    assert place.selectedText() == "heat"
    assert place.block().text()[place.positionInBlock() :].startswith(" of a pump")
    assert transcript.viewport().rect().contains(transcript.cursorRect())
    transcript.show_message("7", ("alone", "nowhere"))
    assert transcript.textCursor().selectedText() == "alone"
    transcript.show_message("7", ("nowhere",))
    assert not transcript.textCursor().hasSelection()


def test_the_search_begins_where_a_person_reads(transcript: Transcript) -> None:
    transcript.show_messages([answer("\n\n".join(f"Line {n} cloud" for n in range(100)))])
    transcript.plain_text()
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() // 2)
    before = transcript.verticalScrollBar().value()
    transcript.finder.search("cloud")
    number, total = found(transcript)
    assert 40 < number < 60
    assert total == 100
    assert abs(transcript.verticalScrollBar().value() - before) < 600
