// For tests of policies: one run of a program in virtual time, with a resolver that knows what the
// test tells it.
#pragma once

#include <map>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/chain.h"
#include "policy/policies.h"
#include "simulator/world/run_task.h"

namespace mailtown::policy {

using namespace std::chrono_literals;

class TableResolver : public dns::Resolver {
 public:
  Task<dns::Resolution> resolve(dns::Name name, dns::RecordType type, Tracer, Deadline) override {
    asked.push_back(name.to_string());
    const auto found = answers.find({name.to_string(), type});
    if (found != answers.end()) co_return found->second;
    co_return dns::Resolution{.outcome = dns::Outcome::no_such_name,
                              .records = {},
                              .aliases = {},
                              .additional = {},
                              .authority = {},
                              .why = {}};
  }
  void add(const std::string& name, dns::RecordType type, dns::RecordData data) {
    dns::Resolution& answer = answers[{name, type}];
    answer.outcome = dns::Outcome::found;
    dns::Record record;
    record.name = dns::Name::parse(name).value();
    record.data = std::move(data);
    answer.records.push_back(std::move(record));
  }
  void fail(const std::string& name, dns::RecordType type) {
    answers[{name, type}].outcome = dns::Outcome::failed;
  }

  std::map<std::pair<std::string, dns::RecordType>, dns::Resolution> answers;
  std::vector<std::string> asked;
};

inline Facts facts_from(const std::string& client) {
  Facts facts;
  facts.client = IpAddress::parse(client).value();
  facts.helo = "mail.example.net";
  facts.sender = {"sidorov", "example.net"};
  facts.recipient = {"ivanov", "example.org"};
  return facts;
}

// What happened, in a line: "reject ptr.must-have-name", "pass size.fine".
inline std::string told(const Decided<Verdict>& decided) {
  return std::string(to_string(decided.outcome.ruling)) + " " + decided.evidence.rule;
}

// Runs a test's coroutine in virtual time.
inline void in_virtual_time(std::function<Task<>(Platform&)> body) {
  sim::run_task<bool>([&](Platform& platform) -> Task<bool> {
    co_await body(platform);
    co_return true;
  });
}

}  // namespace mailtown::policy
