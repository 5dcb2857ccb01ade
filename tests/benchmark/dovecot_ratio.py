#!/usr/bin/env python3
"""How fast mda hands a full mailbox out, against Dovecot on the same machine.

    tests/benchmark/dovecot_ratio.py build/release/bin/mda [--messages 10000] [--rounds 5]

Both get the same Maildir (10,000 messages of 10 KB, read already), the same client over the same
loopback, in turn, so that neither has the quieter machine: log in and fetch everything by POP3
(RETR, 20 of them underway) and by IMAP (one UID FETCH), and 300 log-ins to a small mailbox, one
after the other. Passwords cost nothing on either side (scrypt at its least cost; a plain file at
Dovecot), since the hash would be all that one measures. Memory is the resident set after the last
fetch: mda's one process, all of Dovecot's together. Needs the packages dovecot-pop3d and
dovecot-imapd. Started by root, both run as nobody.
Measured by hand, never asserted: a slow machine is no failure."""
import argparse
import contextlib
import os
import pwd
import shutil
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import town  # noqa: E402

ADDRESS = "127.0.0.1"
FULL, SMALL = "ivanov@example.org", "petrov@example.org"
UNDERWAY = 20  # RETRs that are not answered yet
LOG_INS = 300

MDA_CONFIG = """\
hostname = "mx.example.org"
local_domains = ["example.org"]
users = "users.toml"
allow_passwords_in_clear = true
[listen]
pop3 = ["{address}:{pop3}"]
{imap}
"""

DOVECOT_CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = pop3 imap
listen = {address}
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%n
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = 0
  }}
}}
"""


def fill(maildir, messages, bytes_each):
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    line = "The quick brown fox jumps over the lazy dog, again and again and again.\r\n"
    body = line * (bytes_each // len(line))
    for number in range(messages):
        text = (f"From: kozlov@example.com\r\nTo: {FULL}\r\nSubject: letter {number}\r\n\r\n"
                + body)
        name = f"{1764000000 + number}.M{number}P1.mx,S={len(text)},W={len(text)}:2,S"
        (maildir / "cur" / name).write_text(text, newline="")


class Client:
    """A socket with a buffer, and nothing that costs more than the server."""

    def __init__(self, port):
        self.socket = socket.create_connection((ADDRESS, port), town.PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def line(self):
        while b"\r\n" not in self.buffer:
            self.more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def more(self):
        piece = self.socket.recv(1 << 18)
        if not piece:
            sys.exit(f"the server hung up after {self.buffer[-200:]!r}")
        self.buffer += piece

    def say(self, text):
        self.socket.sendall(text.encode() + b"\r\n")

    def ask(self, text, good):
        self.say(text)
        answer = self.line()
        if not answer.startswith(good):
            sys.exit(f"{text}: {answer!r}")
        return answer


def pop3_log_in(port, user):
    client = Client(port)
    client.line()
    client.ask(f"USER {user}", b"+OK")
    client.ask("PASS secret", b"+OK")
    return client


def pop3_fetch(port, options):
    """Fetches everything; the bytes that came."""
    client = pop3_log_in(port, FULL)
    count = int(client.ask("STAT", b"+OK").split()[1])
    if count != options.messages:
        sys.exit(f"POP3 shows {count} messages of {options.messages}")
    asked = answered = total = 0
    tail = b""
    while answered < count:
        while asked < count and asked - answered < UNDERWAY:
            step = min(count - asked, UNDERWAY - (asked - answered))
            client.socket.sendall(b"".join(b"RETR %d\r\n" % number
                                           for number in range(asked + 1, asked + step + 1)))
            asked += step
        piece = client.socket.recv(1 << 18)
        if not piece:
            sys.exit("the server hung up")
        total += len(piece)
        whole = tail + piece
        answered += whole.count(b"\r\n.\r\n")
        tail = whole[-4:]
    client.ask("QUIT", b"+OK")
    return total


def imap_fetch(port, options):
    client = Client(port)
    client.line()
    client.ask(f"a LOGIN {FULL} secret", b"a OK")
    client.say("b SELECT INBOX")
    while not client.line().startswith(b"b OK"):
        pass
    client.say("c UID FETCH 1:* (UID BODY.PEEK[])")
    total, tail = len(client.buffer), client.buffer[-64:]
    while b"\r\nc OK" not in tail:
        piece = client.socket.recv(1 << 18)
        if not piece:
            sys.exit("the server hung up")
        total += len(piece)
        tail = (tail + piece)[-200:]
    client.socket.sendall(b"d LOGOUT\r\n")
    if total < options.messages * options.bytes:
        sys.exit(f"IMAP handed out only {total} bytes")
    return total


def log_ins(port):
    for _ in range(LOG_INS):
        client = pop3_log_in(port, SMALL)
        client.ask("QUIT", b"+OK")
        client.socket.close()


def children_of(pid):
    """Its children, theirs, and so on."""
    found = [pid]
    for each in found:
        try:
            text = Path(f"/proc/{each}/task/{each}/children").read_text()
        except FileNotFoundError:
            continue
        found += [int(child) for child in text.split()]
    return found[1:]


class Server:
    def __init__(self, folder, ports, identity):
        self.folder, self.ports, self.identity = folder, ports, identity
        self.folder.mkdir()
        self.process = None

    def wait_until_it_listens(self):
        for port in self.ports.values():
            self.process.wait_until_it_listens(ADDRESS, port)

    def resident(self):
        total = town.resident(self.process.pid)
        for child in children_of(self.process.pid):
            with contextlib.suppress(ProcessLookupError):  # one that has just ended
                total += town.resident(child)
        return total

    def end(self):
        if self.process:
            self.process.stop()


class Mda(Server):
    name = "mda"

    def __init__(self, binary, folder, ports, identity):
        super().__init__(folder, ports, identity)
        self.binary = binary
        self.mail = folder / "mail/example.org"

    def start(self):
        imap = f'imap = ["{ADDRESS}:{self.ports["imap"]}"]' if "imap" in self.ports else ""
        (self.folder / "mx.toml").write_text(
            MDA_CONFIG.format(address=ADDRESS, pop3=self.ports["pop3"], imap=imap))
        town.write_users(self.folder / "users.toml", {FULL: "secret", SMALL: "secret"})
        own(self.folder, self.identity)
        self.process = town.Program(self.binary, self.folder / "mx.toml", **self.identity)
        self.wait_until_it_listens()


class Dovecot(Server):
    name = "Dovecot"

    def __init__(self, folder, ports, identity):
        super().__init__(folder, ports, identity)
        self.mail = folder / "mail"

    def start(self):
        user = pwd.getpwuid(self.identity.get("user", os.geteuid()))
        group = self.identity.get("group", os.getegid())
        config = self.folder / "dovecot.conf"
        config.write_text(DOVECOT_CONFIG.format(folder=self.folder, address=ADDRESS,
                                                user=user.pw_name, group=group_name(group),
                                                pop3=self.ports["pop3"],
                                                imap=self.ports["imap"]))
        (self.folder / "passwords").write_text(f"{FULL}:secret\n{SMALL}:secret\n")
        own(self.folder, self.identity)
        self.process = town.Process(self.name, ["dovecot", "-F", "-c", config], self.folder / "output",
                                    **self.identity)
        self.wait_until_it_listens()


def group_name(group):
    import grp
    return grp.getgrgid(group).gr_name


def own(folder, identity):
    if not identity:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, identity["user"], identity["group"])


def timed(action, *arguments):
    start = time.monotonic()
    result = action(*arguments)
    return time.monotonic() - start, result


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("mda")
    parser.add_argument("--messages", type=int, default=10000)
    parser.add_argument("--bytes", type=int, default=10240)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-imap", action="store_true", help="POP3 only")
    parser.add_argument("--only-mda", action="store_true", help="without Dovecot: while working on it")
    return parser.parse_args()


def measure(server, options):
    """One round: what was measured, by name."""
    found = {}
    seconds, total = timed(pop3_fetch, server.ports["pop3"], options)
    found["POP3, messages/s"] = options.messages / seconds
    found["POP3, MB/s"] = total / seconds / 1e6
    if not options.no_imap:
        seconds, total = timed(imap_fetch, server.ports["imap"], options)
        found["IMAP, messages/s"] = options.messages / seconds
        found["IMAP, MB/s"] = total / seconds / 1e6
    seconds, _ = timed(log_ins, server.ports["pop3"])
    found["log-ins/s"] = LOG_INS / seconds
    found["memory, MB"] = server.resident() / 1e6
    return found


def main():
    options = parse()
    if not options.only_mda and not shutil.which("dovecot"):
        sys.exit("dovecot not installed; to mend: apt-get install dovecot-pop3d dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-ratio-"))
    folder.chmod(0o755)
    identity = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    ports = []
    for _ in range(4):
        ports.append(town.free_port(ports))
    mda_ports = {"pop3": ports[0]} | ({} if options.no_imap else {"imap": ports[1]})
    servers = [Mda(Path(options.mda).resolve(), folder / "mda", mda_ports, identity)]
    if not options.only_mda:
        servers.append(Dovecot(folder / "dovecot", {"pop3": ports[2], "imap": ports[3]}, identity))
    figures = {server.name: [] for server in servers}
    try:
        for server in servers:
            fill(server.mail / "ivanov", options.messages, options.bytes)
            fill(server.mail / "petrov", 10, options.bytes)
            server.start()
        for turn in range(options.rounds):
            for server in servers:
                found = measure(server, options)
                figures[server.name].append(found)
                print(f"{turn + 1}  {server.name:8} " +
                      "   ".join(f"{name} {value:.0f}" for name, value in found.items()), flush=True)
    except (SystemExit, AssertionError):
        for log in folder.glob("*/*log"):
            print(log.read_text()[-2000:], file=sys.stderr)
        raise
    finally:
        for server in servers:
            server.end()
        shutil.rmtree(folder, ignore_errors=True)
    for name in figures["mda"][0]:
        medians = {server: statistics.median(found[name] for found in rounds)
                   for server, rounds in figures.items()}
        line = "   ".join(f"{server} {value:.0f}" for server, value in medians.items())
        if "Dovecot" in medians:
            line += f"   ratio {medians['mda'] / medians['Dovecot']:.2f}"
        print(f"{name:20} {line}")


if __name__ == "__main__":
    main()
