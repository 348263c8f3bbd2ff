#!/usr/bin/env python3
"""A phrase that lacks a language, or whose places do not fit, does not compile.

Usage: refused_phrases.py COMPILER [INCLUDE-FOLDER…]
"""

import os
import subprocess
import sys

from project import ROOT, finish

RIGHT = """
#include "base/phrase_table.hpp"
using namespace stickylab;
enum class Fruit : std::uint8_t { none, apple, pear };
constexpr Phrase kHeld{"{0} of {1} B", "{1} 字节中的 {0} 字节"};
constexpr Phrase kInOrder{"{} of {} B", "{1} 字节中的 {0} 字节"};
constexpr Phrase kNamed{"a command with {host}", "含有 {host} 的命令"};
constexpr Phrase kNoWords{"{0} {1}", "{0}{1}"};
constexpr auto kFruit = phrases_of<Fruit, Fruit::apple>({{Fruit::apple, {"apple", "苹果"}},
                                                         {Fruit::pear, {"pear", "梨"}}});
"""
# What is refused, and what the compiler then says.
WRONG = [
    ('constexpr Phrase kA{"", "苹果"};', "the_english_is_empty"),
    ('constexpr Phrase kA{"“apple”", "苹果"};', "the_english_is_not_ascii"),
    ('constexpr Phrase kA{"apple", ""};', "the_chinese_is_missing"),
    ('constexpr Phrase kA{"apple", "apple"};', "the_chinese_is_missing"),
    ('constexpr Phrase kA{"{0} apples", "苹果"};', "the_places_to_fill_in_differ"),
    ('constexpr Phrase kA{"apples", "{0} 个苹果"};', "the_places_to_fill_in_differ"),
    ('constexpr Phrase kA{"{} {} apples", "{0} 个苹果"};', "the_places_to_fill_in_differ"),
    ('constexpr Phrase kA{"an apple of {host}", "{port} 的苹果"};', "the_places_to_fill_in_differ"),
    ('const auto text = say(kHeld, Lang::zh, 1);', "PhraseWith"),
    ('const auto text = say(Phrase{"{:d} apples", "{:d} 个苹果"}, Lang::zh, "two");', "PhraseWith"),
    ('constexpr auto kA = phrases_of<Fruit>({{Fruit::none, {"none", "无"}},'
     ' {Fruit::apple, {"apple", "苹果"}}});', "the_last_values_are_missing"),
    ('constexpr auto kA = phrases_of<Fruit, Fruit::apple>({{Fruit::pear, {"pear", "梨"}},'
     ' {Fruit::apple, {"apple", "苹果"}}});', "the_values_are_not_in_order"),
]


def compiled(code):
    command = [sys.argv[1], "-std=c++20", "-fsyntax-only", "-x", "c++", "-", f"-I{ROOT / 'harness'}",
               *(f"-isystem{folder}" for folder in sys.argv[2:])]
    return subprocess.run(command, input=code, text=True, capture_output=True, timeout=50,
                          env=os.environ | {"LC_ALL": "C"})


complaints = []
if (done := compiled(RIGHT)).returncode != 0:
    complaints.append(f"phrases that are right do not compile:\n{done.stderr}")
# All at once: each in a namespace and on a line of its own, which the compiler names.
wrong = "".join(f"namespace wrong_{i} {{ {code} }}\n" for i, (code, _) in enumerate(WRONG))
said = compiled(RIGHT + wrong).stderr
for line, (code, says) in enumerate(WRONG, RIGHT.count("\n") + 1):
    if f"<stdin>:{line}:" not in said:
        complaints.append(f"this compiles: {code}")
    if says not in said:
        complaints.append(f"the compiler does not say {says}")
finish(complaints)
