// What the keys R, X and W jump to, on a trace made for it.
#include "visualizer/stops.h"

#include <gtest/gtest.h>

#include "tests/unit/reader/trace_builder.h"
#include "visualizer/time_axis.h"

namespace mailtown::view {
namespace {

Endpoint end(const char* text) {
  return *Endpoint::parse(text);
}

class StopsTest : public testing::Test {
 protected:
  StopsTest() {
    b_.machine("pc.example.org", "example.org", "192.0.2.100", {"user"});
    b_.machine("mail.example.org", "example.org", "192.0.2.10", {"mta"});
    client_ = b_.program("pc.example.org", "user");
    server_ = b_.program("mail.example.org", "mta");
  }

  std::vector<Step> stops(Unit unit) const {
    return Stops(reader::Reading({b_.trace, {}})).of(unit);
  }
  // The lines among the refusals.
  std::vector<std::string> refusals() const {
    std::vector<std::string> lines;
    for (const Step step : stops(Unit::refusal)) {
      lines.push_back(std::get<trace::LineSent>(b_.trace.events[step - 1].payload).text);
    }
    return lines;
  }
  void server_says(const char* protocol, const std::vector<std::string>& lines) {
    reader::Talk talk(b_, client_, server_, end("192.0.2.100:5000"), end("192.0.2.10:25"), protocol,
                      "mail.example.org", 0);
    for (const auto& line : lines) talk.server_says(line);
    talk.end();
  }
  Step now() const { return b_.trace.events.size(); }

  reader::TraceBuilder b_;
  std::uint32_t client_ = 0, server_ = 0;
};

using Lines = std::vector<std::string>;

TEST_F(StopsTest, ARetryIsAnAttemptAfterTheFirst) {
  const auto queue = [&](const char* step, std::uint64_t attempt) {
    b_.add(server_, 0, 0, "A1", trace::QueueStep{.step = step, .attempt = attempt});
    return now();
  };
  queue("accepted", 0);
  queue("trying", 1);
  queue("deferred", 1);
  const Step second = queue("trying", 2);
  queue("deferred", 2);
  const Step third = queue("trying", 3);
  queue("sent", 3);
  EXPECT_EQ(stops(Unit::retry), (std::vector<Step>{second, third}));
}

TEST_F(StopsTest, SmtpRefusesWithFourOrFiveHundreds) {
  for (const char* protocol : {"smtp", "submission"}) {
    SCOPED_TRACE(protocol);
    b_.trace.events.clear();
    server_says(protocol,
                {"220 mail.example.org ESMTP", "451 4.7.1 try later", "550-no", "550 such",
                 "354 go on", "552", "4510 bytes", "45 x", "-ERR what", "a1 NO what"});
    EXPECT_EQ(refusals(), (Lines{"451 4.7.1 try later", "550-no", "550 such", "552"}));
  }
}

TEST_F(StopsTest, Pop3RefusesWithErr) {
  server_says("pop3", {"+OK", "-ERR no such user", "451 8200", "-ERR", "a1 NO what"});
  EXPECT_EQ(refusals(), (Lines{"-ERR no such user", "-ERR"}));
}

TEST_F(StopsTest, ImapRefusesWithNoAfterTheTag) {
  server_says("imap", {"* OK here", "a3 NO [OVERQUOTA] full", "a4 OK there is NO more", "a5 NOOP",
                       "451 EXISTS", "-ERR what"});
  EXPECT_EQ(refusals(), (Lines{"a3 NO [OVERQUOTA] full"}));
}

TEST_F(StopsTest, FailedConnectionsAndServersThatCannotAnswerRefuseToo) {
  b_.add(client_, 0, 0, {}, trace::ConnectFailed{.why = "refused"});
  std::vector<Step> wanted{now()};
  for (const char* outcome : {"answer", "servfail", "nxdomain", "refused", "nodata"}) {
    b_.add(server_, 0, 0, {}, trace::DnsAnswerSent{.name = "example.net", .outcome = outcome});
    if (outcome == std::string("servfail") || outcome == std::string("refused")) {
      wanted.push_back(now());
    }
  }
  EXPECT_EQ(stops(Unit::refusal), wanted);
}

TEST_F(StopsTest, AWaitEndsWithTheFirstStepAfterIt) {
  const auto after = [&](std::int64_t us) {
    b_.wait(us);
    b_.add(client_, 0, 0, {}, trace::Decision{.about = "route"});
    return now();
  };
  after(0);
  after(long_wait_us - 1);
  const Step long_one = after(long_wait_us);
  after(0);
  const Step longer = after(3 * long_wait_us);
  EXPECT_EQ(stops(Unit::wait), (std::vector<Step>{long_one, longer}));
}

TEST(Refusing, IsWhatSaysNoInEveryProtocol) {
  for (const char* no : {"550 5.7.1 no", "451 later", "-ERR no such user", "NO [OVERQUOTA] full"}) {
    EXPECT_TRUE(is_refusing(no)) << no;
  }
  for (const char* yes : {"", "250 ok", "+OK", "OK", "refused: connecting", "5000 letters"}) {
    EXPECT_FALSE(is_refusing(yes)) << yes;
  }
}

}  // namespace
}  // namespace mailtown::view
