#include "simulator/run/mail_program.h"

#include <algorithm>

#include "simulator/run/letter_text.h"
#include "simulator/run/subject_sink.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;
using How = mailbox::FlagChange::How;

constexpr const char* recent = "\\Recent";  // no flag of a letter's own

const scenario::MailProgram& program_of(const MailboxAction& action) {
  return std::visit([](const auto& each) -> const scenario::MailProgram& { return each; }, action);
}

struct FlagToSet {
  How how;
  std::string flag;
};
FlagToSet flag_of(std::string_view word) {
  const bool removes = word.starts_with("un");
  if (removes) word.remove_prefix(2);
  std::string flag(word);
  flag[0] = static_cast<char>(flag[0] - 'a' + 'A');
  return {removes ? How::remove : How::add, "\\" + flag};
}

// user.acted for each kind.
struct Told {
  const MailAccount& account;

  trace::UserActed operator()(const scenario::Fetch& fetch) const {
    return {account.user, "fetch", {}, {}, fetch.client};
  }
  trace::UserActed operator()(const scenario::Mark& mark) const {
    const FlagToSet set = flag_of(mark.as);
    const char* sign = set.how == How::remove ? "-" : "+";
    return {account.user, "mark", sign + set.flag, mark.subject, mark.client};
  }
  trace::UserActed operator()(const scenario::Move& move) const {
    return {account.user, "move", move.to, move.subject, move.client};
  }
  trace::UserActed operator()(const scenario::Delete& gone) const {
    return {account.user, "delete", gone.folder, gone.subject, gone.client};
  }
  trace::UserActed operator()(const scenario::IdleFor& idle) const {
    return {account.user, "idle", idle.folder, {}, idle.client};
  }
  trace::UserActed operator()(const scenario::Save& save) const {
    return {account.user, "save", save.folder, save.subject, save.client};
  }
};

}  // namespace

std::optional<MailboxAction> imap_action_of(const scenario::Action& action) {
  return std::visit(
      [](const auto& what) -> std::optional<MailboxAction> {
        using Kind = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<Kind, scenario::Fetch>) {
          if (!what.imap) return std::nullopt;
        }
        if constexpr (std::is_base_of_v<scenario::MailProgram, Kind>) {
          return MailboxAction(what);
        } else {
          return std::nullopt;
        }
      },
      action.what);
}

MailProgram::MailProgram(Platform& platform, MailAccount account, std::string name)
    : platform_(platform),
      account_(std::move(account)),
      name_(std::move(name)),
      turn_(platform.tasks) {}

Task<> MailProgram::run(MailboxAction action, std::function<void(bool)> on_waiting) {
  ++queued_;
  const auto hold = co_await turn_.enter();
  --queued_;
  ends_waiting_ = false;
  Tracer tracer = platform_.tracer;
  tracer.step(std::visit(Told{account_}, action));
  const bool stays = program_of(action).stay;
  co_await act(std::move(action), tracer, std::move(on_waiting));
  if (client_ && !(stays && client_->usable())) {
    co_await client_->leave(tracer);
    client_.reset();
  }
}

Task<> MailProgram::act(MailboxAction action, Tracer tracer, std::function<void(bool)> on_waiting) {
  const bool is_ready = co_await get_ready(program_of(action), tracer);
  if (!is_ready) co_return;
  const bool is_current = co_await synchronize(tracer);
  if (!is_current) co_return;
  if (std::holds_alternative<scenario::Fetch>(action) || !new_subjects_.empty()) {
    tell_new("fetch", tracer);
  }
  const bool is_done = co_await change(action, tracer);
  if (is_done) tell_list(tracer);
  const auto* idle = std::get_if<scenario::IdleFor>(&action);
  if (idle && is_done) co_await wait_for_news(*idle, tracer, std::move(on_waiting));
}

// Connects, logs in and selects the folder, as far as that is not so already.
Task<bool> MailProgram::get_ready(const scenario::MailProgram& what, Tracer tracer) {
  if (!client_) {
    const auto server = co_await find_server(platform_, account_, account_.ports.imap, tracer);
    if (!server) {
      tracer.step(trace::UserSaw{account_.user, "mailbox", "failed",
                                 "no such host: " + account_.host, name_});
      co_return false;
    }
    if (account_.tls != TlsUse::none) (void)platform_.tls.load(account_.tls_files);
    imap::ClientOptions options{account_.login, account_.password, account_.tls, account_.host,
                                &platform_.tls};
    client_ = std::make_unique<imap::Client>(platform_.network, platform_.clock, *server,
                                             std::move(options));
    const imap::Outcome opened = co_await client_->open(tracer);
    if (!fine(opened, tracer)) co_return false;
  }
  const imap::KnownMailbox* selected = client_->selected();
  imap::client::Command command = imap::Noop();  // to hear what is new
  const bool must_select = !selected || selected->name != what.folder;
  if (must_select) {
    const bool is_there = co_await make_folder(what.folder, tracer);
    if (!is_there) co_return false;
    command = imap::Select{what.folder, false};
  }
  const imap::Outcome outcome = co_await client_->perform(std::move(command), tracer);
  co_return fine(outcome, tracer);
}

// Makes this program's memory of the selected folder agree with the server's (RFC 4549 §4).
Task<bool> MailProgram::synchronize(Tracer tracer) {
  new_subjects_.clear();
  const imap::KnownMailbox& folder = *client_->selected();
  Known& known = folders_[folder.name];
  if (known.uid_validity != folder.uid_validity) known = {folder.uid_validity, {}};
  const auto& messages = folder.messages;
  const mailbox::Uid next = known.subjects.empty() ? 1 : known.subjects.rbegin()->first + 1;
  if (!messages.empty() && messages.front().uid == 0) {
    const imap::client::FetchFrom flags{1, false};
    const imap::Outcome outcome = co_await client_->perform(flags, tracer);
    if (!fine(outcome, tracer)) co_return false;
  }
  const auto is_new = [&known](const imap::KnownMessage& message) {
    return known.subjects.count(message.uid) == 0;
  };
  if (std::any_of(messages.begin(), messages.end(), is_new)) {
    SubjectSink letters([&](const std::string& text_of_uid, std::string subject) {
      const auto uid = static_cast<mailbox::Uid>(std::stoul(text_of_uid));
      if (known.subjects.emplace(uid, subject).second) new_subjects_.push_back(std::move(subject));
    });
    const imap::client::FetchFrom texts{next, true};
    const imap::Outcome outcome = co_await client_->perform(texts, tracer, &letters);
    if (!fine(outcome, tracer)) co_return false;
  }
  std::map<mailbox::Uid, std::string> still_there;
  for (const imap::KnownMessage& message : messages) {
    const auto found = known.subjects.find(message.uid);
    if (found != known.subjects.end()) still_there.insert(*found);
  }
  known.subjects = std::move(still_there);
  co_return true;
}

// --- what the user wants changed -----------------------------------------------------------------

Task<bool> MailProgram::change(const MailboxAction& action, Tracer tracer) {
  if (const auto* what = std::get_if<scenario::Mark>(&action)) {
    co_return co_await mark(*what, tracer);
  }
  if (const auto* what = std::get_if<scenario::Move>(&action)) {
    co_return co_await move(*what, tracer);
  }
  if (const auto* what = std::get_if<scenario::Delete>(&action)) {
    co_return co_await remove(uids_of(what->subject), tracer);
  }
  if (const auto* what = std::get_if<scenario::Save>(&action)) {
    co_return co_await save(*what, tracer);
  }
  co_return true;
}

Task<bool> MailProgram::mark(const scenario::Mark& mark, Tracer tracer) {
  FlagToSet set = flag_of(mark.as);
  imap::client::StoreFlags store{uids_of(mark.subject), set.how, {set.flag}};
  if (store.uids.empty()) co_return true;
  const imap::Outcome outcome = co_await client_->perform(std::move(store), tracer);
  co_return fine(outcome, tracer);
}

Task<bool> MailProgram::move(const scenario::Move& move, Tracer tracer) {
  imap::client::CopyTo copy{uids_of(move.subject), move.to, client_->has("MOVE")};
  if (copy.uids.empty()) co_return true;
  const bool is_there = co_await make_folder(move.to, tracer);
  if (!is_there) co_return false;
  const imap::Outcome outcome = co_await client_->perform(copy, tracer);
  if (!fine(outcome, tracer)) co_return false;
  // As it was done before RFC 6851.
  if (!copy.move) co_return co_await remove(copy.uids, tracer);
  co_return true;
}

Task<bool> MailProgram::remove(std::vector<mailbox::Uid> uids, Tracer tracer) {
  if (uids.empty()) co_return true;
  imap::client::StoreFlags store{uids, How::add, {"\\Deleted"}};
  const imap::Outcome marked = co_await client_->perform(std::move(store), tracer);
  if (!fine(marked, tracer)) co_return false;
  imap::client::Remove gone{std::move(uids)};
  const imap::Outcome removed = co_await client_->perform(std::move(gone), tracer);
  co_return fine(removed, tracer);
}

Task<bool> MailProgram::save(const scenario::Save& save, Tracer tracer) {
  scenario::Send letter;
  letter.from = save.user;
  letter.to = {save.user};
  letter.subject = save.subject;
  letter.text = save.text;
  const std::vector<std::string> flags = {"\\Seen"};  // one's own letters are no news
  const imap::Outcome outcome =
      co_await client_->append(save.folder, flags, letter_text(letter), tracer);
  if (!fine(outcome, tracer)) co_return false;
  const bool is_current = co_await synchronize(tracer);
  co_return is_current;
}

// Servers need not make folders by themselves; the INBOX is always there.
Task<bool> MailProgram::make_folder(std::string folder, Tracer tracer) {
  if (folder == "INBOX" || folders_.count(folder) > 0) co_return true;
  imap::Create create{folder};
  const imap::Outcome outcome = co_await client_->perform(std::move(create), tracer);
  folders_[folder];
  // A refusal says that it is there already.
  co_return outcome.succeeded() || outcome.refused() || fine(outcome, tracer);
}

std::vector<mailbox::Uid> MailProgram::uids_of(const std::string& subject) const {
  std::vector<mailbox::Uid> uids;
  for (const auto& [uid, its_subject] : folders_.at(client_->selected()->name).subjects) {
    if (subject.empty() || its_subject == subject) uids.push_back(uid);
  }
  return uids;
}

// --- waiting -------------------------------------------------------------------------------------

bool MailProgram::wants_to_stop() const {
  return ends_waiting_ || queued_ > 0 || platform_.tasks.stopping();
}

Task<> MailProgram::wait_for_news(scenario::IdleFor idle, Tracer tracer,
                                  std::function<void(bool)> on_waiting) {
  const Deadline until = platform_.clock.in(idle.wait);
  const auto enough = [this] { return wants_to_stop(); };
  while (!enough() && platform_.clock.now() < until) {
    if (on_waiting) on_waiting(true);
    const imap::Outcome waited = co_await client_->idle(until, enough, tracer);
    if (on_waiting) on_waiting(false);
    if (!fine(waited, tracer)) co_return;
    const auto before = folders_.at(client_->selected()->name).subjects;
    const bool is_current = co_await synchronize(tracer);
    if (!is_current) co_return;
    if (!new_subjects_.empty()) tell_new("idle", tracer);
    if (before != folders_.at(client_->selected()->name).subjects) tell_list(tracer);
  }
}

// --- what the user sees --------------------------------------------------------------------------

bool MailProgram::fine(const imap::Outcome& outcome, Tracer& tracer) const {
  if (outcome.succeeded()) return true;
  tracer.step(trace::UserSaw{account_.user, "mailbox", outcome.refused() ? "refused" : "failed",
                             outcome.to_string(), name_});
  return false;
}

void MailProgram::tell_new(const char* action, Tracer& tracer) {
  const std::size_t count = new_subjects_.size();
  tracer.step(trace::UserSaw{account_.user, action,
                             fmt::format("{} message{}", count, count == 1 ? "" : "s"),
                             fmt::format("{}", fmt::join(new_subjects_, ", ")), name_});
}

// "2 messages", "INBOX: Lunch \Seen; Report"
void MailProgram::tell_list(Tracer& tracer) {
  const imap::KnownMailbox& folder = *client_->selected();
  std::string list;
  const auto& subjects = folders_.at(folder.name).subjects;
  for (const imap::KnownMessage& message : folder.messages) {
    const auto known = subjects.find(message.uid);
    if (known == subjects.end()) continue;
    list += (list.empty() ? "" : "; ") + known->second;
    for (const std::string& flag : message.flags) {
      if (flag != recent) list += " " + flag;
    }
  }
  const std::size_t count = folder.messages.size();
  tracer.step(trace::UserSaw{account_.user, "list",
                             fmt::format("{} message{}", count, count == 1 ? "" : "s"),
                             folder.name + (list.empty() ? "" : ": " + list), name_});
}

// --- all of a machine ----------------------------------------------------------------------------

std::shared_ptr<MailProgram> MailPrograms::get(const MailAccount& account,
                                               const std::string& client) {
  // Who types another password, or another's login, has set up another program.
  auto& program = programs_[{account.login, account.password, client}];
  if (!program) program = std::make_shared<MailProgram>(platform_, account, client);
  return program;
}

void MailPrograms::end_waiting() {
  for (const auto& [name, program] : programs_) program->end_waiting();
}

Task<> use_mailbox(std::shared_ptr<MailProgram> program, MailboxAction action,
                   std::function<void(bool)> on_waiting) {
  co_await program->run(std::move(action), std::move(on_waiting));
}

}  // namespace mailtown::run
