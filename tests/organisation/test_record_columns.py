"""Which columns stand where follows from the definition: nothing personal in lists, no secret anywhere."""

from __future__ import annotations

import pytest

from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.register_schema import Column, Counted, Register
from akuntabel.organisation.records.columns import WIDEST, Layout, columns_of

REGISTERS = catalogue().scheme("bpom").registers
COUNTED = Counted(
    in_register="sample",
    flows=(
        {"by": "completed_on", "where": (("verdict", "is_set"), ("completed_on", ">=", {"column": "taken_on"}))},
        {"by": "sent_on", "value": {"sum": "pieces"}},
    ),
    group_by="commodity",
)


def column(key, **fields):
    return Column.model_validate({"key": key, "name": key, "type": "text", **fields})


def keys(columns):
    return [one.key for one in columns]


def register(*columns):
    return Register(key="case", name="Perkara", table="cases", columns=columns)


def test_every_column_that_a_measure_names():
    assert columns_of(COUNTED) == {"completed_on", "verdict", "taken_on", "sent_on", "pieces", "commodity"}


def test_a_sample_is_called_by_number_and_product_and_dated_by_its_taking():
    layout = Layout.of(REGISTERS["sample"], [COUNTED])

    assert keys(layout.name) == ["number", "product"]
    assert layout.main_date.key == "taken_on"
    assert keys(layout.listed) == ["number", "product", "commodity", "draw", "district", "taken_on", "examined_on",
                                   "completed_on", "verdict"]  # fmt: skip  # as the register names them
    unnamed = Layout.of(REGISTERS["sample"].model_copy(update={"listed": ()}), [COUNTED])
    assert keys(unnamed.listed) == ["number", "product", "commodity", "draw", "district", "taken_on", "sent_on",
                                    "completed_on", "verdict"]  # fmt: skip


def test_a_register_whose_dates_may_be_missing_is_dated_by_what_counts():
    layout = Layout(
        register(column("a", required=True), column("b", type="date"), column("c", type="date")), frozenset({"c"})
    )

    assert layout.main_date.key == "c"
    assert Layout(layout.register).main_date is None


@pytest.mark.parametrize("key", REGISTERS)
def test_no_list_is_wider_than_a_screen_and_none_holds_a_hidden_column(key):
    layout = Layout.of(REGISTERS[key], [])

    assert 0 < len(layout.listed) <= WIDEST
    assert not [c for c in (*layout.listed, *layout.open) if c.sensitivity in {"personal", "secret"}]


def test_personal_and_secret_columns():
    layout = Layout(
        register(
            column("number", required=True),
            column("suspect", required=True, sensitivity="personal"),
            column("informant", sensitivity="secret"),
            column("age", type="integer", maintained=True),
        )
    )

    assert keys(layout.name) == ["number"]
    assert keys(layout.texts) == ["number"]
    assert keys(layout.visible(personal=False)) == ["number", "age"]
    assert keys(layout.visible(personal=True)) == ["number", "suspect", "age"]
    assert keys(layout.written) == ["number", "suspect"]
    assert layout.can_be_written


def test_a_form_cannot_hold_a_register_that_needs_a_secret():
    layout = Layout(
        register(column("number", required=True), column("informant", required=True, sensitivity="secret"))
    )

    assert not layout.can_be_written
