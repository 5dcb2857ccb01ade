// Certificates of the simulated world: what a real one says, as lines of text, without mathematics.
//
// A signature is modelled by the name of the key that made it, and nobody in the simulation forges.
// So who proves what to whom comes out as with real ones, and every byte is repeatable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.h"

namespace mailtown::sim {

struct ModelledCertificate {
  std::string subject;             // whose it is
  std::vector<std::string> names;  // host names and addresses for which it stands
  std::string issuer;
  std::string key, signed_by;  // names of keys
  WallTime from{}, until{};    // by seconds
  bool operator==(const ModelledCertificate&) const = default;
};

// As a file has it; several may follow each other.
std::string print(const ModelledCertificate& certificate);
std::string print_key(std::string_view key);

// All certificates of a file; what is none is passed over.
std::vector<ModelledCertificate> parse_certificates(std::string_view text);
std::optional<std::string> parse_key(std::string_view text);

// Why it does not prove that its owner is `name`, as TlsFacts::unproven; empty if it does.
std::string why_unproven(const ModelledCertificate& certificate, const std::string& name,
                         const std::vector<ModelledCertificate>& trusted, WallTime now);

}  // namespace mailtown::sim
