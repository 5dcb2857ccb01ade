// FailingStream: a stream that dies at its Nth operation, for tests that let every one fail in
// turn.
#pragma once

#include <memory>

#include "platform/network.h"

namespace mailtown {

struct FailurePlan {
  int operations_left = -1;  // reads and writes that still succeed; negative: all
  int operations = 0;        // done so far
};

// `plan` must outlive the stream.
std::unique_ptr<ByteStream> make_failing_stream(std::unique_ptr<ByteStream> inner,
                                                FailurePlan& plan);

}  // namespace mailtown
