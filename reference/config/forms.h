// The forms that a value may have in a configuration: how each is called, an example of it, and its
// parser. Messages and the reference page take their words from here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/policy_config.h"
#include "platform/clock.h"
#include "platform/endpoint.h"
#include "platform/tls_files.h"

namespace mailtown::config {

template <class T>
struct Form {
  const char* name;     // "an address with a port"
  const char* plural;   // "addresses with ports"
  const char* example;  // as it stands in the file: "\"192.0.2.1:25\""
  std::optional<T> (*parse)(std::string_view text);
};

Form<std::string> host_name_form();  // checked and in lower case
Form<std::string> domain_form();     // the same, called a domain
Form<std::string> mailbox_form();    // an address, in lower case
Form<std::string> password_form();   // not empty, without control characters
Form<std::string> delimiter_form();  // a character of a local part, or empty
Form<std::string> path_form();       // relative, without "." and ".." parts; "." alone is fine
Form<Duration> duration_form();
Form<IpAddress> ip_address_form();
Form<IpNetwork> network_form();
Form<Endpoint> endpoint_form();
Form<std::string> file_form();  // a path from the configuration's folder, or an absolute one
Form<TlsUse> tls_use_form();
Form<std::string> policy_form();  // the name of a policy
Form<std::string> helo_check_form();
Form<PtrStrictness> ptr_form();
Form<ListEntry> list_entry_form();

}  // namespace mailtown::config
