#!/usr/bin/env python3
"""Each learn.toml fits its lab: Chinese for each comment of its programs, and an answer for each idea under
"Try this" of both READMEs. It is short, and does not tell in the topic what the lab's question asks."""

import re
import unicodedata

from project import HALF_WIDTH, HAN, LABS, facts, finish, is_capstone, sections, teaching

KEYS = {"topic", "rule", "hints", "answers", "comments"}
OPTIONAL_KEYS = {"gloss"}
MOST_COLUMNS, MOST_CHARACTERS = 40, 120  # of a topic, of a rule
HINTS = (2, 3)
COMMENT = re.compile(r"(?P<code>.*?)(?:^|(?<=\s))//\s?(?P<words>.*)$")
CLOSES = re.compile(r"\}\s*$")  # `}  // namespace` tells nothing


def comments(source):
    """The words of each comment: a block of `//` lines joined by a space, or what stands behind code."""
    block = []
    for line in [*source.splitlines(), ""]:
        found = COMMENT.match(line)
        alone = found and not found["code"].strip()
        if alone:
            block.append(found["words"].strip())
            continue
        if block:
            yield " ".join(block)
            block = []
        if found and not CLOSES.search(found["code"]):
            yield found["words"].strip()


def ideas(text):
    return len(re.findall(r"^- ", text, re.M))


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrong_keys(said):
    yield from (f"{key} is missing" for key in sorted(KEYS - set(said)))
    yield from (f"{key} does not belong there" for key in sorted(set(said) - KEYS - OPTIONAL_KEYS))


def wrong_sizes(said):
    yield from (f"topic.{language} has {columns(text)} columns, at most {MOST_COLUMNS}"
                for language, text in said["topic"].items() if columns(text) > MOST_COLUMNS)
    yield from (f"rule.{language} has {len(text)} characters, at most {MOST_CHARACTERS}"
                for language, text in said["rule"].items() if len(text) > MOST_CHARACTERS)
    if not HINTS[0] <= len(said["hints"]) <= HINTS[1]:
        yield f"there are {len(said['hints'])} hints, not {HINTS[0]} to {HINTS[1]}"


def wrong_answers(lab, said):
    for readme, title in (("README.md", "Try this"), ("README.zh.md", "动手试试")):
        asked = ideas(sections((lab / readme).read_text())[title])
        if asked != len(said["answers"]):
            yield f"{len(said['answers'])} answers for the {asked} ideas of {readme}"


def wrong_comments(lab, said):
    versions = ("broken",) if is_capstone(lab) else ("broken", "fixed")
    wanted = {words for version in versions for words in comments((lab / f"{version}.cpp").read_text())}
    yield from (f"no Chinese for the comment: {words}" for words in sorted(wanted - set(said)))
    yield from (f"no such comment: {words}" for words in sorted(set(said) - wanted))
    yield from (f"this is not Chinese: {zh}" for zh in said.values()
                if not re.search(HAN, zh) or HALF_WIDTH.search(re.sub("`.*?`", "", zh)))


def wrong_in(lab, said):
    missing = list(wrong_keys(said))
    if missing:
        return missing
    choices = [choice["en"] for choice in facts(lab)["predict"]["choices"]]
    tells = [f"the topic is a choice of the question: {said['topic']['en']}"] if said["topic"]["en"] in choices else []
    return [*wrong_sizes(said), *wrong_answers(lab, said), *wrong_comments(lab, said["comments"]), *tells]


finish([f"{lab.name}/learn.toml: {complaint}" for lab in LABS if (said := teaching(lab))
        for complaint in wrong_in(lab, said)])
