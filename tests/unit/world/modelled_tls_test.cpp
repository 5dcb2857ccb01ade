// The modelled TLS: what it proves, what it refuses, what it hides.

#include <gtest/gtest.h>

#include "simulator/world/modelled_certificate.h"
#include "simulator/world/modelled_record.h"

namespace mailtown::sim {
namespace {

using namespace std::chrono_literals;

ModelledCertificate certificate(std::vector<std::string> names, std::string signed_by) {
  ModelledCertificate made;
  made.subject = names.front();
  made.names = std::move(names);
  made.issuer = "Authority";
  made.key = "its own";
  made.signed_by = std::move(signed_by);
  made.from = WallTime(10s);
  made.until = WallTime(20s);
  return made;
}

std::vector<ModelledCertificate> trusted() {
  auto authority = certificate({"Authority"}, "the authority's");
  authority.key = "the authority's";
  return {authority};
}

TEST(ModelledCertificate, IsReadAsItWasPrinted) {
  const auto one = certificate({"a.test", "b.test"}, "x"), other = certificate({"c.test"}, "y");
  EXPECT_EQ(parse_certificates(print(one) + print(other)),
            (std::vector<ModelledCertificate>{one, other}));
  EXPECT_EQ(parse_key(print_key("its own")), "its own");
  EXPECT_EQ(parse_key("nonsense"), std::nullopt);
  EXPECT_TRUE(parse_certificates("nonsense\nsubject: x\n").empty());
}

TEST(ModelledCertificate, ProvesWhatARealOneWould) {
  const auto why = [](const ModelledCertificate& shown, const std::string& name, Duration at) {
    return why_unproven(shown, name, trusted(), WallTime(at));
  };
  const auto good = certificate({"mx.example.org", "*.example.net"}, "the authority's");
  EXPECT_EQ(why(good, "mx.example.org", 15s), "");
  EXPECT_EQ(why(good, "a.example.net", 15s), "");
  EXPECT_EQ(why(good, "a.b.example.net", 15s), "other name");
  EXPECT_EQ(why(good, "example.net", 15s), "other name");
  EXPECT_EQ(why(good, "mx.example.org", 5s), "not yet valid");
  EXPECT_EQ(why(good, "mx.example.org", 25s), "expired");
  EXPECT_EQ(why(certificate({"mx.example.org"}, "somebody's"), "mx.example.org", 15s),
            "unknown issuer");
  EXPECT_EQ(why(certificate({"mx.example.org"}, "its own"), "mx.example.org", 15s), "self-signed");
}

TEST(ModelledRecord, ComesBackFromAnyPiecesAndHidesItsData) {
  const Record sent{Record::Kind::data, "PASS secret\r\n"};
  const std::string bytes = print(sent);
  EXPECT_EQ(bytes.find("secret"), std::string::npos);
  RecordReader reader;
  for (const char byte : bytes) {
    EXPECT_FALSE(reader.take());
    reader.add(std::string_view(&byte, 1));
  }
  const auto record = reader.take();
  ASSERT_TRUE(record);
  EXPECT_EQ(record->contents, sent.contents);
  EXPECT_FALSE(reader.take());
}

TEST(ModelledRecord, NonsenseIsToldFromARecordThatIsNotWholeYet) {
  RecordReader smtp, huge;
  smtp.add("EHLO example.org\r\n");
  EXPECT_FALSE(smtp.take());
  EXPECT_TRUE(smtp.is_nonsense());
  huge.add(std::string("d\xff\xff\xff\xff", 5));
  EXPECT_FALSE(huge.take());
  EXPECT_TRUE(huge.is_nonsense()) << "no peer makes us keep gigabytes";
}

}  // namespace
}  // namespace mailtown::sim
