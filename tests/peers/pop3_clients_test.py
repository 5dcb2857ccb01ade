"""Real POP3 clients: curl, poplib, mpop, fetchmail, getmail; and a conversation by hand where they
are too polite."""
import os
import poplib
import re
import shutil
import socket
import tempfile
from pathlib import Path

import town
from town import MX_ORG

# A sanitized mda keeps what it freed; a test of memory must not count that.
os.environ.setdefault("ASAN_OPTIONS", "quarantine_size_mb=2")

TEXT = "Subject: letter {number}\r\n\r\nThe {number}. text\r\n.a line with a dot\r\n"


class Clients(town.TownTest):
    @classmethod
    def build(cls):
        cls.start_mda()

    @classmethod
    def start_mda(cls):
        cls.mda = cls.town.start("mda", "example.org/mx.toml", MX_ORG, cls.town.pop3)

    def setUp(self):
        """Two letters in ivanov's mailbox."""
        self.mailbox = self.town.path / "example.org/data/mail/example.org/ivanov"
        for part in ("new", "cur", "tmp"):
            (self.mailbox / part).mkdir(parents=True, exist_ok=True)
            for letter in (self.mailbox / part).iterdir():
                letter.unlink()
        for number in (1, 2):
            (self.mailbox / f"new/{number}.letter.mx").write_text(TEXT.format(number=number),
                                                                  newline="")

    def left(self):
        return sorted(path.name.split(":")[0] for part in ("new", "cur")
                      for path in (self.mailbox / part).iterdir())

    def poplib(self):
        return poplib.POP3(MX_ORG, self.town.pop3, timeout=town.PATIENCE)

    def logged_in(self):
        server = self.poplib()
        server.user("ivanov@example.org")
        server.pass_("secret")
        return server

    def curl(self, path, *options, password="secret"):
        return town.run("curl", "--silent", "--show-error", "--max-time", town.PATIENCE, "--user",
                        f"ivanov@example.org:{password}",
                        f"pop3://{MX_ORG}:{self.town.pop3}/{path}", *options)

    # --- curl ------------------------------------------------------------------------------------

    def test_curl_reads_with_each_way_to_log_in(self):
        for way in ("AUTH=PLAIN", "AUTH=LOGIN", "AUTH=*"):
            read = self.curl("1", "--login-options", way)
            self.assertEqual(read.returncode, 0, f"{way}: {read.stderr}")
            self.assertIn("The 1. text\n.a line with a dot", read.stdout.replace("\r", ""))

    def test_curl_hears_of_a_wrong_password(self):
        for way in ("AUTH=PLAIN", "AUTH=*"):
            self.assertNotEqual(self.curl("1", "--login-options", way, password="x").returncode, 0)

    def test_curl_speaks_the_other_commands(self):
        self.assertIn("1.letter.mx", self.curl("", "-X", "UIDL").stdout)
        self.assertIn("Subject: letter 2", self.curl("", "-X", "TOP 2 0").stdout)
        self.assertNotIn("The 2. text", self.curl("", "-X", "TOP 2 0").stdout)
        self.assertEqual(self.curl("2", "-X", "DELE", "--head").returncode, 0)
        self.assertEqual(self.left(), ["1.letter.mx"])

    # --- poplib ----------------------------------------------------------------------------------

    def test_poplib_sees_what_the_server_can(self):
        server = self.poplib()
        can = server.capa()
        server.quit()
        self.assertEqual(can["SASL"], ["PLAIN", "LOGIN"])
        for name in ("USER", "UIDL", "TOP", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE"):
            self.assertIn(name, can)

    def test_poplib_deletes_only_with_quit(self):
        server = self.logged_in()
        self.assertEqual(server.stat()[0], 2)
        server.dele(1)
        self.assertEqual(server.stat()[0], 1)
        server.rset()
        self.assertEqual(server.stat()[0], 2)
        server.dele(1)
        server.close()  # without QUIT
        self.assertEqual(self.left(), ["1.letter.mx", "2.letter.mx"])
        server = self.logged_in()
        server.dele(1)
        server.quit()
        self.assertEqual(self.left(), ["2.letter.mx"])

    def test_poplib_finds_the_same_uidl_after_a_restart(self):
        server = self.logged_in()
        before = server.uidl()[1]
        server.retr(1)
        server.quit()
        self.assertEqual(self.mda.stop(), 0)
        self.start_mda()
        server = self.logged_in()
        self.assertEqual(server.uidl()[1], before)
        server.quit()

    def test_one_session_at_a_time(self):
        first = self.logged_in()
        second = self.poplib()
        second.user("ivanov@example.org")
        with self.assertRaisesRegex(poplib.error_proto, "IN-USE"):
            second.pass_("secret")
        second.close()
        first.quit()
        self.logged_in().quit()

    # --- by hand ---------------------------------------------------------------------------------

    def talk(self, commands):
        """Everything at once, as PIPELINING allows; all that comes back."""
        with socket.create_connection((MX_ORG, self.town.pop3), town.PATIENCE) as client:
            client.sendall(commands)
            client.shutdown(socket.SHUT_WR)
            heard = b""
            while piece := client.recv(65536):
                heard += piece
        return heard

    def test_pipelining(self):
        heard = self.talk(b"USER ivanov\r\nPASS secret\r\nSTAT\r\nRETR 1\r\nRETR 2\r\nNOOP\r\nQUIT\r\n")
        self.assertEqual(heard.count(b"\r\n.\r\n"), 2)
        self.assertEqual(len(re.findall(rb"(?m)^\+OK", heard)), 8)

    def test_a_line_without_end_costs_no_memory(self):
        before = town.resident(self.mda.pid)
        heard = self.talk(b"x" * 50_000_000 + b"\r\nQUIT\r\n")
        self.assertIn(b"-ERR a line has at most 255 bytes here", heard)
        self.assertLess(town.resident(self.mda.pid) - before, 20_000_000)

    def test_users_come_and_go_while_it_runs(self):
        users = self.town.path / "example.org/users.toml"
        before = users.read_text()
        users.write_text(before + f'\n["anna@example.org"]\npassword = "{town.cheap_hash("word")}"\n')
        self.mda.send(town.signal.SIGHUP)

        def anna_can():
            server = self.poplib()
            server.user("anna")
            try:
                server.pass_("word")
                return server.quit()
            except poplib.error_proto:
                return False
        town.wait_for("the new user", anna_can)
        users.write_text("[what is this")  # a slip: the users stay as they were
        self.mda.send(town.signal.SIGHUP)
        town.wait_for("the complaint", lambda: "users kept: rule=users.kept" in self.mda.log())
        self.assertTrue(anna_can())
        users.write_text(before)
        self.mda.send(town.signal.SIGHUP)

    # --- programs that fetch ---------------------------------------------------------------------

    def configuration(self, name, text):
        path = self.town.folder / name
        path.write_text(text)
        path.chmod(0o600)
        return path

    def assertFetched(self, text):
        for number in (1, 2):
            self.assertIn(f"The {number}. text\n.a line with a dot", text.replace("\r", ""))

    def test_mpop(self):
        got = self.town.folder / "mpop.mbox"
        config = self.configuration("mpoprc", f"""
account default
host {MX_ORG}
port {self.town.pop3}
tls off
auth plain
user ivanov@example.org
password secret
keep off
delivery mbox {got}
uidls_file {self.town.folder}/mpop.uidls
""")
        fetched = town.run("mpop", "--file", config)
        self.assertEqual(fetched.returncode, 0, fetched.stderr)
        self.assertFetched(got.read_text())
        self.assertEqual(self.left(), [])

    def test_fetchmail(self):
        got = self.town.folder / "fetchmail.got"
        config = self.configuration("fetchmailrc", f"""
poll {MX_ORG} service {self.town.pop3} protocol pop3 uidl auth password
  username "ivanov@example.org" password "secret" sslproto '' keep
  mda "cat >> {got}"
""")
        environment = {"HOME": str(self.town.folder), "PATH": "/usr/bin:/bin", "USER": "root"}
        fetched = town.run("fetchmail", "--fetchmailrc", config, "--pidfile",
                           self.town.folder / "fetchmail.pid", "--idfile",
                           self.town.folder / "fetchmail.ids", "--nodetach", "--nosyslog",
                           env=environment)
        self.assertEqual(fetched.returncode, 0, fetched.stdout + fetched.stderr)
        self.assertFetched(got.read_text())
        self.assertEqual(self.left(), ["1.letter.mx", "2.letter.mx"])

    def test_getmail(self):
        # It refuses to file as root.
        folder = Path(tempfile.mkdtemp(prefix="mailtown-getmail-"))
        self.addCleanup(shutil.rmtree, folder)
        got = folder / "getmail.mbox"
        got.touch()
        (folder / "getmailrc").write_text(f"""
[retriever]
type = SimplePOP3Retriever
server = {MX_ORG}
port = {self.town.pop3}
username = ivanov@example.org
password = secret

[destination]
type = Mboxrd
path = {got}

[options]
delete = true
message_log_verbose = false
""")
        somebody = {}
        if os.geteuid() == 0:
            somebody = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            for path in (folder, got, folder / "getmailrc"):
                shutil.chown(path, "nobody", "nogroup")
        fetched = town.run("getmail", "--getmaildir", folder, "--rcfile", "getmailrc", **somebody)
        self.assertEqual(fetched.returncode, 0, fetched.stdout + fetched.stderr)
        self.assertFetched(got.read_text())
        self.assertEqual(self.left(), [])


if __name__ == "__main__":
    town.need("curl", "mpop", "fetchmail", "getmail")
    town.main()
