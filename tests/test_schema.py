"""`factcheck schema` describes the JSON that reports come in."""

import json

import jsonschema
import pytest
from newsroom import article, fire
from sample_report import sample_report

from factcheck import cli
from factcheck.pipeline import check


@pytest.fixture
def schema(capsys):
    assert cli.main(["schema"]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def dumped(report):
    return json.loads(report.model_dump_json())


def test_reports_of_the_chain_validate(schema, models):
    reports = [
        fire(models, "The fire killed 12 people.", "The fire killed 19 people."),
        check([article(1, "A ferry ran aground on Tuesday.")] * 2, models=models),
        check([article(1, "Why?")], models=models),
    ]
    for report in reports:
        jsonschema.validate(dumped(report), schema)


def test_a_report_with_everything_in_it_validates(schema):
    report = sample_report()
    assert report.copies
    assert report.problems
    assert report.of_verdict("conflicting")
    jsonschema.validate(dumped(report), schema)


@pytest.mark.parametrize(
    "field",
    ["schema_version", "report_id", "created_at", "factcheck_version", "settings", "articles", "claims", "findings",
     "stories", "copies", "problems"],
)  # fmt: skip
def test_every_field_of_the_format_is_required(schema, field):
    record = dumped(sample_report())
    del record[field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("articles", {"id", "source", "title", "published", "path", "url", "text"}),
        ("claims", {"id", "article_id", "text", "start", "end", "is_quote", "speaker", "attributed_to", "hedged"}),
        ("findings", {"id", "story_id", "verdict", "title", "claim_ids", "sources", "independent_sources",
                      "confidence", "conflicts"}),
        ("stories", {"id", "title", "article_ids"}),
        ("copies", {"article_a", "article_b", "similarity", "spans"}),
        ("problems", {"path", "message"}),
    ],
)  # fmt: skip
def test_published_fields_keep_their_names(part, fields):
    for record in dumped(sample_report())[part]:
        assert fields <= set(record)


def test_conflicts_keep_their_names():
    found = [c for f in dumped(sample_report())["findings"] for c in f["conflicts"]]
    wanted = {"claim_a", "claim_b", "kind", "severity", "explanation", "span_a", "span_b", "confidence"}
    assert found
    assert all(wanted <= set(conflict) for conflict in found)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema_version",), 2),
        (("created_at",), 5),
        (("findings", 0, "verdict"), "true"),
        (("findings", 0, "confidence"), 1.5),
        (("findings", 0, "conflicts", 0, "kind"), "opinion"),
        (("claims", 0, "start"), "0"),
    ],
)
def test_what_breaks_the_format_is_refused(schema, place, value):
    record = dumped(sample_report())
    target = record
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema)
