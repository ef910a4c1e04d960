"""The API holds what its own description promises, for everything it allows and for what it does not."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from orchestration.serving.viewer.api import PREFIX, RESOURCES
from tests.support.viewer_reports import EVIL, PEER, PLAIN
from tests.support.viewer_server import Server

pytestmark = pytest.mark.integration


def read(server: Server, path: str) -> Any:
    answer = server.get(path)
    assert answer.status == 200, answer.text[:300]
    return json.loads(answer.body, parse_float=Decimal)


@pytest.fixture(scope="module")
def description(server: Server) -> Any:
    return schemathesis.openapi.from_dict(read(server, "/api/openapi.json"))


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (PREFIX + one.path, mode)
        for one in RESOURCES
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if mode is GenerationMode.POSITIVE or one.all_parameters
    ],
)
def test_every_address_keeps_its_promise(server: Server, description: Any, path: str, mode: GenerationMode) -> None:
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    def keeps(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=server.address)

    keeps()


@pytest.mark.parametrize("known", [PLAIN.report_id, EVIL.report_id])
@pytest.mark.parametrize("path", [one.path for one in RESOURCES if one.path.startswith("/reports/{id}")])
def test_rows_of_known_things_keep_the_schema(server: Server, description: Any, path: str, known: str) -> None:
    case = description[PREFIX + path]["GET"].Case(path_parameters={"id": known})
    case.call_and_validate(base_url=server.address)


def test_pages_of_a_list_are_disjoint_and_whole(server: Server) -> None:
    found = []
    for number in range(1, 7):
        answer = read(server, f"/api/v1/reports?page={number}&page_size=1")
        assert answer["total"] == 5
        found += [row["report_id"] for row in answer["data"]]
    assert len(found) == len(set(found)) == 5


def test_values_are_exact_and_carry_their_proof(server: Server) -> None:
    rows = read(server, "/api/v1/indicators/penalty_amt/values?year=2023&order=value_desc")["data"]
    assert [row["value"] for row in rows] == [125000, 30000]
    assert rows[0]["surface"] in rows[0]["sentence"]


def test_the_text_comes_with_its_offsets(server: Server) -> None:
    blocks = read(server, f"/api/v1/reports/{PLAIN.report_id}/blocks")["data"]
    facts = read(server, f"/api/v1/reports/{PLAIN.report_id}/facts")["data"]
    text = "\n".join(block["block_text"] for block in blocks)
    assert text == PLAIN.text
    assert all(text[fact["char_start"] : fact["char_end"]] == fact["surface"] for fact in facts)


def test_a_comparison_tells_a_value_from_a_silence_and_a_missing_report(server: Server) -> None:
    asked = f"agency={PEER.agency_id}&agency={PLAIN.agency_id}&indicator=exam_pass_rate&indicator=penalty_cnt"
    rows = read(server, f"/api/v1/compare?{asked}")["data"]
    assert [(row["indicator_id"], row["agency_id"], row["year"], row["state"], row["value"]) for row in rows] == [
        # Nobody ever reported the first one: the release has no row of it, and yet it is told.
        ("exam_pass_rate", PEER.agency_id, 2022, "report_missing", None),
        ("exam_pass_rate", PEER.agency_id, 2023, "silent", None),
        ("exam_pass_rate", PLAIN.agency_id, 2022, "silent", None),
        ("exam_pass_rate", PLAIN.agency_id, 2023, "silent", None),
        ("penalty_cnt", PEER.agency_id, 2022, "report_missing", None),
        ("penalty_cnt", PEER.agency_id, 2023, "reported", 40),
        ("penalty_cnt", PLAIN.agency_id, 2022, "reported", 25),
        ("penalty_cnt", PLAIN.agency_id, 2023, "reported", 31),
    ]
    assert [row["year"] for row in read(server, f"/api/v1/compare?{asked}&from=2023")["data"]] == [2023] * 4
    unknown = f"agency=nobody&agency={PLAIN.agency_id}&indicator=nothing"
    assert read(server, f"/api/v1/compare?{unknown}")["data"] == []


def test_hostile_text_is_data(server: Server) -> None:
    (fact,) = read(server, f"/api/v1/reports/{EVIL.report_id}/facts")["data"]
    assert "<script>" in fact["measure"]
    assert server.get(f"/api/v1/reports/{EVIL.report_id}/facts").headers["content-type"] == "application/json"
