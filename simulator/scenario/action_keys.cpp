#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

template <class Kind>
Kind read_kind(Reading& reading, const toml::node& node, const Section<Kind>& section) {
  Kind kind;
  read_section(reading, *node.as_table(), section, kind);
  return kind;
}

template <class Kind, Section<Kind> (*section)()>
void read_mail_program(Reading& reading, const toml::node& node, ActionForm& form) {
  form.action.what = read_kind(reading, node, section());
  ++form.kinds;
}

void read_fetch(Reading& reading, const toml::node& node, ActionForm& form) {
  const Fetch fetch = read_kind(reading, node, fetch_section());
  const bool wants_imap = !fetch.client.empty() || fetch.folder != "INBOX" || fetch.stay;
  if (wants_imap && !fetch.imap)
    complain(reading, node, "`client`, `folder` and `stay` need protocol = \"imap\"");
  if (fetch.remove && fetch.imap)
    complain(reading, node, "over IMAP letters are deleted by an action of its own, `delete`");
  form.action.what = fetch;
  ++form.kinds;
}

}  // namespace

Section<Send> send_section() {
  return {"send",
          "A user writes a letter and hands it in at his provider's mta, over the submission port "
          "and with his password.",
          {{"from", Type::user, Needed::yes, "The user; also the sender on the envelope.",
            [](Reading& r, const toml::node& n, Send& send) { send.from = read_user(r, n); }},
           {"to", Type::list_of_addresses, Needed::yes, "The recipients on the envelope.",
            [](Reading& r, const toml::node& n, Send& send) { send.to = read_addresses(r, n); }},
           {"subject", Type::text, Needed::no, "The subject line.",
            [](Reading&, const toml::node& n, Send& send) { send.subject = read_text(n); }},
           {"text", Type::text, Needed::no, "The text; by default one line.",
            [](Reading&, const toml::node& n, Send& send) { send.text = read_text(n); }},
           {"as", Type::user, Needed::no, "Under whose login it is handed in, if not his own.",
            [](Reading& r, const toml::node& n, Send& send) { send.as = read_user(r, n); }},
           {"password", Type::text, Needed::no, "The password that he types, if not the right one.",
            [](Reading&, const toml::node& n, Send& send) { send.password = read_text(n); }},
           {"log_in", Type::yes_no, Needed::no,
            "Whether he logs in; if not, he hands it in over port 25, as a stranger does.",
            [](Reading&, const toml::node& n, Send& send) { send.log_in = n.value_or(true); }}}};
}

Section<Speak> speak_section() {
  return {"speak",
          "Somebody at a machine types SMTP at a server's port, line by line, and waits for the "
          "reply to each. After a 354 everything up to a line with a single dot goes out without "
          "waiting.",
          {{"from", Type::machine, Needed::yes, "The machine he sits at.",
            [](Reading& r, const toml::node& n, Speak& speak) { speak.from = read_machine(r, n); }},
           {"to", Type::machine, Needed::yes, "The server.",
            [](Reading& r, const toml::node& n, Speak& speak) { speak.to = read_machine(r, n); }},
           {"port", Type::number, Needed::no, "Its port, 25 (the default) or 587.",
            [](Reading& r, const toml::node& n, Speak& speak) {
              speak.port = static_cast<std::uint16_t>(read_number(r, n, 65535));
              if (speak.port != 25 && speak.port != 587)
                complain(r, n, "SMTP is spoken on port 25 or 587");
            }},
           {"lines", Type::list_of_text, Needed::yes,
            "What he types. Each line is ended with CRLF; a text may hold other line ends of its "
            "own. `{mx1.example.com}` stands for a machine's address.",
            [](Reading&, const toml::node& n, Speak& speak) { speak.lines = read_list(n); }}}};
}

Section<ActionForm> action_section() {
  return {"[[do]]",
          "What somebody does: exactly one of the kinds below.",
          {{"at", Type::time, Needed::yes, "When.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.at = read_time(r, n);
            }},
           {"send", Type::table, Needed::no, "A user sends a letter.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, send_section());
              ++form.kinds;
            }},
           {"fetch", Type::table, Needed::no, "A user fetches his mail.", read_fetch},
           {"mark", Type::table, Needed::no, "A user marks letters in his mailbox.",
            read_mail_program<Mark, mark_section>},
           {"move", Type::table, Needed::no, "A user moves letters to another folder.",
            read_mail_program<Move, move_section>},
           {"delete", Type::table, Needed::no, "A user deletes letters in his mailbox.",
            read_mail_program<Delete, delete_section>},
           {"idle", Type::table, Needed::no, "A user's mail program waits for news.",
            read_mail_program<IdleFor, idle_section>},
           {"save", Type::table, Needed::no, "A user saves a letter in a folder.",
            read_mail_program<Save, save_section>},
           {"speak", Type::table, Needed::no, "Somebody types SMTP by hand.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, speak_section());
              ++form.kinds;
            }},
           {"kill", Type::table, Needed::no, "A program is ended at once.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, program_section());
              ++form.kinds;
            }},
           {"restart", Type::table, Needed::no, "A program is started again.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              const ProgramEnd which = read_kind(r, n, program_section());
              form.action.what = ProgramRestart{which.machine, which.program};
              ++form.kinds;
            }},
           {"switch_on", Type::table, Needed::no, "A machine that lost its power boots again.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, switch_on_section());
              ++form.kinds;
            }},
           {"link", Type::table, Needed::no, "The network between machines changes.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, link_change_section());
              ++form.kinds;
            }},
           {"change", Type::list_of_text, Needed::no,
            "What the file says changes: DNS records, policies, users.",
            [](Reading&, const toml::node& n, ActionForm& form) {
              form.action.what = Change{read_list(n), nullptr};
              ++form.kinds;
            }},
           {"remove_file", Type::table, Needed::no, "A file is removed from a machine's disk.",
            [](Reading& r, const toml::node& n, ActionForm& form) {
              form.action.what = read_kind(r, n, remove_file_section());
              ++form.kinds;
            }}}};
}

}  // namespace mailtown::scenario
