// What the tests of policies share: a clock and a DNS that are set by hand, and a way to ask a
// policy one question.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dns/resolver.h"
#include "policy/policies.h"
#include "simulator/world/run_task.h"

namespace mailtown::policy {

using namespace std::chrono_literals;

// Time passes when the test says so, or when somebody sleeps.
class HandClock : public Clock {
 public:
  Instant now() const override { return now_; }
  WallTime wall() const override { return WallTime(20'000 * 24h) + now_.time_since_epoch(); }
  Task<> sleep_until(Instant when) override {
    now_ = std::max(now_, when);
    co_return;
  }
  void pass(Duration time) { now_ += time; }

 private:
  Instant now_{};
};

// Knows what it is told, and for all other names that there are none.
class HandResolver : public dns::Resolver {
 public:
  void add(const std::string& name, dns::RecordData data) {
    auto record = dns::make_record(*dns::Name::parse(name), 300, std::move(data));
    records_[key(name, record.type)].push_back(std::move(record));
  }
  // For all names that end so, nobody can say.
  void break_zone(const std::string& name) { broken_.push_back(*dns::Name::parse(name)); }

  Task<dns::Resolution> resolve(dns::Name name, dns::RecordType type, Tracer,
                                Deadline deadline) override {
    const auto asked_for = key(name.to_string(), type);
    asked.push_back(asked_for);
    deadlines.push_back(deadline);
    dns::Resolution found{.outcome = dns::Outcome::no_such_name};
    for (const auto& zone : broken_) {
      if (name.is_subdomain_of(zone)) found = {.outcome = dns::Outcome::failed, .why = "timed-out"};
    }
    const auto known = records_.find(asked_for);
    if (known != records_.end()) {
      found = {.outcome = dns::Outcome::found, .records = known->second};
    }
    co_return found;
  }

  std::vector<std::string> asked;  // "mx1.example.org A", in order
  std::vector<Deadline> deadlines;

 private:
  static std::string key(const std::string& name, dns::RecordType type) {
    return name + " " + dns::to_string(type);
  }

  std::map<std::string, std::vector<dns::Record>> records_;
  std::vector<dns::Name> broken_;
};

inline Decided<Verdict> ask(Policy& policy, Stage stage, const Facts& facts) {
  return sim::run_task<Decided<Verdict>>([&](Platform&) -> Task<Decided<Verdict>> {
    co_return co_await policy.judge(stage, facts, Tracer());
  });
}

inline IpAddress address(const char* text) {
  return *IpAddress::parse(text);
}

// A server that sends a letter, at the stage RCPT.
inline Facts stranger() {
  Facts facts;
  facts.client = address("198.51.100.7");
  facts.helo = "mail.example.net";
  facts.sender = *parse_address("ivanov@example.net");
  facts.recipient = *parse_address("kozlov@example.com");
  return facts;
}

// "reject 550 5.7.1", "pass", "delay": what was ruled, and the codes of the reply.
inline std::string short_of(const Verdict& verdict) {
  std::string text(to_string(verdict.ruling));
  if (verdict.reply.code != 0) {
    text += " " + std::to_string(verdict.reply.code) + " " + verdict.reply.status.to_string();
  }
  return text;
}

// That, and the rule behind it: "pass lists.not-listed".
inline std::string told(const Decided<Verdict>& decided) {
  return short_of(decided.outcome) + " " + decided.evidence.rule;
}

inline std::string text_of(const Decided<Verdict>& decided) {
  return decided.outcome.reply.to_string();
}

}  // namespace mailtown::policy
