// Relay control and the recipient check stand outside the chain: a policy that lets everybody in
// lets nobody relay, and makes no user exist.
#include "config/forms.h"
#include "mta/mta_service.h"
#include "tests/unit/policy/policy_test_kit.h"
#include "tests/unit/users/user_kit.h"

namespace mailtown::policy {
namespace {

using testing::HasSubstr;

struct Bypass : testing::Test {
  // The answer to RCPT from a client whom the allow list welcomes.
  std::string rcpt(Address recipient) {
    return sim::run_task<std::string>([&](Platform& platform) -> Task<std::string> {
      config::Config config;
      config.hostname = "mx1.example.org";
      config.local_domains = {"example.org"};
      config.look_up_ptr = false;
      config.policies = {"lists"};
      config.lists.allow = {config::list_entry_form().parse("0.0.0.0/0").value()};
      users::UserTable users;
      users["ivanov@example.org"] = users::user("secret");
      users::TableDirectory directory(config, platform.hasher, std::move(users));
      const auto logins = users::make_login_check(directory, config, platform);
      HandResolver resolver;
      queue::QueueStore store(platform, "queue");
      const auto ignore = [](queue::Letter, Tracer) {};
      mta::MtaService service(platform, config, directory, *logins, resolver, store, ignore);
      smtp::SessionInfo session;
      session.peer = {IpAddress::v4({203, 0, 113, 5}), 4242};
      smtp::Question question = smtp::RecipientGiven{{"spammer", "example.net"}, recipient};
      const auto answer = co_await service.ask(std::move(question), session, platform.tracer);
      co_return answer.refusal ? answer.refusal->to_string() : "accepted";
    });
  }
};

TEST_F(Bypass, TheWelcomeReachesAUser) {
  EXPECT_EQ(rcpt({"ivanov", "example.org"}), "accepted");
}

TEST_F(Bypass, TheWelcomeMakesNoUser) {
  EXPECT_THAT(rcpt({"nobody", "example.org"}), HasSubstr("550 5.1.1 There is no user"));
}

TEST_F(Bypass, TheWelcomeOpensNoRelay) {
  EXPECT_THAT(rcpt({"victim", "example.com"}), HasSubstr("550 5.7.1 Relaying"));
  EXPECT_THAT(rcpt({"victim%example.com", "example.org"}), HasSubstr("550 5.7.1 "));
}

}  // namespace
}  // namespace mailtown::policy
