// The session tables as data for readers of a trace: documents and the visualizer draw the state
// diagrams from them.
#pragma once

#include "trace/event.h"

namespace mailtown::imap {

trace::SessionTable server_table();
trace::SessionTable client_table();

}  // namespace mailtown::imap
