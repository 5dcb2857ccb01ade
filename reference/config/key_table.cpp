#include "config/key_table.h"

namespace mailtown::config {

namespace {

using Read = std::function<void(ValueReader&, const toml::node&, Config&)>;

// The field of a Config that a path of members leads to, such as &Config::limits and
// &Limits::errors.
template <auto... path>
auto& field(Config& config) {
  return (config.*....*path);
}

// A key whose value is a text of some form, and one whose value is a list of such texts.
template <class T>
Key text_key(std::string name, Form<T> form, std::string preset, T& (*to)(Config&),
             std::string explanation) {
  Read read = [form, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.one(node, form, to(config));
  };
  return {std::move(name), form.name, std::move(preset), std::move(explanation), std::move(read)};
}

template <class T>
Key list_key(std::string name, Form<T> form, std::string preset, std::vector<T>& (*to)(Config&),
             std::string explanation) {
  Read read = [form, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.list(node, form, to(config));
  };
  return {std::move(name), std::string("a list of ") + form.plural, std::move(preset),
          std::move(explanation), std::move(read)};
}

Key flag_key(std::string name, std::string preset, bool& (*to)(Config&), std::string explanation) {
  Read read = [to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.flag(node, to(config));
  };
  return {std::move(name), "true or false", std::move(preset), std::move(explanation),
          std::move(read)};
}

Key number_key(std::string name, std::uint64_t least, std::uint64_t most, std::string preset,
               std::uint64_t& (*to)(Config&), std::string explanation) {
  Read read = [least, most, to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.number(node, least, most, to(config));
  };
  return {std::move(name), fmt::format("a number from {} to {}", least, most), std::move(preset),
          std::move(explanation), std::move(read)};
}

Key bytes_key(std::string name, std::string preset, std::uint64_t& (*to)(Config&),
              std::string explanation) {
  Read read = [to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.bytes(node, to(config));
  };
  return {std::move(name), "a number of bytes", std::move(preset), std::move(explanation),
          std::move(read)};
}

Key port_key(std::string name, std::string preset, std::uint16_t& (*to)(Config&),
             std::string explanation) {
  Read read = [to](ValueReader& reader, const toml::node& node, Config& config) {
    reader.port(node, to(config));
  };
  return {std::move(name), "a port", std::move(preset), std::move(explanation), std::move(read)};
}

Section top_level() {
  return {
      "",
      "These stand before the first table.",
      {text_key("hostname", host_name_form(), "", &field<&Config::hostname>,
                "The machine's own name: what HELO, greetings and Received lines say. Needed by "
                "every service but the nameserver."),
       text_key("data", path_form(), "\".\"", &field<&Config::data>,
                "Folder for the queue and the mailboxes, from the folder of the configuration file "
                "(or from --root)."),
       flag_key("allow_passwords_in_clear", "false", &field<&Config::allow_passwords_in_clear>,
                "Whether users may log in over a connection without TLS, so that anyone on the "
                "way can read their passwords. Only for a bench or a class-room."),
       list_key("local_domains", domain_form(), "[]", &field<&Config::local_domains>,
                "The domains whose mail is filed here. Mail for other domains is relayed, for "
                "those who may."),
       list_key("relay_networks", network_form(), "[]", &field<&Config::relay_networks>,
                "Clients in these networks may relay to any domain without a password. Keep it "
                "short: a network of strangers in it makes an open relay."),
       list_key("dns_servers", endpoint_form(), "[]", &field<&Config::dns_servers>,
                "The resolvers that mta asks, in this order."),
       flag_key("look_up_ptr", "true", &field<&Config::look_up_ptr>,
                "Whether mta looks up the PTR name of each client that connects. It is noted in "
                "the Received line and the trace; nobody is refused for it.")}};
}

Section listen_section() {
  return {
      "listen",
      "Where the services listen. A service without an address does not run. Port 0 lets the "
      "system choose a free port; the log says which.",
      {list_key("smtp", endpoint_form(), "[]", &field<&Config::listen, &Listen::smtp>,
                "Mail from other hosts (mta)."),
       list_key("submission", endpoint_form(), "[]", &field<&Config::listen, &Listen::submission>,
                "Mail from our users, who log in (mta, RFC 6409)."),
       list_key("pop3", endpoint_form(), "[]", &field<&Config::listen, &Listen::pop3>,
                "Users who fetch their mail (mda, RFC 1939)."),
       list_key("dns", endpoint_form(), "[]", &field<&Config::listen, &Listen::dns>,
                "DNS questions, over UDP and TCP alike (nameserver).")}};
}

Section delivery_section() {
  return {"delivery",
          "How mta passes mail on to other hosts.",
          {port_key("port", "25", &field<&Config::delivery, &Delivery::port>,
                    "The port of the other hosts. Another than 25 is for a bench on one machine."),
           text_key("source_address", ip_address_form(), "\"0.0.0.0\"",
                    &field<&Config::delivery, &Delivery::source_address>,
                    "The address to connect from. \"0.0.0.0\" lets the system choose."),
           flag_key("ipv6", "true", &field<&Config::delivery, &Delivery::ipv6>,
                    "Whether to look for IPv6 addresses of mail hosts too."),
           list_key("retry", duration_form(), R"(["5m", "15m", "1h", "3h"])",
                    &field<&Config::delivery, &Delivery::retry>,
                    "The waits between tries; the last one is repeated (RFC 5321 §4.5.4.1)."),
           text_key("give_up_after", duration_form(), "\"5d\"",
                    &field<&Config::delivery, &Delivery::give_up_after>,
                    "A letter that could not be passed on for so long goes back to its sender.")}};
}

Section limits_section() {
  constexpr std::uint64_t million = 1'000'000;
  return {
      "limits",
      "What a client may take of the machine.",
      {bytes_key("message_bytes", "26214400", &field<&Config::limits, &Limits::message_bytes>,
                 "The largest letter, also written \"25M\" (RFC 1870)."),
       number_key("recipients", 100, million, "100", &field<&Config::limits, &Limits::recipients>,
                  "The most recipients of one letter. RFC 5321 §4.5.3.1.8 asks for at least 100."),
       number_key("connections", 1, million, "1000", &field<&Config::limits, &Limits::connections>,
                  "The most connections at a time, for each service."),
       number_key("errors", 1, million, "20", &field<&Config::limits, &Limits::errors>,
                  "Bad commands before a session is ended."),
       text_key("command_wait", duration_form(), "\"5m\"",
                &field<&Config::limits, &Limits::command_wait>,
                "How long mta waits for the next command (RFC 5321 §4.5.3.2.7).")}};
}

Section nameserver_section() {
  return {"nameserver",
          "What the nameserver answers, and for whom it asks around.",
          {list_key("zones", path_form(), "[]", &field<&Config::nameserver, &Nameserver::zones>,
                    "Master files (RFC 1035 §5) of the zones that it is responsible for."),
           list_key("recursion_for", network_form(), "[]",
                    &field<&Config::nameserver, &Nameserver::recursion_for>,
                    "Clients for whom it asks around, starting at the root; others are only told "
                    "what stands in the zones."),
           list_key("root_hints", endpoint_form(), "[]",
                    &field<&Config::nameserver, &Nameserver::root_hints>,
                    "The root's nameservers. Needed when recursion_for is set."),
           port_key("port", "53", &field<&Config::nameserver, &Nameserver::port>,
                    "The port of the other nameservers. Another than 53 is for a bench on one "
                    "machine."),
           text_key("source_address", ip_address_form(), "\"0.0.0.0\"",
                    &field<&Config::nameserver, &Nameserver::source_address>,
                    "The address to ask from. \"0.0.0.0\" lets the system choose.")}};
}

}  // namespace

std::vector<Section> key_table() {
  return {top_level(), listen_section(), delivery_section(), limits_section(),
          nameserver_section()};
}

}  // namespace mailtown::config
