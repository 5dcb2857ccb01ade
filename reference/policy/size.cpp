// The policy `size`: large letters only from those who have logged in.
//
// Judged by what the client declares with SIZE= (RFC 1870 §6.1), before it sends anything; whoever
// declares nothing or too little meets the same limit at the end of the text.
#include <fmt/format.h>

#include "policy/policies.h"

namespace mailtown::policy {

namespace {

class Size : public Policy {
 public:
  explicit Size(config::Size options) : options_(options) {}

  std::string_view name() const override { return "size"; }
  bool has_opinion_at(Stage stage) const override {
    return stage == Stage::mail || stage == Stage::data;
  }

  Task<Decided<Verdict>> judge(Stage stage, const Facts& facts, Tracer) override {
    Evidence evidence{.rule = "size.fine",
                      .inputs = {{"bytes", fmt::format("{}", facts.declared_bytes)},
                                 {"limit", fmt::format("{}", options_.stranger_bytes)}},
                      .alternatives = {},
                      .source = "RFC 1870 §6.1"};
    const bool fits = !facts.login.empty() || facts.declared_bytes <= options_.stranger_bytes;
    if (fits) {
      auto passed = pass(std::move(evidence));
      const bool limits = stage == Stage::data && facts.login.empty();
      if (limits) passed.outcome.message_bytes_max = options_.stranger_bytes;
      co_return passed;
    }
    evidence.rule = "size.too-large";
    smtp::Reply reply(552, {5, 3, 4},
                      fmt::format("from you I take letters of {} bytes at most: send a link, or "
                                  "the parts one by one",
                                  options_.stranger_bytes));
    co_return refuse(std::move(reply), std::move(evidence));
  }

 private:
  config::Size options_;
};

}  // namespace

std::unique_ptr<Policy> make_size(const config::Size& options) {
  return std::make_unique<Size>(options);
}

}  // namespace mailtown::policy
