// What happened at a step and why, in the words of a catalogue.
#pragma once

#include <string>
#include <vector>

#include "simulator/reader/catalogue.h"
#include "simulator/reader/reading.h"

namespace mailtown::reader {

struct LabelledValue {
  std::string label, value;
};

struct Option {
  std::string choice;
  bool chosen = false;
  std::string reason;  // why it lost; empty for the one chosen
};

struct CauseLine {
  Step step = 0;
  std::string sentence;
};

struct Why {
  std::string sentence;  // the rule that decided, or how this came about
  bool decision = false;
  std::string rule;  // its key, "route.mx"; rule_places.h finds it in the source
  std::vector<LabelledValue> inputs;  // what the decision looked at
  std::vector<Option> options;        // what might have been chosen
  std::string source;                 // "RFC 5321 §5.1"
  std::string reply;                  // the reply that follows from it
  std::vector<CauseLine> because;     // the steps that led here, the nearest first
};

class Narrator {
 public:
  // Both must outlive the narrator.
  Narrator(const Reading& reading, const Catalogue& catalogue)
      : reading_(reading), catalogue_(catalogue) {}

  const Reading& reading() const { return reading_; }
  const Catalogue& catalogue() const { return catalogue_; }

  // One sentence: what happened at the step.
  std::string explain(Step step) const;
  // Why it happened. A decision without evidence says so.
  Why why(Step step) const;
  // "10:00:00.042", of the trace's wall clock (UTC), in milliseconds.
  std::string clock(Step step) const;

 private:
  Why why_decided(Step step) const;

  const Reading& reading_;
  const Catalogue& catalogue_;
};

// What a sentence for this event may name: the fields of its kind; for a decision its inputs too;
// and besides
//   who             the machine that the event happened on
//   whose           the role of the program: "mta"
//   peer            the machine at the other end; of a lost packet, the one it was for
//   sender_machine  of a lost packet: where it came from
//   at_time         the wall time
//   count           the number that the outcome of user.saw begins with: "2 messages"
// Words of the trace ("timed out") stand in the catalogue's language, from [word].
Values values_of(const Reading& reading, const Catalogue& catalogue, Step step);

// The names that values_of() adds to the fields of every kind.
const std::vector<std::string>& derived_names();

// The catalogue's word for a word of the trace, or the word itself.
std::string word(const Catalogue& catalogue, const std::string& value);

// The key of the sentence: the kind, followed by the values that tell variants of it apart
// ("queue.step.deferred", "decision.recipient.refuse") as far as the catalogue has a sentence.
std::string sentence_key(const trace::Event& event, const Catalogue& catalogue);

}  // namespace mailtown::reader
