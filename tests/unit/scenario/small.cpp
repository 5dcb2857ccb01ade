#include "tests/unit/scenario/small.h"

#include <gtest/gtest.h>

namespace mailtown::scenario {

const char* const small_text = R"(title = { en = "A letter", ru = "Письмо" }
learn = { en = "The way", ru = "Путь" }
watch = { en = "MX", ru = "MX" }

[domain."example.org"]
machines = { mail = ["mta", "mda"], ns1 = ["nameserver"] }
users = { ivanov = "secret", petrov = "secret2" }

[domain."example.com"]
machines = { mx1 = ["mta", "mda"], ns1 = ["nameserver"] }
users = { kozlov = "secret3" }
mx = { mx1 = 10 }

[[do]]
at = "10:00:05"
send = { from = "ivanov@example.org", to = ["kozlov@example.com"], subject = "Hello" }

[[do]]
at = "+1m"
fetch = { user = "kozlov@example.com", delete = true }

[[expect]]
delivered = { to = "kozlov@example.com", via = "mx1.example.com" }

[[beat]]
name = "pressed"
event = { kind = "user.acted", action = "send", on = "pc-ivanov.example.org" }
say = { en = "He presses send.", ru = "Он нажимает «отправить»." }
)";

std::string with(std::string text, const std::string& old_part, const std::string& new_part) {
  const auto at = text.find(old_part);
  if (at == std::string::npos) {
    ADD_FAILURE() << "the text has no '" << old_part << "'";
    return text;
  }
  return text.replace(at, old_part.size(), new_part);
}

Scenario parsed(const std::string& text, const std::vector<std::string>& changes) {
  const auto scenario = parse_scenario(text, "small.toml", changes);
  if (!scenario) {
    ADD_FAILURE() << scenario.error().detail;
    return {};
  }
  return *scenario;
}

std::string errors_of(const std::string& text, const std::vector<std::string>& changes) {
  const auto scenario = parse_scenario(text, "small.toml", changes);
  EXPECT_FALSE(scenario) << "this was taken as a valid scenario:\n" << text;
  return scenario ? std::string() : scenario.error().detail;
}

}  // namespace mailtown::scenario
