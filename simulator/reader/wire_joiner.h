// Joins what two machines saw of one wire: streams by both ends and the offset, datagrams by both
// ends and the message's id. Fills causes, motions and conversations of a Joined.
#pragma once

#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "simulator/reader/groups.h"
#include "simulator/reader/hashes.h"
#include "simulator/reader/joined.h"
#include "simulator/reader/machine_names.h"
#include "trace/lookup.h"

namespace mailtown::reader {

class WireJoiner {
 public:
  // All must outlive the joiner; joined.steps has its full length already.
  WireJoiner(const trace::Trace& trace, const MachineNames& names, Joined& joined);

  void take(Step step);  // steps in their order
  void finish();         // after the last one

 private:
  using Node = std::size_t;  // of groups_: a program's conversation, or a wire
  static constexpr Node no_node = ~std::size_t{0};
  static constexpr std::size_t no_motion = ~std::size_t{0};
  using Ends = std::pair<Endpoint, Endpoint>;

  struct Sent {
    std::uint64_t offset;
    std::size_t motion;
  };
  struct Direction {
    std::vector<Sent> sent;
    std::size_t reached = 0;  // what the receiver has seen so far
  };
  struct Stream {
    Node node;
    Endpoint client, server;
    std::array<Direction, 2> directions;  // from the client, from the server
    Step tried = 0, accepted = 0, connected = 0, ended = 0;
  };
  struct Exchange {
    Node node;
    std::size_t question = no_motion, answer = no_motion;
  };
  struct Knock {
    Step tried = 0;
    Endpoint to;
    std::size_t motion = no_motion;
  };

  // One overload for each kind that a wire carries; others only have a conversation.
  void see(const trace::ConnectTried& event);
  void see(const trace::Connected& event);
  void see(const trace::Accepted& event);
  void see(const trace::ConnectFailed& event);
  void see(const trace::StreamEnded& event);
  void see(const trace::PacketLost& event);
  void see(const trace::LineSent& event);
  void see(const trace::LineReceived& event);
  void see(const trace::BodySent& event);
  void see(const trace::BodyReceived& event);
  void see(const trace::DnsQuestionSent& event);
  void see(const trace::DnsQuestionReceived& event);
  void see(const trace::DnsAnswerSent& event);
  void see(const trace::DnsAnswerReceived& event);
  template <class Other>
  void see(const Other& event);

  void sent(const Endpoint& local, const Endpoint& remote, const trace::Text& protocol,
            std::uint64_t offset, Motion motion);
  void received(const Endpoint& local, const Endpoint& remote, const trace::Text& protocol,
                std::uint64_t offset, Motion::What what, const trace::Text& text);
  std::size_t motion_at(Direction& way, std::uint64_t offset, Motion::What what,
                        const trace::Text& text) const;
  template <class Event>
  Exchange& exchange(const Endpoint& asker, const Endpoint& asked, const Event& event, bool begin);

  Node conversation_node(bool dns);
  Node any_conversation_node(bool dns);
  void belongs_to(Node node);
  void describe(Node node, const trace::Text& protocol, const Endpoint& client,
                const Endpoint& server);
  std::size_t stream_between(const Endpoint& client, const Endpoint& server, std::uint64_t which);
  std::size_t stream_of(const Endpoint& local, const Endpoint& remote);
  Direction& direction(Stream& stream, const Endpoint& from);
  std::size_t last_motion(const Endpoint& from, const Endpoint& to);
  void forget_spoken();  // of the event's program

  Motion motion(Motion::What what, const Endpoint& from, const Endpoint& to, trace::Text text);
  std::size_t begin_motion(Motion motion);
  void end_motion(std::size_t index);
  void knock_ends(Knock& knock, std::int64_t arrival_us, Step arrived, bool lost);
  void caused_by(Step step, Step cause);

  Step local_cause(const trace::Event& event) const;
  void end_open_motions();
  void order_motions();
  void number_conversations();

  const trace::Trace& trace_;
  const MachineNames& names_;
  Joined& joined_;

  Step step_ = 0;
  const trace::Event* event_ = nullptr;
  Groups groups_;
  std::vector<Node> node_of_step_;
  std::vector<ConversationInfo> info_of_node_;
  std::vector<std::vector<std::pair<trace::EventNumber, Step>>> numbers_;  // by program
  template <class Key, class Value>
  using Map = trace::Lookup<Key, Value, Hash>;
  Map<std::tuple<std::uint32_t, trace::Conversation, bool>, Node> conversations_;
  std::vector<Stream> streams_;
  Map<std::tuple<Endpoint, Endpoint, std::uint64_t>, std::size_t> stream_by_ends_;
  Map<std::tuple<std::uint32_t, Endpoint, Endpoint>, std::size_t> stream_of_side_;
  Map<Ends, std::uint64_t> connected_count_, accepted_count_;
  // What each program spoke on last, which is mostly what it speaks on next.
  struct Spoken {
    Endpoint local, remote;
    std::size_t stream = 0;
  };
  std::vector<std::optional<Spoken>> spoken_;
  Map<Ends, std::size_t> last_stream_;    // between a client and a server
  Map<Ends, std::size_t> last_datagram_;  // a motion, of a wire in one direction
  Map<std::pair<std::uint32_t, trace::Conversation>, Knock> knocks_;
  Map<Endpoint, std::pair<std::uint32_t, trace::Conversation>> last_knock_at_;
  Map<std::tuple<Endpoint, Endpoint, std::uint64_t>, Exchange> exchanges_;
};

}  // namespace mailtown::reader
