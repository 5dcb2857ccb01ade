#include <gtest/gtest.h>

#include "imap/client_response_codec.h"
#include "imap/imap_client_session.h"

namespace mailtown::imap::client {
namespace {

class ClientSession : public testing::Test {
 protected:
  std::optional<Reply> hear(std::string_view line) {
    const auto response = parse_response(line);
    EXPECT_TRUE(response) << line;
    return response ? session.take(*response) : std::nullopt;
  }
  void log_in() {
    hear("* OK ready");
    EXPECT_EQ(session.begin(imap::Login{"i", "secret"}), "A1 LOGIN \"i\" \"secret\"");
    hear("A1 OK [CAPABILITY IMAP4rev1 IDLE MOVE] welcome");
  }
  void select() {
    log_in();
    EXPECT_EQ(session.begin(imap::Select{"INBOX"}), "A2 SELECT INBOX");
    hear("* 3 EXISTS");
    hear("* OK [UIDVALIDITY 17] valid");
    hear("A2 OK [READ-WRITE] done");
    session.begin(FetchFrom{1, false});
    hear("* 1 FETCH (UID 5 FLAGS ())");
    hear("* 2 FETCH (UID 6 FLAGS (\\Seen))");
    hear("* 3 FETCH (UID 9 FLAGS ())");
    hear("A3 OK done");
    session.take_news();
  }
  std::string uids() {
    std::string all;
    for (const auto& message : session.selected()->messages) {
      all += std::to_string(message.uid) + " ";
    }
    return all;
  }

  Session session;
};

TEST_F(ClientSession, LogsIn) {
  EXPECT_FALSE(session.begin(Noop{}));  // before the greeting
  log_in();
  EXPECT_STREQ(session.state_name(), "authenticated");
  EXPECT_TRUE(session.has("IDLE"));
  EXPECT_FALSE(session.begin(FetchFrom{}));  // nothing is selected
}

TEST_F(ClientSession, ARefusedLoginLeavesEverythingAsItWas) {
  hear("* OK ready");
  session.begin(imap::Login{"i", "wrong"});
  EXPECT_EQ(hear("A1 NO [AUTHENTICATIONFAILED] no")->status, Status::no);
  EXPECT_STREQ(session.state_name(), "not-authenticated");
}

TEST_F(ClientSession, KnowsTheMailboxAsItWasTold) {
  select();
  EXPECT_EQ(session.selected()->uid_validity, 17u);
  EXPECT_EQ(uids(), "5 6 9 ");
  EXPECT_EQ(session.uid_of(3), 9u);
  EXPECT_EQ(session.uid_of(4), 0u);
  EXPECT_EQ(session.uid_of(0), 0u);
}

TEST_F(ClientSession, ExpungeMovesTheNumbersBehindIt) {
  select();
  session.begin(Noop{});
  hear("* 2 EXPUNGE");
  hear("* 1 FETCH (FLAGS (\\Deleted))");
  hear("* 3 EXISTS");
  hear("* 2 FETCH (UID 9 FLAGS (\\Seen))");
  EXPECT_EQ(hear("A4 OK done")->status, Status::ok);
  EXPECT_TRUE(session.take_news());
  EXPECT_FALSE(session.take_news());
  EXPECT_EQ(uids(), "5 9 0 ");
  EXPECT_EQ(session.selected()->messages[0].flags, std::vector<std::string>{"\\Deleted"});
}

TEST_F(ClientSession, NumbersBeyondTheMailboxAreNobodys) {
  select();
  session.begin(Noop{});
  hear("* 4 EXPUNGE");
  hear("* 0 EXPUNGE");
  hear("* 7 FETCH (UID 70 FLAGS ())");
  EXPECT_EQ(uids(), "5 6 9 ");
}

TEST_F(ClientSession, IdlesUntilDone) {
  select();
  EXPECT_EQ(session.begin(Idle{}), "A4 IDLE");
  EXPECT_FALSE(session.may_go_on());
  hear("+ idling");
  EXPECT_TRUE(session.may_go_on());
  EXPECT_STREQ(session.state_name(), "idling");
  hear("* 4 EXISTS");
  EXPECT_TRUE(session.take_news());
  EXPECT_EQ(session.end_idle(), "DONE");
  hear("A4 OK IDLE ended");
  EXPECT_STREQ(session.state_name(), "selected");
  EXPECT_EQ(session.selected()->messages.size(), 4u);
}

TEST_F(ClientSession, ASelectThatFailsLeavesNoneSelected) {
  select();
  session.begin(imap::Select{"Nowhere"});
  EXPECT_EQ(hear("A4 NO there is none")->status, Status::no);
  EXPECT_EQ(session.selected(), nullptr);
  EXPECT_STREQ(session.state_name(), "authenticated");
}

TEST_F(ClientSession, ByeEndsEverything) {
  select();
  session.begin(Noop{});
  EXPECT_EQ(hear("* BYE going down")->status, Status::bye);
  EXPECT_TRUE(session.is_closed());
  EXPECT_FALSE(session.begin(Noop{}));
}

TEST_F(ClientSession, LeavesInGoodOrder) {
  log_in();
  session.begin(Logout{});
  EXPECT_FALSE(hear("* BYE bye"));
  EXPECT_EQ(hear("A2 OK done")->status, Status::ok);
  EXPECT_TRUE(session.is_closed());
}

TEST_F(ClientSession, AReplyToAnotherTagEndsNothing) {
  log_in();
  session.begin(Noop{});
  EXPECT_FALSE(hear("A9 OK done"));
  EXPECT_FALSE(session.begin(Noop{}));  // one at a time
  EXPECT_TRUE(hear("A2 OK done"));
}

}  // namespace
}  // namespace mailtown::imap::client
