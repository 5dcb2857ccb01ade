// Pictures as PNG files.
#pragma once

#include <string>
#include <vector>

#include "platform/result.h"

namespace mailtown::view {

// `pixels`: RGB rows from the top.
Result<> write_png(const std::string& path, int width, int height,
                   const std::vector<unsigned char>& pixels);

}  // namespace mailtown::view
