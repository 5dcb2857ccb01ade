#include "mime/transfer_decoder.h"

#include <gtest/gtest.h>

namespace mailtown::mime {
namespace {

struct Case {
  const char* encoding;
  std::string_view content, decoded;
};

const Case cases[] = {
    {"7bit", "as =41 is", "as =41 is"},
    {"x-unknown", "as =41 is", "as =41 is"},
    {"BASE64", "SGVsbG8s\r\nIHdvcmxk\r\n", "Hello, world"},
    {"base64", "SGVsbG8=", "Hello"},
    {"base64", "SGVsbA==", "Hell"},
    {"base64", "SGVsbA", "Hell"},                  // padding forgotten
    {"base64", "SGVs*bG8\x01=SGV s", "HelloHel"},  // junk, and two contents joined
    {"base64", "A", ""},
    {"base64", "====", ""},
    {"quoted-printable", "a=3D=\r\nb =\r\n c=\n", "a=b  c"},
    {"quoted-printable", "blanks \t \r\nend  \nlast  ", "blanks\r\nend\nlast"},
    {"quoted-printable", "=d0=9F", "П"},
    {"quoted-printable", "=zz =4z = x =", "=zz =4z = x "},
    {"quoted-printable", "a=\t \r\nb", "ab"},
    {"quoted-printable", "=", ""},
    {"quoted-printable", "=4", "=4"},
};

TEST(TransferDecoder, Decodes) {
  for (const Case& each : cases) {
    EXPECT_EQ(decode_transfer(each.encoding, each.content), each.decoded) << each.content;
  }
}

TEST(TransferDecoder, PiecesMayEndAnywhere) {
  for (const Case& each : cases) {
    for (std::size_t size = 1; size < 5; ++size) {
      TransferDecoder decoder(each.encoding);
      std::string out;
      for (std::size_t at = 0; at < each.content.size(); at += size) {
        decoder.decode(each.content.substr(at, size), out);
      }
      decoder.finish(out);
      EXPECT_EQ(out, each.decoded) << each.content;
    }
  }
}

TEST(TransferDecoder, KeepsLittleWhateverComes) {
  TransferDecoder decoder("quoted-printable");
  std::string out;
  decoder.decode(std::string(1'000'000, ' '), out);
  EXPECT_GT(out.size(), 990'000u);
}

}  // namespace
}  // namespace mailtown::mime
