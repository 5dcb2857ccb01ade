// Pictures as PNG files.
#pragma once

#include <string>
#include <vector>

namespace mailtown::view {

// What a PNG file of the picture holds. `pixels`: RGB rows from the top.
std::string png(int width, int height, const std::vector<unsigned char>& pixels);

}  // namespace mailtown::view
