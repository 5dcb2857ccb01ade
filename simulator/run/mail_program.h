// A user's mail program that speaks IMAP: it remembers what it has got, and may stay connected.
//
// Each action records user.acted, then what happens, then user.saw: for trouble under the action
// "mailbox", for letters that are new under "fetch" (or "idle"), and last how the folder looks to
// this program now, under "list".
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "imap/imap_client.h"
#include "platform/exclusive.h"
#include "simulator/run/user_program.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::run {

using MailboxAction = std::variant<scenario::Fetch, scenario::Mark, scenario::Move,
                                   scenario::Delete, scenario::IdleFor, scenario::Save>;

// What an action asks of a mail program that speaks IMAP; nothing if it is none of these.
std::optional<MailboxAction> imap_action_of(const scenario::Action& action);

// One mail program. Its actions are done one after the other.
class MailProgram {
 public:
  // `platform` must outlive it. `name`: of the program, where a user has several.
  MailProgram(Platform& platform, MailAccount account, std::string name);

  Task<> run(MailboxAction action, std::function<void(bool)> on_waiting);
  // Ends a wait for news, once.
  void end_waiting() { ends_waiting_ = true; }

 private:
  // A folder as it was when this program last looked.
  struct Known {
    std::uint32_t uid_validity = 0;
    std::map<mailbox::Uid, std::string> subjects;
  };

  Task<> act(MailboxAction action, Tracer tracer, std::function<void(bool)> on_waiting);
  Task<bool> get_ready(const scenario::MailProgram& what, Tracer tracer);
  Task<bool> synchronize(Tracer tracer);
  Task<bool> change(const MailboxAction& action, Tracer tracer);
  Task<bool> mark(const scenario::Mark& mark, Tracer tracer);
  Task<bool> move(const scenario::Move& move, Tracer tracer);
  Task<bool> remove(std::vector<mailbox::Uid> uids, Tracer tracer);
  Task<bool> save(const scenario::Save& save, Tracer tracer);
  Task<bool> make_folder(std::string folder, Tracer tracer);
  Task<> wait_for_news(scenario::IdleFor idle, Tracer tracer, std::function<void(bool)> on_waiting);
  std::vector<mailbox::Uid> uids_of(const std::string& subject) const;
  void tell_new(const char* action, Tracer& tracer);
  void tell_list(Tracer& tracer);
  bool fine(const imap::Outcome& outcome, Tracer& tracer) const;
  bool wants_to_stop() const;

  Platform& platform_;
  const MailAccount account_;
  const std::string name_;
  std::unique_ptr<imap::Client> client_;
  std::map<std::string, Known> folders_;
  std::vector<std::string> new_subjects_;  // of what came since the last look
  bool ends_waiting_ = false;
  std::size_t queued_ = 0;  // actions that wait for their turn
  Exclusive turn_;
};

// All mail programs of one machine, made when they are first used.
class MailPrograms {
 public:
  explicit MailPrograms(Platform& platform) : platform_(platform) {}

  std::shared_ptr<MailProgram> get(const MailAccount& account, const std::string& client);
  void end_waiting();

 private:
  Platform& platform_;
  // By login, password and the program's name.
  std::map<std::tuple<std::string, std::string, std::string>, std::shared_ptr<MailProgram>>
      programs_;
};

// `on_waiting` hears when the program begins and ends to wait for news; it may be empty.
Task<> use_mailbox(std::shared_ptr<MailProgram> program, MailboxAction action,
                   std::function<void(bool)> on_waiting);

}  // namespace mailtown::run
