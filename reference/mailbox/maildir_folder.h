// MaildirFolder: Folder over a Maildir (folder.h says what it does and what a crash leaves).
//
// How it stays true to the files and cheap all the same: opening lists new and cur and joins the
// names with the index; files that the index knows are not looked at. From then on a watch
// (Disk::watch) tells which names changed, and only these are looked at; where the system has no
// watch to give, refresh() lists again. A name is believed gone only after two listings, since a
// rename by another program can hide a file from one.
//
// Who waits: what changes the index goes one at a time (busy_); flags and removals need not, since
// they are done between two waits.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "mailbox/folder.h"
#include "mailbox/keywords.h"
#include "mailbox/quota.h"
#include "mailbox/store_parts.h"
#include "mailbox/uid_index.h"
#include "mailbox/usage.h"

namespace mailtown::mailbox {

// Where a folder is and whose.
struct FolderPlace {
  std::string path;   // of its Maildir
  std::string inbox;  // path of the mailbox's INBOX
  std::string label;  // for the trace: "example.org/ivanov", "example.org/ivanov/Sent"
  QuotaLimit limit;
};

// A file that is a message and has a UID that no session knows yet.
struct Arrival {
  std::string name, suffix;
  bool in_new = false;
  std::uint64_t bytes = 0;
  WallTime received;
};

class MaildirFolder final : public Folder, public std::enable_shared_from_this<MaildirFolder> {
 public:
  MaildirFolder(std::shared_ptr<StoreParts> parts, FolderPlace place);
  ~MaildirFolder() override;

  // Reads the folder, once; others who ask meanwhile wait. Failures as of Mailbox::open.
  Task<Result<>> load(Tracer tracer);
  // The folder is removed, or bears another name.
  void mark_gone() {
    is_gone_ = true;
    wake();
  }
  bool is_gone() const { return is_gone_; }
  void moved_to(FolderPlace place);

  std::uint32_t uid_validity() const override { return index_.validity(); }
  Uid uid_next() const override { return index_.next(); }
  std::uint64_t version() const override { return version_; }
  const std::vector<Entry>& entries() const override { return entries_; }
  const std::vector<std::string>& keywords() const override { return keywords_.words(); }
  Task<Result<>> refresh() override;
  Task<Result<std::vector<Uid>>> claim_recent() override;
  Task<Result<>> set_flags(std::vector<Uid> uids, FlagChange change, Tracer tracer,
                           Safety safety) override;
  Task<Result<>> expunge(std::vector<Uid> uids, Tracer tracer) override;
  Result<std::unique_ptr<Draft>> begin(Incoming incoming) override;
  Task<Result<UidPairs>> copy_to(std::vector<Uid> uids, Folder& to, Tracer tracer) override;
  Task<Result<UidPairs>> move_to(std::vector<Uid> uids, Folder& to, Tracer tracer) override;
  Result<std::unique_ptr<File>> open(Uid uid) override;
  Task<> wait_for_change(std::uint64_t seen, Deadline deadline) override;
  void wake() override;
  std::size_t unclaimed() const override { return unclaimed_; }

 private:
  friend class MaildirDraft;
  // Where an entry's file is.
  struct Spot {
    std::string suffix;      // ":2,FS", or nothing
    bool in_new = false;     // else in cur
    bool unclaimed = false;  // no session has had it as \Recent
  };
  struct Found {
    std::string name, suffix;
    bool in_new = false;
  };

  // --- looking (folder_looking.cpp) ---
  std::string path(const std::string& name, const Spot& spot) const;
  std::string path(std::size_t at) const { return path(entries_[at].name, spots_[at]); }
  std::optional<std::size_t> position(Uid uid) const;
  std::optional<Uid> uid_of(const std::string& name) const;
  Result<std::vector<Found>> list_files();
  Result<> look_at_everything();
  Result<> look_at(const std::vector<std::string>& paths);
  Result<> look();
  void look_at_stranger(const Found& found, bool is_there);
  void watch();
  void match(const std::vector<Found>& found, std::vector<Uid>& missing);
  void is_found(std::size_t at, const Found& found);
  bool look_for(std::size_t at);
  void forget(std::vector<Uid> gone);
  void sort_names();

  // --- new ones ---
  Result<> remember(UidIndex::Read& read);
  Task<Result<>> make_index_sound(const UidIndex::Read& read, Tracer tracer);
  Task<Result<>> take_fresh();
  // Gives UIDs to files that are there; returns when they would survive a power loss, and then
  // shows them. `whole_disk`: what the files' names need is not synced yet.
  Task<Result<std::vector<Uid>>> take_in(std::vector<Arrival> arrivals, bool whole_disk,
                                         bool unclaimed);
  std::vector<IndexRecord> records() const;
  void show(std::vector<Arrival> arrivals, Uid first, bool unclaimed);
  std::optional<Arrival> arrival_of(const Found& found);
  void note(const char* change, const std::string& name, const Tracer& tracer) const;

  // --- changes (folder_changes.cpp) ---
  Task<Result<>> prepare_cur();
  bool would_change(const std::vector<Uid>& uids, const FlagChange& change) const;
  Result<> set_flags_of(std::size_t at, const FlagChange& change, const Tracer& tracer);
  Result<> move_file(std::size_t at, const std::string& suffix);
  Result<> remove_file(std::size_t at);
  void remove_twins(const std::string& name);
  void note_flags(const Flags& before, const Flags& after, const std::string& name,
                  const Tracer& tracer) const;

  // --- filing (folder_filing.cpp) ---
  struct Put {
    std::vector<Uid> uids;          // here
    std::vector<Arrival> arrivals;  // there
  };
  Result<Put> put_into(const std::vector<Uid>& uids, MaildirFolder& to, bool move);
  Result<Arrival> put_one(std::size_t at, MaildirFolder& to, bool move);
  Task<Result<UidPairs>> transfer(std::vector<Uid> uids, Folder& to, bool move, Tracer tracer);

  std::shared_ptr<StoreParts> parts_;
  FolderPlace place_;
  Disk& disk_;
  UidIndex index_;
  Keywords keywords_;
  Usage usage_;
  Exclusive busy_;
  std::unique_ptr<Signal> woken_;
  std::shared_ptr<FolderWatch> watch_;  // none: the system has none to give
  bool is_loaded_ = false;
  bool is_gone_ = false;
  bool cur_is_safe_ = false;  // it would survive a power loss
  std::uint64_t version_ = 1;
  std::vector<Entry> entries_;
  std::vector<Spot> spots_;   // of the entries, one for one
  std::vector<Uid> by_name_;  // the entries' UIDs, sorted by name
  std::vector<Found> fresh_;  // that have no UID yet, sorted by name
  bool must_list_ = false;    // the watch may have missed something
  std::uint64_t flag_changes_ = 0, synced_flag_changes_ = 0;  // so many of them are safe
  std::size_t unclaimed_ = 0;
  // Further files of the same name: a crash between two renames leaves them. They are the same
  // message and go with it.
  std::map<std::string, std::vector<std::string>> twins_;
};

}  // namespace mailtown::mailbox
