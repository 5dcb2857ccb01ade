"""mailtown queue against a running mta: an operator looks after letters that cannot go yet."""
import re
import smtplib
import stat
import unittest

import town
from town import MX_ORG

CONFIG = "example.org/mx.toml"


class Queue(unittest.TestCase):
    def setUp(self):
        self.town = town.Town(town.BINARIES)
        self.town.edit(CONFIG, 'retry = ["10s", "1m", "5m"]', 'retry = ["1h"]')
        self.mta = self.start()

    def tearDown(self):
        self.assertEqual(self.town.end(), [])

    def start(self):
        # No nameserver runs: every letter to another domain has to wait.
        return self.town.start("mta", CONFIG, MX_ORG, self.town.smtp)

    def queue(self, *words, code=0):
        done = town.mailtown("queue", *words, "--lang", "en", "--config", self.town.path / CONFIG)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout if code == 0 else done.stderr

    def submit(self, recipient):
        with smtplib.SMTP(MX_ORG, self.town.submission, timeout=town.PATIENCE) as client:
            client.login("ivanov@example.org", "secret")
            client.sendmail("ivanov@example.org", [recipient], "Subject: Hello\r\n\r\nHello\r\n")

    def wait_until(self, what):
        """Until the list says that; the id of its first letter."""
        def found():
            listed = self.queue("list")
            return listed if re.search(what, listed) else None
        return town.wait_for(f"the queue to say {what!r}", found).split()[0]

    def test_it_is_for_its_owner_alone(self):
        socket = self.town.path / "example.org" / "data" / "queue.sock"
        self.assertEqual(stat.S_IMODE(socket.stat().st_mode), 0o600)

    def test_lists_holds_releases_flushes_and_removes(self):
        self.assertIn("0 letters", self.queue("list"))
        self.submit("kozlov@example.com")
        letter = self.wait_until(r"from ivanov@example.org to kozlov@example.com\n.*waits until")
        self.queue("hold", letter)
        self.wait_until("is held")
        self.queue("flush")
        self.wait_until("is held")
        # It is still held after a restart.
        self.assertEqual(self.mta.stop(), 0, self.mta.log())
        self.start()
        self.wait_until("is held")
        self.queue("release", letter)
        self.wait_until("waits until|is being tried")
        self.queue("remove", letter)
        self.assertIn("0 letters", self.queue("list"))

    def test_tells_what_is_wrong(self):
        self.assertIn("no letter NONE", self.queue("hold", "NONE", code=2))
        self.mta.stop()
        self.assertIn("To mend: start mta", self.queue("list", code=3))


if __name__ == "__main__":
    town.main()
