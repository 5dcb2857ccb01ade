#include "simulator/world/modelled_tls.h"

#include <fmt/format.h>

#include "platform/read_file.h"
#include "simulator/world/modelled_stream.h"

namespace mailtown::sim {

namespace {

using Kind = Record::Kind;

// What a real handshake between two programs of ours agrees on.
constexpr const char* version = "TLSv1.3";
constexpr const char* cipher = "TLS_AES_256_GCM_SHA384";

Failure unspoken() {
  return {FailureKind::invalid, "TLS: the other side does not speak it"};
}

TlsHandshake failed(RecordChannel& channel, TlsFacts facts, Failure failure) {
  channel.close();
  return {nullptr, std::move(facts), std::move(failure)};
}

TlsHandshake done(RecordChannel channel, TlsFacts facts) {
  facts.version = version;
  facts.cipher = cipher;
  return {make_modelled_stream(std::move(channel)), std::move(facts), {}};
}

void note(TlsFacts& facts, const ModelledCertificate& certificate) {
  facts.names = certificate.names;
  facts.issuer = certificate.issuer;
}

}  // namespace

Result<> ModelledTls::load(const TlsFiles& files) {
  std::vector<ModelledCertificate> shown, trusted;
  if (!files.certificate.empty()) {
    const auto text = read_file(disk_, files.certificate);
    if (!text) return text.error();
    shown = parse_certificates(*text);
    const auto key_text = read_file(disk_, files.key);
    if (!key_text) return key_text.error();
    const auto key = parse_key(*key_text);
    if (shown.empty() || !key || *key != shown.front().key) {
      return Failure{FailureKind::invalid, files.key + " is not the key of " + files.certificate};
    }
  }
  if (!files.trust.empty()) {
    const auto text = read_file(disk_, files.trust);
    if (!text) return text.error();
    trusted = parse_certificates(*text);
  }
  shown_ = std::move(shown);
  trusted_ = std::move(trusted);
  return {};
}

Task<TlsHandshake> ModelledTls::server(std::unique_ptr<ByteStream> plain, Deadline deadline) {
  RecordChannel channel(std::move(plain));
  TlsFacts facts;
  try {
    const auto hello = co_await channel.read(deadline);
    if (!hello || hello->kind != Kind::hello || shown_.empty()) {
      co_return failed(channel, facts, unspoken());
    }
    facts.asked_for = hello->contents;
    const ModelledCertificate shown = shown_.front();
    note(facts, shown);
    const Record answer{Kind::certificate, print(shown)};
    co_await channel.write(answer, deadline);
    const auto verdict = co_await channel.read(deadline);
    if (verdict && verdict->kind == Kind::alert) {
      const Failure disbelief{FailureKind::not_permitted, "TLS: alert: " + verdict->contents};
      co_return failed(channel, facts, disbelief);
    }
    if (!verdict || verdict->kind != Kind::finished) co_return failed(channel, facts, unspoken());
  } catch (const StreamError& error) {
    co_return failed(channel, facts, error.failure());
  }
  co_return done(std::move(channel), facts);
}

Task<TlsHandshake> ModelledTls::client(std::unique_ptr<ByteStream> plain, TlsPeer peer,
                                       Deadline deadline) {
  RecordChannel channel(std::move(plain));
  TlsFacts facts;
  facts.asked_for = peer.name;
  try {
    const Record hello{Kind::hello, peer.name};
    co_await channel.write(hello, deadline);
    const auto answer = co_await channel.read(deadline);
    const auto shown = answer && answer->kind == Kind::certificate
                           ? parse_certificates(answer->contents)
                           : std::vector<ModelledCertificate>();
    if (shown.empty()) co_return failed(channel, facts, unspoken());
    note(facts, shown.front());
    facts.unproven = why_unproven(shown.front(), peer.name, trusted_, clock_.wall());
    if (facts.unproven.empty()) facts.proven = peer.name;
    const bool refused = peer.must_prove && !facts.unproven.empty();
    const Record verdict{refused ? Kind::alert : Kind::finished, facts.unproven};
    co_await channel.write(verdict, deadline);
    if (refused) {
      const Failure unproven{FailureKind::not_permitted, "TLS: certificate verify failed"};
      co_return failed(channel, facts, unproven);
    }
  } catch (const StreamError& error) {
    co_return failed(channel, facts, error.failure());
  }
  co_return done(std::move(channel), facts);
}

}  // namespace mailtown::sim
