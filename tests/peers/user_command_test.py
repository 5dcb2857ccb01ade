"""mailtown user: with a pipe, with a terminal, and what must never happen to the file of users."""
import os
import re
import stat
import tempfile
import unittest
from pathlib import Path

import town

CONFIG = 'hostname = "mx.example.org"\nlocal_domains = ["example.org"]\nusers = "users.toml"\n'


class UserCommand(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="mailtown-users-")
        self.addCleanup(self._folder.cleanup)
        self.config = Path(self._folder.name) / "mx.toml"
        self.config.write_text(CONFIG)
        self.users = self.config.parent / "users.toml"

    def user(self, verb, *arguments, password=None, lang="en"):
        return town.mailtown("user", verb, *arguments, "--config", self.config, "--lang", lang,
                             input=password, env={**os.environ, "LC_ALL": "C.UTF-8"})

    def add(self, login, *options, password="correct horse\n"):
        added = self.user("add", login, "--cost", "1", *options, password=password)
        self.assertEqual(added.returncode, 0, added.stderr)
        return added

    def test_a_user_comes_changes_and_goes(self):
        self.assertIn("has a mailbox here now", self.add("Ivanov").stdout)
        before = self.users.read_text()
        self.assertIn('["ivanov@example.org"]', before)
        self.assertNotIn("correct horse", before)
        self.assertEqual(stat.S_IMODE(self.users.stat().st_mode), 0o600)
        self.add("petrov@example.org", "--address", "Sales@example.org", "--quota", "10MB")
        listed = self.user("list").stdout
        self.assertIn("petrov@example.org, sales@example.org", listed)
        self.assertIn("2 users", listed)
        changed = self.user("passwd", "ivanov", "--cost", "1", password="another\n")
        self.assertEqual(changed.returncode, 0, changed.stderr)
        self.assertNotIn(re.search(r"\$scrypt\$\S+", before)[0], self.users.read_text())
        self.assertEqual(self.user("remove", "petrov").returncode, 0)
        self.assertIn("1 user", self.user("list").stdout)

    def test_the_hash_is_that_of_the_password(self):
        self.add("ivanov", password="пароль\n")
        log_n, r, p, salt, key = re.search(r"ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^\"]+)",
                                           self.users.read_text()).groups()
        made = town.hashlib.scrypt("пароль".encode(), salt=town.base64.b64decode(salt + "=="),
                                   n=1 << int(log_n), r=int(r), p=int(p), dklen=32)
        self.assertEqual(town.base64.b64encode(made).decode().rstrip("="), key)

    def test_mistakes_change_nothing(self):
        self.add("ivanov")
        before = self.users.read_text()
        for verb, login, password, word in (
                ("add", "ivanov", "x\n", "already"),
                ("add", "kozlov@example.com", "x\n", "is not in a local domain"),
                ("add", "petrov", "\n", "1 to 1024 bytes"),
                ("add", "petrov", "", "no password came"),
                ("add", "petrov", "a\x01b\n", "control characters"),
                ("passwd", "ivanow", "x\n", "did you mean ivanov@example.org"),
                ("remove", "nobody", None, "has no user")):
            failed = self.user(verb, login, password=password)
            self.assertEqual(failed.returncode, 2, f"{verb} {login}: {failed.stdout}")
            self.assertIn(word, failed.stderr)
        self.assertEqual(self.users.read_text(), before)

    def test_it_speaks_russian(self):
        self.add("ivanov")
        self.assertIn("уже есть", self.user("add", "ivanov", password="x\n", lang="ru").stderr)
        self.assertIn("1 пользователь", self.user("list", lang="ru").stdout)

    def test_a_configuration_without_users(self):
        self.config.write_text(CONFIG.replace('users = "users.toml"\n', ""))
        failed = self.user("list")
        self.assertEqual(failed.returncode, 2)
        self.assertIn('users = "users.toml"', failed.stderr)

    def test_what_a_crash_left_is_no_hindrance(self):
        (self.config.parent / "users.toml.new").write_text("half a")
        self.add("ivanov")
        self.assertFalse((self.config.parent / "users.toml.new").exists())

    def typed(self, *lines):
        """What the terminal shows while these lines are typed, and the exit code."""
        return town.in_terminal([Path(town.BINARIES) / "mailtown", "user", "add", "ivanov", "--cost", "1",
                                 "--lang", "en", "--config", self.config], lines)

    def test_a_terminal_is_asked_twice_and_shows_nothing(self):
        shown, code = self.typed(b"very secret\n", b"very secret\n")
        self.assertEqual(code, 0, shown)
        self.assertNotIn("very secret", shown)
        self.assertIn("Once more", shown)

    def test_two_different_passwords(self):
        shown, code = self.typed(b"very secret\n", b"very secred\n")
        self.assertEqual(code, 2, shown)
        self.assertIn("two different passwords", shown)
        self.assertFalse(self.users.exists())

    def test_control_c_gives_up(self):
        shown, code = self.typed(b"very\x03\n")
        self.assertEqual(code, 2, shown)
        self.assertIn("given up", shown)


if __name__ == "__main__":
    town.main()
