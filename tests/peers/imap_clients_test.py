"""Real IMAP clients against mda: Python's imaplib, curl, mbsync, mutt."""
import contextlib
import imaplib
import mailbox
import os
import re
import signal
import subprocess
import time

import town
from town import MX_ORG

USER = "ivanov@example.org"
PASSWORD = "secret"


def letter(number, size=500):
    body = (f"This is letter {number}.\r\n" * (size // 22 + 1))[:size]
    return (f"From: petrov@example.org\r\nTo: {USER}\r\nSubject: Letter {number}\r\n"
            f"Date: Mon, 05 Feb 2024 10:00:00 +0000\r\nMessage-ID: <{number}@example.org>\r\n"
            f"\r\n{body}\r\n").encode()


class ImapTest(town.TownTest):
    """One mda; each test has a user's mailbox, emptied before."""

    @classmethod
    def build(cls):
        cls.town.start("mda", "example.org/mx.toml", MX_ORG, cls.town.imap)

    def setUp(self):
        self.maildir = self.town.path / "example.org/data/mail/example.org/ivanov"
        with self.login() as client:
            for name in self.names(client):
                if name != "INBOX":
                    client.delete(name)
            client.select()
            client.store("1:*", "+FLAGS.SILENT", r"(\Deleted)")
            client.expunge()

    def login(self):
        client = imaplib.IMAP4(MX_ORG, self.town.imap, timeout=town.PATIENCE)
        client.login(USER, PASSWORD)
        return client

    def names(self, client):
        status, lines = client.list()
        self.assertEqual(status, "OK")
        return [line.decode().rsplit(' "/" ', 1)[1].strip('"') for line in lines if line]

    def deliver(self, numbers):
        """Files letters as mta does: behind the server's back."""
        for part in ("tmp", "new", "cur"):
            (self.maildir / part).mkdir(parents=True, exist_ok=True)
        for number in numbers:
            name = f"{1700000000 + number}.{number}.mx.example.org"
            (self.maildir / "tmp" / name).write_bytes(letter(number))
            os.rename(self.maildir / "tmp" / name, self.maildir / "new" / name)

    def uid(self, client, number):
        return re.search(rb"UID (\d+)", self.ok(client.fetch(str(number), "(UID)"))[0])[1].decode()

    def ok(self, outcome):
        self.assertEqual(outcome[0], "OK", outcome)
        return outcome[1]


class Imaplib(ImapTest):
    def test_a_letter_from_append_to_expunge(self):
        with self.login() as client:
            date = imaplib.Time2Internaldate(1700000000)
            self.assertIn(b"APPENDUID", self.ok(client.append("INBOX", r"(\Flagged)", date, letter(1)))[0])
            self.assertEqual(self.ok(client.select()), [b"1"])
            fetched = self.ok(client.fetch("1", "(UID FLAGS INTERNALDATE RFC822.SIZE BODY[])"))
            self.assertEqual(fetched[0][1], letter(1))
            self.assertIn(rb"\Flagged", fetched[0][0] + fetched[1])
            self.assertEqual(imaplib.Internaldate2tuple(fetched[0][0] + fetched[1])[:5],
                             time.localtime(1700000000)[:5])
            self.ok(client.store("1", "+FLAGS", r"(\Deleted $Work)"))
            self.assertEqual(self.ok(client.expunge()), [b"1"])
            self.assertEqual(self.ok(client.search(None, "ALL")), [b""])

    def test_every_command_of_imaplib(self):
        with self.login() as client:
            self.deliver(range(1, 6))
            self.ok(client.noop())
            self.assertEqual(self.ok(client.select()), [b"5"])
            self.ok(client.create("Archive/2024"))
            self.assertIn("Archive/2024", self.names(client))
            self.ok(client.copy("1:2", "Archive/2024"))
            self.ok(client.uid("MOVE", self.uid(client, 5), "Archive/2024"))
            self.assertEqual(self.ok(client.status("Archive/2024", "(MESSAGES)")),
                             [b"Archive/2024 (MESSAGES 3)"])
            self.assertEqual(self.ok(client.search(None, "SUBJECT", '"Letter 3"')), [b"3"])
            fourth = self.uid(client, 4).encode()
            self.assertEqual(self.ok(client.uid("SEARCH", "BODY", '"letter 4"')), [fourth])
            self.ok(client.subscribe("Archive/2024"))
            self.assertIn(b"Archive/2024", self.ok(client.lsub())[0])
            self.ok(client.rename("Archive/2024", "Old"))
            self.ok(client.unsubscribe("Archive/2024"))
            self.ok(client.check())
            self.ok(client.namespace())
            self.ok(client.select("Old", readonly=True))
            self.assertEqual(self.ok(client.fetch("3", "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))[0][1],
                             b"Subject: Letter 5\r\n\r\n")
            self.ok(client.close())
            self.ok(client.delete("Old"))
            self.assertEqual(client.select("Old")[0], "NO")

    def test_russian_names_and_words(self):
        name = "&BCcENQRABD0EPgQyBDgEOgQ4-"
        with self.login() as client:
            self.ok(client.create(name))
            self.assertTrue((self.maildir / ".Черновики" / "cur").is_dir())
            text = ("Subject: =?utf-8?B?0J/RgNC40LLQtdGC?=\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "\r\nКак дела?\r\n").encode()
            self.ok(client.append(name, None, None, text))
            self.ok(client.select(name))
            for key, word in (("SUBJECT", "привет"), ("BODY", "ДЕЛА")):
                client.literal = word.encode()
                self.assertEqual(self.ok(client.search("UTF-8", key)), [b"1"])

    def test_two_clients_see_each_other(self):
        with self.login() as one, self.login() as two:
            self.deliver([1, 2])
            one.select()
            two.select()
            second = self.uid(two, 2)
            self.ok(one.store("1", "+FLAGS", r"(\Deleted)"))
            self.ok(one.expunge())
            self.assertEqual(self.uid(two, 2), second)
            self.ok(two.noop())
            self.assertEqual(self.uid(two, 1), second)

    def test_delivery_wakes_who_idles(self):
        with self.login() as client:
            client.select()
            client.send(b"i1 IDLE\r\n")
            self.assertTrue(client.readline().startswith(b"+ "))
            self.deliver([7])
            self.assertEqual(client.readline().strip(), b"* 1 EXISTS")
            self.assertEqual(client.readline().strip(), b"* 1 RECENT")
            client.send(b"DONE\r\n")
            self.assertTrue(client.readline().startswith(b"i1 OK"))


class Curl(ImapTest):
    def curl(self, path, *options):
        return town.run("curl", "--silent", "--show-error", "--max-time", town.PATIENCE,
                        "--user", f"{USER}:{PASSWORD}", f"imap://{MX_ORG}:{self.town.imap}/{path}", *options)

    def test_reads_a_letter_and_its_parts(self):
        self.deliver([1])
        whole = self.curl("INBOX;MAILINDEX=1")
        self.assertEqual(whole.returncode, 0, whole.stderr)
        self.assertEqual(whole.stdout, letter(1).decode().replace("\r\n", "\n"))  # as text
        subject = self.curl("INBOX;MAILINDEX=1;SECTION=HEADER.FIELDS%20(SUBJECT)")
        self.assertIn("Subject: Letter 1", subject.stdout)

    def test_lists_searches_and_uploads(self):
        self.assertIn('"/" INBOX', self.curl("").stdout)
        upload = self.town.folder / "upload"
        upload.write_bytes(letter(9))
        sent = self.curl("INBOX", "--upload-file", str(upload))
        self.assertEqual(sent.returncode, 0, sent.stderr)
        self.assertEqual(self.curl("INBOX?SUBJECT%20%22Letter%209%22").stdout.strip(), "* SEARCH 1")

    def test_a_wrong_password(self):
        refused = town.run("curl", "--silent", "--user", f"{USER}:guess", f"imap://{MX_ORG}:{self.town.imap}/")
        self.assertEqual(refused.returncode, 67)  # CURLE_LOGIN_DENIED


class Mbsync(ImapTest):
    def setUp(self):
        super().setUp()
        self.near = self.town.folder / f"near-{time.monotonic_ns()}"
        for part in ("tmp", "new", "cur"):
            (self.near / "INBOX" / part).mkdir(parents=True)
        self.rc = self.near / "mbsyncrc"
        self.rc.write_text(
            f"IMAPAccount town\nHost {MX_ORG}\nPort {self.town.imap}\nUser {USER}\nPass {PASSWORD}\n"
            "SSLType None\nAuthMechs LOGIN\n\nIMAPStore far\nAccount town\n\n"
            f"MaildirStore near\nPath {self.near}/\nInbox {self.near}/INBOX\n\n"
            "Channel box\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Both\nExpunge Both\nSync All\n"
            f"SyncState {self.near}/state-\n")

    def mbsync(self):
        return ["mbsync", "--config", str(self.rc), "box"]

    def sync(self):
        done = town.run(*self.mbsync())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def write_near(self, numbers):
        for number in numbers:
            path = self.near / "INBOX/new" / f"{1700000000 + number}.{number}.near"
            path.write_bytes(letter(number).replace(b"\r\n", b"\n"))

    def letters(self, folder):
        """Message ids with their flags, and the number of files."""
        found, files = {}, 0
        for part in ("new", "cur"):
            for path in sorted((folder / part).iterdir()):
                files += 1
                number = re.search(rb"Message-ID: <(\d+)@", path.read_bytes(), re.I)[1]
                found[int(number)] = "".join(sorted(path.name.partition(":2,")[2]))
        return found, files

    def wait_until_the_server_has_taken_all(self):
        """What a killed client had sent already still arrives; nobody could tell that from a second
        client's letters, so the next run has to come after it."""
        before = None
        while before != (before := sorted(os.listdir(self.maildir / "cur"))):
            time.sleep(0.5)

    def assertEqualSides(self, count):
        far, far_files = self.letters(self.maildir)
        near, near_files = self.letters(self.near / "INBOX")
        self.assertEqual(far, near)
        self.assertEqual((far_files, near_files, len(far)), (count, count, count))

    def test_both_ways_over_a_thousand_letters(self):
        self.deliver(range(1, 601))
        self.write_near(range(601, 1001))
        self.sync()
        self.assertEqualSides(1000)
        with self.login() as client:
            client.select()
            self.ok(client.store("1:100", "+FLAGS.SILENT", r"(\Seen \Flagged)"))
            self.ok(client.store("101:150", "+FLAGS.SILENT", r"(\Deleted)"))
            self.ok(client.expunge())
        for part in ("new", "cur"):
            for path in (self.near / "INBOX" / part).iterdir():
                number = int(re.search(rb"Message-ID: <(\d+)@", path.read_bytes())[1])
                if 951 <= number <= 1000:
                    path.unlink()
        self.sync()
        self.assertEqualSides(900)

    def test_killed_in_the_middle_and_run_again(self):
        self.deliver(range(1, 501))
        self.write_near(range(501, 1001))
        killed = 0
        for least in (100, 300, 700):
            process = subprocess.Popen(self.mbsync(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None:
                moved = len(os.listdir(self.near / "INBOX/cur")) + len(os.listdir(self.near / "INBOX/new"))
                moved += len(os.listdir(self.maildir / "cur")) - 1000
                if moved >= least:
                    process.send_signal(signal.SIGKILL)
                    killed += 1
                    break
            process.wait(town.PATIENCE)
            self.wait_until_the_server_has_taken_all()
        self.assertGreaterEqual(killed, 2)
        self.sync()
        self.assertEqualSides(1000)


class Mutt(ImapTest):
    def test_copies_all_and_flags_one(self):
        self.deliver(range(1, 21))
        home = self.town.folder / f"mutt-{time.monotonic_ns()}"
        home.mkdir()
        saved = home / "saved"
        keys = f"<flag-message><tag-pattern>~A<enter><tag-prefix><copy-message>{saved}<enter><sync-mailbox><exit>"
        (home / "muttrc").write_text(
            f"set imap_user={USER}\nset imap_pass={PASSWORD}\nset ssl_starttls=no\nset ssl_force_tls=no\n"
            "set mbox_type=mbox\nset confirmcreate=no\nset confirmappend=no\nset delete=yes\nset move=no\n"
            "set wait_key=no\nset quit=yes\nset header_cache=\"\"\n"
            f"set folder=imap://{MX_ORG}:{self.town.imap}/\npush '{keys}'\n")
        command = ["mutt", "-n", "-F", str(home / "muttrc"), "-f", f"imap://{MX_ORG}:{self.town.imap}/INBOX"]
        shown, code = town.in_terminal(command, env={**os.environ, "HOME": str(home), "TERM": "xterm",
                                                     "LC_ALL": "C.UTF-8"})
        self.assertEqual(code, 0, shown[-3000:])
        with contextlib.closing(mailbox.mbox(saved)) as box:
            subjects = sorted(message["Subject"] for message in box)
        self.assertEqual(subjects, sorted(f"Letter {number}" for number in range(1, 21)))
        flags = [path.name.partition(":2,")[2] for path in (self.maildir / "cur").iterdir()]
        self.assertEqual(sum("F" in letters for letters in flags), 1, flags)


if __name__ == "__main__":
    town.need("curl", "mbsync", "mutt")
    town.main()
