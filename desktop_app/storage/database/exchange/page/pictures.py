"""Pictures within a text: their megabytes are kept away from whoever reads Markdown."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

_BEGIN = re.compile(r"\]\(\s{0,9}<?((?i:data:image)/[\w.+-]{1,40};base64,)")
# Of these characters HTML needs none escaped. In pieces: a match holds Python's lock.
_PIECE = re.compile(r"[A-Za-z0-9+/=%_-]{1,65536}")


class PicturesTakenOut:
    """A text with short addresses in place of its data URLs; nobody can guess the addresses."""

    def __init__(self, text: str) -> None:
        self._urls: list[str] = []
        self._prefix = f"picture:{secrets.token_hex(8)}/"
        self.text = "".join(self._without_pictures(text))

    def holds(self, address: str) -> bool:
        """Whether the address stands for a picture."""
        return bool(self._urls) and address.startswith(self._prefix)

    def restored(self, text: str) -> str:
        """A text, or HTML, with the data URLs in it."""
        if not self._urls:
            return text
        return re.sub(self._prefix + r"(\d+)", lambda found: self._urls[int(found[1])], text)

    def _without_pictures(self, text: str) -> Iterator[str]:
        position = 0
        while found := _BEGIN.search(text, position):
            start, end = found.span(1)
            while piece := _PIECE.match(text, end):
                end = piece.end()
            yield text[position:start]
            yield f"{self._prefix}{len(self._urls)}"
            self._urls.append(text[start:end])
            position = end
        yield text[position:]
