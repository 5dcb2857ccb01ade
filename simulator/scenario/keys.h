// The sections of a scenario file, each as its table of keys.
#pragma once

#include <optional>

#include "simulator/scenario/key_table.h"
#include "simulator/scenario/scenario.h"

namespace mailtown::scenario {

// What [[do]], [[fault]] and [[expect]] hold is one of several kinds; `kinds` counts how many of
// them the file gives, which must be one.
struct ActionForm {
  Action action;
  int kinds = 0;
};
struct FaultForm {
  Fault fault;
  int kinds = 0;
};
struct ExpectationForm {
  Expectation expectation;
  int kinds = 0;
};
// The long form of a machine: { roles = [...], address = "192.0.2.1" }.
struct MachineForm {
  Machine machine;
};

Section<Scenario> scenario_section();

Section<Domain> domain_section();
Section<MachineForm> machine_section();
Section<Certificate> certificate_section();

Section<Link> link_section();
Section<FaultForm> fault_section();
Section<RefuseConnections> refuse_section();
Section<Down> down_section();
Section<Crash> crash_section();
Section<Partition> partition_section();
Section<ReplyInstead> reply_section();
Section<SlowGreeting> slow_greeting_section();
Section<DropInData> drop_in_data_section();
Section<ServerFailure> server_failure_section();
Section<StripStartTls> strip_starttls_section();
Section<DiskFull> disk_full_section();
Section<LosePackets> lose_packets_section();

Section<ActionForm> action_section();
Section<Send> send_section();
Section<Fetch> fetch_section();
Section<Mark> mark_section();
Section<Move> move_section();
Section<Delete> delete_section();
Section<IdleFor> idle_section();
Section<Save> save_section();
Section<ProgramEnd> program_section();
Section<SwitchOn> switch_on_section();
Section<LinkChange> link_change_section();
Section<RemoveFile> remove_file_section();
Section<Speak> speak_section();

// What an expectation of each kind may say.
struct MailForm {  // delivered, not_delivered, refused, bounced
  std::string to, via, at, code;
  std::optional<std::uint64_t> count;
};
struct DecidedForm {
  std::string about, subject, outcome, rule, at;
  std::optional<std::uint64_t> count;
};
Section<ExpectationForm> expectation_section();
Section<MailForm> delivered_section();
Section<MailForm> not_delivered_section();
Section<MailForm> refused_section();
Section<MailForm> bounced_section();
Section<FetchedLetters> fetched_section();
Section<DecidedForm> decided_section();
Section<Happens> event_section();
Section<Beat> beat_section();

// The pattern of an event; its keys depend on the kind of event.
Pattern read_pattern(Reading& reading, const toml::table& table,
                     const std::vector<std::string>& not_fields = {});

}  // namespace mailtown::scenario
