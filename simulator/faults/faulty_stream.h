// A server's stream on which faults act: between the mta and the network, of which the mta sees
// nothing but its effects.
//
// Commands that came together (pipelining, RFC 2920) are handed on together, but for one that a
// fault answers: what came before it is answered first, and nothing behind it is seen until then.
// Where no fault strikes the mta thus does what it does without this stream. Once TLS has begun it
// only passes bytes on. A command that a fault answers is not handed on; the trace shows it and its
// reply as the wire has them. Departure from the wire: the mta's own events count their offsets
// without such lines.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/platform.h"
#include "simulator/faults/machine_faults.h"

namespace mailtown::faults {

class FaultyStream final : public ByteStream {
 public:
  // `faults` and `platform` outlive it.
  FaultyStream(std::unique_ptr<ByteStream> inner, MachineFaults& faults, Platform& platform);

  Task<std::size_t> read(std::span<char> into, Deadline deadline) override;
  Task<> write(std::span<const char> bytes, Deadline deadline) override;
  std::size_t write_now(std::span<const char> bytes) override { return inner_->write_now(bytes); }
  void finish() override { inner_->finish(); }
  void close() override { inner_->close(); }
  void reset() override { inner_->reset(); }
  Endpoint local() const override { return inner_->local(); }
  Endpoint remote() const override { return inner_->remote(); }
  bool can_half_close() const override { return inner_->can_half_close(); }

 private:
  enum class Phase {
    commands,
    text,           // the mta has asked for a letter's text
    unwanted_text,  // we have, and throw it away
    encrypted,      // TLS: nothing can be understood any more, nor changed
  };

  Task<bool> fill(Deadline deadline);
  // A command that a fault answers.
  struct Struck {
    std::string line, reply;
    std::size_t bytes = 0;
    bool until_text_ends = false;  // the text is asked for, and the reply comes behind it
  };

  void take_commands();
  std::optional<Struck> strike(const std::string& line, std::size_t bytes);
  Task<> answer_struck(Deadline deadline);
  void tell_answered(std::string_view replies);
  Task<> take_unwanted_text(Deadline deadline);
  void take_text();
  Task<> say(std::string reply, Deadline deadline);
  std::string without_tls(std::string text);
  std::size_t text_end(std::size_t limit);
  std::size_t hand_on(std::span<char> into);
  void throw_if_dropped();

  std::unique_ptr<ByteStream> inner_;
  MachineFaults& faults_;
  Clock& clock_;
  Tracer tracer_;
  Phase phase_ = Phase::commands;
  std::string in_;                           // from the client, not handed on yet
  std::size_t ready_ = 0;                    // so many of them may be
  std::uint64_t offset_in_ = 0;              // on the wire, of in_'s first byte
  std::uint64_t offset_out_ = 0;             // of the next byte to the client
  std::string tail_;                         // of the text so far: its last bytes
  std::string unwanted_reply_;               // to the end of the text that we throw away
  std::optional<std::uint64_t> drop_after_;  // bytes of text
  std::uint64_t text_bytes_ = 0;
  std::vector<std::string> commands_{"CONNECT"};  // handed on, not answered yet
  std::optional<Struck> struck_;                  // to be answered when those are
  bool greeted_ = false, ended_ = false;
};

}  // namespace mailtown::faults
