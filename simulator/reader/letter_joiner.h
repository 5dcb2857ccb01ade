// Finds a letter's way: which queue ids, mailbox files and bodies of different machines are the
// same letter. Works on what the wires were joined to, so it runs after WireJoiner.
#pragma once

#include <utility>
#include <vector>

#include "simulator/reader/groups.h"
#include "simulator/reader/hashes.h"
#include "simulator/reader/joined.h"
#include "simulator/reader/machine_names.h"
#include "trace/lookup.h"

namespace mailtown::reader {

class LetterJoiner {
 public:
  LetterJoiner(const trace::Trace& trace, const MachineNames& names, Joined& joined);

  void take(Step step);
  void finish();

 private:
  using Node = std::size_t;
  static constexpr Node no_node = ~std::size_t{0};

  void see(const trace::BodySent& event);
  void see(const trace::BodyReceived& event);
  void see(const trace::BodyStored& event);
  void see(const trace::QueueStep& event);
  void see(const trace::Delivered& event);
  void see(const trace::Bounced& event);
  void see(const trace::MailboxChanged& event);
  template <class Other>
  void see(const Other&) {}

  Node new_node();
  // The letter that a machine calls by this name; a new one the first time.
  Node named(const trace::Text& name);
  Node node_of_body(const trace::Text& body);
  // The current step is about `node` too.
  void about(Node node);

  void number_letters();
  void find_last_steps();
  void give_conversations_their_letter();
  void follow_causes();
  void find_pressed_send();

  const trace::Trace& trace_;
  const MachineNames& names_;
  Joined& joined_;

  Step step_ = 0;
  const trace::Event* event_ = nullptr;
  Groups groups_;
  // By machine and name.
  trace::Lookup<std::pair<trace::Text, trace::Text>, Node, Hash> nodes_;
  std::vector<LetterInfo> info_of_node_;
  std::vector<Node> node_of_step_;
  std::vector<std::pair<Node, Node>> bounces_;  // a report, and the letter that it is about
};

}  // namespace mailtown::reader
