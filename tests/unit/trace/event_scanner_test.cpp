// The fast reader of events must say the same as the one that takes any JSON.
#include "trace/event_scanner.h"

#include <gtest/gtest.h>

#include "trace/json_codec.h"

namespace mailtown::trace {
namespace {

Endpoint end(const char* text) {
  return *Endpoint::parse(text);
}

Event event(Payload payload) {
  return {.program = 3,
          .number = 70,
          .time_us = 1'234'567,
          .cause = 69,
          .conversation = 5,
          .letter = "4F2A",
          .payload = std::move(payload)};
}

std::string line_of(const Event& event) {
  std::string line;
  append_event(line, event);
  line.pop_back();  // LF
  return line;
}

// Both readers' opinions of a line, as it would be written again; empty: not read.
std::string scanned(EventScanner& scanner, std::string_view line) {
  const auto event = scanner.scan(line);
  return event ? line_of(*event) : "";
}
std::string parsed(std::string_view line) {
  const auto event = parse_event(line);
  return event ? line_of(*event) : "";
}

std::vector<Event> events() {
  return {
      event(LineSent{end("192.0.2.1:2525"), end("[2001:db8::1]:25"), "smtp", 17, "RCPT TO:<a@b>"}),
      event(LineReceived{end("192.0.2.1:25"), {}, "smtp", 0, "quotes \" and \\\\ and \ttabs, \\"}),
      event(UserActed{"иванов@пример.рф", "send", "", "Привет, мир – \"сегодня\"", ""}),
      event(BodyStored{"4F2A", 100'000, std::string(2'000, 'x') + "\n\"\\x00\n"}),
      event(DnsAnswerSent{end("192.0.2.1:53"),
                          end("192.0.2.2:40000"),
                          "udp",
                          99,
                          "example.com",
                          "TXT",
                          "answer",
                          {"a \"[]\" record", "another ]"},
                          {},
                          {"last"},
                          "aa"}),
      event(Decision{"route",
                     "example.com",
                     "mx1.example.com",
                     "",
                     "route.mx",
                     {{"domain", "example.com"}, {"", "]\"["}},
                     {{"mx1", "", {}}, {"mx2", "less-preferred", {{"preference", "20"}}}},
                     "RFC 5321 §5.1"}),
      event(MachineCrashed{}),
      {.time_us = 0, .payload = ProgramStarted{"mta", ""}},
  };
}

TEST(EventScanner, ReadsWhatIsWritten) {
  EventScanner scanner;
  for (const Event& event : events()) {
    const std::string line = line_of(event);
    EXPECT_EQ(scanned(scanner, line), line);
    EXPECT_EQ(scanned(scanner, line), line) << "when all of its values are known";
    EXPECT_EQ(parsed(line), line);
  }
}

TEST(EventScanner, KeepsOneValueForAllEventsThatHaveIt) {
  EventScanner scanner;
  const std::string line = line_of(events()[0]);
  const auto one = scanner.scan(line), other = scanner.scan(line);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(&std::get<LineSent>(one->payload).text.get(),
            &std::get<LineSent>(other->payload).text.get());
}

TEST(EventScanner, LeavesOtherLinesToTheParser) {
  const std::string other_order =
      R"({"n":1,"p":0,"t":5,"kind":"line.sent","is":{"text":"QUIT","protocol":"smtp"}})";
  const std::string spaces = R"({"p":0, "n":1, "t":5, "kind":"line.sent", "is": {"text":"QUIT"}})";
  const std::string unknown_field =
      R"({"p":0,"n":1,"t":5,"kind":"line.sent","is":{"text":"QUIT","colour":"red"}})";
  EventScanner scanner;
  for (const auto& line : {other_order, spaces, unknown_field}) {
    EXPECT_FALSE(scanner.scan(line).has_value()) << line;
    EXPECT_NE(parsed(line), "") << line;
  }
}

// Cut off or changed anywhere, a line is refused or means the same to both.
TEST(EventScanner, NeverReadsWhatTheParserRefuses) {
  EventScanner scanner;
  for (const Event& event : events()) {
    const std::string line = line_of(event);
    if (line.size() > 1'000) continue;
    for (std::size_t i = 0; i < line.size(); ++i) {
      EXPECT_EQ(scanned(scanner, std::string_view(line).substr(0, i)), "");
      for (const char c : {'"', '\\', ',', '[', ']', '}', '0', '\x01', '\xff'}) {
        std::string changed = line;
        changed[i] = c;
        const std::string fast = scanned(scanner, changed);
        if (!fast.empty()) {
          EXPECT_EQ(fast, parsed(changed)) << changed;
        }
      }
    }
  }
}

}  // namespace
}  // namespace mailtown::trace
