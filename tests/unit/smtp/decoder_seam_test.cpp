// Built twice: with the reference's data decoder, and with gullible_data_decoder.cpp in its place.
#include <gtest/gtest.h>

#include "smtp/data_decoder.h"

namespace mailtown::smtp {
namespace {

TEST(DecoderSeam, IsTheFileThatWasLinked) {
  const std::string_view bytes = "text\n.\nMAIL FROM:<evil@example.net>\r\n.\r\n";
  const auto decoder = make_data_decoder({1000});
  std::string text;
  const auto progress = decoder->decode(bytes, text);
  EXPECT_TRUE(progress.ended);
  const bool smuggled = bytes.substr(progress.consumed).substr(0, 4) == "MAIL";
  EXPECT_EQ(smuggled, ENDS_AT_BARE_LF);
  EXPECT_EQ(decoder->fault() == DataFault::bare_line_end, !ENDS_AT_BARE_LF);
}

}  // namespace
}  // namespace mailtown::smtp
