// SessionTalk: a client's bytes for a session machine, without a world: what a driver does, done at
// once. For tests and fuzzers of the machine.
//
// Its town: ivanov's password is "secret"; he has three messages in every mailbox but in "missing",
// which is not there; everything he asks for succeeds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "imap/imap_server_session.h"

namespace mailtown::imap {

class SessionTalk {
 public:
  explicit SessionTalk(ServerOptions options = options_for_tests());
  static ServerOptions options_for_tests();

  // What the server says to these bytes. A command may come in several calls.
  std::string say(std::string_view bytes);

  bool is_closed() const { return session_.is_closed(); }
  std::string state() const { return session_.state_name(); }
  // Of all literals that were read or received, the sum; what was skipped does not count.
  std::uint64_t literal_bytes() const { return literal_bytes_; }
  std::vector<mailbox::Entry>& entries() { return entries_; }
  void entries_changed() { ++version_; }

 private:
  enum class Awaits { line, literal, skipped_literal, message, message_end };
  bool take_bytes();
  void settle(server::Turn turn);
  void follow(const server::Effect& effect);
  void print(const server::Step& step);
  void await(Awaits what, std::uint64_t bytes);
  Answer answer_to(const Question& question);
  Snapshot snapshot() const { return {entries_, keywords_, version_}; }

  server::Session session_;
  wire::LineBuffer heard_;
  std::string said_;
  Awaits awaits_ = Awaits::line;
  std::uint64_t awaited_bytes_ = 0;
  std::uint64_t literal_bytes_ = 0;
  std::vector<mailbox::Entry> entries_;
  std::vector<std::string> keywords_ = {"$Junk"};
  std::uint64_t version_ = 3;
};

}  // namespace mailtown::imap
