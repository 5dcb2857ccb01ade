// Writes one run as an account, act by act. story.cpp is the door to it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulator/reader/narrator.h"
#include "simulator/reader/telling.h"
#include "simulator/report/acts.h"
#include "simulator/report/page.h"
#include "simulator/report/report.h"

namespace mailtown::report {

class StoryWriter {
 public:
  StoryWriter(const reader::Narrator& narrator, const reader::Telling& telling,
              const StoryOptions& options);

  std::string write();

 private:
  using Step = reader::Step;

  void opening();
  void watch_for();
  void machines();
  void act(const Act& act, std::size_t number);
  bool shown(Step step) const;
  void tell(Step step);
  void tell(Step step, const trace::Connected& event);
  void tell(Step step, const trace::LineSent& event);
  void tell(Step step, const trace::BodySent& event);
  void tell(Step step, const trace::DnsQuestionSent& event);
  void tell(Step step, const trace::DnsAnswerSent& event);
  void tell(Step step, const trace::DnsCacheHit& event);
  void tell(Step step, const trace::DnsResolved& event);
  void tell(Step step, const trace::Decision& event);
  template <class Other>
  void tell(Step step, const Other&);
  void reasons(Step step);
  void beats_at(Step step);
  void missed_beats();

  void line(Step step, const std::string& text, Style style, int deeper = 0);
  void spoken(Step step, const Endpoint& from, const std::string& text);
  static std::string main_word(const std::string& protocol, std::string text);
  void gloss(const std::string& protocol, const std::string& text, bool from_client);
  bool is_aside(Step step) const;
  void enter_conversation(Step step);
  int dns_depth(Step step) const;
  std::string ends_of(Step step, bool with_address = true) const;

  // The answer to a question, if nothing that the story shows happens in between.
  Step answer_at_once(Step question) const;

  const reader::Narrator& narrator_;
  const reader::Reading& reading_;
  const reader::Catalogue& catalogue_;
  const reader::Telling& telling_;
  const StoryOptions& options_;
  Page page_;
  std::multimap<Step, const reader::Beat*> beats_;
  std::uint32_t open_conversation_ = 0;  // the stream whose dialogue was told last
  std::set<std::uint32_t> told_conversations_;
  std::set<std::string> told_reasons_, told_glosses_;
  std::set<Step> told_with_question_;  // answers told beside their question
};

}  // namespace mailtown::report
