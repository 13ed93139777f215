"""Reads {"schema": ..., "documents": {name: value}} and prints what draft 7 says about each: {name: [error, ...]}."""

import json
import sys

from jsonschema import Draft7Validator

task = json.load(sys.stdin)
Draft7Validator.check_schema(task["schema"])
validator = Draft7Validator(task["schema"])
said = {
    name: [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]
    for name, value in task["documents"].items()
}
json.dump(said, sys.stdout)
