#!/usr/bin/env python3
"""Plants each defect that tidy.py must find, and a clean twin that it must leave alone."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import tidy  # noqa: E402

HEADER = "// What it is for.\n#pragma once\n"


def found(name, text):
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return [message for _, _, message in tidy.findings(root)]


class Tidy(unittest.TestCase):
    def bad(self, name, text, word):
        messages = found(name, text)
        self.assertTrue(any(word in m for m in messages), f"expected a finding with '{word}', came {messages}")

    def good(self, name, text):
        self.assertEqual(found(name, text), [])

    def test_arrows(self):
        self.bad("reference/smtp/a.h", HEADER + '#include "queue/queue.h"\n', "arrow")
        self.bad("reference/smtp/a.h", HEADER + '#include "simulator/world/world.h"\n', "arrow")
        self.bad("reference/platform/a.h", HEADER + '#include "platform/asio/b.h"\n', "arrow")
        self.bad("visualizer/a.cpp", '#include "smtp/smtp_codec.h"\n', "arrow")
        self.good("reference/queue/a.h", HEADER + '#include "smtp/smtp_client.h"\n')

    def test_layers(self):
        self.bad("reference/smtp/smtp_codec.h", HEADER + '#include "smtp/smtp_driver.h"\n', "layer")
        self.bad("reference/smtp/smtp_session.cpp", "Task<> f() { co_return; }\n", "layer")
        self.good("reference/smtp/smtp_driver.h", HEADER + '#include "smtp/smtp_session.h"\n')

    def test_sizes(self):
        body = "  x();\n" * 80
        self.bad("reference/dns/a.cpp", "void f() {\n" + body + "}\n", "size: function")
        self.bad("reference/dns/a.cpp", "class A {\n  void f() {\n" + body + "  }\n};\n", "size: function")
        self.bad("reference/dns/a.cpp", "int x;\n" * 501, "size: file")
        self.bad("reference/dns/a.cpp", "int x;\n" * 151, "size: the median")
        self.good("reference/dns/a.cpp", "void f() {\n" + "  x();\n" * 60 + "}\n")

    def test_columns(self):
        self.bad("reference/dns/a.cpp", "int x;" + " " * 95 + "int y;\n", "columns")

    def test_coroutines(self):
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  if (co_await g()) h();\n}\n", "condition")
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  while (co_await g()) h();\n}\n", "condition")
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  switch (co_await g()) {}\n}\n", "condition")
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  auto x = a ? co_await g() : 0;\n}\n", "?:")
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  co_await g([&] { h(); });\n}\n", "lambda")
        self.bad("reference/dns/a.cpp", "Task<> f() {\n  co_await g(Point{1, 2});\n}\n", "braced")
        self.good("reference/dns/a.cpp", "Task<> f() {\n  if (a(b)) co_await g();\n}\n")
        self.good("reference/dns/a.cpp", "Task<> f() {\n  auto x = co_await g(a[i]);\n  if (x) h();\n}\n")

    def test_banned(self):
        self.bad("reference/dns/a.cpp", "#include <unordered_map>\n", "banned")
        self.bad("reference/dns/a.h", HEADER + "#include <sys/socket.h>\n", "banned")
        self.bad("reference/dns/a.cpp", "#include <boost/asio/ip/tcp.hpp>\n", "banned")
        self.bad("reference/dns/a.cpp", "auto t = std::chrono::system_clock::now();\n", "banned")
        self.bad("reference/dns/a.cpp", "thread_local int x;\n", "banned")
        self.bad("reference/dns/a.cpp", "void f() { if (simulated) g(); }\n", "banned")
        self.bad("reference/dns/a.cpp", "// TO" "DO: later\n", "banned")
        self.good("reference/dns/a.cpp", "// thread_local is what we avoid\n#include <boost/asio/awaitable.hpp>\n")

    def test_header_opening(self):
        self.bad("reference/dns/a.h", "#pragma once\n", "open with a comment")
        self.bad("reference/dns/a.h", "// What it is for.\n", "pragma once")


if __name__ == "__main__":
    unittest.main()
