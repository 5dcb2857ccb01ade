// Every refusal that stands in the reference has an enhanced status code (RFC 3463), of the same
// class as the reply's own code, with a detail that the registry knows (RFC 5248), and a text that
// says something.
//
// The sources are read as text: a reply that no other test leads to is found all the same.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailtown {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Findings = std::vector<std::string>;

// "subject.detail" of the registry (IANA, SMTP Enhanced Status Codes), as far as they may be ours.
const std::set<std::string> registered = {
    "0.0",  "1.0",  "1.1",  "1.2",  "1.3",  "1.4",  "1.5",  "1.6",  "1.7",  "1.8",  "1.9",
    "1.10", "2.0",  "2.1",  "2.2",  "2.3",  "2.4",  "3.0",  "3.1",  "3.2",  "3.3",  "3.4",
    "3.5",  "4.0",  "4.1",  "4.2",  "4.3",  "4.4",  "4.5",  "4.6",  "4.7",  "5.0",  "5.1",
    "5.2",  "5.3",  "5.4",  "5.5",  "5.6",  "6.0",  "6.1",  "6.2",  "6.3",  "6.4",  "6.5",
    "7.0",  "7.1",  "7.2",  "7.3",  "7.4",  "7.5",  "7.6",  "7.7",  "7.8",  "7.9",  "7.10",
    "7.11", "7.12", "7.13", "7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Three digits at `at` that are a refusal's code, with no digit on either side.
bool is_refusal_code(std::string_view text, std::size_t at) {
  if (at + 3 > text.size() || (text[at] != '4' && text[at] != '5')) return false;
  if (!is_digit(text[at + 1]) || !is_digit(text[at + 2])) return false;
  const bool before = at > 0 && (is_digit(text[at - 1]) || text[at - 1] == '.');
  const bool after = at + 3 < text.size() && is_digit(text[at + 3]);
  return !before && !after;
}

std::string without_blanks(std::string_view text) {
  std::string packed;
  for (const char c : text) {
    if (c != ' ' && c != '\n') packed += c;
  }
  return packed;
}

// What is wrong with a code and the status "5,7,1" or "5.7.1" that goes with it; empty if nothing.
std::string problem(std::string_view code, std::string status) {
  std::replace(status.begin(), status.end(), ',', '.');
  const auto dot = status.find('.');
  if (dot == status.npos) return fmt::format("{} has no enhanced code", code);
  if (status.substr(0, dot) != code.substr(0, 1)) {
    return fmt::format("{} with {}: of another class", code, status);
  }
  if (registered.count(status.substr(dot + 1)) == 0) {
    return fmt::format("{} with {}: not registered", code, status);
  }
  return {};
}

// The status that follows the code at `at`, and whether that is a reply at all: Reply(550, {5, 7,
// 1}, ...) in code, "550 5.7.1 ..." in a text.
struct Written {
  bool is_reply = false;
  std::string status;
};

Written written_at(std::string_view text, std::size_t at) {
  const std::string after = without_blanks(text.substr(at + 3, 40));
  const char before = at > 0 ? text[at - 1] : ' ';
  if ((before == '(' || before == '{') && after.rfind(",{", 0) == 0) {
    return {true, after.substr(2, after.find('}') - 2)};
  }
  if (before != '"' || at + 3 >= text.size() || text[at + 3] != ' ') return {};
  const auto status = text.substr(at + 4, text.find_first_of(" \"", at + 4) - (at + 4));
  const bool digits = status.find_first_not_of("0123456789.") == status.npos;
  return {true, digits ? std::string(status) : ""};
}

// A comment may quote what it likes; "https://" is none.
bool begins_comment(std::string_view text, std::size_t at) {
  const bool first = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
  return first && text.substr(at, 2) == "//";
}

Findings check(const std::string& name, std::string_view text, int& replies) {
  Findings findings;
  int line = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (begins_comment(text, at)) at = std::min(text.find('\n', at), text.size() - 1);
    line += text[at] == '\n';
    if (!is_refusal_code(text, at)) continue;
    const Written written = written_at(text, at);
    if (!written.is_reply) continue;
    ++replies;
    const auto found = problem(text.substr(at, 3), written.status);
    if (!found.empty()) findings.push_back(fmt::format("{}:{}: {}", name, line, found));
  }
  return findings;
}

std::string read(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Replies, EveryRefusalInTheReferenceHasAnEnhancedCode) {
  Findings findings;
  int replies = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(MAILTOWN_SOURCE_DIR) / "reference")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const auto text = read(entry.path());
    for (auto& found : check(entry.path().string(), text, replies)) findings.push_back(found);
  }
  EXPECT_THAT(findings, IsEmpty());
  EXPECT_GT(replies, 50) << "the sources have another way to write replies by now: adapt this test";
}

TEST(Replies, PlantedOnesAreFound) {
  int replies = 0;
  const auto findings = check("planted.cpp",
                              "Reply(550, {}, \"no\");\n"
                              "Reply reply(450, {5, 7, 1}, \"later\");\n"
                              "return {451, {4, 9, 9}, \"x\"};\n"
                              "attempt.reply = \"550 no such user\";\n"
                              "// \"451 ...\" in a comment\n"
                              "log(\"550 5.7.1\"); Reply(250, {}, \"Ok\"); port(5500); wait(450);\n"
                              "Reply(552,\n      {5, 3, 4}, \"too big\");\n",
                              replies);
  EXPECT_THAT(findings, ElementsAre(HasSubstr(":1: 550 has no enhanced code"),
                                    HasSubstr(":2: 450 with 5.7.1: of another class"),
                                    HasSubstr(":3: 451 with 4.9.9: not registered"),
                                    HasSubstr(":4: 550 has no enhanced code")));
  EXPECT_EQ(replies, 6);
}

}  // namespace
}  // namespace mailtown
