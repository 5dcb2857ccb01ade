"""tshark dissects what mailtown exports: every scenario, with checksums checked.

What the trace says must be what the dissector finds: the same bytes in every stream, the same
commands, replies and questions; warnings only where the run itself deserves them."""
import collections
import json
import math
import re
import tempfile
import unittest
from pathlib import Path

import town

SCENARIOS = sorted(path.stem for path in
                   (Path(__file__).resolve().parents[2] / "scenarios").glob("*.toml"))
WARNING = 0x600000  # PI_WARN of Wireshark
SMTP_PORTS = (25, 587)
COMMAND_PORTS = {"pop3": 110, "imap": 143}
LOSSY = "\n[[link]]\nloss = 0.05\n"
FIELDS = ["frame.number", "frame.time_epoch", "frame.interface_name", "frame.comment", "ip.src",
          "ipv6.src", "ip.dst", "ipv6.dst", "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.payload",
          "tcp.flags.syn", "tcp.analysis.retransmission", "ip.checksum.status",
          "tcp.checksum.status", "udp.checksum.status", "smtp.req.command", "smtp.response",
          "pop.request.command", "imap.request.command", "dns.id", "dns.flags.response",
          "dns.qry.name", "dns.qry.type", "dns.flags.rcode", "_ws.expert.severity",
          "_ws.expert.message"]
SEPARATOR = "\x1f"
TYPES = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA"}
CODES = {"answer": 0, "nodata": 0, "referral": 0, "truncated": 0, "formerr": 1, "servfail": 2,
         "nxdomain": 3, "refused": 5}  # RFC 1035 §4.1.1


class Frame:
    """One packet as tshark dissects it; fields that it does not have are empty lists."""

    def __init__(self, line):
        values = line.rstrip("\n").split("\t")
        self.fields = {name: value.split(SEPARATOR) if value else []
                       for name, value in zip(FIELDS, values)}

    def all(self, name):
        return self.fields[name]

    def one(self, name):
        found = self.fields[name]
        return found[0] if found else ""

    @property
    def flow(self):
        """Sender and receiver of a TCP segment, as the trace writes endpoints."""
        return (endpoint(self.one("ip.src"), self.one("ipv6.src"), self.one("tcp.srcport")),
                endpoint(self.one("ip.dst"), self.one("ipv6.dst"), self.one("tcp.dstport")))

    @property
    def time_us(self):
        """Microseconds since 1970."""
        return int(self.one("frame.time_epoch").replace(".", "")) // 1000


def endpoint(ip4, ip6, port):
    return f"[{ip6}]:{port}" if ip6 else f"{ip4}:{port}"


def plain(visible):
    """Bytes from the trace's visible text."""
    out, i = bytearray(), 0
    raw = visible.encode()
    while i < len(raw):
        if raw[i:i + 2] == b"\\\\":
            out += b"\\"
            i += 2
        elif raw[i:i + 2] == b"\\x":
            out.append(int(raw[i + 2:i + 4], 16))
            i += 4
        else:
            out.append(raw[i])
            i += 1
    return bytes(out)


class Run:
    """A scenario's trace and its capture, dissected."""

    def __init__(self, folder, name, scenario, *options):
        self.capture = Path(folder) / f"{name}.pcapng"
        trace = Path(folder) / f"{name}.jsonl"
        for form, file in (("pcapng", self.capture), ("json", trace)):
            done = town.mailtown("run", scenario, "--format", form, "--force", "--out", file, *options)
            if done.returncode > 1:
                raise AssertionError(done.stdout + done.stderr)
        with open(trace, encoding="utf-8") as lines:
            self.header, *self.events = [json.loads(line) for line in lines]
        done = town.run(
            "tshark", "-n", "-r", self.capture, "-o", "ip.check_checksum:TRUE",
            "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
            # Without it, Wireshark warns of every AUTH: it would not look at what follows.
            "-o", "smtp.decryption:TRUE", "-T", "fields", "-E", "separator=/t",
            "-E", f"aggregator={SEPARATOR}", *[word for field in FIELDS for word in ("-e", field)])
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        self.frames = [Frame(line) for line in done.stdout.splitlines()]
        self._under_tls = self._spans_under_tls()

    def _spans_under_tls(self):
        """When two ends go on under TLS: by the ends, from then until they connect anew."""
        spans = collections.defaultdict(list)
        for event in self.events:
            if event["kind"] not in ("tls.started", "connect.done"):
                continue
            known = spans[frozenset((event["is"]["local"], event["is"]["remote"]))]
            is_open = bool(known) and known[-1][1] == math.inf
            if event["kind"] == "tls.started" and not is_open:
                known.append([event["t"], math.inf])
            elif event["kind"] == "connect.done" and is_open:
                known[-1][1] = event["t"]
        return spans

    def is_under_tls(self, frame):
        """What passed under TLS stands in the capture without it, which no dissector need expect."""
        return self._are_under_tls(frame.flow, frame.time_us - self.header["start_us"])

    def _are_under_tls(self, ends, time):
        return any(begin <= time < end for begin, end in self._under_tls.get(frozenset(ends), ()))

    def lines_in_clear(self, *protocols):
        """The lines sent that a dissector should understand."""
        return [event["is"] for event in self.events if event["kind"] == "line.sent"
                and event["is"]["protocol"] in protocols and "text" in event["is"]
                and not self._are_under_tls((event["is"]["local"], event["is"]["remote"]), event["t"])]

    def dissected(self, field):
        """Its values in all frames that should be understood, each sent once."""
        return [value for frame in self.frames
                if not frame.all("tcp.analysis.retransmission") and not self.is_under_tls(frame)
                for value in frame.all(field)]

    def of_kind(self, *kinds):
        return [event["is"] for event in self.events if event["kind"] in kinds]

    def streams(self):
        """The bytes of each direction of each connection: by flow, one for each handshake."""
        found = collections.defaultdict(list)
        for frame in self.frames:
            if not frame.one("tcp.srcport"):
                continue
            if frame.one("tcp.flags.syn") in ("1", "True") and not frame.all("tcp.analysis.retransmission"):
                found[frame.flow].append({})
            for seq, payload in zip(frame.all("tcp.seq"), frame.all("tcp.payload")):
                found[frame.flow][-1][int(seq)] = bytes.fromhex(payload.replace(":", ""))
        joined = {}
        for flow, parts in found.items():
            joined[flow] = [b"".join(part[at] for at in sorted(part)) for part in parts]
        return joined


class Capture(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def run_of(self, name, *options, more=""):
        scenario = name
        if more:
            source = Path(__file__).resolve().parents[2] / "scenarios" / f"{name}.toml"
            scenario = Path(self.folder.name) / f"{name}.toml"
            scenario.write_text(source.read_text(encoding="utf-8") + more, encoding="utf-8")
        return Run(self.folder.name, name, scenario, *options)

    def test_every_scenario(self):
        for name in SCENARIOS:
            with self.subTest(scenario=name):
                self.check(self.run_of(name))

    def test_what_the_network_lost_is_sent_again(self):
        run = self.run_of("first-letter", "--seed", "3", more=LOSSY)
        self.check(run)
        lost = [e for e in run.of_kind("network.lost") if e.get("segment") in ("SYN", "data", "FIN")]
        again = [f for f in run.frames if f.all("tcp.analysis.retransmission")]
        self.assertTrue(lost)
        self.assertGreaterEqual(len(again), len([e for e in lost if e.get("again_us")]))

    def test_comments_are_in_the_chosen_language(self):
        russian = self.run_of("mx-fallback", "--lang", "ru")
        comments = "\n".join(c for f in russian.frames for c in f.all("frame.comment"))
        self.assertIn("решает", comments)

    def test_same_bytes_each_time(self):
        once = self.run_of("mx-fallback").capture.read_bytes()
        self.assertEqual(once, self.run_of("mx-fallback").capture.read_bytes())

    def check(self, run):
        self.assertTrue(run.frames)
        self.check_warnings(run)
        self.check_smtp(run)
        self.check_commands(run, "pop3", "pop.request.command")
        self.check_commands(run, "imap", "imap.request.command")
        self.check_streams(run)
        self.check_questions(run)
        self.check_interfaces(run)

    def check_warnings(self, run):
        """None but resets, and as many of those as the trace tells of."""
        for frame in run.frames:
            for status in ("ip.checksum.status", "tcp.checksum.status", "udp.checksum.status"):
                self.assertIn(frame.one(status), ("", "1", "Good"), frame.one("frame.number"))
        warnings = [(message, frame) for frame in run.frames
                    for severity, message in zip(frame.all("_ws.expert.severity"),
                                                 frame.all("_ws.expert.message"))
                    if int(severity) >= WARNING]
        resets = [w for w, _ in warnings if w == "Connection reset (RST)"]
        self.assertEqual([w for w, frame in warnings
                          if w in resets or not run.is_under_tls(frame)], resets)
        refused = [f for f in run.of_kind("connect.failed") if f["why"] == "refused"]
        ended = {frozenset((e["local"], e["remote"])) for e in run.of_kind("connect.ended")
                 if e["how"] == "reset"}
        crashed = bool(run.of_kind("machine.crashed"))
        if not crashed:  # a machine that comes back rejects what it no longer knows
            self.assertEqual(len(resets), len(refused) + len(ended))

    def check_streams(self, run):
        """Every line that the trace tells of stands in its stream, in order."""
        streams = run.streams()
        at = collections.defaultdict(lambda: (0, 0))
        lines = 0
        for event in run.of_kind("line.sent"):
            text = event.get("text", "")
            if "****" in text:
                continue
            flow = (event["local"], event["remote"])
            wanted = plain(text)
            number, position = at[flow]
            found = streams[flow][number].find(wanted, position)
            if found < 0 and number + 1 < len(streams[flow]):  # the ports were used again
                number, found = number + 1, streams[flow][number + 1].find(wanted)
            self.assertGreaterEqual(found, 0, f"{flow}: {text}")
            at[flow] = (number, found + len(wanted))
            lines += 1
        if run.of_kind("line.sent"):
            self.assertGreater(lines, 0)

    def check_smtp(self, run):
        """The dissector understands as many commands and replies as there were."""
        sent = run.lines_in_clear("smtp", "submission")
        replies = [e["text"] for e in sent if re.match(r"\d{3}( |$)", e["text"])
                   and int(e["local"].rsplit(":", 1)[1]) in SMTP_PORTS]
        last_lines = [re.split(r"\r?\n|\\r\\n", r.strip().removesuffix("\\r\\n"))[-1]
                      for r in run.dissected("smtp.response")]
        wanted = collections.Counter(r[:3] for r in replies)
        self.assertEqual(collections.Counter(r[:3] for r in last_lines), wanted)
        commands = {"HELO", "EHLO", "MAIL", "RCPT", "DATA", "QUIT", "RSET", "AUTH", "NOOP", "VRFY"}
        spoken = collections.Counter(
            e["text"][:4].upper() for e in sent if e["text"][:4].upper() in commands
            and int(e["remote"].rsplit(":", 1)[1]) in SMTP_PORTS)
        heard = collections.Counter(
            c.upper() for c in run.dissected("smtp.req.command") if c.upper() in commands)
        # Where DATA is refused, the dissector takes the QUIT after it for a letter's text.
        refused = spoken["DATA"] - wanted["354"]
        self.assertLessEqual(spoken["QUIT"] - heard["QUIT"], max(refused, 0))
        heard["QUIT"] = spoken["QUIT"]
        self.assertEqual(heard, spoken)

    def check_commands(self, run, protocol, field):
        """Those of POP3 and IMAP too, by the port that they go to."""
        port = COMMAND_PORTS[protocol]
        words = [re.sub(r"(?i) UID ", " ", e["text"]).split() for e in run.lines_in_clear(protocol)
                 if int(e["remote"].rsplit(":", 1)[1]) == port]
        at = 1 if protocol == "imap" else 0  # behind the tag
        spoken = collections.Counter(each[at].upper() for each in words if len(each) > at)
        heard = collections.Counter(word.upper() for word in run.dissected(field))
        self.assertEqual(heard, spoken)

    def check_questions(self, run):
        """Each question and each answer once, with id, name, type and code."""
        def asked(events):
            return collections.Counter((int(e["id"]), e["name"].lower(), e["type"],
                                        CODES[e["outcome"]] if "outcome" in e else None) for e in events)

        def dissected(response):
            return collections.Counter(
                (int(frame.one("dns.id"), 0), frame.one("dns.qry.name").lower(),
                 TYPES[int(frame.one("dns.qry.type"))],
                 int(frame.one("dns.flags.rcode")) if frame.one("dns.flags.rcode") else None)
                for frame in run.frames
                if frame.one("dns.id") and frame.one("dns.flags.response") in response)

        self.assertEqual(dissected(("0", "False")), asked(run.of_kind("dns.question.sent")))
        self.assertEqual(dissected(("1", "True")), asked(run.of_kind("dns.answer.sent")))

    def check_interfaces(self, run):
        """Packets leave by the interface of the machine that has their address."""
        owner = {address: machine["name"] for machine in run.header["machines"]
                 for address in machine["addresses"]}
        for frame in run.frames:
            source = frame.one("ip.src") or frame.one("ipv6.src")
            self.assertEqual(frame.one("frame.interface_name"), owner[source])


if __name__ == "__main__":
    town.need("tshark")
    town.main()
