#!/usr/bin/env python3
"""TLS against the real programs: openssl s_client, curl, swaks and Python's libraries as clients; an
own authority made with mailtown ca and, by the commands that it prints, with openssl; certificates
changed at SIGHUP.

usage: tls_test.py FOLDER_OF_THE_PROGRAMS"""
import imaplib
import os
import poplib
import re
import signal
import smtplib
import socket
import ssl
import stat
import subprocess
import unittest
from pathlib import Path

import careless_server
import town
from town import MX_COM, mailtown, run

NAME = "mx.example.com"
LOGIN, PASSWORD = "kozlov@example.com", "secret"  # as in the examples


def need_swaks_with_tls():
    """swaks is installed without its TLS unless one asks for that too."""
    told = run("swaks", "--server", "127.0.0.1", "--port", "1", "--tls", "--to", "a@example.org",
               "--from", "b@example.org")
    if "TLS not available" not in told.stdout + told.stderr:
        return
    if os.environ.get("MAILTOWN_SKIP_PEERS"):
        raise unittest.SkipTest("MAILTOWN_SKIP_PEERS is set, and swaks has no TLS")
    raise AssertionError("swaks has no TLS; to mend: apt-get install libnet-ssleay-perl")


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def printed_commands(text):
    return [line.strip() for line in text.splitlines() if line.startswith("  openssl ")]


def s_client(port, *options, say=b"QUIT\r\n", address=MX_COM):
    """What openssl s_client tells, and what the server said inside."""
    command = ["openssl", "s_client", "-connect", f"{address}:{port}", "-ign_eof", *map(str, options)]
    done = subprocess.run(command, input=say, capture_output=True, timeout=town.PATIENCE)
    return done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


class Authority(unittest.TestCase):
    """mailtown ca, and the openssl commands that it prints."""

    def setUp(self):
        self.folder = town.tempfile.mkdtemp(prefix="mailtown-ca-")
        self.addCleanup(town.shutil.rmtree, self.folder)

    def verify(self, folder, name, host):
        return run("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", host,
                   "-CAfile", f"{folder}/ca.pem", f"{folder}/{name}.pem")

    def test_makes_an_authority_and_a_server_that_openssl_believes(self):
        made = mailtown("ca", "make", "--folder", f"{self.folder}/tls", "--lang", "en")
        self.assertEqual(made.returncode, 0, made.stderr)
        served = mailtown("ca", "server", NAME, "mail.example.com", "192.0.2.1",
                          "--folder", f"{self.folder}/tls", "--lang", "en")
        self.assertEqual(served.returncode, 0, served.stderr)
        self.assertEqual(mode(f"{self.folder}/tls/ca.key.pem"), 0o600)
        self.assertEqual(mode(f"{self.folder}/tls/{NAME}.key.pem"), 0o600)
        for host in (NAME, "mail.example.com"):
            checked = self.verify(f"{self.folder}/tls", NAME, host)
            self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertNotEqual(self.verify(f"{self.folder}/tls", NAME, "other.example.com").returncode, 0)

    def test_the_printed_commands_make_the_same(self):
        one, two = f"{self.folder}/one", f"{self.folder}/two"
        made = mailtown("ca", "make", "--folder", one, "--name", "O'Hara's office", "--lang", "en")
        served = mailtown("ca", "server", NAME, "192.0.2.1", "--folder", one, "--lang", "en")
        os.mkdir(two)
        commands = printed_commands(made.stdout) + printed_commands(served.stdout)
        self.assertEqual(len(commands), 5, made.stdout + served.stdout)
        for command in commands:
            done = run("sh", "-c", command.replace(one, two))
            self.assertEqual(done.returncode, 0, f"{command}\n{done.stderr}")
        self.assertEqual(mode(f"{two}/ca.key.pem"), 0o600)
        checked = self.verify(two, NAME, NAME)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        for folder in (one, two):
            shown = run("openssl", "x509", "-in", f"{folder}/{NAME}.pem", "-noout", "-issuer", "-ext",
                        "subjectAltName,extendedKeyUsage")
            self.assertIn("O'Hara's office", shown.stdout)
            self.assertIn(f"DNS:{NAME}", shown.stdout)
            self.assertIn("IP Address:192.0.2.1", shown.stdout)
            self.assertIn("TLS Web Server Authentication", shown.stdout)

    def test_overwrites_nothing_unasked(self):
        folder = f"{self.folder}/tls"
        self.assertEqual(mailtown("ca", "make", "--folder", folder).returncode, 0)
        before = Path(folder, "ca.key.pem").read_text()
        again = mailtown("ca", "make", "--folder", folder, "--lang", "en", stdin=subprocess.DEVNULL)
        self.assertEqual(again.returncode, 2)
        self.assertIn("is there already", again.stderr)
        self.assertEqual(Path(folder, "ca.key.pem").read_text(), before)
        self.assertEqual(mailtown("ca", "make", "--folder", folder, "--force").returncode, 0)
        self.assertNotEqual(Path(folder, "ca.key.pem").read_text(), before)

    def test_says_what_is_missing(self):
        without = mailtown("ca", "server", NAME, "--folder", f"{self.folder}/none", "--lang", "en")
        self.assertEqual(without.returncode, 2)
        self.assertIn("mailtown ca make", without.stderr)
        self.assertEqual(mailtown("ca", "make", "--folder", f"{self.folder}/tls").returncode, 0)
        wrong = mailtown("ca", "server", "a b", "--folder", f"{self.folder}/tls")
        self.assertEqual(wrong.returncode, 2)


def injected_replies(port, upgrade, injected, probe, wait_line):
    """How many lines the server says inside TLS before it is asked anything: commands that came in
    the clear behind `upgrade` must not be answered there (CVE-2011-0411)."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((port[0], port[1]), timeout=20) as plain:
        heard = plain.makefile("rb")
        wait_line(plain, heard)
        plain.sendall(upgrade + injected)
        answer = heard.readline()
        assert answer[:3] in (b"220", b"+OK") or b" OK" in answer, answer
        with context.wrap_socket(plain) as inside:
            inside.sendall(probe)
            text = b""
            while not text.endswith(b"\n"):
                piece = inside.recv(4096)
                if not piece:
                    break
                text += piece
            inside.settimeout(1)
            try:
                text += inside.recv(4096)
            except (TimeoutError, socket.timeout):
                pass
            return text.splitlines()


def smtp_opening(plain, heard):
    heard.readline()
    plain.sendall(b"EHLO client.example.org\r\n")
    while heard.readline()[3:4] == b"-":
        pass


def greeting(_, heard):
    heard.readline()


class Servers(town.TownTest):
    """mta and mda of example.com with a certificate."""

    @classmethod
    def build(cls):
        folder = cls.town.path / "example.com"
        for words in (("make", ), ("server", NAME, MX_COM)):
            made = mailtown("ca", *words, "--folder", folder / "tls")
            assert made.returncode == 0, made.stderr
        ports = []
        for _ in range(3):
            ports.append(town.free_port(ports))
        cls.smtps, cls.pop3s, cls.imaps = ports
        config = folder / "mx.toml"
        text = config.read_text()
        text = re.sub(r"(?m)^allow_passwords_in_clear.*\n", "", text)
        text = text.replace("[listen]\n", f'[listen]\nsmtps = ["{MX_COM}:{cls.smtps}"]\n'
                                          f'pop3s = ["{MX_COM}:{cls.pop3s}"]\n'
                                          f'imaps = ["{MX_COM}:{cls.imaps}"]\n', 1)
        text += (f'\n[tls]\ncertificate = "tls/{NAME}.pem"\nkey = "tls/{NAME}.key.pem"\n'
                 'trust = "tls/ca.pem"\n')
        config.write_text(text)
        cls.folder, cls.ca = folder, str(folder / "tls" / "ca.pem")
        cls.town.start_nameservers()
        cls.mta = cls.town.start("mta", "example.com/mx.toml", MX_COM, cls.town.smtp,
                                 "--trace", str(folder / "mta.jsonl"))
        cls.mda = cls.town.start("mda", "example.com/mx.toml", MX_COM, cls.town.pop3)

    def context(self):
        return ssl.create_default_context(cafile=self.ca)

    def check(self, told):
        self.assertIn("Verify return code: 0 (ok)", told)
        self.assertIn(f"CN = {NAME}", told)
        self.assertRegex(told, r"Protocol *: TLSv1\.[23]|TLSv1\.[23], Cipher is")

    def verified(self):
        return ("-CAfile", self.ca, "-verify_hostname", NAME, "-verify_return_error")

    def test_openssl_smtp(self):
        self.check(s_client(self.town.smtp, "-starttls", "smtp", *self.verified()))

    def test_openssl_submission_offers_log_in_inside_only(self):
        told = s_client(self.town.submission, "-starttls", "smtp", *self.verified(),
                        say=b"EHLO client.example.org\r\nQUIT\r\n")
        self.check(told)
        self.assertIn("AUTH PLAIN LOGIN", told)
        with smtplib.SMTP(MX_COM, self.town.submission, timeout=20) as client:
            client.ehlo()
            self.assertFalse(client.has_extn("auth"))
            self.assertTrue(client.has_extn("starttls"))

    def test_openssl_smtps_and_pop3s(self):
        self.check(s_client(self.smtps, *self.verified()))
        self.check(s_client(self.pop3s, *self.verified()))

    def test_openssl_imap(self):
        for port, options in ((self.imaps, ()), (self.town.imap, ("-starttls", "imap"))):
            told = s_client(port, *options, *self.verified(), say=b"a LOGOUT\r\n")
            self.check(told)
            self.assertIn("a OK", told)

    def test_openssl_pop3(self):
        self.check(s_client(self.town.pop3, "-starttls", "pop3", *self.verified()))

    def test_old_versions_are_refused(self):
        for old in ("-tls1", "-tls1_1"):
            told = s_client(self.town.smtp, "-starttls", "smtp", old, "-cipher", "DEFAULT:@SECLEVEL=0")
            self.assertIn("no peer certificate available", told)
            self.assertRegex(told, "alert protocol version|no protocols available")

    def test_no_compression(self):
        told = s_client(self.town.smtp, "-starttls", "smtp", "-tls1_2", *self.verified())
        self.assertIn("Compression: NONE", told)

    def test_swaks_sends_a_letter_under_tls(self):
        need_swaks_with_tls()
        sent = run("swaks", "--server", MX_COM, "--port", self.town.smtp, "--tls", "--tls-verify",
                   "--tls-ca-path", self.ca, "--tls-sni", NAME,
                   "--from", "ivanov@example.org", "--to", LOGIN, "--ehlo", "client.example.org",
                   "--header", "Subject: under seal")
        self.assertIn("TLS started with cipher", sent.stdout)
        self.assertEqual(sent.returncode, 0, sent.stdout + sent.stderr)

    def test_swaks_logs_in_on_submission(self):
        need_swaks_with_tls()
        sent = run("swaks", "--server", MX_COM, "--port", self.town.submission, "--tls",
                   "--auth", "PLAIN", "--auth-user", LOGIN, "--auth-password", PASSWORD,
                   "--from", LOGIN, "--to", LOGIN, "--ehlo", "client.example.com")
        self.assertEqual(sent.returncode, 0, sent.stdout + sent.stderr)

    def curl(self, scheme, port, *words, name=NAME):
        return run("curl", "-sS", "--ssl-reqd", "--user", f"{LOGIN}:{PASSWORD}", "--cacert", self.ca,
                   "--resolve", f"{name}:{port}:{MX_COM}", *words, f"{scheme}://{name}:{port}")

    def test_curl_reads(self):
        for scheme, port in (("pop3", self.town.pop3), ("pop3s", self.pop3s)):
            listed = self.curl(scheme, port)
            self.assertEqual(listed.returncode, 0, f"{scheme}: {listed.stderr}")
        for scheme, port in (("imap", self.town.imap), ("imaps", self.imaps)):
            listed = self.curl(scheme, port)
            self.assertIn('"/" INBOX', listed.stdout, f"{scheme}: {listed.stderr}")
        wrong = self.curl("pop3", self.town.pop3, name="other.example.com")
        self.assertNotEqual(wrong.returncode, 0, "a certificate for another name")

    def test_curl_sends(self):
        letter = self.folder / "letter.txt"
        letter.write_text("Subject: by curl\r\n\r\nHello\r\n")
        for scheme, port in (("smtp", self.town.submission), ("smtps", self.smtps)):
            sent = self.curl(scheme, port, "--mail-from", LOGIN, "--mail-rcpt", LOGIN,
                             "--upload-file", letter)
            self.assertEqual(sent.returncode, 0, f"{scheme}: {sent.stderr}")

    def test_imaplib_says_no_password_without_tls(self):
        client = imaplib.IMAP4(MX_COM, self.town.imap, timeout=town.PATIENCE)
        self.assertIn("LOGINDISABLED", client.capabilities)
        with self.assertRaisesRegex(imaplib.IMAP4.error, "PRIVACYREQUIRED"):
            client.login(LOGIN, PASSWORD)
        client.starttls(self.context())
        self.assertNotIn("LOGINDISABLED", client.capabilities)
        self.assertNotIn("STARTTLS", client.capabilities)
        self.assertEqual(client.login(LOGIN, PASSWORD)[0], "OK")
        client.logout()

    def test_imaplib_with_tls_from_the_start(self):
        with imaplib.IMAP4_SSL(MX_COM, self.imaps, ssl_context=self.context(),
                               timeout=town.PATIENCE) as client:
            client.login(LOGIN, PASSWORD)
            self.assertEqual(client.select()[0], "OK")

    def test_python_clients(self):
        with smtplib.SMTP(MX_COM, self.town.submission, timeout=20) as client:
            client._host = NAME
            client.starttls(context=self.context())
            client.login(LOGIN, PASSWORD)
        pop = poplib.POP3(MX_COM, self.town.pop3, timeout=20)
        self.assertIn("STLS", pop.capa())
        pop.host = NAME
        pop.stls(context=self.context())
        pop.user(LOGIN)
        pop.pass_(PASSWORD)
        pop.quit()

    def test_commands_before_the_handshake_are_forgotten(self):
        said = injected_replies((MX_COM, self.town.smtp), b"STARTTLS\r\n",
                                b"EHLO injected.example.org\r\nNOOP\r\n", b"RSET\r\n", smtp_opening)
        self.assertEqual(len(said), 1, said)
        self.assertTrue(said[0].startswith(b"250"), said)
        said = injected_replies((MX_COM, self.town.pop3), b"STLS\r\n", b"CAPA\r\n", b"NOOP\r\n",
                                greeting)
        self.assertEqual(len(said), 1, said)
        said = injected_replies((MX_COM, self.town.imap), b"a STARTTLS\r\n", b"b NOOP\r\n",
                                b"c NOOP\r\n", greeting)
        self.assertEqual(len(said), 1, said)
        self.assertTrue(said[0].startswith(b"c OK"), said)
        self.assertIn('"kind":"tls.discarded"', (self.folder / "mta.jsonl").read_text())

    def test_the_check_finds_a_server_that_remembers(self):
        with careless_server.CarelessServer(self.folder / "tls" / f"{NAME}.pem",
                                            self.folder / "tls" / f"{NAME}.key.pem") as server:
            said = injected_replies(server.address, b"STARTTLS\r\n", b"NOOP\r\n", b"RSET\r\n", smtp_opening)
        self.assertGreater(len(said), 1, "the planted bug was not found")

    def test_sighup_changes_the_certificate_and_breaks_nothing(self):
        def serial():
            told = s_client(self.town.smtp, "-starttls", "smtp")
            certificate = re.search(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", told, re.S)
            self.assertTrue(certificate, told)
            return certificate[0]

        before = serial()
        with smtplib.SMTP(MX_COM, self.town.smtp, timeout=20) as running:
            running._host = NAME
            running.starttls(context=self.context())
            made = mailtown("ca", "server", NAME, MX_COM, "--folder", self.folder / "tls", "--force")
            self.assertEqual(made.returncode, 0, made.stderr)
            self.mta.send(signal.SIGHUP)
            town.wait_for("the new certificate", lambda: serial() != before)
            after = serial()
            self.assertEqual(running.noop()[0], 250, "the running session goes on")

            # A damaged file changes nothing, and the log says why.
            key = self.folder / "tls" / f"{NAME}.key.pem"
            good = key.read_text()
            key.write_text("no key at all\n")
            self.mta.send(signal.SIGHUP)
            town.wait_for("the complaint", lambda: "certificates kept" in self.mta.log())
            self.assertEqual(serial(), after)
            self.assertEqual(running.noop()[0], 250)
            key.write_text(good)
        self.mta.send(signal.SIGHUP)

    def test_a_key_that_others_may_read_stops_the_start(self):
        config = self.folder / "open-key.toml"
        config.write_text((self.folder / "mx.toml").read_text())
        self.town.edit(config, f"tls/{NAME}.key.pem", "tls/open.key.pem")
        key = self.folder / "tls" / "open.key.pem"
        key.write_text((self.folder / "tls" / f"{NAME}.key.pem").read_text())
        key.chmod(0o644)
        started = run(Path(town.BINARIES) / "mda", "--config", config)
        self.assertNotEqual(started.returncode, 0)
        self.assertIn("chmod 600", started.stderr)


if __name__ == "__main__":
    town.need("openssl", "curl", "swaks")
    town.main()
