"""The examples of docs/examples, run for a test: a copy in a temporary folder, on free ports.

Every wait is bounded, and every program is ended by its own process id."""
import base64
import hashlib
import os
import pty
import random
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
PATIENCE = 60  # seconds; a sanitized program on a busy machine is slow
SKIPPED = 77   # what ctest takes for "skipped"
PACKAGES = {"swaks": "swaks", "curl": "curl", "dig": "bind9-dnsutils",
            "mbsync": "isync", "openssl": "openssl", "mpop": "mpop",
            "fetchmail": "fetchmail", "getmail": "getmail6", "msmtp": "msmtp", "mutt": "mutt",
            "tshark": "tshark"}

# The hosts of the examples.
ROOT, NS_ORG, NS_COM = "127.0.0.53", "127.0.1.53", "127.0.2.53"
MX_ORG, MX_COM = "127.0.1.10", "127.0.2.10"


def need(*clients):
    """Ends the test program if one of the real clients is not installed."""
    missing = [client for client in clients if not shutil.which(client)]
    if not missing:
        return
    packages = " ".join(PACKAGES[client] for client in missing)
    if os.environ.get("MAILTOWN_SKIP_PEERS"):
        print(f"skipped, as MAILTOWN_SKIP_PEERS is set: {', '.join(missing)} not installed")
        sys.exit(SKIPPED)
    sys.exit(f"{', '.join(missing)} not installed; to mend: apt-get install {packages}")


def is_free(port, address):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as trial:
            try:
                trial.bind((address, port))
            except OSError:
                return False
    return True


def free_port(taken=()):
    """A port below those that the system gives to clients, free on every host of the examples."""
    for _ in range(1000):
        port = random.randrange(20000, 32000)
        hosts = (ROOT, NS_ORG, NS_COM, MX_ORG, MX_COM)
        if port not in taken and all(is_free(port, host) for host in hosts):
            return port
    raise RuntimeError("no free port")


def run(*command, **options):
    """A client's run: returncode, stdout and stderr as text."""
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          errors="replace", timeout=PATIENCE, **options)


def mailtown(*words, **options):
    """A run of mailtown itself."""
    return run(Path(BINARIES) / "mailtown", *words, **options)


def in_terminal(command, lines=(), env=None):
    """Runs what wants a terminal, and types each of `lines` once it asks: once what it shows ends
    with a colon. What it has shown, and its exit code."""
    words = [str(word) for word in command]
    child, terminal = pty.fork()
    if child == 0:
        try:
            os.execvpe(words[0], words, env or os.environ)
        finally:
            os._exit(127)
    to_type, shown = list(lines), b""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # it has ended
            break
        if to_type and shown.rstrip(b" ").endswith(b":"):
            os.write(terminal, to_type.pop(0))
            shown += b"\n"
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    text = shown.decode(errors="replace")
    if to_type:
        raise AssertionError(f"{words[0]} did not ask for {to_type}:\n{text[-3000:]}")
    return text, os.waitstatus_to_exitcode(status)


def resident(pid):
    """Bytes of memory that a process has; ProcessLookupError if it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        status = ""
    found = re.search(r"(?m)^VmRSS:\s*(\d+) kB$", status)
    if not found:
        raise ProcessLookupError(f"no memory of process {pid}")
    return int(found[1]) * 1024


def wait_for(what, condition):
    """Polls until `condition` gives something true, and returns that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


def cheap_hash(password):
    """A hash that costs nothing: tests log in often."""
    salt = os.urandom(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=2, r=1, p=1, dklen=32)
    texts = [base64.b64encode(part).decode().rstrip("=") for part in (salt, key)]
    return "$scrypt$ln=1,r=1,p=1${}${}".format(*texts)


def write_users(path, passwords):
    """A file of users, {"ivanov@example.org": "secret"}."""
    path.write_text("".join(f'["{login}"]\npassword = "{cheap_hash(password)}"\n'
                            for login, password in passwords.items()))


class Process:
    """A server, running; `options` are Popen's."""

    def __init__(self, name, command, log_path, **options):
        self.name = name
        self.log_path = Path(log_path)
        self._log = open(self.log_path, "w+")
        self._process = subprocess.Popen([str(word) for word in command], stdout=self._log,
                                         stderr=subprocess.STDOUT, **options)

    def log(self):
        return self.log_path.read_text(errors="replace")

    def log_for_people(self):
        """Its log, cut where a sanitizer's report would fill pages."""
        return self.log()[:8000]

    def wait_until_it_listens(self, address, port):
        def answers():
            if self._process.poll() is not None:
                raise AssertionError(f"{self.name} ended with {self._process.returncode}:\n"
                                     f"{self.log_for_people()}")
            with socket.socket() as trial:
                return trial.connect_ex((address, port)) == 0
        wait_for(f"{self.name} to listen on {address}:{port}", answers)

    @property
    def pid(self):
        return self._process.pid

    def send(self, which):
        """A signal that does not end it."""
        self._process.send_signal(which)

    def stop(self, how=signal.SIGTERM):
        """Ends the program and returns its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                raise AssertionError(f"{self.name} did not end:\n{self.log_for_people()}")
        self._log.close()
        return self._process.returncode


class Program(Process):
    """One of mta, mda, nameserver, running."""

    def __init__(self, binary, config, *words, **options):
        super().__init__(f"{binary.name} --config {config}", [binary, "--config", config, *words],
                         f"{config}.{binary.name}.log", **options)


class Town:
    """A copy of the examples and what runs of them."""

    def __init__(self, binaries):
        self.binaries = Path(binaries)
        self.folder = Path(tempfile.mkdtemp(prefix="mailtown-peers-"))
        self.path = self.folder / "examples"
        shutil.copytree(EXAMPLES, self.path)
        self._programs = []
        self._choose_ports()

    def _choose_ports(self):
        ports = []
        for _ in range(5):
            ports.append(free_port(ports))
        self.smtp, self.submission, self.pop3, self.imap, self.dns = ports
        renamed = {"2525": self.smtp, "2587": self.submission, "2110": self.pop3,
                   "2143": self.imap, "2053": self.dns}
        for config in self.path.rglob("[mn][xs].toml"):
            # In one pass: a new port may hold an old one's digits.
            config.write_text(re.sub(r"\b(2525|2587|2110|2143|2053)\b",
                                     lambda old: str(renamed[old[0]]), config.read_text()))
        for users in self.path.rglob("users.toml"):
            users.write_text(re.sub(r"\$scrypt\$[^\"]*", lambda _: cheap_hash("secret"),
                                    users.read_text()))

    def edit(self, config, old, new):
        path = self.path / config
        text = path.read_text()
        assert old in text, f"{config} has no {old!r}"
        path.write_text(text.replace(old, new))

    def start(self, program, config, address, port, *options):
        started = Program(self.binaries / program, self.path / config, *options)
        self._programs.append(started)
        started.wait_until_it_listens(address, port)
        return started

    def start_nameservers(self):
        for domain, address in (("root", ROOT), ("example.org", NS_ORG), ("example.com", NS_COM)):
            self.start("nameserver", f"{domain}/ns.toml", address, self.dns)

    def start_mail_hosts(self):
        for domain, address in (("example.org", MX_ORG), ("example.com", MX_COM)):
            self.start("mta", f"{domain}/mx.toml", address, self.smtp,
                       "--trace", str(self.path / domain / "mta.jsonl"))
            self.start("mda", f"{domain}/mx.toml", address, self.pop3)

    def log(self, program, config):
        return Path(f"{self.path / config}.{program}.log").read_text(errors="replace")

    def logs(self):
        return "\n".join(f"--- {program.name}\n{program.log_for_people()}" for program in self._programs)

    def end(self):
        """Stops everything; returns what did not end as it should, with its log."""
        wrong = []
        for program in reversed(self._programs):
            code = program.stop()
            if code != 0:
                wrong.append(f"{program.name} ended with {code}:\n{program.log_for_people()}")
        shutil.rmtree(self.folder)
        return wrong


class TownTest(unittest.TestCase):
    """Tests of one class share a town; each program must end cleanly after them."""

    @classmethod
    def setUpClass(cls):
        cls.town = Town(BINARIES)
        try:
            cls.build()
        except BaseException:
            print(cls.town.logs(), file=sys.stderr)
            cls.town.end()
            raise

    @classmethod
    def build(cls):
        """Starts what the tests need."""

    @classmethod
    def tearDownClass(cls):
        wrong = cls.town.end()
        if wrong:
            raise AssertionError("\n".join(wrong))


BINARIES = None


def main():
    global BINARIES
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER_OF_THE_PROGRAMS [TEST...]")
    BINARIES = sys.argv.pop(1)
    unittest.main(module="__main__", verbosity=2)
