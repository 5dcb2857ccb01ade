#include "simulator/run/user_program.h"

#include <cstring>

#include "dns/stub_resolver.h"
#include "pop3/pop3_client.h"
#include "simulator/run/letter_text.h"
#include "simulator/run/subject_sink.h"
#include "simulator/scenario/names.h"
#include "smtp/smtp_client.h"

namespace mailtown::run {
namespace {

using namespace std::chrono_literals;

constexpr Duration lookup_wait = 30s;

// The text of a letter that lies in memory.
class TextSource : public smtp::BodySource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), text_.size() - at_);
    std::memcpy(into.data(), text_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

// What the sender sees: one word for all recipients, and the server's reply to the one that fared
// worst.
trace::UserSaw seen(const std::string& user, const std::vector<smtp::Outcome>& outcomes) {
  trace::UserSaw saw{user, "send", "accepted", ""};
  for (const smtp::Outcome& outcome : outcomes) {
    if (outcome.delivered() && saw.outcome != "accepted") continue;
    saw.detail = outcome.to_string();
    if (outcome.delivered()) continue;
    saw.outcome = std::holds_alternative<smtp::Reply>(outcome.last_word) ? "refused" : "failed";
  }
  return saw;
}

smtp::Envelope envelope_of(const scenario::Send& send, std::size_t bytes) {
  smtp::Envelope envelope;
  envelope.reverse_path = parse_address(send.from).value_or(Address());
  for (const std::string& to : send.to)
    if (const auto address = parse_address(to)) envelope.recipients.push_back(*address);
  envelope.declared_size = bytes;
  envelope.eight_bit = !is_ascii(send.text);
  return envelope;
}

}  // namespace

Task<std::optional<wire::Target>> find_server(Platform& platform, MailAccount account,
                                              std::uint16_t port, Tracer tracer) {
  const auto resolver =
      dns::make_stub_resolver(platform, {account.resolver}, account.source_address);
  const auto name = dns::Name::parse(account.host);
  if (!name) co_return std::nullopt;
  const Deadline deadline = platform.clock.in(lookup_wait);
  const dns::Resolution found =
      co_await resolver->resolve(*name, dns::RecordType::A, tracer, deadline);
  for (const dns::Record& record : found.records)
    if (const auto address = dns::address_of(record))
      co_return wire::Target{{*address, port}, account.host, account.source_address};
  co_return std::nullopt;
}

Task<> send_letter(Platform& platform, MailAccount account, scenario::Send send) {
  Tracer tracer = platform.tracer;
  tracer.step(trace::UserActed{account.user, "send", fmt::format("{}", fmt::join(send.to, ", ")),
                               send.subject});
  const auto server = co_await find_server(
      platform, account, send.log_in ? account.ports.submission : account.ports.smtp, tracer);
  if (!server) {
    tracer.step(trace::UserSaw{account.user, "send", "failed", "no such host: " + account.host});
    co_return;
  }
  smtp::ClientOptions options;
  options.hostname = scenario::pc_name(account.user);
  if (send.log_in) options.credentials = sasl::Credentials{account.login, account.password};
  options.tls = account.tls;
  options.tls_name = account.host;
  options.tls_provider = &platform.tls;
  if (account.tls != TlsUse::none) static_cast<void>(platform.tls.load(account.tls_files));
  smtp::Client client(platform.network, platform.clock, *server, options);
  std::string text = letter_text(send);
  smtp::Envelope envelope = envelope_of(send, text.size());
  TextSource source(std::move(text));
  const auto outcomes = co_await client.send(std::move(envelope), source, tracer);
  tracer.step(seen(account.user, outcomes));
  co_await client.quit();
}

Task<> fetch_mail(Platform& platform, MailAccount account, scenario::Fetch fetch) {
  Tracer tracer = platform.tracer;
  tracer.step(trace::UserActed{account.user, "fetch", {}, {}});
  const auto server = co_await find_server(platform, account, account.ports.pop3, tracer);
  if (!server) {
    tracer.step(trace::UserSaw{account.user, "fetch", "failed", "no such host: " + account.host});
    co_return;
  }
  std::vector<std::string> subjects;
  SubjectSink letters([&subjects](const std::string&, std::string subject) {
    subjects.push_back(std::move(subject));
  });
  if (account.tls != TlsUse::none) static_cast<void>(platform.tls.load(account.tls_files));
  pop3::FetchOrder order{account.login, account.password, fetch.remove,
                         account.tls,   account.host,     &platform.tls};
  const pop3::FetchOutcome outcome = co_await pop3::fetch(platform.network, platform.clock, *server,
                                                          std::move(order), letters, tracer);
  trace::UserSaw saw{account.user, "fetch", outcome.to_string(),
                     fmt::format("{}", fmt::join(subjects, ", "))};
  if (!outcome.succeeded()) {
    saw.outcome = std::holds_alternative<pop3::Reply>(outcome.trouble) ? "refused" : "failed";
    saw.detail = outcome.to_string();
  }
  tracer.step(saw);
}

MailAccount account_for(const scenario::Scenario& scenario, const scenario::Plan& plan,
                        const std::string& user, const std::string& login,
                        const std::string& password) {
  const scenario::PlannedUser& planned = *plan.find_user(user);
  MailAccount account;
  account.user = user;
  account.login = login;
  account.password = password.empty() ? scenario.find_user(login)->password : password;
  account.host = planned.mail_host;
  account.resolver = planned.resolver;
  account.source_address = plan.find(planned.machine)->address;
  account.ports = plan.ground.ports;
  account.tls = planned.tls;
  account.tls_files.trust = plan.find(planned.machine)->tls.trust;
  return account;
}

}  // namespace mailtown::run
