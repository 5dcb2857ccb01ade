#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

// What each action at a mailbox may say, before what is its own.
template <class Kind>
std::vector<Key<Kind>> with_program(std::vector<Key<Kind>> own) {
  std::vector<Key<Kind>> keys = {
      {"user", Type::user, Needed::yes, "Who.",
       [](Reading& r, const toml::node& n, Kind& kind) { kind.user = read_user(r, n); }},
      {"client", Type::text, Needed::no,
       "With which of his mail programs, such as `phone`; each has a memory of its own.",
       [](Reading&, const toml::node& n, Kind& kind) { kind.client = read_text(n); }},
      {"folder", Type::text, Needed::no, "In which folder (IMAP); by default `INBOX`.",
       [](Reading&, const toml::node& n, Kind& kind) { kind.folder = read_text(n); }},
      {"stay", Type::yes_no, Needed::no,
       "Whether the program stays connected for what it does next (IMAP); by default it leaves.",
       [](Reading&, const toml::node& n, Kind& kind) { kind.stay = n.value_or(false); }},
      {"password", Type::text, Needed::no, "The password that he types, if not the right one.",
       [](Reading&, const toml::node& n, Kind& kind) { kind.password = read_text(n); }}};
  keys.insert(keys.begin() + 1, own.begin(), own.end());
  return keys;
}

template <class Kind>
Key<Kind> subject_key(std::string_view meaning) {
  return {"subject", Type::text, Needed::no, meaning,
          [](Reading&, const toml::node& n, Kind& kind) { kind.subject = read_text(n); }};
}

constexpr std::string_view which_letters = "Of the letters with that subject; by default of all.";

}  // namespace

Section<Fetch> fetch_section() {
  return {"fetch",
          "A user's mail program fetches his mail. Over POP3 it gets everything that is in the "
          "mailbox; over IMAP what it has not got yet, and then knows how the folder looks now.",
          with_program<Fetch>(
              {{"protocol", Type::text, Needed::no, "`pop3` (the default) or `imap`.",
                [](Reading& r, const toml::node& n, Fetch& fetch) {
                  fetch.imap = read_choice(r, n, {"pop3", "imap"}) == "imap";
                }},
               {"delete", Type::yes_no, Needed::no,
                "Whether letters are deleted from the server once read (POP3); by default they "
                "stay.",
                [](Reading&, const toml::node& n, Fetch& fetch) {
                  fetch.remove = n.value_or(false);
                }}})};
}

Section<Mark> mark_section() {
  return {"mark", "A user changes the flags of letters in his mailbox, over IMAP.",
          with_program<Mark>(
              {subject_key<Mark>(which_letters),
               {"as", Type::text, Needed::yes,
                "`seen`, `unseen`, `answered`, `flagged`, `unflagged`, `deleted` or `undeleted`.",
                [](Reading& r, const toml::node& n, Mark& mark) {
                  mark.as = read_choice(r, n,
                                        {"seen", "unseen", "answered", "flagged", "unflagged",
                                         "deleted", "undeleted"});
                }}})};
}

Section<Move> move_section() {
  return {"move",
          "A user moves letters to another folder, over IMAP. A folder that is not there is made.",
          with_program<Move>(
              {subject_key<Move>(which_letters),
               {"to", Type::text, Needed::yes, "The folder.",
                [](Reading&, const toml::node& n, Move& move) { move.to = read_text(n); }}})};
}

Section<Delete> delete_section() {
  return {"delete",
          "A user deletes letters in his mailbox, over IMAP: they are marked, then removed.",
          with_program<Delete>({subject_key<Delete>(which_letters)})};
}

Section<IdleFor> idle_section() {
  return {"idle",
          "A user's mail program stays connected and waits until the server tells it something "
          "(IMAP IDLE, RFC 2177); what has come it fetches at once. Something else that the same "
          "program is to do ends the waiting; on real sockets also the scenario's end, and not "
          "the time.",
          with_program<IdleFor>({{"for", Type::duration, Needed::yes, "How long.",
                                  [](Reading& r, const toml::node& n, IdleFor& idle) {
                                    idle.wait = read_duration(r, n);
                                  }}})};
}

Section<Save> save_section() {
  return {
      "save",
      "A user's mail program puts a letter into a folder, over IMAP: a copy of what he sent, or "
      "a draft. The folder is made if it is not there.",
      with_program<Save>(
          {{"subject", Type::text, Needed::yes, "Its subject line.",
            [](Reading&, const toml::node& n, Save& save) { save.subject = read_text(n); }},
           {"text", Type::text, Needed::no, "Its text; by default one line.",
            [](Reading&, const toml::node& n, Save& save) { save.text = read_text(n); }}})};
}

}  // namespace mailtown::scenario
