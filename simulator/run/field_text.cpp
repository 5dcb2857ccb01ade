#include "simulator/run/field_text.h"

namespace mailtown::run {
namespace {

void append(std::vector<std::string>& texts, const std::string& value) {
  texts.push_back(value);
}
void append(std::vector<std::string>& texts, std::uint64_t value) {
  texts.push_back(std::to_string(value));
}
void append(std::vector<std::string>& texts, const Endpoint& value) {
  texts.push_back(value.to_string());
}
void append(std::vector<std::string>& texts, const std::vector<std::string>& values) {
  texts.insert(texts.end(), values.begin(), values.end());
}
void append(std::vector<std::string>& texts, const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) texts.push_back(fact.name + "=" + fact.value);
}
void append(std::vector<std::string>& texts, const std::vector<Alternative>& alternatives) {
  for (const Alternative& alternative : alternatives) texts.push_back(alternative.choice);
}

template <class Payload>
std::vector<std::string> texts_of(const Payload& payload, std::string_view name) {
  std::vector<std::string> texts;
  const auto look_at = [&](const auto& field) {
    if (field.name == name) append(texts, payload.*field.member);
  };
  std::apply([&](const auto&... field) { (look_at(field), ...); }, Payload::fields());
  return texts;
}

}  // namespace

std::vector<std::string> field_texts(const trace::Event& event, std::string_view name) {
  auto texts =
      std::visit([&](const auto& payload) { return texts_of(payload, name); }, event.payload);
  if (const auto* decision = std::get_if<trace::Decision>(&event.payload))
    for (const Fact& input : decision->inputs)
      if (input.name == name) texts.push_back(input.value);
  return texts;
}

}  // namespace mailtown::run
