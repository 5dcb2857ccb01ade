// Runs a script on the app: what a person would do with keys, and pictures and checks besides.
#pragma once

#include <string>

#include "visualizer/app.h"
#include "visualizer/script.h"

namespace mailtown::view {

// "file:line: ..." of the first command that failed, or empty. Pictures and dumps go to `folder`.
std::string run_script(const Script& script, const std::string& folder, App& app, Window& window,
                       View& view);

}  // namespace mailtown::view
