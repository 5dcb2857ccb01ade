// Somebody who speaks SMTP line by line: a curious person with telnet, or a spammer's program.
//
// No rule is kept for him: he says exactly what the scenario says. The task records user.acted,
// the connection and its lines, then user.saw.
#pragma once

#include <string>

#include "platform/platform.h"
#include "simulator/scenario/plan.h"
#include "wire/connect.h"

namespace mailtown::run {

// `platform` is that of a program on the machine `speak.from`, and outlives the task.
Task<> speak_smtp(Platform& platform, wire::Target server, scenario::Speak speak);

// The same, with "{mx1.example.com}" in its lines made that machine's address in the plan's world.
scenario::Speak with_addresses(const scenario::Plan& plan, scenario::Speak speak);

// Where `speak` goes in the plan's world.
wire::Target target_of(const scenario::Plan& plan, const scenario::Speak& speak);

}  // namespace mailtown::run
