#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "visualizer/predict/choices.h"
#include "visualizer/predict/question.h"

namespace mailtown::view {
namespace {

const trace::Decision* decision_at(const reader::Reading& reading, Step step) {
  return std::get_if<trace::Decision>(&reading.event(step).payload);
}

// What a server said yes or no to.
struct Request {
  std::string command;  // "RCPT", "connect", "text"
  std::string line;     // as it was said; empty for "connect" and "text"
};

std::string upper_word(std::string_view line) {
  std::string word(line.substr(0, line.find(' ')));
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return word;
}

struct RequestOf {
  std::optional<Request> operator()(const trace::Accepted&) const { return Request{"connect", ""}; }
  std::optional<Request> operator()(const trace::BodyReceived&) const {
    return Request{"text", ""};
  }
  std::optional<Request> operator()(const trace::LineReceived& event) const {
    std::string_view line = event.text;
    if (event.protocol == "imap") line.remove_prefix(std::min(line.find(' ') + 1, line.size()));
    return Request{upper_word(line), event.text};
  }
  template <class Other>
  std::optional<Request> operator()(const Other&) const {
    return std::nullopt;
  }
};

// Whether somebody might have decided otherwise: a nameserver's answer is no such decision.
bool is_telling(const trace::Decision& decision) {
  constexpr std::array<std::string_view, 7> telling{"relay", "recipient", "login",   "sender",
                                                    "hops",  "quota",     "maildrop"};
  return decision.about->starts_with("policy.") ||
         std::find(telling.begin(), telling.end(), decision.about) != telling.end();
}

class Maker {
 public:
  explicit Maker(const reader::Reading& reading) : reading_(reading) {}

  std::vector<Question> make() {
    for (Step step = 1; step <= reading_.steps(); ++step) {
      if (const auto* decision = decision_at(reading_, step)) decided(*decision, step);
      if (const auto* line = std::get_if<trace::LineSent>(&reading_.event(step).payload)) {
        replied(*line, step);
      }
    }
    return thinned_out();
  }

 private:
  // --- where a letter goes ---

  void decided(const trace::Decision& decision, Step step) {
    if (decision.about == "route") {
      add({Asked::host, step - 1, step, {}, "route", {"predict.ask.host", {}}, {}, 0},
          route_choices(decision, step), decision.subject);
    } else if (decision.about == "next-host") {
      next_host(decision, step);
    } else if (decision.about == "retry") {
      retry(decision, step);
    } else if (decision.about == "dns.next") {
      zone(decision, step);
    }
  }

  // When no other host is left, what becomes of the letter is decided right after.
  void next_host(const trace::Decision& decision, Step step) {
    const bool has_next = decision.outcome != "none-left" && decision.outcome != "nobody-else";
    if (has_next || decision.outcome == "nobody-else") return ask_next_host(step, step, true);
    waiting_[letter_of(step)] = step;
  }

  void ask_next_host(Step step, Step reveal, bool gives_up) {
    const auto* decision = decision_at(reading_, step);
    const bool several = decision->alternatives.size() >= 2;
    const auto* reply = value_of(*decision, "reply");
    Question question{
        several ? Asked::next_host : Asked::retry, step - 1, reveal, {}, {}, {}, {}, 0};
    question.about = several ? "next-host" : "retry";
    question.text = {several ? "predict.ask.next-host" : "predict.ask.retry",
                     {{"reply", reply ? *reply : ""}}};
    add(std::move(question),
        several ? next_host_choices(*decision, step, gives_up) : retry_choices(gives_up),
        decision->subject);
  }

  void retry(const trace::Decision& decision, Step step) {
    const bool gives_up = decision.outcome == "give-up";
    const auto waiting = waiting_.find(letter_of(step));
    if (waiting != waiting_.end()) {
      const Step since = waiting->second;
      waiting_.erase(waiting);
      return ask_next_host(since, step, gives_up);
    }
    add({Asked::retry, step - 1, step, {}, "retry", {"predict.ask.retry", {{"reply", ""}}}, {}, 0},
        retry_choices(gives_up), decision.subject);
  }

  using Letter = std::pair<std::uint32_t, std::string>;  // program, queue id
  Letter letter_of(Step step) const {
    return {reading_.event(step).program, reading_.event(step).letter};
  }

  // --- whom a resolver asks: of the first name only, on which one learns how it goes ---

  void zone(const trace::Decision& decision, Step step) {
    const std::string id = reading_.machine(step) + " " + decision.subject;
    if (first_name_.empty()) first_name_ = id;
    if (id != first_name_) return;
    add({Asked::zone, step - 1, step, {}, "zone", {"predict.ask.zone", {}}, {}, 0},
        zone_choices(decision.subject, decision.outcome), decision.subject);
  }

  // --- what a server says to a client ---

  void replied(const trace::LineSent& line, Step step) {
    Step first = 0, told = 0;
    std::optional<Request> request;
    Step at = reading_.joined().at(step).local_cause;
    for (; at != 0; at = reading_.joined().at(at).local_cause) {
      request = std::visit(RequestOf{}, reading_.event(at).payload);
      if (request) break;
      const auto* decision = decision_at(reading_, at);
      if (decision == nullptr || !is_telling(*decision)) continue;
      first = at;
      // The why of it: who refused, or else who had the last word.
      if (told == 0 || (!decision->reply.empty() && decision_at(reading_, told)->reply.empty())) {
        told = at;
      }
    }
    // One question a request: a reply may have several lines.
    if (first == 0 || !request || at == last_request_) return;
    last_request_ = at;
    ask_for_reply(line, *request, first, told, at);
  }

  void ask_for_reply(const trace::LineSent& line, const Request& request, Step first, Step told,
                     Step at) {
    // A server's own policies say yes or no from the first word on; later the code tells more.
    const bool smtp = line.protocol == "smtp" || line.protocol == "submission";
    const bool principle = smtp && (request.command == "connect" || request.command == "EHLO" ||
                                    request.command == "HELO" || request.command == "MAIL");
    const auto number = reading_.joined().at(at).conversation;
    const std::string client =
        number == 0 ? "" : reading_.joined().conversations[number - 1].client;
    const std::string what = request.line.empty() ? "." + request.command : "";
    Question question{
        principle ? Asked::accepted : Asked::reply, first - 1, told, {}, {}, {}, {}, 0};
    question.about = "reply " + request.command;
    question.text = {(principle ? "predict.ask.accepted" : "predict.ask.reply") + what,
                     {{"client", client}, {"command", request.line}}};
    add(std::move(question),
        principle ? accepted_choices(line.text)
                  : reply_choices(line.protocol, request.command, line.text),
        client);
  }

  // --- all of them ---

  static const std::string* value_of(const trace::Decision& decision, std::string_view name) {
    for (const Fact& fact : decision.inputs) {
      if (fact.name == name) return &fact.value;
    }
    return nullptr;
  }

  void add(Question question, Choices choices, const std::string& subject) {
    question.choices = std::move(choices.all);
    question.right = choices.right;
    question.machine = reading_.machine(question.reveal);
    question.about += " " + question.machine;
    question.text.values.push_back({"machine", question.machine});
    question.text.values.push_back({"subject", subject});
    if (unfair(question).empty()) all_.push_back(std::move(question));
  }

  std::vector<Question> thinned_out() {
    struct Seen {
      std::size_t times = 0;
      Words right;
    };
    std::map<std::string, Seen> seen;
    std::stable_sort(all_.begin(), all_.end(),
                     [](const Question& a, const Question& b) { return a.stop < b.stop; });
    std::vector<Question> kept;
    for (Question& question : all_) {
      if (!kept.empty() && question.stop < kept.back().reveal) continue;
      Seen& before = seen[question.about];
      const Words& right = question.choices[question.right];
      ++before.times;
      const bool again = before.times <= 2 || before.times % 5 == 0 || !(before.right == right);
      before.right = right;
      if (again) kept.push_back(std::move(question));
    }
    return kept;
  }

  const reader::Reading& reading_;
  std::vector<Question> all_;
  std::map<Letter, Step> waiting_;  // since which step nobody else is left
  std::string first_name_;
  Step last_request_ = 0;
};

}  // namespace

std::vector<Question> make_questions(const reader::Reading& reading) {
  return Maker(reading).make();
}

}  // namespace mailtown::view
