#include <gtest/gtest.h>

#include "message/date.h"
#include "message/submission_fields.h"
#include "message/trace_fields.h"

namespace mailtown::message {
namespace {

WallTime at(std::int64_t unix_seconds) {
  return WallTime(std::chrono::seconds(unix_seconds));
}

TEST(Date, IsRfc5322) {
  EXPECT_EQ(mail_date(at(1699956000)), "Tue, 14 Nov 2023 10:00:00 +0000");
  EXPECT_EQ(mail_date(at(0)), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(at(951782399)), "Mon, 28 Feb 2000 23:59:59 +0000");
  EXPECT_EQ(mail_date(at(951782400)), "Tue, 29 Feb 2000 00:00:00 +0000");
  EXPECT_EQ(mail_date(at(-1)), "Wed, 31 Dec 1969 23:59:59 +0000");
}

Hop hop() {
  return {"mail.example.org",
          "mail.example.org",
          *IpAddress::parse("192.0.2.1"),
          "mx1.example.com",
          "ESMTP",
          "4ABC",
          {"kozlov", "example.com"},
          at(1699956000)};
}

TEST(Received, TellsTheHop) {
  EXPECT_EQ(received_field(hop()),
            "Received: from mail.example.org (mail.example.org [192.0.2.1])\r\n"
            "\tby mx1.example.com with ESMTP id 4ABC\r\n"
            "\tfor <kozlov@example.com>;\r\n"
            "\tTue, 14 Nov 2023 10:00:00 +0000\r\n");
}

TEST(Received, DoesNotTellRecipientsOfEachOther) {
  Hop several = hop();
  several.for_recipient = {};
  several.ptr_name.clear();
  several.peer = *IpAddress::parse("2001:db8::1");
  EXPECT_EQ(received_field(several),
            "Received: from mail.example.org ([IPv6:2001:db8::1])\r\n"
            "\tby mx1.example.com with ESMTP id 4ABC;\r\n"
            "\tTue, 14 Nov 2023 10:00:00 +0000\r\n");
}

TEST(Received, NamesTheProtocol) {
  EXPECT_EQ(protocol_name(false, false, false), "SMTP");
  EXPECT_EQ(protocol_name(true, false, false), "ESMTP");
  EXPECT_EQ(protocol_name(true, false, true), "ESMTPA");
  EXPECT_EQ(protocol_name(true, true, false), "ESMTPS");
  EXPECT_EQ(protocol_name(true, true, true), "ESMTPSA");
}

TEST(ReturnPath, HoldsTheReversePath) {
  EXPECT_EQ(return_path_field({"a b", "example.org"}), "Return-Path: <\"a b\"@example.org>\r\n");
  EXPECT_EQ(return_path_field({}), "Return-Path: <>\r\n");
}

TEST(SubmissionFields, AddsOnlyWhatIsMissing) {
  const std::string date = "Date: Tue, 14 Nov 2023 10:00:00 +0000\r\n";
  const std::string id = "Message-ID: <4ABC@example.org>\r\n";
  const auto missing = [](std::string_view header) {
    return missing_submission_fields(header, at(1699956000), "4ABC", "example.org");
  };
  EXPECT_EQ(missing(""), date + id);
  EXPECT_EQ(missing("DATE: whenever\r\n"), id);
  EXPECT_EQ(missing("message-id: <x@example.org>\r\n"), date);
  EXPECT_EQ(missing("Date: whenever\r\nMessage-Id: <x@example.org>\r\n"), "");
  EXPECT_EQ(missing("To: x\r\n\r\nDate: in the body\r\nMessage-Id: too\r\n"), date + id);
}

}  // namespace
}  // namespace mailtown::message
