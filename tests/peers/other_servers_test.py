"""Letters between our mta and other people's: Postfix, Exim. Both directions, refusals, delays."""
import signal
import smtplib
import sys
import unittest

import other_servers
import town
from town import MX_COM, MX_ORG


class Letters:
    """The tests, for whichever server plays the host of example.com."""

    @classmethod
    def build(cls):
        # Short waits between tries, so that a letter that has to wait does not make the test wait.
        cls.town.edit("example.org/mx.toml", 'retry = ["10s", "1m", "5m"]', 'retry = ["1s"]')
        cls.town.start_nameservers()
        cls.start_ours()
        cls.peer = cls.server(cls.town.folder / "peer", MX_COM, cls.town.smtp, MX_ORG, cls.town.smtp)
        cls.peer.start()

    @classmethod
    def start_ours(cls):
        cls.ours = cls.town.start("mta", "example.org/mx.toml", MX_ORG, cls.town.smtp)
        cls.town.start("mda", "example.org/mx.toml", MX_ORG, cls.town.pop3)

    @classmethod
    def tearDownClass(cls):
        cls.peer.end()
        super().tearDownClass()

    def submit_to_ours(self, recipient, subject):
        with smtplib.SMTP(MX_ORG, self.town.submission, timeout=town.PATIENCE) as client:
            client.login("ivanov@example.org", "secret")
            client.sendmail("ivanov@example.org", [recipient],
                            f"Subject: {subject}\r\n\r\n.a line that begins with a dot\r\n")

    def submit_to_peer(self, recipient, subject):
        with smtplib.SMTP(MX_COM, self.town.smtp, timeout=town.PATIENCE,
                          source_address=("127.0.0.1", 0)) as client:
            client.sendmail("kozlov@example.com", [recipient],
                            f"From: kozlov@example.com\r\nSubject: {subject}\r\n\r\nHello.\r\n")

    def our_letters(self):
        fetch = ["curl", "--silent", "--max-time", town.PATIENCE, "--user", "ivanov@example.org:secret"]
        at = f"pop3://{MX_ORG}:{self.town.pop3}/"
        numbers = [line.split()[0] for line in town.run(*fetch, at).stdout.splitlines() if line.strip()]
        return [town.run(*fetch, at + number).stdout for number in numbers]

    def wait_for(self, what, letters, *parts):
        def found():
            return [text for text in letters() if all(part in text for part in parts)]
        try:
            return town.wait_for(what, found)[0]
        except AssertionError as error:
            raise AssertionError(f"{error}\n--- {self.peer.name}\n{self.peer.log()}\n--- mta\n"
                                 f"{self.town.log('mta', 'example.org/mx.toml')}") from None

    def test_from_us_to_them(self):
        self.submit_to_ours("kozlov@example.com", "Outwards")
        letter = self.wait_for("our letter", self.peer.letters, "Subject: Outwards")
        self.assertIn("\n.a line that begins with a dot", letter)
        self.assertIn("by mx.example.org", letter)

    def test_from_them_to_us(self):
        self.submit_to_peer("ivanov@example.org", "Inwards")
        letter = self.wait_for("their letter", self.our_letters, "Subject: Inwards")
        self.assertIn("Return-Path: <kozlov@example.com>", letter)

    def test_they_refuse_and_our_user_learns_why(self):
        self.submit_to_ours("nobody@example.com", "Lost abroad")
        report = self.wait_for("our report", self.our_letters, "nobody@example.com",
                               "Return-Path: <>")
        self.assertRegex(report, r"(?m)^Action: failed")
        self.assertRegex(report, r"(?m)^Status: 5\.1\.1")

    def test_we_refuse_and_their_user_learns_why(self):
        self.submit_to_peer("nobody@example.org", "Lost with us")
        report = self.wait_for("their report", self.peer.letters, "nobody@example.org",
                               "elivery")
        self.assertIn("5.1.1", report)

    def test_they_say_later_and_we_wait(self):
        self.submit_to_ours("busy@example.com", "Later")
        def tried_twice():
            log = self.town.log("mta", "example.org/mx.toml")
            told = [line for line in log.splitlines() if "to=<busy@example.com>" in line]
            return sum("status=deferred" in line and "450" in line or
                       "status=deferred" in line and "451" in line for line in told) >= 2
        town.wait_for("two tries that were put off", tried_twice)

    def test_we_are_away_and_they_wait(self):
        self.assertEqual(self.ours.stop(signal.SIGTERM), 0)
        try:
            self.submit_to_peer("ivanov@example.org", "While away")
        finally:
            type(self).ours = self.town.start("mta", "example.org/mx.toml", MX_ORG, self.town.smtp)
        def arrived():
            self.peer.retry_now()
            return [text for text in self.our_letters() if "Subject: While away" in text]
        town.wait_for("the letter that had to wait", arrived)


@unittest.skipUnless(other_servers.Postfix.is_there(), "Postfix is not installed, or this is not root")
class WithPostfix(Letters, town.TownTest):
    server = other_servers.Postfix


@unittest.skipUnless(other_servers.Exim.is_there(),
                     "Exim is not installed (MAILTOWN_EXIM may name its program), or this is not root")
class WithExim(Letters, town.TownTest):
    server = other_servers.Exim


if __name__ == "__main__":
    town.need("curl")
    if not (other_servers.Postfix.is_there() or other_servers.Exim.is_there()):
        print("skipped: neither Postfix nor Exim can be run here (both need root)")
        sys.exit(town.SKIPPED)
    town.main()
