"""The programs as their operator meets them: signals, mistakes, a restart."""
import json
import signal
import socket
import unittest

import town
from town import MX_COM, MX_ORG, NS_ORG, ROOT

PROGRAMS = (("mta", "example.org/mx.toml", MX_ORG, "smtp"),
            ("mda", "example.org/mx.toml", MX_ORG, "pop3"),
            ("nameserver", "example.org/ns.toml", NS_ORG, "dns"))


class Programs(unittest.TestCase):
    def setUp(self):
        self.town = town.Town(town.BINARIES)

    def tearDown(self):
        self.assertEqual(self.town.end(), [])

    def run_program(self, program, config, *options):
        return town.run(self.town.binaries / program, "--config", self.town.path / config, *options)

    def test_signals_end_them_cleanly(self):
        for program, config, address, service in PROGRAMS:
            for how in (signal.SIGTERM, signal.SIGINT):
                with self.subTest(program=program, signal=how.name):
                    running = self.town.start(program, config, address, getattr(self.town, service))
                    self.assertEqual(running.stop(how), 0, running.log_for_people())

    def test_a_signal_ends_them_amid_a_session(self):
        for program, config, address, service in PROGRAMS:
            with self.subTest(program=program):
                port = getattr(self.town, service)
                running = self.town.start(program, config, address, port)
                with socket.create_connection((address, port)) as client:
                    client.settimeout(town.PATIENCE)
                    if service != "dns":
                        self.assertTrue(client.recv(1000), "a greeting")
                    self.assertEqual(running.stop(), 0, running.log_for_people())
                    while client.recv(1000):  # a last word, then the end
                        pass

    def test_a_mistake_in_the_configuration(self):
        for program, config, _, _ in PROGRAMS:
            with self.subTest(program=program):
                path = self.town.path / config
                lines = path.read_text().splitlines()
                wrong = path.with_name("wrong.toml")
                wrong.write_text("\n".join(["hostnmae = \"mx.example.org\""] + lines))
                ended = self.run_program(program, wrong)
                self.assertEqual(ended.returncode, 2, ended.stderr)
                self.assertIn(f"{wrong}:1: ", ended.stderr)
                self.assertIn("hostname", ended.stderr)

    def test_a_port_in_use(self):
        for program, config, address, service in PROGRAMS:
            with self.subTest(program=program):
                port = getattr(self.town, service)
                with socket.create_server((address, port)):
                    ended = self.run_program(program, config)
                self.assertEqual(ended.returncode, 3, ended.stderr)
                self.assertIn(f"{address}:{port}", ended.stderr)
                self.assertIn("To mend:", ended.stderr)

    def test_an_error_in_a_zone(self):
        zone = self.town.path / "example.org" / "example.org.zone"
        zone.write_text(zone.read_text() + "broken IN A 127.0.1\n")
        number = len(zone.read_text().splitlines())
        ended = self.run_program("nameserver", "example.org/ns.toml")
        self.assertEqual(ended.returncode, 2, ended.stderr)
        self.assertIn(f"example.org.zone:{number}:", ended.stderr)

    def test_the_trace_can_be_followed(self):
        trace = self.town.path / "ns.jsonl"
        running = self.town.start("nameserver", "example.org/ns.toml", NS_ORG, self.town.dns,
                                  "--trace", str(trace))
        # A question for the address of mx.example.org, without EDNS.
        question = (b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
                    b"\x02mx\x07example\x03org\x00\x00\x01\x00\x01")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(town.PATIENCE)
            client.sendto(question, (NS_ORG, self.town.dns))
            self.assertEqual(client.recv(1000)[:2], b"\x12\x34")
        events = [json.loads(line) for line in trace.read_text().splitlines()]
        kinds = [event.get("kind") for event in events]
        self.assertIn("dns.question.received", kinds)
        self.assertIn("dns.answer.sent", kinds)
        self.assertEqual(running.stop(), 0)
        again = self.run_program("nameserver", "example.org/ns.toml", "--trace", trace)
        self.assertEqual(again.returncode, 2, again.stderr)
        self.assertIn("--force", again.stderr)

    def test_a_queued_letter_survives_a_restart(self):
        town.need("swaks", "curl")
        self.town.start_nameservers()
        mta = self.town.start("mta", "example.org/mx.toml", MX_ORG, self.town.smtp)
        sent = town.run("swaks", "--server", f"{MX_ORG}:{self.town.submission}", "--auth", "PLAIN",
                        "--auth-user", "ivanov@example.org", "--auth-password", "secret",
                        "--from", "ivanov@example.org", "--to", "kozlov@example.com",
                        "--header", "Subject: Patience")
        self.assertEqual(sent.returncode, 0, sent.stdout)
        town.wait_for("a deferral", lambda: "status=deferred" in mta.log())
        self.assertEqual(mta.stop(), 0, mta.log_for_people())

        self.town.start("mta", "example.com/mx.toml", MX_COM, self.town.smtp)
        self.town.start("mda", "example.com/mx.toml", MX_COM, self.town.pop3)
        self.town.start("mta", "example.org/mx.toml", MX_ORG, self.town.smtp)

        def fetched():
            letter = town.run("curl", "--silent", "--user", "kozlov@example.com:secret",
                              f"pop3://{MX_COM}:{self.town.pop3}/1")
            return letter.stdout if letter.returncode == 0 else None
        self.assertIn("Subject: Patience", town.wait_for("the letter", fetched))


if __name__ == "__main__":
    town.main()
