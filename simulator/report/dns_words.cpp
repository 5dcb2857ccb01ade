#include "simulator/report/dns_words.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace mailtown::report {

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string without_last_dot(std::string name) {
  if (name.size() > 1 && name.back() == '.') name.pop_back();
  return name;
}

void append(std::string& list, const std::string& item, const char* between) {
  if (!list.empty()) list += between;
  list += item;
}

std::string short_records(const std::vector<std::string>& records) {
  std::string list;
  for (const auto& record : records) append(list, short_record(record), "; ");
  return list;
}

// The nameservers' names of a referral, and the zone that they serve.
struct Referral {
  std::string zone, servers;
};
Referral referral_of(const std::vector<std::string>& authority) {
  Referral referral;
  for (const auto& record : authority) {
    const auto words = words_of(record);
    const auto type = std::find(words.begin(), words.end(), "NS");
    if (type == words.end() || type + 1 == words.end()) continue;
    referral.zone = without_last_dot(words.front());
    append(referral.servers, without_last_dot(*(type + 1)), ", ");
  }
  return referral;
}

}  // namespace

std::string short_record(const std::string& record) {
  const auto words = words_of(record);
  const auto internet = std::find(words.begin(), words.end(), "IN");
  if (internet == words.end() || words.end() - internet < 3) return record;
  std::string text;
  for (auto word = internet + 1; word != words.end(); ++word) {
    append(text, without_last_dot(*word), " ");
  }
  return text;
}

std::string answer_in_words(const trace::DnsAnswerSent& answer,
                            const reader::Catalogue& catalogue) {
  const auto referral = referral_of(answer.authority);
  const auto key = "dns." + answer.outcome;
  return catalogue.ui(catalogue.has("ui", key) ? key : "dns.other",
                      {{"outcome", answer.outcome},
                       {"records", short_records(answer.answer)},
                       {"servers", referral.servers},
                       {"zone", referral.zone},
                       {"name", answer.name},
                       {"type", answer.type}});
}

}  // namespace mailtown::report
