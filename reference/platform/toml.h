// The TOML library, with its assumptions left out. Include this and not <toml++/toml.h>.
//
// Debian's toml++ 3.3 asserts in places where its input is wrong and nothing else: [$x], [}, or a
// date followed by a comment. That would abort the program, or with NDEBUG be undefined behaviour.
// Without these assertions it reports the error that it should. All sources must agree on them,
// since the library is made of inline functions.
#pragma once

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
