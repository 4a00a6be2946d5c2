"""The addresses of the pictures in a piece of HTML."""

from __future__ import annotations

from html.parser import HTMLParser


def image_addresses(html: str) -> list[str]:
    """The `src` of every `img`, in their order."""
    parser = _ImageAddresses()
    parser.feed(html)
    return parser.addresses


class _ImageAddresses(HTMLParser):
    """Collects them while it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.addresses += [value.strip() for key, value in attrs if key == "src" and value]
