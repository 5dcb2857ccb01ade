#include "queue/control_codec.h"

#include <array>
#include <utility>

#include <boost/json.hpp>

namespace mailtown::queue {

namespace json = boost::json;

namespace {

struct VerbName {
  ControlVerb verb;
  std::string_view name;
  bool needs_letter;
};

constexpr std::array<VerbName, 5> verbs{{{ControlVerb::list, "list", false},
                                         {ControlVerb::hold, "hold", true},
                                         {ControlVerb::release, "release", true},
                                         {ControlVerb::flush, "flush", false},
                                         {ControlVerb::remove, "remove", true}}};

std::int64_t to_us(WallTime time) {
  return std::chrono::floor<std::chrono::microseconds>(time).time_since_epoch().count();
}

WallTime from_us(const json::value& value) {
  return WallTime(std::chrono::microseconds(value.to_number<std::int64_t>()));
}

std::string text_of(const json::value& value) {
  return std::string(value.as_string());
}

}  // namespace

std::string print_control(const ControlCommand& command) {
  for (const auto& verb : verbs) {
    if (verb.verb != command.verb) continue;
    return std::string(verb.name) + (verb.needs_letter ? " " + command.id : "");
  }
  return {};
}

Result<ControlCommand> parse_control(std::string_view line) {
  const auto space = line.find(' ');
  const auto name = line.substr(0, space);
  const auto id = space == line.npos ? std::string_view() : line.substr(space + 1);
  for (const auto& verb : verbs) {
    if (verb.name != name) continue;
    if (verb.needs_letter == id.empty()) {
      return Failure{FailureKind::invalid,
                     std::string(name) + (id.empty() ? " needs a letter's id" : " takes no id")};
    }
    return ControlCommand{.verb = verb.verb, .id = std::string(id)};
  }
  return Failure{FailureKind::invalid, "unknown command " + std::string(name)};
}

std::string print_letter_line(const LetterLine& letter) {
  json::object line;
  line["id"] = letter.id;
  line["state"] = letter.state;
  line["sender"] = letter.sender;
  line["recipients"] = json::array(letter.recipients.begin(), letter.recipients.end());
  line["arrived_us"] = to_us(letter.arrived);
  line["next_try_us"] = to_us(letter.next_try);
  line["reply"] = letter.reply;
  return std::string(control_letter) + json::serialize(line);
}

Result<LetterLine> parse_letter_line(std::string_view line) {
  if (!line.starts_with(control_letter)) return Failure{FailureKind::invalid, "no letter"};
  line.remove_prefix(control_letter.size());
  try {
    json::parse_options options;
    options.allow_invalid_utf8 = true;  // nobody says what a reply was written in
    const json::value parsed =
        json::parse(json::string_view(line.data(), line.size()), {}, options);
    const auto& object = parsed.as_object();
    LetterLine letter{.id = text_of(object.at("id")),
                      .state = text_of(object.at("state")),
                      .sender = text_of(object.at("sender")),
                      .recipients = {},
                      .arrived = from_us(object.at("arrived_us")),
                      .next_try = from_us(object.at("next_try_us")),
                      .reply = text_of(object.at("reply"))};
    for (const auto& each : object.at("recipients").as_array()) {
      letter.recipients.push_back(text_of(each));
    }
    return letter;
  } catch (const std::exception& error) {
    return Failure{FailureKind::invalid, error.what()};
  }
}

}  // namespace mailtown::queue
