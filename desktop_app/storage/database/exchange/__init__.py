"""Conversations to and from files: JSON, Markdown, HTML, and the export of ChatGPT."""

from __future__ import annotations

from desktop_app.storage.database.exchange.export_format import ExportFormat, ExportWords
from desktop_app.storage.database.exchange.html_format import HtmlFormat
from desktop_app.storage.database.exchange.json_format import JsonFormat
from desktop_app.storage.database.exchange.markdown_format import MarkdownFormat

__all__ = ["ExportFormat", "ExportWords", "HtmlFormat", "JsonFormat", "MarkdownFormat"]
