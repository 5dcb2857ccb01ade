// The first line of a trace, written and read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trace/json_codec.h"

namespace mailtown::trace {
namespace {

Header read_back(const Header& header) {
  std::string line;
  append_header(line, header);
  return parse_header(line).value();
}

TEST(TraceHeader, KeepsWhoHasAnAccount) {
  Header header;
  header.machines.push_back({.name = "mail.example.org",
                             .domain = "example.org",
                             .addresses = {"192.0.2.1"},
                             .roles = {"mta", "mda"},
                             .users = {{"ivanov@example.org", {"i@example.org"}, 20'000},
                                       {"petrov@example.org", {}, 0}}});
  const Header read = read_back(header);
  ASSERT_EQ(read.machines.size(), 1u);
  const auto& users = read.machines[0].users;
  ASSERT_EQ(users.size(), 2u);
  EXPECT_EQ(users[0].login, "ivanov@example.org");
  EXPECT_THAT(users[0].addresses, testing::ElementsAre("i@example.org"));
  EXPECT_EQ(users[0].quota_bytes, 20'000u);
  EXPECT_EQ(users[1].login, "petrov@example.org");
  EXPECT_THAT(users[1].addresses, testing::IsEmpty());
  EXPECT_EQ(users[1].quota_bytes, 0u);
}

TEST(TraceHeader, MayNameNobody) {
  const auto old = parse_header(
      R"({"mailtown_trace":1,"scenario":"old","machines":[{"name":"mail.example.org"}]})");
  ASSERT_TRUE(old);
  ASSERT_EQ(old->machines.size(), 1u);
  EXPECT_THAT(old->machines[0].users, testing::IsEmpty());
  std::string line;
  append_header(line, *old);
  EXPECT_EQ(line.find("users"), line.npos);
}

}  // namespace
}  // namespace mailtown::trace
