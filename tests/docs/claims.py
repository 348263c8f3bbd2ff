#!/usr/bin/env python3
"""Each claim of the documents stands in one file only, and says one thing in each language."""

import re
import tomllib

from project import LABS, ROOT, facts, finish

COUNTS = [16, 24, 15, 64, 16]  # claims of each document, S0 to S4

FULL_WIDTH_MISSING = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
complaints = []
seen = {}


def look(claims, name):
    for claim in claims:
        where = f"{name}: claim {claim['number']}"
        if claim["number"] in seen:
            complaints.append(f"{where} stands in {seen[claim['number']]} as well")
        seen[claim["number"]] = name
        for key in {"says", "why"} & claim.keys():
            for language, text in claim[key].items():
                if not text.endswith({"en": ".", "zh": "。"}[language]) or "\n" in text:
                    complaints.append(f"{where}: {language} is no sentence: {text}")
            if FULL_WIDTH_MISSING.search(claim[key]["zh"]):
                complaints.append(f"{where}: zh has punctuation that is not Chinese")


for lab in LABS:
    look(facts(lab).get("claims", []), lab.name)
others = tomllib.loads((ROOT / "labs/claims.toml").read_text())
look(others["claims"] + others["undecidable"], "claims.toml")
complaints += [f"no file states claim {document}.{number}"
               for document, most in enumerate(COUNTS) for number in range(1, most + 1)
               if f"{document}.{number}" not in seen]
finish(complaints)
