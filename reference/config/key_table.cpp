#include "config/key_makers.h"
#include "config/policy_keys.h"

namespace mailtown::config {

namespace {

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
       text_key("users", path_form(), "", &field<&Config::users>,
                "The file of users: who has a mailbox here (see below). `mailtown user` writes it; "
                "mta and mda read it when they start and on SIGHUP."),
       list_key("local_domains", domain_form(), "[]", &field<&Config::local_domains>,
                "The domains whose mail is filed here. Mail for other domains is relayed, for "
                "those who may."),
       list_key("relay_domains", domain_form(), "[]", &field<&Config::relay_domains>,
                "Domains for which this server is a backup: their mail is taken from anybody and "
                "passed on to a more preferred mail host, or kept until that is back."),
       text_key("subaddress_delimiter", delimiter_form(), "\"+\"",
                &field<&Config::subaddress_delimiter>,
                "What divides a user's name from a detail of his own choice: mail for "
                "`ivanov+news@example.org` is ivanov's. \"\" for no such addresses."),
       list_key("relay_networks", network_form(), "[]", &field<&Config::relay_networks>,
                "Clients in these networks may relay to any domain without a password. Keep it "
                "short: a network of strangers in it makes an open relay."),
       text_key("pop_before_smtp", duration_form(), "", &field<&Config::pop_before_smtp>,
                "For how long a client that has logged in over POP3 may relay from the same "
                "address. How it was done before SMTP knew log-ins; never, without this key."),
       list_key("policies", policy_form(), "[]", &field<&Config::policies>,
                "The policies that are asked on the SMTP port, in this order. Each has a table of "
                "its own below."),
       list_key("submission_policies", policy_form(), "[]", &field<&Config::submission_policies>,
                "The policies that are asked on the submission port, where rate makes sense."),
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
       list_key("smtps", endpoint_form(), "[]", &field<&Config::listen, &Listen::smtps>,
                "The same as submission, inside TLS from the start (mta, RFC 8314; port 465)."),
       list_key("pop3", endpoint_form(), "[]", &field<&Config::listen, &Listen::pop3>,
                "Users who fetch their mail (mda, RFC 1939)."),
       list_key("pop3s", endpoint_form(), "[]", &field<&Config::listen, &Listen::pop3s>,
                "The same inside TLS from the start (mda, RFC 8314; port 995)."),
       list_key("imap", endpoint_form(), "[]", &field<&Config::listen, &Listen::imap>,
                "Users who read their mail where it lies (mda, RFC 3501)."),
       list_key("imaps", endpoint_form(), "[]", &field<&Config::listen, &Listen::imaps>,
                "The same inside TLS from the start (mda, RFC 8314; port 993)."),
       list_key("dns", endpoint_form(), "[]", &field<&Config::listen, &Listen::dns>,
                "DNS questions, over UDP and TCP alike (nameserver).")}};
}

Section tls_section() {
  return {
      "tls",
      "Certificates (PEM). With one, the servers offer STARTTLS, and `listen.smtps` and its like "
      "may be used. `mailtown ca` makes an own authority, keys and certificates. The files are "
      "read at the start and again at SIGHUP, which leaves running sessions alone.",
      {text_key("certificate", file_form(), "", &field<&Config::tls, &TlsFiles::certificate>,
                "The machine's certificate, followed by those of its issuers, if it needs any. "
                "Relative paths start from the folder of the configuration file (or --root)."),
       text_key("key", file_form(), "", &field<&Config::tls, &TlsFiles::key>,
                "Its private key, which must not be readable for everybody (chmod 600)."),
       text_key("trust", file_form(), "", &field<&Config::tls, &TlsFiles::trust>,
                "The authorities whose certificates mta believes of other hosts; by default those "
                "of the system.")}};
}

Section delivery_section() {
  return {
      "delivery",
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
                "The waits between tries; the last one is repeated (RFC 5321 §4.5.4.1). An empty "
                "list means that one try is all."),
       number_key("jitter", 0, 100, "10", &field<&Config::delivery, &Delivery::jitter>,
                  "Percent of a wait that are added by lot at most, so that letters that failed "
                  "together do not come back together."),
       text_key("give_up_after", duration_form(), "\"5d\"",
                &field<&Config::delivery, &Delivery::give_up_after>,
                "A letter that could not be passed on for so long goes back to its sender."),
       text_key("warn_after", duration_form(), "\"4h\"",
                &field<&Config::delivery, &Delivery::warn_after>,
                "After so long a letter's sender is told, once, that it is late."),
       number_key("per_destination", 1, 1000, "20",
                  &field<&Config::delivery, &Delivery::per_destination>,
                  "The most letters at a time that are on their way to one domain."),
       text_key("tls", tls_use_form(), "\"opportunistic\"",
                &field<&Config::delivery, &Delivery::tls>,
                "Whether mail to other hosts is encrypted: if the host offers it, whoever it is "
                "(`opportunistic`, RFC 7435); never (`none`); or only to hosts that prove their "
                "name with a certificate, else the letter waits and goes back in the end "
                "(`required`). A `[[route]]` may say otherwise for its domain.")}};
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
       bytes_key("mailbox_bytes", "0", &field<&Config::limits, &Limits::mailbox_bytes>,
                 "What a user's mailbox may hold, all folders together, unless he has a quota of "
                 "his own; 0: anything. Mail for a "
                 "full one is put off (452), mail that is larger than the whole is refused (552).",
                 0),
       number_key("mailbox_messages", 0, 100 * million, "0",
                  &field<&Config::limits, &Limits::mailbox_messages>,
                  "How many letters a user's mailbox may hold; 0: any number."),
       number_key("connections", 1, million, "1000", &field<&Config::limits, &Limits::connections>,
                  "The most connections at a time, for each service."),
       number_key("connections_per_client", 1, million, "50",
                  &field<&Config::limits, &Limits::connections_per_client>,
                  "The most of them that one address may have."),
       number_key("errors", 1, million, "20", &field<&Config::limits, &Limits::errors>,
                  "Bad commands before a session is ended."),
       text_key("command_wait", duration_form(), "\"5m\"",
                &field<&Config::limits, &Limits::command_wait>,
                "How long mta waits for the next command (RFC 5321 §4.5.3.2.7)."),
       text_key("text_wait", duration_form(), "\"3m\"", &field<&Config::limits, &Limits::text_wait>,
                "How long mta waits for the next piece of a letter's text (RFC 5321 "
                "§4.5.3.2.5)."),
       number_key("hops", 10, million, "100", &field<&Config::limits, &Limits::hops>,
                  "A letter with more Received fields than this goes round in a loop and is "
                  "refused (RFC 5321 §6.3, which asks for at least 100).")}};
}

Section nameserver_section() {
  return {
      "nameserver",
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
       lists_by_domain_key("forward", endpoint_form(),
                           &field<&Config::nameserver, &Nameserver::forward>,
                           "Zones whose names another resolver finds out: "
                           "`forward = { \"example.net\" = [\"192.0.2.53:53\"] }`. The longest "
                           "zone that fits counts, and nothing but its servers is asked."),
       lists_by_domain_key("stub", endpoint_form(), &field<&Config::nameserver, &Nameserver::stub>,
                           "Zones whose own nameservers are these, whatever the zones above "
                           "say: an inner zone of an office, say."),
       port_key("port", "53", &field<&Config::nameserver, &Nameserver::port>,
                "The port of the other nameservers. Another than 53 is for a bench on one "
                "machine."),
       text_key("source_address", ip_address_form(), "\"0.0.0.0\"",
                &field<&Config::nameserver, &Nameserver::source_address>,
                "The address to ask from. \"0.0.0.0\" lets the system choose.")}};
}

}  // namespace

std::vector<Section> key_table() {
  std::vector<Section> sections = {top_level(),        listen_section(), tls_section(),
                                   delivery_section(), limits_section(), nameserver_section()};
  for (Section& section : policy_sections()) sections.push_back(std::move(section));
  return sections;
}

}  // namespace mailtown::config
