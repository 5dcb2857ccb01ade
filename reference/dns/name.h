// Name: a domain name, such as mx1.example.org.
//
// A Name is always absolute (it ends at the root) and always within the limits of the wire: it
// cannot be built otherwise. The case of letters is kept as it came and ignored in comparisons
// (RFC 1034 §3.1, RFC 4343). Labels may hold any bytes; which of them a host name may hold is not
// this class's business (RFC 2181 §11).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/endpoint.h"
#include "platform/result.h"

namespace mailtown::dns {

inline constexpr std::size_t label_bytes_max = 63;  // RFC 1035 §2.3.4
inline constexpr std::size_t name_bytes_max = 255;  // on the wire, the root's zero included

class Name {
 public:
  Name() = default;  // the root

  // From text as in master files (RFC 1035 §5.1): dots part labels, "\." is a dot inside a label,
  // "\DDD" a byte in decimal. The final dot may be missing; "." is the root.
  // Failure `invalid`: an empty label, a label or name too long, a broken escape.
  static Result<Name> parse(std::string_view text);
  // The same, but a text without final dot is relative to `origin`, and "@" is `origin` itself.
  static Result<Name> parse_relative(std::string_view text, const Name& origin);
  // From raw labels, the most specific first. Failure `invalid` as above.
  static Result<Name> from_labels(const std::vector<std::string>& labels);

  // For people: "mx1.example.org", the root as ".". Dots and other special bytes in labels escaped.
  std::string to_string() const;
  // For master files: "mx1.example.org.", always with the final dot.
  std::string to_absolute_string() const;

  bool is_root() const { return wire_.empty(); }
  std::size_t label_count() const;  // 0 for the root
  std::vector<std::string> labels() const;
  std::string_view first_label() const;  // of a name that is not the root
  Name parent() const;                   // of a name that is not the root
  // The ancestor with this many labels (at most label_count()).
  Name last_labels(std::size_t count) const;
  // A name is a subdomain of itself and of the root (RFC 8499, "subdomain" made inclusive).
  bool is_subdomain_of(const Name& ancestor) const;
  // The name one label below; failure `invalid` when too long.
  Result<Name> child(std::string_view label) const;
  // This name with its ancestor `from` replaced by `to`; failure `invalid` when too long.
  Result<Name> moved(const Name& from, const Name& to) const;

  // Length-prefixed labels without the root's zero byte: how names lie on the wire.
  std::string_view wire() const { return wire_; }

  bool operator==(const Name& other) const;
  // The canonical order (RFC 4034 §6.1): labels compared from the root downwards, so that the
  // names below a name follow it directly.
  std::weak_ordering operator<=>(const Name& other) const;

 private:
  std::string wire_;
};

// 192.0.2.1 -> 1.2.0.192.in-addr.arpa (RFC 1035 §3.5); IPv6 nibble by nibble under ip6.arpa
// (RFC 3596 §2.5).
Name reverse_name(const IpAddress& address);

}  // namespace mailtown::dns
