"""The schema is complete, every address in it answers as it says, and Swagger UI comes from this server."""

import json
import re

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without types

from claims.models import Relation
from claims.vocabulary import Polarity
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    PredictionFactory,
    PredictionSourceFactory,
    RelationFactory,
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    """The schema as the command writes it, checked, a warning being an error."""
    path = tmp_path_factory.mktemp("schema") / "schema.json"
    options = {"format": "openapi-json", "file": str(path), "validate": True, "fail_on_warn": True}
    call_command("spectacular", **options)
    return json.loads(path.read_text())


def nullable(part):
    """`part` of an OpenAPI 3.0 schema as JSON schema, which writes "or null" otherwise."""
    if isinstance(part, list):
        return [nullable(one) for one in part]
    if not isinstance(part, dict):
        return part
    plain = {name: nullable(value) for name, value in part.items()}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain


def closed(part):
    """`part` where an object may have no other fields than those that it names."""
    if isinstance(part, list):
        return [closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    plain = {name: closed(value) for name, value in part.items()}
    return {"additionalProperties": False, **plain} if isinstance(part.get("properties"), dict) else plain


def address_of(path, world):
    """`path` of the schema with a key of the small world."""
    keys = {
        "claims": world.inner.claim_id,
        "articles": world.inner.extraction.article_id,
        "actors": "russia",
        "experts": world.expert.slug,
        "outlets": "tagespost",
        "figures": world.inner.quantities.get().pk,
        "problems": "not-found",
        "relations": Relation.objects.get().pk,
        "predictions": world.inner.claim_id,
    }
    if path == "/api/resolve/":
        return f"{path}?name=Moskau&name=Niemand&name=russischer%20Au%C3%9Fenminister"
    return re.sub(r"\{\w+\}", lambda _match: str(keys[path.split("/")[2]]), path)


def test_every_address_of_the_schema_answers_as_it_says(api, world, schema):
    AffiliationFactory(person=world.expert, organisation=ActorFactory())
    reasons = [{"code": "same_words", "words": "Granaten"}]
    RelationFactory(from_claim=world.outer.claim, to_claim=world.inner.claim, score=0.5, reasons=reasons)
    prediction = PredictionFactory(claim=world.inner.claim, settled=True, settled_by=world.outer.claim)
    PredictionSourceFactory(prediction=prediction, actor=world.expert)
    assert len(schema["paths"]) == 19
    for path, operations in schema["paths"].items():
        assert set(operations) == {"get"}
        answer = api.get(address_of(path, world))
        assert answer.status_code == 200, path
        if path != "/api/schema/":
            shape = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            whole = nullable(closed({**shape, "components": schema["components"]}))
            assert list(Draft202012Validator(whole).iter_errors(answer.json())) == [], path


def test_a_problem_answers_as_the_schema_says(api, schema):
    shape = {"$ref": "#/components/schemas/Problem", "components": schema["components"]}
    for address in ("/api/claims/?form=loud&x=1", "/api/claims/1/"):
        assert list(Draft202012Validator(nullable(closed(shape))).iter_errors(api.get(address).json())) == []


def test_every_filter_is_in_the_schema_with_what_it_takes(schema):
    parameters = {parameter["name"]: parameter for parameter in schema["paths"]["/api/claims/"]["get"]["parameters"]}
    assert set(parameters) == {
        *("actor", "source", "outlet", "article", "form", "stance", "certainty", "polarity", "hearsay", "tense"),
        *("mentions_min", "origins_min", "denied", "disputed", "within", "concept", "unit", "value_min", "value_max"),
        *(
            "has_figure",
            "exact",
            "status",
            "settled",
            "anonymity",
            "year",
            "published_after",
            "published_before",
            "q",
            "cursor",
            "page_size",
        ),
    }
    assert parameters["polarity"]["schema"]["items"]["enum"] == sorted(Polarity.values)
    assert parameters["origins_min"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 2147483647}
    assert all(parameter["description"] for parameter in parameters.values())


def test_swagger_ui_comes_from_this_server(api):
    page = api.get("/api/docs/", HTTP_ACCEPT="text/html").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any("swagger-ui-bundle" in source for source in sources)
    assert all(source.startswith("/") for source in sources)


def test_the_index_names_every_list_and_each_answers(api):
    index = api.get("/api/").json()
    assert set(index) == {
        *("claims", "articles", "actors", "experts", "outlets", "figures", "relations", "predictions"),
        *("resolve", "schema", "docs"),
    }
    index["resolve"] += "?name=Russland"
    assert {api.get(address).status_code for address in index.values()} == {200}
