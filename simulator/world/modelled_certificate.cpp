#include "simulator/world/modelled_certificate.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace mailtown::sim {

namespace {

constexpr std::string_view certificate_title = "modelled certificate";
constexpr std::string_view key_title = "modelled private key: ";

std::int64_t seconds_of(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

WallTime time_of(std::string_view seconds) {
  std::int64_t count = 0;
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), count);
  return WallTime(std::chrono::seconds(count));
}

void take_field(ModelledCertificate& certificate, std::string_view name, std::string_view value) {
  if (name == "subject") certificate.subject = value;
  if (name == "name") certificate.names.emplace_back(value);
  if (name == "issuer") certificate.issuer = value;
  if (name == "key") certificate.key = value;
  if (name == "signed by") certificate.signed_by = value;
  if (name == "from") certificate.from = time_of(value);
  if (name == "until") certificate.until = time_of(value);
}

// RFC 9525 §6.3: a wildcard stands for the whole leftmost label.
bool stands_for(std::string_view presented, std::string_view name) {
  if (presented == name) return true;
  const auto dot = name.find('.');
  return presented.substr(0, 2) == "*." && dot != std::string_view::npos &&
         presented.substr(1) == name.substr(dot);
}

}  // namespace

std::string print(const ModelledCertificate& certificate) {
  std::string text = fmt::format("{}\nsubject: {}\n", certificate_title, certificate.subject);
  for (const std::string& name : certificate.names) text += fmt::format("name: {}\n", name);
  text += fmt::format("issuer: {}\nkey: {}\nsigned by: {}\nfrom: {}\nuntil: {}\n",
                      certificate.issuer, certificate.key, certificate.signed_by,
                      seconds_of(certificate.from), seconds_of(certificate.until));
  return text;
}

std::string print_key(std::string_view key) {
  return fmt::format("{}{}\n", key_title, key);
}

std::vector<ModelledCertificate> parse_certificates(std::string_view text) {
  std::vector<ModelledCertificate> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(": ");
    if (line == certificate_title) {
      found.emplace_back();
    } else if (!found.empty() && colon != std::string_view::npos) {
      take_field(found.back(), line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return found;
}

std::optional<std::string> parse_key(std::string_view text) {
  if (text.substr(0, key_title.size()) != key_title) return std::nullopt;
  text.remove_prefix(key_title.size());
  return std::string(text.substr(0, text.find('\n')));
}

std::string why_unproven(const ModelledCertificate& certificate, const std::string& name,
                         const std::vector<ModelledCertificate>& trusted, WallTime now) {
  const auto has_signed = [&](const ModelledCertificate& each) {
    return each.key == certificate.signed_by && each.subject == certificate.issuer;
  };
  if (std::none_of(trusted.begin(), trusted.end(), has_signed)) {
    return certificate.key == certificate.signed_by ? "self-signed" : "unknown issuer";
  }
  const auto fits = [&](const std::string& each) { return stands_for(each, name); };
  if (std::none_of(certificate.names.begin(), certificate.names.end(), fits)) return "other name";
  if (now < certificate.from) return "not yet valid";
  if (now > certificate.until) return "expired";
  return {};
}

}  // namespace mailtown::sim
