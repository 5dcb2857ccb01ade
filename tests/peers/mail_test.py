"""swaks sends, curl reads: letters between two domains, from client to client."""
import json
import socket

import town
from town import MX_COM, MX_ORG


class Mail(town.TownTest):
    @classmethod
    def build(cls):
        cls.town.start_nameservers()
        cls.town.start_mail_hosts()

    def swaks(self, *options):
        return town.run("swaks", "--timeout", town.PATIENCE, "--helo", "client.example.org", *options)

    def submit(self, sender, recipient, subject, *options, password="secret", method="PLAIN"):
        return self.swaks("--server", f"{MX_ORG}:{self.town.submission}", "--auth", method,
                          "--auth-user", sender, "--auth-password", password, "--from", sender,
                          "--to", recipient, "--header", f"Subject: {subject}", *options)

    def curl(self, user, host, path, *options):
        return town.run("curl", "--silent", "--show-error", "--max-time", town.PATIENCE, "--user",
                        f"{user}:secret", f"pop3://{host}:{self.town.pop3}/{path}", *options)

    def letters(self, user, host):
        """All letters in the mailbox."""
        listed = self.curl(user, host, "")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        numbers = [line.split()[0] for line in listed.stdout.splitlines() if line.strip()]
        return [self.curl(user, host, number).stdout for number in numbers]

    def wait_for_letter(self, user, host, subject):
        def found():
            return [text for text in self.letters(user, host) if f"Subject: {subject}" in text]
        return town.wait_for(f"a letter {subject!r} to {user}", found)[0]

    def assertSent(self, sent):
        self.assertEqual(sent.returncode, 0, sent.stdout + sent.stderr)

    def assertRefused(self, sent, reply):
        self.assertNotEqual(sent.returncode, 0, sent.stdout)
        self.assertRegex(sent.stdout, rf"(?m)^<\*\* +{reply}")

    def test_a_letter_within_a_domain(self):
        self.assertSent(self.submit("ivanov@example.org", "petrov@example.org", "Inside",
                                    "--body", "From desk to desk."))
        letter = self.wait_for_letter("petrov@example.org", MX_ORG, "Inside")
        self.assertIn("From desk to desk.", letter)
        self.assertIn("Return-Path: <ivanov@example.org>", letter)

    def test_a_letter_to_another_domain(self):
        self.assertSent(self.submit("ivanov@example.org", "kozlov@example.com", "Outside",
                                    "--body", "From town to town."))
        letter = self.wait_for_letter("kozlov@example.com", MX_COM, "Outside")
        self.assertIn("From town to town.", letter)
        self.assertEqual(letter.count("\nReceived: ") + letter.startswith("Received: "), 2, letter)
        self.assertIn("by mx.example.org", letter)
        self.assertIn("by mx.example.com", letter)

    def test_login_works_as_well(self):
        self.assertSent(self.submit("ivanov@example.org", "petrov@example.org", "By LOGIN",
                                    method="LOGIN"))

    def test_lines_that_begin_with_a_dot(self):
        body = self.town.folder / "dots"
        body.write_text(".\n..\n.hidden\nlast\n")
        self.assertSent(self.submit("ivanov@example.org", "petrov@example.org", "Dots",
                                    "--body", f"@{body}"))
        letter = self.wait_for_letter("petrov@example.org", MX_ORG, "Dots")
        self.assertIn("\n.\n..\n.hidden\nlast", letter.replace("\r", ""))

    def test_submission_needs_a_password(self):
        sent = self.swaks("--server", f"{MX_ORG}:{self.town.submission}",
                          "--from", "ivanov@example.org", "--to", "kozlov@example.com")
        self.assertRefused(sent, "530")  # RFC 6409 §4.3, RFC 4954 §6

    def test_a_wrong_password(self):
        sent = self.submit("ivanov@example.org", "kozlov@example.com", "Never", password="guess")
        self.assertRefused(sent, "535")

    def test_nobody_sends_as_somebody_else(self):
        sent = self.submit("ivanov@example.org", "kozlov@example.com", "Never",
                           "--from", "petrov@example.org")
        self.assertRefused(sent, "55")

    def test_strangers_may_not_relay(self):
        sent = self.swaks("--server", f"{MX_ORG}:{self.town.smtp}",
                          "--from", "eve@example.net", "--to", "kozlov@example.com")
        self.assertRefused(sent, "55")

    def test_an_unknown_recipient(self):
        sent = self.swaks("--server", f"{MX_COM}:{self.town.smtp}",
                          "--from", "ivanov@example.org", "--to", "nobody@example.com")
        self.assertRefused(sent, "550")

    def test_a_letter_to_nobody_abroad_comes_back(self):
        self.assertSent(self.submit("petrov@example.org", "nobody@example.com", "Lost"))
        def report():
            return [text for text in self.letters("petrov@example.org", MX_ORG)
                    if "nobody@example.com" in text and "Return-Path: <>" in text]
        self.assertIn("550", town.wait_for("the bounce", report)[0])

    def test_reading_needs_a_password(self):
        fetched = town.run("curl", "--silent", "--show-error", "--max-time", town.PATIENCE, "--user",
                           "kozlov@example.com:guess", f"pop3://{MX_COM}:{self.town.pop3}/")
        self.assertNotEqual(fetched.returncode, 0)
        self.assertIn("denied", fetched.stderr)

    def test_a_letter_is_deleted(self):
        self.assertSent(self.submit("ivanov@example.org", "ivanov@example.org", "To be deleted"))
        self.wait_for_letter("ivanov@example.org", MX_ORG, "To be deleted")
        before = len(self.letters("ivanov@example.org", MX_ORG))
        deleted = self.curl("ivanov@example.org", MX_ORG, before, "--request", "DELE", "--list-only")
        self.assertEqual(deleted.returncode, 0, deleted.stderr)
        self.assertEqual(len(self.letters("ivanov@example.org", MX_ORG)), before - 1)

    def test_the_log_tells_the_letters_way(self):
        self.assertSent(self.submit("ivanov@example.org", "kozlov@example.com", "For the log"))
        self.wait_for_letter("kozlov@example.com", MX_COM, "For the log")
        line = (r"(?m)^\d{4}-\d\d-\d\dT[\d:.]+Z \w+: from=<ivanov@example\.org>, "
                r"to=<kozlov@example\.com>, relay=mx\.example\.com\[127\.0\.2\.10\].*, "
                r"delay=[\d.]+, status=sent, reply=\"250 ")
        def told():
            return self.town.log("mta", "example.org/mx.toml")
        town.wait_for("the log line", lambda: "status=sent" in told())
        self.assertRegex(told(), line)

    def test_the_trace_masks_passwords(self):
        self.assertSent(self.submit("ivanov@example.org", "petrov@example.org", "Traced"))
        lines = (self.town.path / "example.org" / "mta.jsonl").read_text().splitlines()
        kinds = {json.loads(line).get("kind") for line in lines}
        self.assertIn("line.received", kinds)
        self.assertIn("queue.step", kinds)
        # base64 of NUL ivanov@example.org NUL secret, as swaks sent it
        self.assertNotIn("AGl2YW5vdkBleGFtcGxlLm9yZwBzZWNyZXQ=", "\n".join(lines))

    def test_binary_rubbish_does_not_stop_the_program(self):
        for port in (self.town.smtp, self.town.submission, self.town.pop3):
            with socket.create_connection((MX_ORG, port), timeout=town.PATIENCE) as client:
                client.sendall(bytes(range(256)) * 400 + b"\r\n")
                client.shutdown(socket.SHUT_WR)
                client.settimeout(town.PATIENCE)
                try:
                    while client.recv(65536):
                        pass
                except ConnectionResetError:
                    pass
        self.assertSent(self.submit("ivanov@example.org", "petrov@example.org", "After rubbish"))


if __name__ == "__main__":
    town.need("swaks", "curl")
    town.main()
