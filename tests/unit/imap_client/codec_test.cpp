// What the client says, the server's parser must read; what servers say, the client must.
#include <gtest/gtest.h>

#include "imap/client_command_codec.h"
#include "imap/client_response_codec.h"
#include "imap/command_codec.h"

namespace mailtown::imap::client {
namespace {

using How = mailbox::FlagChange::How;

template <class Kind>
Kind reread(const Command& command, const char* verb, Parsed<Kind> (*parse)(std::string_view)) {
  const auto line = print_command("A1", command);
  if (!line) throw std::logic_error("not said");
  const SplitCommand split = split_command(*line);
  EXPECT_EQ(split.tag, "A1");
  EXPECT_EQ(split.verb, verb);
  auto parsed = parse(split.arguments);
  EXPECT_TRUE(parsed) << *line << ": " << parsed.error().text;
  return std::move(*parsed);
}

TEST(ClientCommand, LoginsAreQuoted) {
  const imap::Login login = reread(imap::Login{"ivanov", "a \"b\" \\c"}, "LOGIN", parse_login);
  EXPECT_EQ(login.login, "ivanov");
  EXPECT_EQ(login.password, "a \"b\" \\c");
  EXPECT_FALSE(print_command("A1", imap::Login{"ivanov", "пароль"}));
  EXPECT_FALSE(print_command("A1", imap::Login{"ivanov", "a\r\nA2 LOGOUT"}));
}

TEST(ClientCommand, MailboxNamesAreUtf7) {
  EXPECT_EQ(reread(imap::Select{"Архив 2026"}, "SELECT", parse_select).mailbox, "Архив 2026");
  const Command copy = CopyTo{{7, 3, 4}, "Sent & done", true};
  const imap::Copy moved = reread(copy, "UID MOVE", parse_uid_move);
  EXPECT_EQ(moved.mailbox, "Sent & done");
  EXPECT_EQ(moved.set.resolved(9), (std::vector<SequenceSet::Range>{{3, 4}, {7, 7}}));
}

TEST(ClientCommand, MessageCommands) {
  const imap::Store store = reread(Command(StoreFlags{{5}, How::remove, {"\\Seen", "$Done"}}),
                                   "UID STORE", parse_uid_store);
  EXPECT_EQ(store.how, How::remove);
  EXPECT_TRUE(store.flags.flags.seen);
  EXPECT_EQ(store.flags.keywords, std::vector<std::string>{"$Done"});

  const imap::Fetch fetch = reread(Command(FetchFrom{8, true}), "UID FETCH", parse_uid_fetch);
  ASSERT_EQ(fetch.items.size(), 3u);
  EXPECT_FALSE(fetch.items[2].marks_seen);
  EXPECT_EQ(fetch.items[2].label, "BODY[]");

  const imap::Append append =
      reread(Command(AppendText{"Sent", {"\\Seen"}, 310}), "APPEND", parse_append);
  EXPECT_EQ(append.bytes, 310u);
  EXPECT_TRUE(append.synchronizing);
}

Response parsed(std::string_view text) {
  auto response = parse_response(text);
  EXPECT_TRUE(response) << text << ": " << response.error().text;
  return response ? std::move(*response) : Response();
}

TEST(ClientResponse, StatusWithCode) {
  const Response tagged = parsed("A1 OK [READ-WRITE] SELECT completed");
  EXPECT_EQ(tagged.tag, "A1");
  EXPECT_EQ(std::get<Reply>(tagged.data), Reply::ok("READ-WRITE", "SELECT completed"));
  const Response untagged = parsed("* ok [UIDVALIDITY 17] yes");
  EXPECT_EQ(std::get<Reply>(untagged.data).code, "UIDVALIDITY 17");
  EXPECT_EQ(parsed("+ idling").tag, "+");
  EXPECT_EQ(parsed("+").tag, "+");
  EXPECT_EQ(std::get<Reply>(parsed("* BYE see you").data).status, Status::bye);
}

TEST(ClientResponse, DataOfAMailbox) {
  EXPECT_EQ(std::get<Exists>(parsed("* 23 EXISTS").data).count, 23u);
  EXPECT_EQ(std::get<Expunged>(parsed("* 4 EXPUNGE").data).number, 4u);
  EXPECT_TRUE(std::holds_alternative<Other>(parsed("* 2 RECENT").data));
  EXPECT_TRUE(std::holds_alternative<Other>(parsed("* SEARCH 1 2").data));
  EXPECT_TRUE(std::holds_alternative<Other>(parsed("* LIST () \"/\" INBOX").data));
  const Response capability = parsed("* CAPABILITY IMAP4rev1 idle");
  EXPECT_EQ(std::get<Capabilities>(capability.data).names,
            (std::vector<std::string>{"IMAP4REV1", "IDLE"}));
}

TEST(ClientResponse, FetchedItemsInAnyOrder) {
  for (const char* text : {"* 3 FETCH (UID 9 FLAGS (\\Seen $Done) BODY[] {120})",
                           "* 3 FETCH (FLAGS (\\Seen $Done) BODY[] {120} UID 9)",
                           "* 3 FETCH (BODY[] NIL RFC822.SIZE 120 UID 9 FLAGS (\\Seen $Done))"}) {
    const Response response = parsed(text);
    const auto& fetched = std::get<Fetched>(response.data);
    EXPECT_EQ(fetched.number, 3u);
    EXPECT_EQ(fetched.uid, 9u);
    EXPECT_EQ(fetched.flags, (std::vector<std::string>{"\\Seen", "$Done"}));
  }
  EXPECT_TRUE(announces_message("* 3 FETCH (UID 9 BODY[] {120}"));
  EXPECT_FALSE(announces_message("* 3 FETCH (UID 9 ENVELOPE (\"a\" {120}"));
}

TEST(ClientResponse, NonsenseIsSaidToBe) {
  for (const char* text :
       {"", " ", "*", "* ", "* 3", "* 3 ", "* 3 FETCH", "* 3 FETCH (", "* 3 FETCH (UID",
        "* 3 FETCH (UID 0)", "* 3 FETCH (FLAGS \\Seen)", "* 3 FETCH (FLAGS (\\Seen)",
        "* 3 FETCH (ENVELOPE NIL)", "* 99999999999 EXISTS", "A1", "A1 YES", "A1 OK [UNCLOSED",
        "* 3 MOST", "* (\x01"}) {
    EXPECT_FALSE(parse_response(text)) << text;
  }
}

}  // namespace
}  // namespace mailtown::imap::client
