#!/usr/bin/env python3
"""Each claim of the documents stands in one lab only, and says one thing in each language."""

import re

from project import LABS, facts, finish

FULL_WIDTH_MISSING = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
complaints = []
seen = {}
for lab in LABS:
    for claim in facts(lab).get("claims", []):
        where = f"{lab.name}: claim {claim['number']}"
        if claim["number"] in seen:
            complaints.append(f"{where} stands in {seen[claim['number']]} as well")
        seen[claim["number"]] = lab.name
        for language, text in claim["says"].items():
            if not text.endswith({"en": ".", "zh": "。"}[language]) or "\n" in text:
                complaints.append(f"{where}: {language} is no sentence: {text}")
        if FULL_WIDTH_MISSING.search(claim["says"]["zh"]):
            complaints.append(f"{where}: zh has punctuation that is not Chinese")
finish(complaints if seen else ["no lab states a claim"])
