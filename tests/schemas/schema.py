"""The schemas, and how a document is held to one. Needs jsonschema: without it the test is skipped."""

import functools
import json

from project import ROOT, run_where

run_where("jsonschema")  # nothing below is reached by a Python that lacks it

from jsonschema import Draft202012Validator  # noqa: E402

FOLDER = ROOT / "schemas"
SCHEMAS = {path.name: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}


def references():
    """How a validator is told where parts.json is: since jsonschema 4.18 by a registry."""
    try:
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012
    except ImportError:
        from jsonschema import RefResolver
        return {"resolver": RefResolver("", {}, store=SCHEMAS)}
    return {"registry": Registry().with_resources(
        (name, DRAFT202012.create_resource(schema)) for name, schema in SCHEMAS.items())}


@functools.cache
def validator(name):
    schema = SCHEMAS[f"{name}.json"]
    Draft202012Validator.check_schema(schema)
    given = references()
    if "resolver" in given:
        given["resolver"].push_scope(f"{name}.json")
    return Draft202012Validator(schema, **given)


def wrong_in(name, document):
    """Why the document is not as the schema of that name says, or nothing."""
    for error in validator(name).iter_errors(document):
        return f"{name}: {error.json_path}: {error.message[:300]}"
    return ""


def objects(document, path=""):
    """Each object in a document, and where it stands: as labs.broken, without the places in lists."""
    if isinstance(document, dict):
        yield path, document
        for key, inner in document.items():
            yield from objects(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(document, list):
        for inner in document:
            yield from objects(inner, path)


def forgiven(name, document, maps):
    """Each place at which the schema forgives a key that there is not; `maps` may have any key."""
    check = validator(name)
    seen = set()
    for path, there in list(objects(document)):
        shape = (path, *sorted(there))
        if path in maps or shape in seen:
            continue
        seen.add(shape)
        there["no_such_key"] = 1
        if check.is_valid(document):
            yield f"{name}: an unknown key is forgiven in {path or 'the document'}"
        del there["no_such_key"]
