"""dig asks the nameservers."""
import town
from town import NS_COM, NS_ORG, ROOT


class Dig(town.TownTest):
    @classmethod
    def build(cls):
        cls.town.start_nameservers()

    def dig(self, server, *question):
        asked = town.run("dig", f"@{server}", "-p", self.town.dns, "+tries=1", "+time=20", *question)
        self.assertEqual(asked.returncode, 0, asked.stdout + asked.stderr)
        return asked.stdout

    def short(self, server, *question):
        return self.dig(server, "+short", *question).split("\n")[:-1]

    def test_address(self):
        answer = self.dig(NS_ORG, "mx.example.org", "A")
        self.assertIn("status: NOERROR", answer)
        self.assertRegex(answer, r"flags: qr aa\b")
        self.assertRegex(answer, r"mx\.example\.org\.\s+3600\s+IN\s+A\s+127\.0\.1\.10")

    def test_mail_exchanger(self):
        self.assertEqual(self.short(NS_ORG, "example.org", "MX"), ["10 mx.example.org."])

    def test_alias(self):
        self.assertEqual(self.short(NS_ORG, "pop.example.org", "A"),
                         ["mx.example.org.", "127.0.1.10"])

    def test_names_do_not_know_case(self):
        self.assertEqual(self.short(NS_ORG, "MX.Example.ORG", "A"), ["127.0.1.10"])

    def test_no_such_name(self):
        answer = self.dig(NS_ORG, "nobody.example.org", "A")
        self.assertIn("status: NXDOMAIN", answer)
        self.assertRegex(answer, r"AUTHORITY SECTION:\n.*\bSOA\b")  # RFC 2308 §3

    def test_no_such_data(self):
        answer = self.dig(NS_ORG, "mx.example.org", "AAAA")
        self.assertIn("status: NOERROR", answer)
        self.assertIn("ANSWER: 0", answer)
        self.assertRegex(answer, r"AUTHORITY SECTION:\n.*\bSOA\b")

    def test_over_tcp(self):
        answer = self.dig(NS_ORG, "+tcp", "example.org", "MX")
        self.assertIn("mx.example.org.", answer)
        self.assertIn("(TCP)", answer)

    def test_two_questions_on_one_connection(self):
        answer = self.dig(NS_ORG, "+tcp", "+keepopen", "mx.example.org", "A", "ns.example.org", "A")
        self.assertIn("127.0.1.10", answer)
        self.assertIn("127.0.1.53", answer)

    def test_referral_with_glue(self):
        answer = self.dig(ROOT, "+norecurse", "mx.example.com", "A")
        self.assertRegex(answer, r"AUTHORITY SECTION:\nexample\.com\.\s+\d+\s+IN\s+NS")
        self.assertRegex(answer, r"ns\.example\.com\.\s+\d+\s+IN\s+A\s+127\.0\.2\.53")
        self.assertNotRegex(answer, r"flags: qr aa\b")

    def test_reverse(self):
        self.assertEqual(self.short(ROOT, "-x", "127.0.2.10"), ["mx.example.com."])

    def test_recursion_from_the_root_down(self):
        answer = self.dig(NS_ORG, "example.com", "MX")
        self.assertIn("mx.example.com.", answer)
        self.assertRegex(answer, r"flags: qr rd ra\b")

    def test_refuses_what_it_does_not_serve(self):
        self.assertIn("status: REFUSED", self.dig(ROOT, "+recurse", "-c", "CH", "version.bind", "TXT"))

    def test_zone_transfer_is_refused(self):
        answer = self.dig(NS_ORG, "+tcp", "example.org", "AXFR")
        self.assertIn("Transfer failed", answer)
        self.assertNotIn("127.0.1.10", answer)


class LargeAnswers(town.TownTest):
    @classmethod
    def build(cls):
        lines = "".join(f'large IN TXT "{number:03} {"x" * 200}"\n' for number in range(5))
        zone = cls.town.path / "example.com" / "example.com.zone"
        zone.write_text(zone.read_text() + lines)
        cls.town.start("nameserver", "example.com/ns.toml", NS_COM, cls.town.dns)

    def dig(self, *options):
        asked = town.run("dig", f"@{NS_COM}", "-p", self.town.dns, "+tries=1", "+time=20",
                         "large.example.com", "TXT", *options)
        self.assertEqual(asked.returncode, 0, asked.stdout + asked.stderr)
        return asked.stdout

    def test_is_cut_for_a_small_buffer(self):  # RFC 1035 §4.2.1, RFC 6891 §6.2.5
        for options in (("+bufsize=512",), ("+noedns",)):
            answer = self.dig("+ignore", *options)
            self.assertRegex(answer, r"flags: qr aa tc\b", options)

    def test_comes_whole_to_a_large_buffer(self):
        self.assertIn("ANSWER: 5", self.dig("+ignore", "+bufsize=4096"))

    def test_dig_comes_back_over_tcp(self):
        answer = self.dig("+bufsize=512")
        self.assertIn("ANSWER: 5", answer)
        self.assertIn("(TCP)", answer)


if __name__ == "__main__":
    town.need("dig")
    town.main()
