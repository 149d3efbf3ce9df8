"""Rencana dan realisasi: planned beside done, and the records behind each number."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role
from registers.conftest import SAMPLE, office, write  # noqa: F401  # fixtures
from registers.test_plan_lines import LINE, VISITS

pytestmark = pytest.mark.database
PAGE = "/kupang/2023-Q2/rencana/"


@pytest.fixture
def reader(as_role, office):  # noqa: F811
    return as_role(Role.HEAD, office)


@pytest.fixture
def planned(write):  # noqa: F811
    line = write("plan_line", **LINE)
    for number, day in enumerate(("2023-01-05", "2023-03-01", "2023-08-01")):
        write("sample", **SAMPLE | {"number": f"S-{number}", "plan_line": str(line.uuid), "taken_on": day})
    return line


def test_planned_and_done_s_d_the_period_and_by_month(reader, planned):
    response = reader.get(PAGE)

    assert "QIA.005 Sampel Obat 5 rencana 5 realisasi 2 −3 rencana 2 realisasi 1" in text_of(response)
    assert f'href="{PAGE}{planned.uuid}/?bulan=3"' in response.content.decode()
    assert f'href="{PAGE}{planned.uuid}/?bulan=2"' not in response.content.decode()


def test_the_records_of_a_line_and_of_a_month(reader, planned):
    whole = text_of(reader.get(f"{PAGE}{planned.uuid}/"))
    march = text_of(reader.get(f"{PAGE}{planned.uuid}/?bulan=3"))

    assert [number in whole for number in ("S-0", "S-1", "S-2")] == [True] * 3
    assert [number in march for number in ("S-0", "S-1", "S-2")] == [False, True, False]
    assert "1–1 dari 1 catatan" in march
    assert "Sampel dan pengujian · Maret 2023" in march
    assert "1–3 dari 3 catatan" in text_of(reader.get(f"{PAGE}{planned.uuid}/?bulan=13"))


def test_a_month_stays_when_its_list_is_paged(reader, planned, write):  # noqa: F811
    for number in range(51):
        write(
            "sample", **SAMPLE | {"number": f"M-{number}", "plan_line": str(planned.uuid), "taken_on": "2023-03-02"}
        )
    html = reader.get(f"{PAGE}{planned.uuid}/?bulan=3").content.decode()

    [address] = set(re.findall(r'rel="next" href="([^"]+)"', html))
    assert "51–52 dari 52 catatan" in text_of(reader.get(f"{PAGE}{planned.uuid}/{address.replace('&amp;', '&')}"))


def test_codes_without_a_line_are_named(reader, write):  # noqa: F811
    write("sample", **SAMPLE | {"plan_code": "QIA.009"})
    write("sample", **SAMPLE | {"number": "S-2"})
    text = text_of(reader.get(PAGE))

    assert "Belum ada baris rencana 2023" in text
    assert "1 sampel berkode QIA.009, padahal kode itu tidak ada dalam rencana" in text
    assert "1 sampel tanpa kode baris rencana" in text


def test_a_line_without_records_and_one_that_is_not_there(reader, write):  # noqa: F811
    line = write("plan_line", **VISITS)

    assert "Belum ada catatan yang masuk ke baris rencana ini" in text_of(reader.get(f"{PAGE}{line.uuid}/"))
    assert reader.get(f"{PAGE}0b6d0c1e-0000-4000-8000-000000000001/").status_code == 404


def test_a_scheme_without_plan_lines_has_no_such_page(as_role, dinas):
    client = as_role(Role.HEAD, dinas)

    assert client.get("/dinas-contoh/2024-Q2/rencana/").status_code == 404
    assert "/rencana/" not in client.get("/dinas-contoh/2024-Q2/").content.decode()


def test_only_those_who_keep_records_are_offered_a_new_line(as_role, reader, office):  # noqa: F811
    assert "/register/plan_line/baru/" not in reader.get(PAGE).content.decode()
    officer = as_role(Role.DATA_OFFICER, office)
    assert "/register/plan_line/baru/" in officer.get(PAGE).content.decode()


def test_the_number_of_queries_does_not_grow(reader, planned, write):  # noqa: F811
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200
        return sum("registers_" in query["sql"] for query in queries)

    few = asked(PAGE), asked(f"{PAGE}{planned.uuid}/")
    for number in range(5):
        write("plan_line", **LINE | {"code": f"L-{number}"})
        write("sample", **SAMPLE | {"number": f"T-{number}", "plan_line": str(planned.uuid)})
    assert (asked(PAGE), asked(f"{PAGE}{planned.uuid}/")) == few == (4, 4)
