"""What the program notes of its own working: no key and no text of a person is ever in it."""

from __future__ import annotations
