// Messages made to hurt a parser: what is told of them stays within the limits, and the work grows
// with their size and no faster.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mime/structure_parser.h"

namespace mailtown::mime {
namespace {

std::size_t depth_of(const Part& part) {
  std::size_t deepest = 0;
  for (const Part& child : part.children) deepest = std::max(deepest, depth_of(child));
  return deepest + 1;
}

std::size_t count_parts(const Part& part) {
  std::size_t count = 1;
  for (const Part& child : part.children) count += count_parts(child);
  return count;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string nested_multiparts(std::size_t depth) {
  std::string message;
  for (std::size_t i = 0; i < depth; ++i) {
    message +=
        fmt::format("Content-Type: multipart/mixed; boundary=b{:05}\r\n\r\n--b{:05}\r\n", i, i);
  }
  return message + "\r\nin the middle";
}

std::string nested_messages(std::size_t depth) {
  return repeated("Content-Type: message/rfc822\r\n\r\n", depth) + "Subject: x\r\n\r\nmiddle";
}

TEST(HostileStructure, NestedFiveHundredDeepIsToldToTheLimit) {
  for (const std::string& message : {nested_multiparts(500), nested_messages(500)}) {
    const Part part = parse_structure(message);
    EXPECT_EQ(depth_of(part), Limits().depth);
    const Part* deepest = &part;
    while (!deepest->children.empty()) deepest = &deepest->children.front();
    EXPECT_EQ(deepest->type + "/" + deepest->subtype, "application/octet-stream");
    EXPECT_EQ(deepest->body.end, message.size());
  }
}

TEST(HostileStructure, OneLevelLessThanTheLimitIsToldWhole) {
  const Part part = parse_structure(nested_multiparts(Limits().depth - 1));
  const Part* deepest = &part;
  while (!deepest->children.empty()) deepest = &deepest->children.front();
  EXPECT_EQ(depth_of(part), Limits().depth);
  EXPECT_EQ(deepest->type, "text");
}

TEST(HostileStructure, PartsByTheThousandEndAtTheLimit) {
  const std::string message =
      "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\n", 50'000) + "--b--\n";
  const Part part = parse_structure(message);
  EXPECT_EQ(count_parts(part), Limits().parts);
  EXPECT_EQ(part.children.back().body.end, message.size());
}

TEST(HostileStructure, AMultipartWithoutItsBoundaryHasAnEmptyPart) {
  const Part part =
      parse_structure("Content-Type: multipart/mixed; boundary=never\n\n" + repeated("x\n", 1000));
  ASSERT_EQ(part.children.size(), 1u);
  EXPECT_EQ(part.children[0].body.size(), 0u);
  EXPECT_EQ(part.children[0].body.begin, part.body.end);
}

TEST(HostileStructure, AMultipartThatNamesNoBoundaryIsText) {
  for (const char* type : {"multipart/mixed", "multipart/mixed; boundary=\"\"", "multipart", "/",
                           "multipart/", "text", "\"text\"/;;;=\""}) {
    const Part part = parse_structure(fmt::format("Content-Type: {}\n\n--\n--\n", type));
    EXPECT_EQ(part.type + "/" + part.subtype, "text/plain") << type;
    EXPECT_EQ(part.body.size(), 6u);
  }
}

TEST(HostileStructure, AHeaderOfTenMegabytesKeepsLittle) {
  const std::string subject = "Subject: " + std::string(10'000'000, 'x') + "\r\nX: y\r\n\r\nbody";
  Part part = parse_structure(subject);
  EXPECT_LE(part.envelope->subject->size(), 64u * 1024);
  EXPECT_EQ(part.body.size(), 4u);

  const std::string folded = "To: a@example.org" + repeated(",\r\n b@example.org", 600'000);
  part = parse_structure(folded + "\r\n\r\nbody");
  EXPECT_LE(part.envelope->to.size(), addresses_max);
  EXPECT_EQ(part.body.size(), 4u);

  part = parse_structure(repeated("Subject: again\r\n", 600'000) + "\r\nbody");
  EXPECT_EQ(part.envelope->subject, "again");
  EXPECT_EQ(part.body.size(), 4u);
}

TEST(HostileStructure, FieldsBeyondTheMemoryAllowedAreNotTold) {
  Limits limits;
  limits.kept_bytes = 2000;
  const Part part =
      parse_structure("To: " + repeated("a@example.org, ", 1000) + "\nSubject: small\n\n", limits);
  EXPECT_TRUE(part.envelope->to.empty());
  EXPECT_EQ(part.envelope->subject, "small");
}

TEST(HostileStructure, ABoundaryInAHeaderEndsThePart) {
  const std::string message =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
      "--b\r\nContent-Type: text/html\r\n--b\r\n--b\r\n\r\n--b--";
  const Part part = parse_structure(message);
  ASSERT_EQ(part.children.size(), 3u);
  EXPECT_EQ(part.children[0].subtype, "html");
  EXPECT_EQ(part.children[0].body.size(), 0u);
  for (const Part& child : part.children) {
    EXPECT_LE(child.body.end, part.body.end);
    EXPECT_LE(child.header.end, child.body.begin);
  }
}

TEST(HostileStructure, WhatIsInsideEndsWithWhatIsAround) {
  const Part part = parse_structure(
      "Content-Type: multipart/mixed; boundary=out\n\n"
      "--out\nContent-Type: multipart/mixed; boundary=in\n\n--in\n\nnever ended\n"
      "--out\n\n--in\nno boundary here\n--out--\n");
  ASSERT_EQ(part.children.size(), 2u);
  ASSERT_EQ(part.children[0].children.size(), 1u);
  EXPECT_EQ(part.children[0].children[0].body.size(), std::string("never ended").size());
  EXPECT_TRUE(part.children[1].children.empty());
}

TEST(HostileStructure, NullsAndBareCrAreBytesLikeOthers) {
  const std::string message("Subject: a\0b\r\n\r\n\r\r\n\0\n\r", 22);
  const Part part = parse_structure(message);
  EXPECT_EQ(part.header.end, 16u);
  EXPECT_EQ(part.body.end, message.size());
  EXPECT_EQ(part.body.lines, 2u);
  EXPECT_EQ(part.body.bare_line_ends, 1u);
}

TEST(HostileStructure, NothingIsAMessageToo) {
  const Part part = parse_structure("");
  EXPECT_EQ(part.body.size(), 0u);
  EXPECT_EQ(part.header.size(), 0u);
  EXPECT_TRUE(part.envelope);
}

// --- growth: ten times the message is ten times the work ---------------------------------------

std::string alike_boundaries(std::size_t lines) {
  std::string message;
  const std::string common(60, '-');
  for (int i = 10; i < 90; ++i) {
    message += fmt::format("Content-Type: multipart/mixed; boundary={}{}\n\n--{}{}\n", common, i,
                           common, i);
  }
  return message + "\n" + repeated("--" + common + "xx\n", lines);
}

using MakeMessage = std::string (*)(std::size_t size);

struct Growing {
  const char* name;
  MakeMessage make;
};

void PrintTo(const Growing& growing, std::ostream* out) {
  *out << growing.name;
}

class Growth : public testing::TestWithParam<Growing> {};

std::uint64_t steps_for(const std::string& message) {
  StructureParser parser;
  parser.feed(message);
  parser.finish();
  return parser.steps();
}

TEST_P(Growth, IsLinear) {
  const std::uint64_t small = steps_for(GetParam().make(2'000));
  const std::uint64_t large = steps_for(GetParam().make(20'000));
  EXPECT_LE(large, small * 12);  // to be quadratic would make it 100 times
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, Growth,
    testing::Values(
        Growing{"nested_multiparts", nested_multiparts},
        Growing{"nested_messages", nested_messages}, Growing{"alike_boundaries", alike_boundaries},
        Growing{"dashes",
                [](std::size_t n) { return nested_multiparts(99) + repeated("--\n", n); }},
        Growing{"long_header",
                [](std::size_t n) { return "Subject: " + std::string(n * 50, 'x'); }},
        Growing{"many_fields", [](std::size_t n) { return repeated("Subject: x\n", n); }},
        Growing{"folds", [](std::size_t n) { return "To: a" + repeated("\n ,a", n); }},
        Growing{"one_line", [](std::size_t n) { return "\n--" + std::string(n * 50, '-'); }}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mailtown::mime
