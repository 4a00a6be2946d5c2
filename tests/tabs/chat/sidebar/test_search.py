"""Words are found while they are typed, and what is found opens at the hit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from desktop_app.core.conversations import SearchHit
from desktop_app.tabs.chat.sidebar.excerpt import excerpt_around
from tests.tabs.chat.sidebar.filling import Talk
from tests.tabs.chat.sidebar.panel import Panel, running_panel

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TALKS = (
    Talk("Heat pumps", messages=("Are they loud?", "A heat pump hums.")),
    Talk("Cats", messages=("Do cats like heat?", "Yes.")),
)


async def _search(panel: Panel, text: str) -> QListView:
    panel.view.search.setFocus()
    QTest.keyClicks(panel.view.search, text)
    hits = panel.find(QListView, "chat.hits")
    await panel.until(hits.isVisible, "the hits")
    return hits


async def test_titles_and_messages_are_found_soon_after_the_last_key(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        hits = await _search(panel, "heat")
        assert panel.rows(hits) == ["Heat pumps", "Cats", "Heat pumps"]
        spoken = hits.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Heat pumps: A heat pump hums."
        assert not panel.view.grab().isNull()


async def test_a_hit_at_the_end_of_a_long_title_is_seen(tmp_path: Path) -> None:
    title = "What a person should know before they buy a heat pump"
    async with running_panel(tmp_path, (Talk(title), Talk("Heat"))) as panel:
        hits = await _search(panel, "heat")
        spoken = [
            hits.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)
        ]
        assert spoken == ["Heat: In the title", f"{title}: …they buy a heat pump"]


async def test_a_click_opens_at_the_hit(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        hits = await _search(panel, "heat")
        panel.click(hits, 2)
        panel.click(hits, 0)
        assert panel.told == [("hit_chosen", 1, 2), ("conversation_chosen", 1)]
        assert hits.isVisible()


async def test_the_whole_search_works_by_keys(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        panel.list.setFocus()
        QTest.keyClick(panel.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert panel.view.search.hasFocus()
        hits = await _search(panel, "cats like")
        panel.key(Qt.Key.Key_Return, panel.view.search)
        panel.key(Qt.Key.Key_Down, panel.view.search)
        assert hits.hasFocus()
        panel.key(Qt.Key.Key_Return, hits)
        assert panel.told == [("hit_chosen", 2, 3)] * 2
        panel.key(Qt.Key.Key_Escape, hits)
        assert panel.view.search.hasFocus()
        await _search(panel, "cats")
        panel.key(Qt.Key.Key_Escape, panel.view.search)
        assert panel.list.isVisible()
        assert panel.view.search.text() == ""


async def test_enter_does_not_wait(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        asked: list[str] = []
        panel.view.search.search_requested.connect(asked.append)
        QTest.keyClicks(panel.view.search, "heat")
        assert asked == []
        panel.key(Qt.Key.Key_Return, panel.view.search)
        assert asked == ["heat"]


async def test_an_older_search_never_replaces_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        release = asyncio.Event()
        find = panel.database.search.find

        async def slow(text: str, limit: int) -> list[SearchHit]:
            found = await find(text, limit=limit)
            if text == "heat":
                await release.wait()
            return found

        shown: list[str] = []
        monkeypatch.setattr(panel.database.search, "find", slow)
        monkeypatch.setattr(panel.view, "show_hits", lambda text, _hits: shown.append(text))
        panel.view.search_requested.emit("heat")
        await asyncio.sleep(0)
        panel.view.search_requested.emit("cats")
        await panel.until(lambda: bool(shown), "the newer search")
        release.set()
        await panel.presenter.close()
        assert shown == ["cats"]


async def test_a_search_that_is_cleared_shows_nothing_any_more(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        panel.view.search.setText("heat")
        panel.key(Qt.Key.Key_Return, panel.view.search)
        panel.view.search.clear()
        await panel.presenter.close()
        assert panel.list.isVisible()


async def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        hits = await _search(panel, "submarine")
        (hint,) = hits.findChildren(QLabel)
        assert hint.isVisible()
        assert "Nothing found for “submarine”" in hint.text()


async def test_more_hits_come_as_the_person_scrolls(tmp_path: Path) -> None:
    texts = tuple(f"word {number}" for number in range(120))
    async with running_panel(tmp_path, [Talk("x", messages=texts)]) as panel:
        hits = await _search(panel, "word")
        assert hits.model().rowCount() == 50
        bar = hits.verticalScrollBar()

        def scrolled_to_the_end() -> bool:
            bar.setValue(bar.maximum())
            return hits.model().rowCount() == 120

        await panel.until(scrolled_to_the_end, "all hits")


async def test_the_field_offers_to_clear_itself(tmp_path: Path) -> None:
    async with running_panel(tmp_path) as panel:
        field = panel.find(QLineEdit, "chat.search")
        (clear,) = [action for action in field.actions() if "Clear" in action.toolTip()]
        assert not clear.isVisible()
        field.setText("x")
        assert clear.isVisible()
        clear.trigger()
        assert field.text() == ""


def test_an_excerpt_begins_shortly_before_what_was_found() -> None:
    text = "many words come before\nthe needle\tthat is marked"
    start = text.index("needle")
    hit = SearchHit(1, "t", 1, text, ((start, start + 6),))
    excerpt, ((first, last),) = excerpt_around(hit)
    assert excerpt == "…before the needle that is marked"
    assert excerpt[first:last] == "needle"


def test_a_word_without_an_end_is_cut_at_the_mark() -> None:
    hit = SearchHit(1, "t", 1, "x" * 40 + "needle", ((40, 46),))
    excerpt, ((first, last),) = excerpt_around(hit)
    assert (excerpt, excerpt[first:last]) == ("…needle", "needle")


def test_an_excerpt_that_fits_stays_as_it_is() -> None:
    assert excerpt_around(SearchHit(1, "t", 1, "a needle", ((2, 8),))) == ("a needle", ((2, 8),))
    assert excerpt_around(SearchHit(1, "t", 1, "no mark", ())) == ("no mark", ())


def test_marks_of_markdown_do_not_disturb_in_an_excerpt() -> None:
    bold = "> **A** `big **needle**`"
    assert excerpt_around(SearchHit(1, "t", 1, bold, ((15, 21),))) == ("A big needle", ((6, 12),))
    assert excerpt_around(SearchHit(1, "t", 1, "2 ** 3, __init__", ()))[0] == "2 ** 3, __init__"
