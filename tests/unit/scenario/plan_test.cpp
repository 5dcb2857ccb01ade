#include "simulator/scenario/plan.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/zone_file.h"
#include "tests/unit/scenario/small.h"
#include "users/user_table.h"

namespace mailtown::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Plan planned(const Scenario& scenario, const Ground& ground = {}) {
  const auto plan = make_plan(scenario, ground);
  if (!plan) {
    ADD_FAILURE() << plan.error().detail;
    return {};
  }
  return *plan;
}

const PlannedMachine& machine(const Plan& plan, const std::string& name) {
  const PlannedMachine* found = plan.find(name);
  if (!found) throw std::runtime_error("no machine " + name);
  return *found;
}

std::string zone(const Plan& plan, const std::string& name, const std::string& path) {
  for (const PlannedFile& file : machine(plan, name).files)
    if (file.path == path) return file.text;
  ADD_FAILURE() << name << " has no file " << path;
  return {};
}

users::UserTable users_of(const Plan& plan, const std::string& name) {
  const config::Config& config = machine(plan, name).config;
  const auto users = users::parse_users(zone(plan, name, config.users), config.users, config);
  if (!users) ADD_FAILURE() << users.error().detail;
  return users ? *users : users::UserTable();
}

TEST(Plan, AddsRootTopLevelsResolversAndUsersMachines) {
  std::vector<std::string> names;
  for (const PlannedMachine& machine : planned(parsed(small_text)).machines)
    names.push_back(machine.name + " " + machine.address.to_string());
  EXPECT_THAT(names,
              ElementsAre("a.root-servers.test 203.0.113.1", "a.com-servers.test 203.0.113.2",
                          "a.org-servers.test 203.0.113.3", "a.test-servers.test 203.0.113.4",
                          "a.in-addr-servers.test 203.0.113.5", "mail.example.org 192.0.2.1",
                          "ns1.example.org 192.0.2.2", "resolver.example.org 192.0.2.3",
                          "pc-ivanov.example.org 192.0.2.101", "mx1.example.com 198.51.100.1",
                          "ns1.example.com 198.51.100.2", "resolver.example.com 198.51.100.3",
                          "pc-kozlov.example.com 198.51.100.101"));
}

std::string with_config(const std::string& config) {
  return with(small_text, "mail = [\"mta\", \"mda\"]",
              "mail = { roles = [\"mta\", \"mda\"], config = { " + config + " } }");
}

TEST(Plan, LaysTheFilesConfigurationOverItsOwn) {
  const Plan plan = planned(
      parsed(with_config("relay_networks = [\"192.0.2.0/24\"], limits = { recipients = 150 }")));
  const config::Config& config = machine(plan, "mail.example.org").config;
  EXPECT_EQ(config.relay_networks.at(0).to_string(), "192.0.2.0/24");
  EXPECT_EQ(config.limits.recipients, 150u);
  EXPECT_EQ(config.users, "users.toml") << "the plan's stays";
}

TEST(Plan, PutsAddressesOfAConfigurationInTheirPlacesOnLoopback) {
  const auto scenario = parsed(with_config(
      "relay_networks = [\"192.0.2.0/24\", \"10.9.9.0/24\"], dns_servers = [\"192.0.2.3:53\"]"));
  const Plan plan = planned(scenario, {true, {2525, 2587, 2110, 2053}});
  const config::Config& config = machine(plan, "mail.example.org").config;
  EXPECT_EQ(config.relay_networks.at(0).to_string(), "127.10.1.0/24");
  EXPECT_EQ(config.relay_networks.at(1).to_string(), "10.9.9.0/24") << "nobody's in this scenario";
  EXPECT_EQ(config.dns_servers.at(0).to_string(), "127.10.1.3:2053");
}

TEST(Plan, WritesPtrRecordsAsTheFileWantsThem) {
  const auto text = with(small_text, "mail = [\"mta\", \"mda\"], ns1 = [\"nameserver\"]",
                         "mail = { roles = [\"mta\", \"mda\"], ptr = \"spam.test\" }, "
                         "ns1 = { roles = [\"nameserver\"], ptr = \"\" }");
  const auto reverse =
      zone(planned(parsed(text)), "ns1.example.org", "zones/2.0.192.in-addr.arpa.zone");
  EXPECT_THAT(reverse, HasSubstr("PTR    spam.test."));
  EXPECT_THAT(reverse, testing::Not(HasSubstr("PTR    ns1.example.org.")));
}

TEST(Plan, MakesABlocklistOfADomain) {
  const auto text = with(small_text, "mx = { mx1 = 10 }",
                         "mx = { mx1 = 10 }\nblocklist = { \"mail.example.org\" = \"127.0.0.2\" }");
  EXPECT_THAT(zone(planned(parsed(text)), "ns1.example.com", "zones/example.com.zone"),
              testing::ContainsRegex("1\\.2\\.0\\.192\\.example\\.com\\. +A +127\\.0\\.0\\.2"));
}

TEST(Plan, ConfiguresTheMailMachines) {
  const Plan plan = planned(parsed(small_text));
  const config::Config& config = machine(plan, "mail.example.org").config;
  EXPECT_EQ(config.hostname, "mail.example.org");
  EXPECT_THAT(config.local_domains, ElementsAre("example.org"));
  const auto users = users_of(plan, "mail.example.org");
  EXPECT_EQ(users.size(), 2u);
  EXPECT_EQ(users.at("petrov@example.org").password,
            users::make_hash("secret2", "petrov@example.org", least_scrypt_cost));
  EXPECT_EQ(config.listen.smtp.at(0).to_string(), "192.0.2.1:25");
  EXPECT_EQ(config.listen.submission.at(0).port, 587);
  EXPECT_EQ(config.listen.pop3.at(0).port, 110);
  EXPECT_EQ(config.dns_servers.at(0).to_string(), "192.0.2.3:53");
  EXPECT_TRUE(config.listen.dns.empty());
  EXPECT_TRUE(config.relay_networks.empty()) << "nobody may relay without a password";
}

TEST(Plan, ConfiguresResolversForTheirOwnDomainOnly) {
  const Plan plan = planned(parsed(small_text));
  const config::Nameserver& resolver = machine(plan, "resolver.example.com").config.nameserver;
  ASSERT_EQ(resolver.recursion_for.size(), 1u);
  EXPECT_EQ(resolver.recursion_for[0].to_string(), "198.51.100.0/24");
  EXPECT_EQ(resolver.root_hints.at(0).to_string(), "203.0.113.1:53");
  EXPECT_TRUE(machine(plan, "ns1.example.com").config.nameserver.recursion_for.empty());
}

TEST(Plan, SetsUpUsersMailPrograms) {
  const Plan plan = planned(parsed(small_text));
  const PlannedUser* kozlov = plan.find_user("kozlov@example.com");
  ASSERT_TRUE(kozlov);
  EXPECT_EQ(kozlov->mail_host, "mx1.example.com");
  EXPECT_EQ(kozlov->machine, "pc-kozlov.example.com");
  EXPECT_EQ(kozlov->resolver.to_string(), "198.51.100.3:53");
  EXPECT_FALSE(plan.find_user("petrov@example.org")) << "he does nothing, so he needs no machine";
}

// Every zone of every machine, read with the nameserver's own parser.
void expect_all_zones_load(const Plan& plan) {
  for (const PlannedMachine& machine : plan.machines) {
    for (const PlannedFile& file : machine.files) {
      if (!file.path.ends_with(".zone")) continue;
      EXPECT_THAT(dns::load_zone(file.text, file.path).errors, ElementsAre())
          << machine.name << " " << file.path << "\n"
          << file.text;
    }
  }
}

TEST(Zones, AreAllValid) {
  expect_all_zones_load(planned(parsed(small_text)));
  Ground loopback;
  loopback.loopback = true;
  expect_all_zones_load(planned(parsed(small_text), loopback));
}

TEST(Zones, DelegateFromTheRootDown) {
  const Plan plan = planned(parsed(small_text));
  const std::string root = zone(plan, "a.root-servers.test", "zones/root.zone");
  EXPECT_THAT(root, testing::ContainsRegex("\norg\\. +NS +a\\.org-servers\\.test\\.\n"));
  EXPECT_THAT(root, testing::ContainsRegex("\na\\.org-servers\\.test\\. +A +203\\.0\\.113\\.3\n"));
  EXPECT_THAT(root, testing::ContainsRegex("\nin-addr\\.arpa\\. +NS +a\\.in-addr-servers\\.test"));
  const std::string org = zone(plan, "a.org-servers.test", "zones/org.zone");
  EXPECT_THAT(org, testing::ContainsRegex("\nexample\\.org\\. +NS +ns1\\.example\\.org\\.\n"));
  EXPECT_THAT(org, testing::ContainsRegex("\nns1\\.example\\.org\\. +A +192\\.0\\.2\\.2\n"));
}

TEST(Zones, NameTheMailExchangers) {
  const Plan plan = planned(parsed(small_text));
  EXPECT_THAT(zone(plan, "ns1.example.com", "zones/example.com.zone"),
              testing::ContainsRegex("\nexample\\.com\\. +MX +10 mx1\\.example\\.com\\.\n"));
  EXPECT_THAT(zone(plan, "ns1.example.org", "zones/example.org.zone"),
              testing::ContainsRegex("\nexample\\.org\\. +MX +10 mail\\.example\\.org\\.\n"))
      << "without mx in the scenario, every mta is named";
}

TEST(Zones, MayHaveNoMxAndAnAddressInstead) {
  const Plan plan = planned(parsed(with(small_text, "mx = { mx1 = 10 }",
                                        "mx = {}\naddress_record = \"mx1\"\n"
                                        "records = [\"@ TXT \\\"hello\\\"\"]")));
  const std::string text = zone(plan, "ns1.example.com", "zones/example.com.zone");
  EXPECT_THAT(text, testing::Not(HasSubstr(" MX ")));
  EXPECT_THAT(text, testing::ContainsRegex("\nexample\\.com\\. +A +198\\.51\\.100\\.1\n"));
  EXPECT_THAT(text, HasSubstr("@ TXT \"hello\"\n"));
}

TEST(Zones, HaveThePtrOfEachMachine) {
  const Plan plan = planned(parsed(small_text));
  const std::string reverse = zone(plan, "ns1.example.org", "zones/2.0.192.in-addr.arpa.zone");
  EXPECT_THAT(reverse,
              testing::ContainsRegex(
                  "\n1\\.2\\.0\\.192\\.in-addr\\.arpa\\. +PTR +mail\\.example\\.org\\.\n"));
  EXPECT_THAT(zone(plan, "a.in-addr-servers.test", "zones/in-addr.arpa.zone"),
              testing::ContainsRegex("\n2\\.0\\.192\\.in-addr\\.arpa\\. +NS +ns1\\.example\\.org"));
  EXPECT_THAT(zone(plan, "a.in-addr-servers.test", "zones/113.0.203.in-addr.arpa.zone"),
              HasSubstr("a.root-servers.test."));
}

TEST(Zones, OfAChildAreDelegatedByItsParent) {
  const Plan plan =
      planned(parsed(std::string(small_text) +
                     "[domain.\"sub.example.org\"]\nmachines = { ns1 = [\"nameserver\"] }\n"));
  EXPECT_THAT(
      zone(plan, "ns1.example.org", "zones/example.org.zone"),
      testing::ContainsRegex("\nsub\\.example\\.org\\. +NS +ns1\\.sub\\.example\\.org\\.\n"));
  EXPECT_THAT(zone(plan, "a.org-servers.test", "zones/org.zone"),
              testing::Not(HasSubstr("sub.example.org")));
  expect_all_zones_load(plan);
}

TEST(Plan, TellsAZoneThatMakesNoSense) {
  const auto plan = make_plan(parsed(
      with(small_text, "mx = { mx1 = 10 }", "mx = { mx1 = 10 }\nrecords = [\"@ CNAME www\"]")));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().kind, FailureKind::invalid);
  EXPECT_THAT(plan.error().detail, HasSubstr("zone of example.com"));
}

TEST(Plan, KeepsExplicitAddressesAndNobodyElseGetsThem) {
  const Plan plan =
      planned(parsed(with(small_text, "ns1 = [\"nameserver\"] }",
                          "ns1 = { roles = [\"nameserver\"], address = \"192.0.2.1\" } }")));
  EXPECT_EQ(machine(plan, "ns1.example.org").address.to_string(), "192.0.2.1");
  EXPECT_EQ(machine(plan, "mail.example.org").address.to_string(), "192.0.2.2");
}

TEST(Plan, OnLoopbackGivesEachMachineAnAddressOfItsOwn) {
  Ground ground{true, {2525, 2587, 2110, 2053}};
  const Plan plan = planned(parsed(small_text), ground);
  std::set<IpAddress> addresses;
  for (const PlannedMachine& machine : plan.machines) {
    EXPECT_EQ(machine.address.v4_bytes()[0], 127) << machine.name;
    EXPECT_TRUE(addresses.insert(machine.address).second) << machine.name;
  }
  EXPECT_EQ(machine(plan, "mail.example.org").address.to_string(), "127.10.1.1");
  EXPECT_EQ(machine(plan, "mail.example.org").config.listen.smtp[0].port, 2525);
  EXPECT_EQ(machine(plan, "mail.example.org").config.delivery.port, 2525);
  EXPECT_EQ(machine(plan, "resolver.example.org").config.nameserver.port, 2053);
  EXPECT_THAT(zone(plan, "ns1.example.org", "zones/1.10.127.in-addr.arpa.zone"),
              HasSubstr("PTR    mail.example.org."));
}

TEST(Plan, HasRoomForAThousandDomains) {
  Scenario scenario = parsed(small_text);
  scenario.domains.clear();
  for (int i = 0; i < 1000; ++i) {
    const std::string name = "d" + std::to_string(i) + ".test";
    Domain domain;
    domain.name = name;
    Machine mail, nameserver;
    mail.name = "mail." + name;
    mail.roles = {"mta", "mda"};
    nameserver.name = "ns1." + name;
    nameserver.roles = {"nameserver"};
    domain.machines = {mail, nameserver};
    scenario.domains.push_back(domain);
  }
  const Plan plan = planned(scenario);
  std::set<IpAddress> addresses;
  for (const PlannedMachine& machine : plan.machines) addresses.insert(machine.address);
  EXPECT_EQ(addresses.size(), 3 + 3 * 1000u);
  EXPECT_EQ(machine(plan, "mail.d999.test").address.to_string(), "10.3.230.1");
}

}  // namespace
}  // namespace mailtown::scenario
