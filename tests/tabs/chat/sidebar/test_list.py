"""The list shows what there is, in the order of last use, however much it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from desktop_app.tabs.chat.sidebar.grouping import local_day
from desktop_app.tabs.chat.sidebar.model import ConversationModel
from desktop_app.tabs.chat.sidebar.presenter import PAGE
from tests.storage.database.talking import said
from tests.tabs.chat.sidebar.filling import Talk, many
from tests.tabs.chat.sidebar.panel import Panel, running_panel

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
WEEK = (
    Talk("old", 20 * DAY),
    Talk("pinned", 9 * DAY, pinned=True),
    Talk("last", timedelta()),
    Talk("yesterday", DAY),
    Talk("some days ago", 5 * DAY),
)


async def test_conversations_stand_in_groups_the_last_used_first(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK) as panel:
        assert panel.rows() == [
            *("[Pinned]", "pinned", "[Today]", "last", "[Yesterday]", "yesterday"),
            *("[Last 7 days]", "some days ago", "[Older]", "old"),
        ]


async def test_an_empty_list_says_what_it_is_for(tmp_path: Path) -> None:
    async with running_panel(tmp_path) as panel:
        hints = panel.list.findChildren(QLabel)
        await panel.until(lambda: any("No conversations" in h.text() for h in hints), "the hint")
        await panel.until(lambda: any(h.isVisible() for h in hints), "the hint")
        created = await panel.database.conversations.create({})
        panel.presenter.touch(created.id)
        await panel.until_rows("[Today]", "New chat")
        assert [h for h in hints if h.isVisible()] == []


async def test_the_arrow_keys_pass_the_headings_and_enter_opens(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK) as panel:
        panel.select("pinned")
        panel.key(Qt.Key.Key_Down)
        assert not panel.told
        panel.key(Qt.Key.Key_Return)
        assert panel.told == [("conversation_chosen", 3)]


async def test_a_click_opens_and_a_click_on_a_heading_does_nothing(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK) as panel:
        panel.click(panel.list, panel.row("[Older]"))
        panel.click(panel.list, panel.row("old"))
        assert panel.told == [("conversation_chosen", 1)]


async def test_what_is_used_moves_to_the_top_and_stays_selected(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK) as panel:
        panel.presenter.set_current(1)
        assert panel.list.selected() == [1]
        await panel.database.messages.add(1, said("again"))
        panel.presenter.touch(1)
        await panel.until_rows(
            *("[Pinned]", "pinned", "[Today]", "old", "last", "[Yesterday]", "yesterday"),
            *("[Last 7 days]", "some days ago"),
        )
        assert panel.list.selected() == [1]
        assert panel.list.currentIndex().data() == "old"


async def test_a_new_conversation_that_is_open_is_selected(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK) as panel:
        created = await panel.database.conversations.create({})
        await panel.database.messages.add(created.id, said("What is new?"))
        panel.presenter.set_current(created.id)
        panel.presenter.touch(created.id)
        await panel.until(lambda: "What is new?" in panel.rows(), "the new one")
        assert panel.list.selected() == [created.id]


async def test_what_is_gone_from_the_database_is_gone_from_the_list(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK[:2]) as panel:
        await panel.database.bin.delete_conversation(1)
        await panel.database.bin.empty()
        panel.presenter.touch(1)
        await panel.until_rows("[Pinned]", "pinned")


async def test_after_a_restored_backup_everything_is_read_anew(tmp_path: Path) -> None:
    async with running_panel(tmp_path, WEEK[:1]) as panel:
        await panel.database.conversations.rename(1, "from the backup")
        panel.archive.opened.emit()
        await panel.until_rows("[Older]", "from the backup")


async def test_the_headings_follow_the_day() -> None:
    today = [local_day()]
    model = ConversationModel(today=lambda: today[0])
    seen = [model.day_is_over]
    today[0] += DAY
    seen.append(model.day_is_over)
    model.show_page([], is_complete=True)
    seen.append(model.day_is_over)
    assert seen == [False, True, False]


async def test_pages_come_as_the_person_scrolls_and_none_is_missing(tmp_path: Path) -> None:
    count = 2 * PAGE + 50
    async with running_panel(tmp_path, many(count)) as panel:
        bar = panel.list.verticalScrollBar()
        assert panel.list.model().rowCount() < PAGE + 10

        def scrolled_to_the_end() -> bool:
            bar.setValue(bar.maximum())
            return f"Talk {count - 1}" in panel.rows()

        await panel.until(scrolled_to_the_end, "the last page")
        titles = [row for row in panel.rows() if not row.startswith("[")]
        assert titles == [f"Talk {number}" for number in range(count)]


async def test_a_list_of_thousands_is_read_anew_in_one_piece(tmp_path: Path) -> None:
    async with running_panel(tmp_path, many(3_000)) as panel:
        model = panel.list.conversations
        rest = await panel.database.conversations.page(after=model.last(), limit=3_000)
        panel.list.append_page(rest, is_complete=True)
        panel.presenter.set_current(1)
        panel.presenter.refresh()
        wanted = [f"Talk {number}" for number in range(PAGE)]

        def first_page() -> bool:
            return [row for row in panel.rows() if not row.startswith("[")] == wanted

        await panel.until(first_page, "the first page")
        assert panel.list.selected() == [1]


async def test_what_has_moved_up_meanwhile_is_listed_once(tmp_path: Path) -> None:
    async with running_panel(tmp_path, many(PAGE + 20)) as panel:
        last = f"Talk {PAGE + 10}"
        conversation_id = PAGE + 11
        await panel.database.messages.add(conversation_id, said("again"))
        panel.presenter.touch(conversation_id)
        panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum())
        await panel.until(lambda: f"Talk {PAGE + 19}" in panel.rows(), "the last page")
        assert panel.rows().count(last) == 1
        assert panel.rows()[1] == last


async def test_a_screen_reader_is_told_all_that_is_painted(tmp_path: Path) -> None:
    talks = (Talk("first", DAY / 48), Talk("second", pinned=True, tags=("a", "b")))
    async with running_panel(tmp_path, talks) as panel:
        panel.presenter.set_streaming(frozenset({1}))
        panel.presenter.set_unseen(frozenset({2}))
        assert _spoken(panel) == [
            *("Pinned", "second, new answer, pinned, tags: a, b"),
            *("Today", "first, answer is being written"),
        ]
        panel.presenter.set_streaming(frozenset())
        panel.presenter.set_current(1)
        assert _spoken(panel)[3] == "first, open"


async def test_every_look_can_be_painted(tmp_path: Path) -> None:
    talks = (*WEEK, Talk("a long title " * 20, tags=("tag " * 20, "and another one")))
    async with running_panel(tmp_path, talks) as panel:
        everything = frozenset(range(1, 7))
        panel.presenter.set_current(6)
        panel.presenter.set_streaming(everything)
        assert not panel.view.grab().isNull()
        panel.presenter.set_unseen(everything)
        assert not panel.view.grab().isNull()


def _spoken(panel: Panel) -> list[str]:
    interface = QAccessible.queryAccessibleInterface(panel.list)
    assert interface is not None
    children = (interface.child(number) for number in range(interface.childCount()))
    return [child.text(QAccessible.Text.Name) for child in children]
