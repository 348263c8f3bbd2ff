#!/usr/bin/env python3
"""What newer libraries no longer bring along by themselves is included: by the file, or by a project header of it."""

import functools
import re

from project import ROOT, code, finish

# What is used: the header that has it since libstdc++ 16 and fmt 11.
NEEDS = {
    r"\bstd::u?int(_least|_fast)?(8|16|32|64|ptr|max)_t\b": "<cstdint>",
    r"\bfmt::join\b": "<fmt/ranges.h>",
}
FOLDERS = [ROOT / folder for folder in ("harness", "include", "labs/kit", "labs/21-two-reads-a-message", "labs", "labs/50-command-service", "labs/51-file-service",
                                        "tests/programs", "tests/unit")]


@functools.cache
def included(path):
    found = set()
    for name in re.findall(r'^\s*#\s*include\s+([<"][^>"]+[>"])', path.read_text(), re.MULTILINE):
        found.add(name)
        for folder in [path.parent, *FOLDERS]:
            if name[0] == '"' and (folder / name[1:-1]).is_file():
                found |= included(folder / name[1:-1])
                break
    return found


finish([f"{path.relative_to(ROOT)} needs #include {header}"
        for path in code() for use, header in NEEDS.items()
        if re.search(use, path.read_text()) and header not in included(path)])
