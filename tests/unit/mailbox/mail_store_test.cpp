#include "mailbox/mail_store.h"

#include <gtest/gtest.h>

#include "simulator/world/world.h"

namespace mailtown::mailbox {
namespace {

TEST(MailStore, RecordsWhatItFiles) {
  sim::World world;
  const auto machine = world.add_machine({"mx.example.org", "example.org", {}});
  world.disk(machine).put("queued", "Hello\r\n");
  world.add_program(machine, "mta", [&](Platform& platform) -> Task<> {
    MailStore store(platform, "mail");
    const auto text = platform.disk.open("queued", OpenMode::read);
    Filing filing{"ivanov@example.org", "example.org/ivanov", "1.a.mx", "Return-Path: <>\r\n"};
    const auto filed =
        co_await store.deliver(std::move(filing), **text, platform.tracer.about_letter("Q1"));
    EXPECT_TRUE(filed) << filed.error().message();
  });
  world.run_until_idle();
  EXPECT_EQ(world.disk(machine).get("mail/example.org/ivanov/new/1.a.mx"),
            "Return-Path: <>\r\nHello\r\n");

  const auto& events = world.trace().events;
  ASSERT_GE(events.size(), 3u);
  const auto* delivered = std::get_if<trace::Delivered>(&events[1].payload);
  ASSERT_NE(delivered, nullptr) << "expected delivered, came " << trace::kind(events[1]);
  EXPECT_EQ(events[1].letter, "Q1");
  EXPECT_EQ(delivered->recipient, "ivanov@example.org");
  EXPECT_EQ(delivered->file, "1.a.mx");
  EXPECT_EQ(delivered->bytes, 24u);
  const auto* changed = std::get_if<trace::MailboxChanged>(&events[2].payload);
  ASSERT_NE(changed, nullptr) << "expected mailbox.changed, came " << trace::kind(events[2]);
  EXPECT_EQ(changed->change, "added");
  EXPECT_EQ(events[2].cause, events[1].number);
}

}  // namespace
}  // namespace mailtown::mailbox
