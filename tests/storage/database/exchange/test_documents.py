"""What is exported for people to read."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from datetime import timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.conversations import Attachment, NewMessage
from desktop_app.core.messages import Role
from desktop_app.storage.database.exchange import ExportWords, HtmlFormat, MarkdownFormat
from tests.storage.database.talking import rich_conversation, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

WORDS = ExportWords(
    roles={Role.USER: "You", Role.ASSISTANT: "Model", Role.TOOL: "Tool", Role.SYSTEM: "System"},
    reasoning="Reasoning",
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&</pre></div>"


MOMENT = r"\*\d{4}-\d\d-\d\d \d\d:\d\d\*"


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[timezone]:
    """The computer's clock shows the time of Tokyo."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "JST-9")
        time.tzset()
        yield timezone(timedelta(hours=9))
    time.tzset()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


async def _exported(
    database: ConversationDatabase, path: Path, export_format: HtmlFormat | MarkdownFormat
) -> str:
    await database.exporter.export(path, export_format)
    return await asyncio.to_thread(path.read_text, "utf-8")


async def test_markdown_shows_the_branch_that_is_shown(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await rich_conversation(database)
    text = await _exported(database, tmp_path / "a.md", MarkdownFormat(WORDS))
    text = re.sub(MOMENT, "*then*", text)
    assert text.startswith("# Cats & \\<dogs\\>\n\n*then*\n\n## You\n\n*then*\n\n![cat.png](<data:")
    assert (
        "## Model (served-model)\n\n*then*\n\n> **Reasoning**\n>\n> Look closer.\n> Again.\n"
        in text
    )
    assert "```html\n<script>alert(1)</script>\n```" in text
    assert '```json\n{"a": 1}\n```' in text
    assert "A dog." not in text


async def test_a_page_shows_everything_and_runs_nothing(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    conversation = await rich_conversation(database)
    await database.conversations.rename(conversation, HOSTILE)
    file = Attachment(HOSTILE, "text/html", 1, url=f"https://x/{HOSTILE}")
    fenced = f"```{HOSTILE}\n{HOSTILE}\n```\nafter\n~~~\n{HOSTILE}"
    message = NewMessage(role=Role.USER, text=HOSTILE + "\n" + fenced, attachments=(file,))
    await database.messages.add(conversation, message)
    text = await _exported(database, tmp_path / "a.html", HtmlFormat(WORDS))
    page = _Page()
    page.feed(text)
    assert not {"script", "iframe", "link", "object", "a"} & set(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert page.tags.count("img") == 1
    assert (page.attributes["src"] or "").startswith("data:image/png;base64,")
    assert page.text.count(HOSTILE) == 6  # title, name, address, text and two blocks
    assert page.tags.count("pre") == 4  # the answer's, the call's arguments, two here
    assert "default-src 'none'" in text


async def test_a_page_shows_each_text_as_the_window_does(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    conversation = await talk(database, "*typed*", "*written* $x$")
    told = NewMessage(role=Role.TOOL, text='{"told": 1}')
    await database.messages.add(conversation, told)
    text = await _exported(database, tmp_path / "a.html", HtmlFormat(WORDS))
    assert '<div class="text">*typed*</div>' in text
    assert "<p><em>written</em> <math" in text
    assert '<figcaption>json</figcaption><pre><code>{<span class="keyword">"told"</span>' in text
    assert "prefers-color-scheme: dark" in text


async def test_a_person_reads_when_everything_was_said_by_the_clock_on_the_wall(
    database: ConversationDatabase, tmp_path: Path, in_tokyo: timezone
) -> None:
    conversation = await talk(database, "one")
    said = (await database.messages.branch(conversation))[0].created.astimezone(in_tokyo)
    text = await _exported(database, tmp_path / "a.md", MarkdownFormat(WORDS))
    assert f"## You\n\n*{said:%Y-%m-%d %H:%M}*\n\none" in text
    text = await _exported(database, tmp_path / "a.html", HtmlFormat(WORDS))
    exact = said.isoformat(timespec="seconds")
    assert f'You <time datetime="{exact}">{said:%Y-%m-%d %H:%M}</time></h2>' in text


async def test_several_conversations_are_told_apart(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await talk(database, "one", "two")
    await talk(database, "three")
    text = await _exported(database, tmp_path / "a.md", MarkdownFormat(WORDS))
    one, two = re.sub(MOMENT, "*then*", text).split("\n---\n\n")
    assert one == "# one\n\n*then*\n\n## You\n\n*then*\n\none\n\n## Model\n\n*then*\n\ntwo\n"
    assert two == "# three\n\n*then*\n\n## You\n\n*then*\n\nthree\n"
    text = await _exported(database, tmp_path / "a.html", HtmlFormat(WORDS))
    assert text.count("<article>") == text.count("</article>") == 2
