"""Real clients that hand mail in: smtplib, curl, msmtp, mutt."""
import smtplib

import town
from town import MX_ORG


class Clients(town.TownTest):
    @classmethod
    def build(cls):
        cls.mta = cls.town.start("mta", "example.org/mx.toml", MX_ORG, cls.town.submission)

    def mailbox(self):
        return self.town.path / "example.org/data/mail/example.org/petrov/new"

    def wait_for_letter(self, subject):
        def found():
            if not self.mailbox().exists():
                return None
            texts = [path.read_text() for path in self.mailbox().iterdir()]
            return [text for text in texts if f"Subject: {subject}" in text]
        return town.wait_for(f"a letter {subject!r}", found)[0]

    def letter(self, subject):
        return (f"From: ivanov@example.org\nTo: petrov@example.org\nSubject: {subject}\n\n"
                "A line\n.with a dot\n")

    def smtplib(self):
        return smtplib.SMTP(MX_ORG, self.town.submission, timeout=town.PATIENCE)

    def test_smtplib_with_each_mechanism(self):
        for way in ("PLAIN", "LOGIN"):
            with self.smtplib() as server:
                server.ehlo("client.example.org")
                server.user, server.password = "ivanov@example.org", "secret"
                server.auth(way, getattr(server, f"auth_{way.lower()}"))
                server.sendmail("ivanov@example.org", ["petrov@example.org"],
                                self.letter(f"smtplib {way}"))
            self.assertIn(".with a dot", self.wait_for_letter(f"smtplib {way}"))

    def test_smtplib_hears_of_a_wrong_password(self):
        with self.smtplib() as server:
            with self.assertRaises(smtplib.SMTPAuthenticationError) as refused:
                server.login("nobody@example.org", "guess")
        self.assertEqual(refused.exception.smtp_code, 535)

    def test_curl(self):
        letter = self.town.folder / "curl.letter"
        letter.write_text(self.letter("curl"))
        sent = town.run("curl", "--silent", "--show-error", "--max-time", town.PATIENCE, "--user",
                        "ivanov@example.org:secret", "--mail-from", "ivanov@example.org",
                        "--mail-rcpt", "petrov@example.org", "--upload-file", letter, "--crlf",
                        f"smtp://{MX_ORG}:{self.town.submission}/client.example.org")
        self.assertEqual(sent.returncode, 0, sent.stderr)
        self.assertIn(".with a dot", self.wait_for_letter("curl"))

    def test_msmtp(self):
        for way in ("plain", "login"):
            config = self.town.folder / "msmtprc"
            config.write_text(f"""
account default
host {MX_ORG}
port {self.town.submission}
tls off
auth {way}
user ivanov@example.org
password secret
from ivanov@example.org
""")
            config.chmod(0o600)
            sent = town.run("msmtp", "--file", config, "petrov@example.org",
                            input=self.letter(f"msmtp {way}"))
            self.assertEqual(sent.returncode, 0, sent.stderr)
            self.assertIn(".with a dot", self.wait_for_letter(f"msmtp {way}"))

    def test_mutt(self):
        settings = {"smtp_url": f"smtp://ivanov@example.org@{MX_ORG}:{self.town.submission}/",
                    "smtp_pass": "secret", "smtp_authenticators": "plain", "ssl_starttls": "no",
                    "ssl_force_tls": "no", "from": "ivanov@example.org", "hostname": "example.org",
                    "copy": "no"}
        config = self.town.folder / "muttrc"
        config.write_text("".join(f'set {key}="{value}"\n' for key, value in settings.items()))
        sent = town.run("mutt", "-F", config, "-s", "mutt", "petrov@example.org",
                        input="A line\n.with a dot\n", env={"HOME": str(self.town.folder),
                                                           "PATH": "/usr/bin:/bin",
                                                           "TERM": "dumb"})
        self.assertEqual(sent.returncode, 0, sent.stdout + sent.stderr)
        self.assertIn(".with a dot", self.wait_for_letter("mutt"))


if __name__ == "__main__":
    town.need("curl", "msmtp", "mutt")
    town.main()
