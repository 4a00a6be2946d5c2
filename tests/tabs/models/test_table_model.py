"""The table of models: every field a column, numbers sorted as numbers, words filtered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop_app.core.models import ModelInfo
from desktop_app.tabs.models.abilities import Ability
from desktop_app.tabs.models.columns import details, plain_text
from desktop_app.tabs.models.sorting import ModelSorting
from desktop_app.tabs.models.table_model import ModelTable

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester


def table_of(*metas: dict[str, Any]) -> ModelTable:
    table = ModelTable()
    table.set_models([ModelInfo(f"m{number}", meta) for number, meta in enumerate(metas)])
    return table


def headings(table: ModelTable) -> list[str]:
    return [
        table.headerData(column, Qt.Orientation.Horizontal) for column in range(table.columnCount())
    ]


def column(rows: ModelSorting, name: str) -> list[str]:
    section = headings(rows.sourceModel()).index(name)  # type: ignore[arg-type] # it is ours
    return [rows.index(row, section).data() for row in range(rows.rowCount())]


def sorted_by(table: ModelTable, name: str, order: Qt.SortOrder) -> list[str]:
    rows = ModelSorting(table)
    rows.sort(headings(table).index(name), order)
    return column(rows, name)


def test_every_field_is_a_column_the_documented_ones_first() -> None:
    table = table_of({"zeta": 1, "license": "mit"}, {"alpha": 2, "max_sequence_length": 8192})
    assert headings(table) == [
        "Model", "Data goes to", "Kind", "", "max_sequence_length", "license", "zeta", "alpha",
    ]  # fmt: skip


def test_numbers_are_sorted_as_numbers_and_what_is_missing_stays_last() -> None:
    table = table_of({"n": 131072}, {}, {"n": "9000"}, {"n": 8192}, {"n": None}, {"n": 0})
    up = sorted_by(table, "n", Qt.SortOrder.AscendingOrder)
    down = sorted_by(table, "n", Qt.SortOrder.DescendingOrder)
    digits = [[text.replace(",", "") for text in order] for order in (up, down)]
    assert digits == [
        ["0", "8192", "9000", "131072", "", ""],
        ["131072", "9000", "8192", "0", "", ""],
    ]


def test_texts_are_sorted_without_regard_to_capitals() -> None:
    table = table_of({"t": "beta"}, {"t": "Alpha"}, {"t": ["gamma", "x"]})
    assert sorted_by(table, "t", Qt.SortOrder.AscendingOrder) == ["Alpha", "beta", "gamma, x"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a\nb", "a b"),
        (["text", "image"], "text, image"),
        ({"a": [1]}, '{"a": [1]}'),
        (float("nan"), "NaN"),
        ("x" * 10_000, "x" * 200),
    ],
)
def test_whatever_a_server_sends_fits_into_a_cell(value: object, text: str) -> None:
    assert plain_text(value) == text


def test_a_number_too_large_for_the_machine_is_shown_all_the_same() -> None:
    table = table_of({"n": 10**30})
    assert table.index(0, 4).data() == str(10**30)


@pytest.mark.parametrize(
    ("words", "ids"),
    [("", ["m0", "m1", "m2"]), ("de mit", ["m1"]), ("EXTERNAL", ["m2"]), ("zzz", []), ("m", None)],
)
def test_a_filter_leaves_the_models_that_hold_all_its_words(
    words: str, ids: list[str] | None
) -> None:
    table = table_of(
        {"license": "apache"},
        {"license": "MIT", "deployment_country": "DE", "is_externally_hosted": False},
        {"is_externally_hosted": True},
    )
    rows = ModelSorting(table)
    rows.set_filter(words)
    assert column(rows, "Model") == (["m0", "m1", "m2"] if ids is None else ids)


def test_details_hold_everything_as_json() -> None:
    model = ModelInfo("ü", {"a": None, "b": [1, {"c": True}]}, "meta")
    assert json.loads(details(model)) == {
        "id": "ü",
        "owned_by": "meta",
        "meta_data": {"a": None, "b": [1, {"c": True}]},
    }


def test_qt_finds_no_fault_with_the_model(qtmodeltester: ModelTester) -> None:
    table = table_of({"a": 1}, {"b": "x"})
    rows = ModelSorting(table)
    for model in (table, rows):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types for it
    rows.set_filter("m1")


def test_favourites_stay_on_top_in_every_order_and_the_chosen_row_follows() -> None:
    table = table_of({"n": 3}, {"n": 1}, {}, {"n": 2})
    rows = ModelSorting(table)
    chosen = QPersistentModelIndex(rows.index(1, 0))
    assert chosen.data() == "m1"
    table.set_favourites({"m2", "m3"})
    section = headings(table).index("n")
    found = {}
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        rows.sort(section, order)
        found[order] = column(rows, "Model")
        assert chosen.data() == "m1"
    assert list(found.values()) == [["m3", "m2", "m1", "m0"], ["m3", "m2", "m0", "m1"]]


def test_hundreds_of_models_are_sorted_without_comparing_them_one_by_one() -> None:
    metas = [{"n": (number * 7919) % 800} for number in range(800)]
    rows = ModelSorting(table_of(*metas))
    asked = 0
    data = ModelTable.data

    def counting(*arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return data(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ModelTable, "data", counting)
        rows.sort(4, Qt.SortOrder.DescendingOrder)
        rows.set_wanted(frozenset({Ability.CHAT}))
        rows.set_filter("m7")
        before = asked
        assert rows.index(0, 0).data()
    assert before < 10, "each cell that is asked for takes its time on the GUI thread"
    assert asked > before, "what is asked for is counted"
    assert rows.rowCount() == 111
    assert column(rows, "n") == sorted(column(rows, "n"), key=int, reverse=True)
