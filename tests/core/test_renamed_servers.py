"""A server that gets another name keeps what was chosen for it."""

from __future__ import annotations

from desktop_app.core.renamed_servers import with_renamed_servers
from desktop_app.core.settings import Settings

SETTINGS = Settings(
    chosen_models={"A/chat": "a", "A/b/chat": "ab", "B/chat": "b", "C/vision": "c"},
    compared_models={"A": ("a", "b")},
    favourites={"A": ("a",), "B": ("b",), "C": ("c",)},
)


def test_models_that_were_chosen_for_a_server_go_with_its_name() -> None:
    renamed = with_renamed_servers(SETTINGS, {"A": "New"})
    assert renamed.favourites == {"New": ("a",), "B": ("b",), "C": ("c",)}
    assert renamed.compared_models == {"New": ("a", "b")}
    assert renamed.chosen_models == {
        "New/chat": "a",
        "A/b/chat": "ab",
        "B/chat": "b",
        "C/vision": "c",
    }


def test_two_servers_swap_what_was_chosen_for_them() -> None:
    swapped = with_renamed_servers(SETTINGS, {"A": "B", "B": "A"})
    assert swapped.favourites == {"A": ("b",), "B": ("a",), "C": ("c",)}
    assert swapped.chosen_models["B/chat"] == "a"


def test_a_name_that_was_free_takes_nothing_of_a_server_that_is_gone() -> None:
    assert with_renamed_servers(SETTINGS, {"A": "C"}).favourites == {"B": ("b",), "C": ("a",)}


def test_without_a_new_name_all_is_as_it_was() -> None:
    assert with_renamed_servers(SETTINGS, {}) == SETTINGS
