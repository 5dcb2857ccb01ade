// A small trace made by hand: one letter from Ivanov at example.org to Kozlov at example.com.
//
// Submission with a password, the MX look-up through a resolver (one question is lost on the way
// and asked again), SMTP between the two MTAs, delivery, POP3. Readers and the visualizer can be
// tested on it without running any mail program.
#pragma once

#include "trace/event.h"

namespace mailtown::reader {

trace::Trace sample_trace();

}  // namespace mailtown::reader
