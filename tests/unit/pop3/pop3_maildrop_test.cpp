// What a session may do to a maildrop, and what it leaves when it ends in the middle.
#include "pop3_world.h"

namespace mailtown::pop3 {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Pop3WorldTest, AnswersPipelinedCommandsInOrder) {
  put("1.a.mx", "Subject: one\r\n\r\nHello\r\nWorld\r\n");
  start_server();
  EXPECT_EQ(talk(log_in + "STAT\r\nLIST\r\nUIDL 1\r\nTOP 1 1\r\nNOOP\r\nQUIT\r\n"),
            "+OK mx.example.org has your mail\r\n"
            "+OK now the password\r\n"
            "+OK 1 messages\r\n"
            "+OK 1 30\r\n"
            "+OK messages and their sizes\r\n1 30\r\n.\r\n"
            "+OK 1 1.a.mx\r\n"
            "+OK here is its beginning\r\nSubject: one\r\n\r\nHello\r\n.\r\n"
            "+OK still here\r\n"
            "+OK bye, 0 messages removed\r\n");
}

// RFC 1939 §6: no UPDATE state without QUIT.
TEST_F(Pop3WorldTest, RemovesNothingWithoutQuit) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  EXPECT_THAT(talk(log_in + "DELE 1\r\n"), HasSubstr("+OK message 1 will be removed at QUIT"));
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx"));
  EXPECT_THAT(events<trace::MailboxChanged>(), IsEmpty());
}

TEST_F(Pop3WorldTest, RemovesNothingAfterRset) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  talk(log_in + "DELE 1\r\nRSET\r\nQUIT\r\n");
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx"));
}

TEST_F(Pop3WorldTest, AConnectionCutInTheMiddleOfRetrChangesNothingAndUnlocks) {
  put("1.a.mx", std::string(3'000'000, 'x') + "\r\n");
  put("2.b.mx", "Hello\r\n");
  start_server();
  run_client([this](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    const std::string commands = log_in + "DELE 2\r\nRETR 1\r\n";
    co_await (*stream)->write(commands, no_deadline);
    std::array<char, 4096> chunk{};
    for (int i = 0; i < 10; ++i) (void)co_await (*stream)->read(chunk, no_deadline);
    (*stream)->reset();
  });
  world.run_until_idle();
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx", "new/2.b.mx"));
  EXPECT_THAT(talk(log_in + "STAT\r\nQUIT\r\n"), HasSubstr("+OK 2 messages"));
}

TEST_F(Pop3WorldTest, GivesTheMailboxToOneSessionAtATime) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  std::string second;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await (*stream)->write(log_in, no_deadline);
    co_await platform.clock.sleep_until(Instant(5s));
    const std::string quit = "QUIT\r\n";
    co_await (*stream)->write(quit, no_deadline);
    co_await platform.clock.sleep_until(Instant(6s));
  });
  world.run_until(Instant(1s));
  start_talk(log_in, second);
  world.run_until(Instant(4s));
  EXPECT_THAT(second, EndsWith("-ERR [IN-USE] another session has this maildrop\r\n"));
  world.run_until_idle();
  EXPECT_THAT(talk(log_in + "QUIT\r\n"), HasSubstr("+OK 1 messages"));
}

// RFC 1939 §4: the list of messages is fixed when the maildrop is opened.
TEST_F(Pop3WorldTest, ShowsNewMailToTheNextSessionOnly) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  std::string replies;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await (*stream)->write(log_in, no_deadline);
    co_await platform.clock.sleep_until(Instant(5s));
    const std::string rest = "STAT\r\nDELE 1\r\nQUIT\r\n";
    co_await (*stream)->write(rest, no_deadline);
    std::array<char, 4096> chunk{};
    for (std::size_t count = 1; count > 0;) {
      count = co_await (*stream)->read(chunk, no_deadline);
      replies.append(chunk.data(), count);
    }
  });
  world.run_until(Instant(1s));
  put("2.b.mx", "World!\r\n");
  world.run_until_idle();
  EXPECT_THAT(replies, HasSubstr("+OK 1 7\r\n"));
  EXPECT_THAT(files(), ElementsAre("new/2.b.mx"));
}

TEST_F(Pop3WorldTest, SaysSoWhenAMessageHasGone) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  std::string replies;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    co_await (*stream)->write(log_in, no_deadline);
    co_await platform.clock.sleep_until(Instant(5s));
    const std::string rest = "RETR 1\r\nDELE 1\r\nQUIT\r\n";
    co_await (*stream)->write(rest, no_deadline);
    std::array<char, 4096> chunk{};
    for (std::size_t count = 1; count > 0;) {
      count = co_await (*stream)->read(chunk, no_deadline);
      replies.append(chunk.data(), count);
    }
  });
  world.at(Instant(1s),
           [&] { (void)world.platform(mda).disk.remove("mail/example.org/ivanov/new/1.a.mx"); });
  world.run_until_idle();
  EXPECT_THAT(replies, HasSubstr("-ERR [SYS/TEMP] that message cannot be read\r\n"));
  EXPECT_THAT(replies, EndsWith("+OK bye, 1 messages removed\r\n"));
}

// RFC 1939 §3: at least ten minutes, and then no removal.
TEST_F(Pop3WorldTest, LogsASilentClientOutAfterTenMinutes) {
  put("1.a.mx", "Hello\r\n");
  start_server();
  Instant ended;
  run_client([&](Platform& platform) -> Task<> {
    auto stream = co_await platform.network.connect(endpoint, IpAddress(), no_deadline);
    const std::string commands = log_in + "DELE 1\r\n";
    co_await (*stream)->write(commands, no_deadline);
    std::array<char, 4096> chunk{};
    for (std::size_t count = 1; count > 0;) {
      count = co_await (*stream)->read(chunk, no_deadline);
    }
    ended = platform.clock.now();
  });
  world.run_until_idle();
  EXPECT_GE(ended, Instant(10min));
  EXPECT_LT(ended, Instant(11min));
  EXPECT_THAT(files(), ElementsAre("new/1.a.mx"));
}

TEST_F(Pop3WorldTest, MakesEachWrongPasswordCostASecond) {
  start_server();
  const Instant before = world.now();
  const std::string replies = talk("USER ivanov\r\nPASS a\r\nUSER ivanov\r\nPASS b\r\nQUIT\r\n");
  EXPECT_THAT(replies, EndsWith("+OK bye\r\n"));
  EXPECT_GE(world.now() - before, 2s);
}

TEST_F(Pop3WorldTest, SurvivesNoiseAndEndlessLines) {
  start_server();
  EXPECT_THAT(talk(std::string(1'000'000, 'x')), HasSubstr("+OK mx.example.org"));
  EXPECT_THAT(talk(std::string(300, 'x') + "\r\nQUIT\r\n"), EndsWith("+OK bye\r\n"));
  EXPECT_THAT(talk(std::string("\0\xff\x80\n\r\r\n\r\n", 9) + "QUIT\r\n"), EndsWith("+OK bye\r\n"));
  std::string many;
  for (int i = 0; i < 100; ++i) many += "XYZZY\r\n";
  EXPECT_THAT(talk(many), EndsWith("-ERR [SYS/PERM] too many errors\r\n"));
}

}  // namespace
}  // namespace mailtown::pop3
