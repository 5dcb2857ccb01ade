#!/usr/bin/env python3
"""How fast mta takes letters in and files them, against Postfix on the same machine.

    tests/benchmark/postfix_ratio.py build/release/bin/mta [--letters 2000] [--rounds 3]

Both get the same load from smtp-source (10 sessions, letters of 10 KiB) and file it into a Maildir,
each letter synced; they run in turn, so that neither has the quieter machine. The clock stops when
the last letter lies in the mailbox. Needs root and the package postfix, which also has smtp-source.
Measured by hand, never asserted: a slow machine is no failure."""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import other_servers  # noqa: E402
import town  # noqa: E402

ADDRESS = "127.0.0.1"
CONFIG = """\
hostname = "mx.example.com"
users = "users.toml"
local_domains = ["example.com"]
look_up_ptr = false
[listen]
smtp = ["{address}:{port}"]
"""


def files_in(folder):
    try:
        return len(os.listdir(folder))
    except FileNotFoundError:
        return 0


def load(port, maildir, options):
    """Sends the letters; seconds until all were taken, and until all lie in the mailbox."""
    before = files_in(maildir / "new")
    start = time.monotonic()
    subprocess.run(["smtp-source", "-s", str(options.sessions), "-l", str(options.bytes), "-m",
                    str(options.letters), "-f", "ivanov@example.org", "-t", "kozlov@example.com",
                    f"{ADDRESS}:{port}"], check=True)
    taken = time.monotonic() - start
    while files_in(maildir / "new") < before + options.letters:
        time.sleep(0.01)
        if time.monotonic() - start > 600:
            sys.exit(f"only {files_in(maildir / 'new') - before} letters of {options.letters} came")
    return taken, time.monotonic() - start


class Mta:
    name = "mta"

    def __init__(self, binary, folder, port):
        self.binary, self.folder, self.port = Path(binary).resolve(), Path(folder), port
        self.maildir = self.folder / "mail" / "example.com" / "kozlov"
        self.process = None

    def start(self):
        self.folder.mkdir()
        config = self.folder / "mx.toml"
        config.write_text(CONFIG.format(address=ADDRESS, port=self.port))
        town.write_users(config.parent / "users.toml", {"kozlov@example.com": "secret"})
        self.process = town.Program(self.binary, config)
        self.process.wait_until_it_listens(ADDRESS, self.port)

    def end(self):
        if self.process:
            self.process.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mta")
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--bytes", type=int, default=10240)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only-mta", action="store_true", help="without Postfix: while working on it")
    options = parser.parse_args()
    for program in ("smtp-source", "postfix"):
        if not shutil.which(program):
            sys.exit(f"{program} not installed; to mend: apt-get install postfix")
    folder = Path(tempfile.mkdtemp(prefix="postfix-ratio-"))
    ports = [town.free_port()]
    ports.append(town.free_port(ports))
    servers = [Mta(options.mta, folder / "mta", ports[0])]
    if not options.only_mta:
        servers.insert(0, other_servers.Postfix(folder / "postfix", ADDRESS, ports[1], ADDRESS, 1))
    rates = {server.name: [] for server in servers}
    try:
        for server in servers:
            server.start()
        for turn in range(options.rounds):
            for server in servers:
                taken, filed = load(server.port, server.maildir, options)
                rates[server.name].append(options.letters / filed)
                print(f"{turn + 1}  {server.name:8} taken {options.letters / taken:7.0f}/s   "
                      f"filed {options.letters / filed:7.0f}/s", flush=True)
    finally:
        for server in servers:
            server.end()
        shutil.rmtree(folder, ignore_errors=True)
    medians = {name: statistics.median(found) for name, found in rates.items()}
    if not options.only_mta:
        print(f"mta {medians['mta']:.0f}/s, Postfix {medians['Postfix']:.0f}/s: "
              f"{medians['mta'] / medians['Postfix']:.1f} times as fast")


if __name__ == "__main__":
    main()
