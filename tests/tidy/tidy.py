#!/usr/bin/env python3
"""Checks of the source that compilers and clang-format do not make.

usage: tidy.py [ROOT]          checks the tree; exit 1 and one line a finding if there are any
       tidy.py --ratchet ROOT  writes today's exceptions to ratchet.json, which may only shrink

What is checked, each by one function below: arrows between folders and between layers, sizes of
files and functions, the coroutine rules that GCC 12 forces, headers and names that the design bans.
tidy_test.py plants each defect and sees that it is found.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
MEDIAN_FILE_LINES_MAX = 150
LINE_COLUMNS_MAX = 100

# Which folders of the reference a folder may include, besides itself.
BASE = {"platform", "trace", "text"}
ARROWS = {
    "text": set(),
    "platform": {"trace"},
    "trace": {"platform"},
    "address": BASE,
    "message": BASE | {"address"},
    "mime": BASE | {"message", "sasl"},
    "wire": BASE,
    "config": BASE | {"address"},
    "dns": BASE | {"config"},
    "users": BASE | {"address", "config", "sasl", "tally"},
    "mailbox": BASE | {"address", "message"},
    "sasl": BASE,
    "tally": BASE,
    "session": BASE,
    "smtp": BASE | {"address", "session", "message", "sasl", "wire"},
    "pop3": BASE | {"address", "session", "wire", "mailbox", "users", "message", "sasl"},
    "imap": BASE | {"address", "session", "wire", "mailbox", "users", "message", "mime", "sasl"},
    "routing": BASE | {"address", "config", "dns"},
    "policy": BASE | {"address", "config", "dns", "smtp", "tally"},
    "queue": BASE | {"address", "config", "dns", "mailbox", "message", "policy", "routing", "smtp", "users", "wire"},
    "mta": BASE | {"address", "config", "dns", "mailbox", "message", "policy", "queue", "smtp", "users"},
    "platform/asio": BASE,
    "programs": None,  # may include all of the reference
}
# Which parts a folder of the simulator or the visualizer may include, besides itself.
UPPER_ARROWS = {
    "simulator/world": {"reference/platform", "reference/trace"},
    "simulator/reader": {"reference/platform", "reference/text", "reference/trace", "reference/message", "reference/mime"},
    "simulator/report": {"reference/platform", "reference/text", "reference/trace", "simulator/reader"},
    # Of the mail system only what turns values into bytes.
    "simulator/capture": {"reference/platform", "reference/text", "reference/trace", "reference/dns",
                          "reference/sasl", "reference/smtp", "simulator/reader"},
    "simulator/formats": {"reference/platform", "reference/trace", "simulator/capture", "simulator/reader",
                          "simulator/report"},
    "visualizer": {"reference/platform", "reference/text", "reference/trace", "reference/mime", "simulator/reader",
                   "simulator/formats", "simulator/report", "simulator/run", "simulator/scenario"},
}
LAYERS = {"codec": 0, "table": 1, "session": 1, "driver": 2}

# A pattern, where it may stand all the same, and what to do instead.
BANNED = [
    (r"#include <(unordered_map|unordered_set)>", r"^(visualizer/|reference/trace/lookup\.h$)", "iteration order differs: use std::map, a sorted vector or trace/lookup.h"),
    (r"#include <(format|ranges|expected|jthread|regex|random|source_location|print)>", None, "not in libc++ 13, or banned by the design"),
    (r"#include <iostream>", r"_main\.cpp$|^tests/|^simulator/mailtown/", "print with fmt"),
    (r"#include <boost/asio/(?!awaitable\.hpp)", r"^reference/platform/asio/|^simulator/world/.*|^tests/", "Asio stays in platform/asio and the simulator's executor"),
    (r"\bthread_local\b", None, "no thread-locals"),
    (r"\b(system_clock|steady_clock)::now\b", r"^reference/platform/asio/|^visualizer/|^tests/|^simulator/mailtown/", "time comes from Clock"),
    (r"\b(std::rand|srand|random_device|mt19937)\b", r"^reference/platform/asio/|^tests/", "randomness comes from Random"),
    (r"if \(\s*!?\s*(is_)?simulat", r"^simulator/", "the mail system never asks which world it is in"),
    (r"using namespace std;", None, "name what you use"),
    (r"\bTO" r"DO\b|\bFIX" r"ME\b|\bX" r"XX\b", None, "finish it or leave it out"),
]
BANNED_IN_HEADERS = [
    (r"#include <(openssl/|sys/socket|netinet/|arpa/)", r"^reference/platform/asio/", "keep system types out of headers"),
]


def tracked(root):
    out = subprocess.run(["git", "-C", root, "ls-files", "*.cpp", "*.h"], capture_output=True, text=True)
    names = out.stdout.split() if out.returncode == 0 else []
    return names or [str(p.relative_to(root)) for end in ("*.cpp", "*.h") for p in Path(root).rglob(end)]


def strip(text):
    """The code with comments and literals blanked; lines stay where they are."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''

    def blank(match):
        word = match.group(0)
        if word.startswith("'") and re.search(r"[0-9A-Fa-f]$", text[: match.start()]):
            return word  # a digit separator, not a character
        return ("" if word.startswith("/") else '""') + "\n" * word.count("\n")

    return re.sub(pattern, blank, text, flags=re.S)


def folder_of(name):
    parts = name.split("/")
    if parts[0] == "reference":
        return "platform/asio" if parts[1:3] == ["platform", "asio"] else parts[1]
    return "/".join(parts[:2]) if parts[0] == "simulator" else parts[0]


def target_of(include):
    """The part that an include path of this project names, or None for a library's."""
    parts = include.split("/")
    if parts[0] == "simulator":
        return "/".join(parts[:2])
    if parts[0] in ("visualizer", "tests"):
        return parts[0]
    if parts[:2] == ["platform", "asio"]:
        return "reference/platform/asio"
    return "reference/" + parts[0] if parts[0] in ARROWS else None


def layer_of(name):
    match = re.search(r"_(codec|table|session|driver)\.(h|cpp)$", name)
    return LAYERS[match.group(1)] if match else None


def check_arrows(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'#include "([^"]+)"', line)
        if not match:
            continue
        target = target_of(match.group(1))
        own = folder_of(name)
        if name.startswith("reference/"):
            if target is None or own == "programs" and target.startswith("reference/"):
                continue
            allowed = {"reference/" + part for part in (ARROWS.get(own) or set()) | {own}}
            if target not in allowed:
                yield number, f"arrow: reference/{own} must not include {match.group(1)}"
        elif own in UPPER_ARROWS and target not in (None, own) and target not in UPPER_ARROWS[own]:
            yield number, f"arrow: {own} must not include {match.group(1)}"
        low, high = layer_of(name), layer_of(match.group(1))
        if low is not None and high is not None and high > low and name.startswith("reference/"):
            yield number, f"layer: {Path(name).name} must not include {match.group(1)}"


def check_layers(name, text):
    """Codecs and session machines are pure."""
    if layer_of(name) in (0, 1) and name.startswith("reference/"):
        for number, line in enumerate(strip(text).split("\n"), 1):
            if re.search(r"\bco_await\b|\bco_return\b", line):
                yield number, "layer: codecs and session machines never wait"


def functions(text):
    """(first line, last line) of each function body outside other functions; approximate."""
    code = strip(text)
    stack, start, line, header_line, header = [], 0, 1, 1, ""
    found = []
    for position, char in enumerate(code):
        if char == "\n":
            line += 1
        if char == "{":
            inside = any(kind == "function" for kind, _ in stack)
            scope = re.search(r"\b(namespace|class|struct|enum|union)\b[^()]*$|\bextern\b", header)
            is_function = "(" in header and not scope and not re.search(r"=\s*$", header)
            kind = "function" if is_function and not inside else "other"
            stack.append((kind, header_line))
            header, header_line = "", line
        elif char == "}":
            if stack:
                kind, first = stack.pop()
                if kind == "function":
                    found.append((first, line))
            header, header_line = "", line
        elif char == ";":
            header, header_line = "", line
        else:
            if not header.strip():
                header_line = line
            header += char
    return found


def check_sizes(name, text):
    lines = text.count("\n")
    if lines > FILE_LINES_MAX and not name.startswith("tests/"):
        yield lines, f"size: file of {lines} lines (at most {FILE_LINES_MAX})"
    if name.startswith("tests/"):
        return
    for first, last in functions(text):
        if last - first + 1 > FUNCTION_LINES_MAX:
            yield first, f"size: function of {last - first + 1} lines (at most {FUNCTION_LINES_MAX})"


def check_columns(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE_COLUMNS_MAX and "://" not in line and 'R"(' not in line and "#include" not in line:
            yield number, f"columns: {len(line)} (at most {LINE_COLUMNS_MAX}); run clang-format"


def awaited(code, start):
    """The text of the expression that begins with co_await at `start`, to its end."""
    depth = 0
    for position in range(start, len(code)):
        char = code[position]
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0:
                return code[start:position]
        elif char in ";" and depth == 0:
            return code[start:position]
    return code[start:]


def in_condition(before):
    """Whether the text ends inside the parentheses of an if, while or switch."""
    for match in re.finditer(r"\b(if|while|switch)\s*\(", before):
        depth = 1
        for char in before[match.end():]:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if depth == 0:
                break
        if depth > 0:
            return True
    return False


def check_coroutines(name, text):
    code = strip(text)
    for match in re.finditer(r"\bco_await\b", code):
        number = code.count("\n", 0, match.start()) + 1
        statement = re.split(r"[;{}]", code[: match.start()])[-1]
        before = re.split(r"\n\s*\n", statement)[-1]
        if in_condition(before):
            yield number, "coroutine: no co_await in a condition; name the value first (GCC 12 crashes)"
        if "?" in before:
            yield number, "coroutine: no co_await behind ?: (GCC 12 crashes)"
        expression = awaited(code, match.start())
        if re.search(r"[(,=]\s*\[[^\]]*[&=\w][^\]]*\]\s*(\(|\{|mutable)", expression):
            yield number, "coroutine: no capturing lambda in a co_await expression; name it first (GCC 12 frees twice)"
        elif "{" in expression:
            yield number, "coroutine: no braced value in a co_await expression; name it first (GCC 12 frees twice)"


def check_banned(name, text):
    code = strip(text)
    includes = "\n".join(line if line.startswith("#include") else "" for line in text.split("\n"))
    rules = BANNED + (BANNED_IN_HEADERS if name.endswith(".h") else [])
    for pattern, where_allowed, instead in rules:
        if where_allowed and re.search(where_allowed, name):
            continue
        searched = includes if pattern.startswith("#include") else text if "TO" in pattern else code
        for match in re.finditer(pattern, searched):
            number = searched.count("\n", 0, match.start()) + 1
            yield number, f"banned: {match.group(0).strip()} ({instead})"


def check_header_opening(name, text):
    if name.endswith(".h") and not text.startswith("//"):
        yield 1, "header: open with a comment that says what it is for"
    if name.endswith(".h") and "#pragma once" not in text:
        yield 1, "header: #pragma once is missing"


CHECKS = [check_arrows, check_layers, check_sizes, check_columns, check_coroutines, check_banned, check_header_opening]


def findings(root):
    for name in sorted(tracked(root)):
        path = Path(root) / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        for check in CHECKS:
            for line, message in check(name, text):
                yield name, line, message
    sizes = sorted(
        (Path(root) / n).read_text(encoding="utf-8").count("\n")
        for n in tracked(root) if n.startswith("reference/") and (Path(root) / n).exists())
    if sizes and sizes[len(sizes) // 2] > MEDIAN_FILE_LINES_MAX:
        yield "reference", 0, f"size: the median file has {sizes[len(sizes) // 2]} lines (at most {MEDIAN_FILE_LINES_MAX})"


def size_key(name, message):
    return f"{name}: {re.sub(r' of [0-9]+ lines', '', message)}"


def main(arguments):
    root = arguments[-1] if arguments and not arguments[-1].startswith("--") else "."
    ratchet_file = Path(root) / "tests/tidy/ratchet.json"
    allowed = json.loads(ratchet_file.read_text()) if ratchet_file.exists() else {}
    sizes, failed = {}, 0
    for name, line, message in findings(root):
        if message.startswith("size:"):
            lines = int(re.search(r"of (\d+) lines", message).group(1)) if "of" in message else 0
            key = size_key(name, message)
            sizes[key] = max(sizes.get(key, 0), lines)
            if lines <= allowed.get(key, 0):
                continue
        if "--ratchet" in arguments and message.startswith("size:"):
            continue
        print(f"{name}:{line}: {message}")
        failed += 1
    if "--ratchet" in arguments:
        ratchet_file.write_text(json.dumps(sizes, indent=1, sort_keys=True) + "\n")
    for key, lines in allowed.items():
        if sizes.get(key, 0) < lines and "--ratchet" not in arguments:
            print(f"tests/tidy/ratchet.json: {key} is now {sizes.get(key, 0)}, not {lines}: tighten it with --ratchet")
            failed += 1
    print(f"tidy: {len(tracked(root))} files read, {failed} findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
