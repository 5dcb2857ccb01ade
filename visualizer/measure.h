// What --measure prints: how long loading took, how long frames take to build, without the
// rasteriser, how long the state at a step takes to be known, and how much memory all of it needs.
#pragma once

#include <functional>
#include <string>

#include "visualizer/app.h"

namespace mailtown::view {

// Milliseconds of CPU time that the calling thread has had.
double cpu_ms();

using Elapsed = std::function<double()>;  // milliseconds since the program started

// Draws frames of the whole window here and there in the run, near and far on the map, in every
// list and on every stage; tells it in a line of JSON. `load_cpu_ms` went by before.
std::string measure(App& app, View& view, double load_cpu_ms, const Elapsed& elapsed_ms);

}  // namespace mailtown::view
