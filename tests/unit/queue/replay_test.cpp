// A letter that lies in the mailbox when the power goes, before the queue has noted that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mailbox/mail_store.h"
#include "mailbox/unique_name.h"
#include "queue/queue_store.h"
#include "simulator/world/world.h"

namespace mailtown::queue {
namespace {

using testing::SizeIs;

class Replay : public testing::Test {
 protected:
  Replay() : machine_(world_.add_machine({"mx.example.org", "example.org", {}})) {
    mta_ = world_.add_program(machine_, "mta", [this](Platform& platform) -> Task<> {
      QueueStore store(platform, "queue");
      mailbox::MailStore mailboxes(platform, "mail");
      auto recovered = co_await store.recover();
      for (const auto& letter : recovered->letters) co_await file(store, mailboxes, letter);
      if (!accepted_) {
        Letter letter{.id = "Q1", .recipients = {{.address = {"kozlov", "example.org"}}}};
        auto draft = store.begin(letter.id);
        (void)(*draft)->append(std::string_view("Hello\r\n"));
        (void)co_await store.accept(letter, **draft);
        accepted_ = true;
        co_await file(store, mailboxes, letter);
      }
      // The mark would come now.
      co_await platform.tasks.stop_requested();
    });
  }

  Task<> file(QueueStore& store, mailbox::MailStore& mailboxes, Letter letter) {
    auto text = store.open_message(letter.id);
    mailbox::Filing filing{
        .recipient = "kozlov@example.org",
        .mailbox = "kozlov",
        .name = mailbox::unique_name(letter.arrived, letter.id, "kozlov@example.org", "mx"),
        .again = letter.tried};
    const auto filed = co_await mailboxes.deliver(std::move(filing), **text, Tracer());
    EXPECT_TRUE(filed) << filed.error().message();
  }

  void read_mail(bool remove) {
    world_.add_program(machine_, "mda", [remove](Platform& platform) -> Task<> {
      mailbox::MailStore store(platform, "mail");
      const auto folder = co_await store.mailbox("kozlov")->open("INBOX", Tracer());
      const std::vector<mailbox::Uid> all(1, 1);
      mailbox::FlagChange seen;
      seen.flags.seen = true;
      auto doing = remove ? (*folder)->expunge(all, {}) : (*folder)->set_flags(all, seen, {});
      const auto done = co_await std::move(doing);
      EXPECT_TRUE(done) << done.error().message();
    });
    world_.run_until_idle();
  }

  std::vector<std::string> mailbox() {
    std::vector<std::string> files;
    for (const auto& path : world_.disk(machine_).files()) {
      const bool is_message = path.find("/new/") != path.npos || path.find("/cur/") != path.npos;
      if (is_message) files.push_back(path);
    }
    return files;
  }

  sim::World world_;
  sim::MachineId machine_;
  sim::ProgramId mta_{};
  bool accepted_ = false;
};

TEST_F(Replay, FindsWhatIsFiledAlready) {
  world_.run_until_idle();
  world_.power_loss(machine_);
  world_.restart(machine_);
  world_.run_until_idle();
  EXPECT_THAT(mailbox(), SizeIs(1));
}

TEST_F(Replay, FindsWhatHasBeenReadSince) {
  world_.run_until_idle();
  read_mail(/*remove=*/false);
  world_.power_loss(machine_);
  world_.restart(machine_);
  world_.run_until_idle();
  EXPECT_THAT(mailbox(), SizeIs(1)) << "filed again beside the one that was read";
}

// The one duplicate that is left (mailbox/maildir.h): the reader has had it, and gets it again.
TEST_F(Replay, FilesAgainWhatItsReaderHasRemoved) {
  world_.run_until_idle();
  read_mail(/*remove=*/true);
  EXPECT_THAT(mailbox(), SizeIs(0));
  world_.power_loss(machine_);
  world_.restart(machine_);
  world_.run_until_idle();
  EXPECT_THAT(mailbox(), SizeIs(1));
}

}  // namespace
}  // namespace mailtown::queue
