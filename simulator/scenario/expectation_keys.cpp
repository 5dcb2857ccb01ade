#include <algorithm>

#include "simulator/scenario/keys.h"
#include "simulator/scenario/values.h"

namespace mailtown::scenario {
namespace {

// A pattern from what a form gives; empty values say nothing.
Pattern pattern_of(std::string_view kind, std::string machine, std::vector<Pattern::Match> fields,
                   int line) {
  Pattern pattern;
  pattern.kind = kind;
  pattern.machine = std::move(machine);
  pattern.line = line;
  for (Pattern::Match& match : fields)
    if (!match.value.empty()) pattern.fields.push_back(std::move(match));
  return pattern;
}

Happens so_many(Pattern pattern, std::optional<std::uint64_t> count) {
  Happens happens;
  happens.pattern = std::move(pattern);
  if (count) {
    happens.at_least = *count;
    happens.at_most = count;
  }
  return happens;
}

template <class Form>
Form read_form(Reading& reading, const toml::node& node, const Section<Form>& section) {
  Form form;
  read_section(reading, *node.as_table(), section, form);
  return form;
}

template <class Kind>
void set(ExpectationForm& form, std::string text, Kind kind) {
  form.expectation.text = std::move(text);
  form.expectation.what = std::move(kind);
  ++form.kinds;
}

std::string with(std::string_view word, const std::string& value) {
  return value.empty() ? std::string() : std::string(word) + value;
}

// A failed code such as "550" stands at the beginning of the reply.
std::string reply_pattern(const std::string& code) {
  return code.empty() ? code : code + "*";
}

Key<MailForm> to_key(std::string_view meaning) {
  return {"to", Type::address, Needed::yes, meaning,
          [](Reading& r, const toml::node& n, MailForm& form) { form.to = read_address(r, n); }};
}
Key<MailForm> code_key(std::string_view meaning) {
  return {"code", Type::number, Needed::no, meaning,
          [](Reading& r, const toml::node& n, MailForm& form) {
            form.code = std::to_string(read_number(r, n, 599));
          }};
}
template <class Form>
Key<Form> count_key() {
  return {"count", Type::number, Needed::no, "Exactly so many times; by default at least once.",
          [](Reading& r, const toml::node& n, Form& form) {
            form.count = read_number(r, n, 1'000'000'000);
          }};
}

Happens delivered(const MailForm& form, int line) {
  return so_many(pattern_of("delivered", form.via, {{"recipient", form.to}}, line), form.count);
}

}  // namespace

Section<MailForm> delivered_section() {
  return {"delivered",
          "A letter to this recipient is filed in his mailbox.",
          {to_key("The recipient."),
           {"via", Type::machine, Needed::no, "The machine that files it; by default any.",
            [](Reading& r, const toml::node& n, MailForm& form) { form.via = read_machine(r, n); }},
           count_key<MailForm>()}};
}

Section<MailForm> not_delivered_section() {
  return {"not_delivered",
          "No letter to this recipient is filed anywhere.",
          {to_key("The recipient.")}};
}

Section<MailForm> refused_section() {
  return {"refused",
          "A server decides to refuse this recipient.",
          {to_key("The recipient."),
           code_key("The reply's code, such as 550; by default any refusal."),
           {"at", Type::machine, Needed::no, "The machine that refuses; by default any.",
            [](Reading& r, const toml::node& n, MailForm& form) { form.at = read_machine(r, n); }},
           count_key<MailForm>()}};
}

Section<MailForm> bounced_section() {
  return {"bounced",
          "A letter to this recipient is given up, and its sender gets a report.",
          {to_key("The recipient that it could not be delivered to."),
           code_key("The code of the reply that it was given up for; by default any."),
           {"at", Type::machine, Needed::no, "The machine that gives up; by default any.",
            [](Reading& r, const toml::node& n, MailForm& form) { form.at = read_machine(r, n); }},
           count_key<MailForm>()}};
}

Section<FetchedLetters> fetched_section() {
  return {
      "fetched",
      "How many letters a user gets, in all of his fetches together.",
      {{"user", Type::user, Needed::yes, "Who.",
        [](Reading& r, const toml::node& n, FetchedLetters& form) { form.user = read_user(r, n); }},
       {"count", Type::number, Needed::yes, "How many.",
        [](Reading& r, const toml::node& n, FetchedLetters& form) {
          form.count = read_number(r, n, 1'000'000'000);
        }}}};
}

Section<DecidedForm> decided_section() {
  return {
      "decided",
      "A program decides something; `*` in a text stands for anything.",
      {{"about", Type::text, Needed::yes, "What about: `route`, `recipient`, `login`, ...",
        [](Reading&, const toml::node& n, DecidedForm& form) { form.about = read_text(n); }},
       {"subject", Type::text, Needed::no, "For which address, domain or host.",
        [](Reading&, const toml::node& n, DecidedForm& form) { form.subject = read_text(n); }},
       {"outcome", Type::text, Needed::no, "With which outcome.",
        [](Reading&, const toml::node& n, DecidedForm& form) { form.outcome = read_text(n); }},
       {"rule", Type::text, Needed::no, "By which rule, as the trace names it: `route.mx`.",
        [](Reading&, const toml::node& n, DecidedForm& form) { form.rule = read_text(n); }},
       {"at", Type::machine, Needed::no, "On which machine; by default any.",
        [](Reading& r, const toml::node& n, DecidedForm& form) { form.at = read_machine(r, n); }},
       count_key<DecidedForm>()}};
}

Section<Happens> event_section() {
  return {"event",
          "Any event of the trace: a pattern (see below), and how often.",
          {{"count", Type::number, Needed::no,
            "Exactly so many times, 0 for never; by default at least once.",
            [](Reading& r, const toml::node& n, Happens& happens) {
              happens.at_least = read_number(r, n, 1'000'000'000);
              happens.at_most = happens.at_least;
            }}}};
}

namespace {

std::vector<Key<ExpectationForm>> kinds_about_mail() {
  return {
      {"delivered", Type::table, Needed::no, "A letter arrives.",
       [](Reading& r, const toml::node& n, ExpectationForm& form) {
         const auto mail = read_form(r, n, delivered_section());
         set(form, "delivered to " + mail.to + with(" by ", mail.via), delivered(mail, line_of(n)));
       }},
      {"not_delivered", Type::table, Needed::no, "No letter arrives.",
       [](Reading& r, const toml::node& n, ExpectationForm& form) {
         auto mail = read_form(r, n, not_delivered_section());
         mail.count = 0;
         set(form, "not delivered to " + mail.to, delivered(mail, line_of(n)));
       }},
      {"refused", Type::table, Needed::no, "A recipient is refused.",
       [](Reading& r, const toml::node& n, ExpectationForm& form) {
         const auto mail = read_form(r, n, refused_section());
         const std::string reply = mail.code.empty() ? "5*" : reply_pattern(mail.code);
         set(form, "refused: " + mail.to + with(" with ", mail.code) + with(" by ", mail.at),
             so_many(pattern_of("decision", mail.at, {{"subject", mail.to}, {"reply", reply}},
                                line_of(n)),
                     mail.count));
       }},
      {"bounced", Type::table, Needed::no, "A letter is given up and reported.",
       [](Reading& r, const toml::node& n, ExpectationForm& form) {
         const auto mail = read_form(r, n, bounced_section());
         set(form, "bounced: " + mail.to + with(" for ", mail.code) + with(" by ", mail.at),
             so_many(pattern_of("bounced", mail.at,
                                {{"recipient", mail.to}, {"reply", reply_pattern(mail.code)}},
                                line_of(n)),
                     mail.count));
       }},
      {"fetched", Type::table, Needed::no, "A user gets so many letters.",
       [](Reading& r, const toml::node& n, ExpectationForm& form) {
         auto fetched = read_form(r, n, fetched_section());
         // Named first: which argument of a call is made first, the compiler chooses.
         auto label = fetched.user + " fetches " + std::to_string(fetched.count) + " letter(s)";
         set(form, std::move(label), std::move(fetched));
       }},
  };
}

std::vector<Key<ExpectationForm>> kinds_about_events() {
  return {{"decided", Type::table, Needed::no, "A program decides something.",
           [](Reading& r, const toml::node& n, ExpectationForm& form) {
             const auto d = read_form(r, n, decided_section());
             set(form,
                 "decided about " + d.about + with(" for ", d.subject) + with(": ", d.outcome) +
                     with(" by rule ", d.rule) + with(" at ", d.at),
                 so_many(pattern_of("decision", d.at,
                                    {{"about", d.about},
                                     {"subject", d.subject},
                                     {"outcome", d.outcome},
                                     {"rule", d.rule}},
                                    line_of(n)),
                         d.count));
           }},
          {"event", Type::pattern, Needed::no, "An event happens.",
           [](Reading& r, const toml::node& n, ExpectationForm& form) {
             Happens happens;
             const toml::table& table = *n.as_table();
             for (const Key<Happens>& key : event_section().keys)
               if (const toml::node* value = table.get(key.name);
                   value && fits(r, *value, key.name, key.type))
                 key.read(r, *value, happens);
             happens.pattern = read_pattern(r, table, {"count"});
             set(form, "event " + happens.pattern.kind, std::move(happens));
           }},
          {"before", Type::two_patterns, Needed::no,
           "The first event of one pattern comes before the first of another.",
           [](Reading& r, const toml::node& n, ExpectationForm& form) {
             const toml::array& both = *n.as_array();
             Before before{read_pattern(r, *both.get(0)->as_table()),
                           read_pattern(r, *both.get(1)->as_table())};
             set(form, before.first.kind + " before " + before.then.kind, std::move(before));
           }}};
}

}  // namespace

Section<ExpectationForm> expectation_section() {
  Section<ExpectationForm> section{
      "[[expect]]",
      "What must come out: exactly one of the kinds below. Judged from the trace alone.",
      kinds_about_mail()};
  for (Key<ExpectationForm>& key : kinds_about_events()) section.keys.push_back(std::move(key));
  return section;
}

}  // namespace mailtown::scenario
