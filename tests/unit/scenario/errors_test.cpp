// Each mistake in a scenario file is told with its line and what was probably meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/small.h"

namespace mailtown::scenario {
namespace {

struct Mistake {
  const char* what;
  std::string old_part, new_part;
  std::string told;  // must stand in the errors
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreTold) {
  const Mistake& mistake = GetParam();
  EXPECT_THAT(errors_of(with(small_text, mistake.old_part, mistake.new_part)),
              testing::HasSubstr(mistake.told))
      << mistake.what;
}

INSTANTIATE_TEST_SUITE_P(
    Scenario, Mistakes,
    testing::Values(
        Mistake{"no TOML", "[[do]]", "[[do", "small.toml:14: this is no TOML"},
        Mistake{"Russian outside of quotes", "[[do]]", "тема = 1\n[[do]]",
                "small.toml:14: a character outside ASCII stands outside of quotes"},
        Mistake{
            "a slip in a machine's configuration", "mx1 = [\"mta\", \"mda\"]",
            "mx1 = { roles = [\"mta\", \"mda\"], config = { limits = { recipient = 200 } } }",
            "small.toml:10: config: unknown key 'limits.recipient'; did you mean 'recipients'?"},
        Mistake{"a wrong value in a machine's configuration", "mx1 = [\"mta\", \"mda\"]",
                "mx1 = { roles = [\"mta\", \"mda\"], config = { data = 3 } }",
                "small.toml:10: config: 'data' must be a relative path"},
        Mistake{"a reply that is none", "[[do]]",
                "[[fault]]\nat = \"mx1.example.com\"\nreply = { to = \"RCPT\", say = \"no\" "
                "}\n\n[[do]]",
                "small.toml:16: 'no' is no reply such as"},
        Mistake{"a crash without a moment", "[[do]]",
                "[[fault]]\nat = \"mx1.example.com\"\ncrash = { restart = \"+5s\" }\n\n[[do]]",
                "small.toml:14: a crash needs exactly one of at, after_reply_to and after_sync"},
        Mistake{"a file outside of the disk", "[[do]]",
                "[[do]]\nat = \"+1s\"\nremove_file = { machine = \"mx1.example.com\", path = "
                "\"../../etc/passwd\" }\n\n[[do]]",
                "small.toml:16: '../../etc/passwd' is no path such as"},
        Mistake{"an unknown reason", "title =", "simulated_only = \"laziness\"\ntitle =",
                "small.toml:1: 'laziness' is none of virtual-time, loss and ipv6"},
        Mistake{"a slip in a key", "from =", "form =",
                "small.toml:16: unknown key 'form' in send; did you mean 'from'?"},
        Mistake{"a needed key is missing", "at = \"+1m\"\n", "",
                "small.toml:18: 'at' is missing in [[do]]"},
        Mistake{"a wrong type", "delete = true", "delete = 1",
                "small.toml:20: 'delete' must be true or false; this is a whole number"},
        Mistake{"no Russian text", ", ru = \"Письмо\"", "",
                "small.toml:1: the Russian text is missing"},
        Mistake{"no English text", "en = \"The way\", ", "",
                "small.toml:2: the English text is missing"},
        Mistake{"an unknown language", "ru = \"MX\"", "ru = \"MX\", de = \"MX\"",
                "small.toml:3: unknown language 'de'"},
        Mistake{"somebody's domain", "[domain.\"example.com\"]", "[domain.\"exmaple.com\"]",
                "small.toml:9: domain 'exmaple.com': it may belong to somebody"},
        Mistake{"an unknown domain in an address", "[\"kozlov@example.com\"]",
                "[\"kozlov@example.con\"]",
                "small.toml:16: the address 'kozlov@example.con' is at an unknown domain "
                "'example.con'; did you mean 'example.com'?"},
        Mistake{"no address at all", "[\"kozlov@example.com\"]", "[\"kozlov\"]",
                "small.toml:16: 'kozlov' is no address"},
        Mistake{"an unknown user", "from = \"ivanov@", "from = \"ivanow@",
                "small.toml:16: no user has the login 'ivanow@example.org'; did you mean "
                "'ivanov@example.org'?"},
        Mistake{"an expectation of no machine", "via = \"mx1.", "via = \"mx2.",
                "small.toml:23: no machine is called 'mx2.example.com'; did you mean "
                "'mx1.example.com'?"},
        Mistake{"a short machine name", "via = \"mx1.example.com\"", "via = \"mx1\"",
                "did you mean 'mx1.example.com'?"},
        Mistake{"an mx of no machine", "mx = { mx1", "mx = { mx7",
                "small.toml:12: no machine is called 'mx7.example.com'"},
        Mistake{"an unknown role", "[\"mta\", \"mda\"], ns1", "[\"mtta\", \"mda\"], ns1",
                "small.toml:6: unknown role 'mtta'; did you mean 'mta'?"},
        Mistake{"no nameserver", ", ns1 = [\"nameserver\"]", "",
                "small.toml:5: domain 'example.org' has no nameserver"},
        Mistake{"users without an mda", "[\"mta\", \"mda\"]", "[\"mta\"]",
                "small.toml:5: domain 'example.org' has users"},
        Mistake{"an mda without mail", "mail = [\"mta\", \"mda\"]",
                "mail = [\"mta\"], pop = [\"mda\"]", "is an mda without an mta"},
        Mistake{"somebody's address", "mail = [\"mta\", \"mda\"]",
                "mail = { roles = [\"mta\", \"mda\"], address = \"8.8.8.8\" }",
                "small.toml:6: '8.8.8.8': it may belong to somebody"},
        Mistake{"an address twice", "mail = [\"mta\", \"mda\"], ns1 = [\"nameserver\"]",
                "mail = { roles = [\"mta\", \"mda\"], address = \"192.0.2.7\" }, "
                "ns1 = { roles = [\"nameserver\"], address = \"192.0.2.7\" }",
                "the address 192.0.2.7 belongs to 'mail.example.org' already"},
        Mistake{"a machine twice", "[domain.\"example.com\"]",
                "[domain.\"mail.example.org\"]\nmachines = { a = [\"nameserver\"] }\n"
                "[domain.\"a.mail.example.org\"]\nmachines = { b = [\"nameserver\"] }\n"
                "[domain.\"x.example.org\"]\nmachines = { \"a.mail\" = [\"nameserver\"] }\n"
                "[domain.\"example.net\"]\nmachines = { \"b.x\" = [\"nameserver\"] }\n"
                "[domain.\"x.example.net\"]\nmachines = { b = [\"nameserver\"] }\n"
                "[domain.\"example.com\"]",
                "the machine 'b.x.example.net' is there already"},
        Mistake{"two kinds at once", "fetch = {",
                "kill = { machine = \"mx1.example.com\", program "
                "= \"mda\" }\nfetch = {",
                "[[do]] needs exactly one of send, fetch, mark, move, delete, idle, save, speak "
                "and 6 more; this has 2"},
        Mistake{"no kind at all", "fetch = { user = \"kozlov@example.com\", delete = true }", "",
                "this has none"},
        Mistake{"an unknown kind of event", "kind = \"user.acted\"", "kind = \"user.actd\"",
                "small.toml:27: unknown kind of event 'user.actd'; did you mean 'user.acted'?"},
        Mistake{"an unknown field", "action = \"send\"", "acton = \"send\"",
                "events of kind 'user.acted' have no field 'acton'; did you mean 'action'?"},
        Mistake{"no duration", "\"+1m\"", "\"+1 minute\"", "is no time of day"},
        Mistake{"before the start", "\"10:00:05\"", "\"09:00:00\"",
                "small.toml:15: this time of day is before the scenario's start"},
        Mistake{"a record that is none", "mx = { mx1 = 10 }",
                "mx = { mx1 = 10 }\nrecords = [\"www A 1.2.3\"]",
                "small.toml:13: this is no record"},
        Mistake{"out of range", "mx1 = 10", "mx1 = 100000", "100000 is out of range: 0 to 65535"}));

TEST(Errors, AreAllToldAtOnceInOrder) {
  std::string text = with(small_text, "from =", "form =");
  text = with(text, ", ru = \"Письмо\"", "");
  text = with(text, "via = \"mx1.", "via = \"mx2.");
  const std::string errors = errors_of(text);
  EXPECT_THAT(errors, testing::ContainsRegex("small.toml:1: .*\n(.*\n)*small.toml:16: .*\n(.*\n)*"
                                             "small.toml:23: "));
}

TEST(Errors, OfAnyDamageAreNeverACrash) {
  const std::string text = small_text;
  for (std::size_t cut = 0; cut < text.size(); cut += 7) {
    (void)parse_scenario(text.substr(0, cut), "cut.toml");
    std::string changed = text;
    changed[cut] = static_cast<char>(changed[cut] ^ 0x15);
    (void)parse_scenario(changed, "changed.toml");
  }
}

TEST(Errors, AFileThatSaysNothing) {
  EXPECT_THAT(errors_of(""), testing::HasSubstr("'title' is missing"));
  EXPECT_THAT(errors_of("title = 1\ndomain = 2\ndo = 3\nexpect = [1]\n"),
              testing::HasSubstr("'title' must be text in both languages"));
}

}  // namespace
}  // namespace mailtown::scenario
