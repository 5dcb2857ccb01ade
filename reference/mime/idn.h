// Internationalised domain names (RFC 5890 to 5892): A-labels on the wire, U-labels for people.
#pragma once

#include <string>
#include <string_view>

namespace mailtown::mime {

// "xn--e1aybc.example.org" as a person reads it. A name of which no label is an A-label, or of
// which one is broken, stays as it is.
std::string domain_for_people(std::string_view domain);
// The same for every name within a text: "ivanov@xn--e1aybc.test via xn--e1aybc.test". Local parts
// stay.
std::string names_for_people(std::string_view text);

// The other way, for what a person writes; empty if the name cannot be one.
std::string domain_for_wire(std::string_view utf8_domain);

}  // namespace mailtown::mime
