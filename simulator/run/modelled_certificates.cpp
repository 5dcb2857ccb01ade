#include <chrono>

#include "simulator/run/town_certificates.h"
#include "simulator/world/modelled_certificate.h"

namespace mailtown::run {
namespace {

using scenario::Certificate;

sim::ModelledCertificate make(const Certificate& certificate, WallTime now) {
  const std::string& name = certificate.names.front();
  const Lifetime lifetime = lifetime_of(certificate, now);
  sim::ModelledCertificate made;
  made.subject = name;
  made.names = certificate.names;
  made.key = "key of " + name;
  made.issuer = certificate.self_signed ? name : certificate.issuer;
  made.signed_by = certificate.self_signed ? made.key : "key of " + certificate.issuer;
  made.from = lifetime.from;
  made.until = lifetime.until;
  return made;
}

class ModelledCertificates final : public TownCertificates {
 public:
  explicit ModelledCertificates(WallTime now) : now_(now) {}

  Result<std::vector<scenario::PlannedFile>> files_for(
      const scenario::PlannedMachine& machine) override {
    Certificate authority;
    authority.names = {town_authority};
    authority.self_signed = true;
    const TlsFiles& paths = machine.tls;
    std::vector<scenario::PlannedFile> files;
    if (!paths.trust.empty()) files.push_back({paths.trust, print(make(authority, now_))});
    if (!machine.certificate) return files;
    const sim::ModelledCertificate made = make(*machine.certificate, now_);
    files.push_back({paths.certificate, print(made)});
    files.push_back({paths.key, sim::print_key(made.key)});
    return files;
  }

 private:
  WallTime now_;
};

}  // namespace

std::unique_ptr<TownCertificates> modelled_certificates(WallTime now) {
  return std::make_unique<ModelledCertificates>(now);
}

Lifetime lifetime_of(const Certificate& certificate, WallTime now) {
  using std::chrono::days;
  constexpr days before(60), after(365);
  if (certificate.expired) return {now - before, now - days(1)};
  return {now - days(1), now + after};
}

}  // namespace mailtown::run
