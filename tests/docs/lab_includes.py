#!/usr/bin/env python3
"""A lab includes the kit, system and standard headers, and what its lab.toml names. No more.

uv.h includes netinet/tcp.h, whose names are also those of linux/tcp.h: no source can have both."""

import re

from project import LABS, facts, finish, is_capstone

SYSTEM = re.compile(r"(arpa|net|netinet|sys)/[a-z_]+\.h"
                    r"|(errno|fcntl|netdb|poll|signal|string|unistd)\.h"
                    r"|[a-z_]+")  # a C++ standard header has no extension

complaints = []
for lab in LABS:
    allowed = {"kit.hpp", *facts(lab)["includes"]}
    for version in ("broken",) if is_capstone(lab) else ("broken", "fixed"):
        source = (lab / f"{version}.cpp").read_text()
        for bracket, header in re.findall(r'^\s*#\s*include\s+([<"])([^>"]+)', source, re.MULTILINE):
            if header in allowed or (bracket == "<" and SYSTEM.fullmatch(header)):
                continue
            complaints.append(f"{lab.name}/{version}.cpp includes {header};"
                              " name it in lab.toml's includes, or do without")
        if {"uv.h", "linux/tcp.h"} <= set(re.findall(r"#\s*include\s+<([^>]+)", source)):
            complaints.append(f"{lab.name}/{version}.cpp includes linux/tcp.h beside uv.h")
finish(complaints)
