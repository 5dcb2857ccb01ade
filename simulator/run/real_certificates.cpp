#include <map>

#include "platform/asio/certificate_authority.h"
#include "simulator/run/town_certificates.h"

namespace mailtown::run {
namespace {

using real::PemPair;
using scenario::Certificate;

class RealCertificates final : public TownCertificates {
 public:
  explicit RealCertificates(WallTime now) : now_(now) {}

  Result<std::vector<scenario::PlannedFile>> files_for(
      const scenario::PlannedMachine& machine) override {
    const TlsFiles& paths = machine.tls;
    std::vector<scenario::PlannedFile> files;
    if (!paths.trust.empty()) {
      const auto trusted = authority(town_authority);
      if (!trusted) return trusted.error();
      files.push_back({paths.trust, trusted->certificate});
    }
    if (!machine.certificate) return files;
    const auto made = make(*machine.certificate);
    if (!made) return made.error();
    files.push_back({paths.certificate, made->certificate});
    files.push_back({paths.key, made->key});
    return files;
  }

 private:
  Result<PemPair> authority(const std::string& name) {
    const auto known = authorities_.find(name);
    if (known != authorities_.end()) return known->second;
    const Lifetime lifetime = lifetime_of({}, now_);
    auto made = real::make_authority(name, {lifetime.from, lifetime.until});
    if (made) authorities_.emplace(name, *made);
    return made;
  }

  Result<PemPair> make(const Certificate& certificate) {
    const Lifetime lifetime = lifetime_of(certificate, now_);
    const real::Validity validity{lifetime.from, lifetime.until};
    if (certificate.self_signed) {
      return real::make_authority(certificate.names.front(), validity);
    }
    const auto issuer = authority(certificate.issuer);
    if (!issuer) return issuer.error();
    return real::make_server_certificate(certificate.names, validity, *issuer);
  }

  WallTime now_;
  std::map<std::string, PemPair> authorities_;
};

}  // namespace

std::unique_ptr<TownCertificates> real_certificates(WallTime now) {
  return std::make_unique<RealCertificates>(now);
}

}  // namespace mailtown::run
