// Both themes are read by everybody: contrast as WCAG computes it, and colours as people see them
// who lack one kind of cone.
#include "visualizer/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace mailtown::view {
namespace {

using Linear = std::array<double, 3>;  // red, green, blue; 0..1, light and not its sRGB code

struct Named {
  const char* name;
  Colour Theme::*colour;
};
constexpr std::array grounds{Named{"back", &Theme::back}, Named{"panel", &Theme::panel},
                             Named{"raised", &Theme::raised}, Named{"hover", &Theme::hover}};
constexpr std::array texts{Named{"text", &Theme::text},     Named{"muted", &Theme::muted},
                           Named{"faint", &Theme::faint},   Named{"now", &Theme::now},
                           Named{"client", &Theme::client}, Named{"server", &Theme::server},
                           Named{"dns", &Theme::dns},       Named{"bad", &Theme::bad}};
constexpr std::array states{Named{"now", &Theme::now},       Named{"bad", &Theme::bad},
                            Named{"client", &Theme::client}, Named{"server", &Theme::server},
                            Named{"muted", &Theme::muted},   Named{"text", &Theme::text}};

Linear linear(Colour colour) {
  Linear result{};
  for (int i = 0; i < 3; ++i) {
    const double code = static_cast<double>((colour >> (16 - 8 * i)) & 255) / 255;
    result[static_cast<std::size_t>(i)] =
        code <= 0.03928 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4);
  }
  return result;
}

double luminance(const Linear& c) {
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

// WCAG 2.1, "contrast ratio".
double contrast(Colour one, Colour other) {
  const double a = luminance(linear(one)), b = luminance(linear(other));
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

struct Vision {
  const char* name;
  std::array<Linear, 3> rows;
};
// Machado, Oliveira and Fernandes (2009), severity 1.
constexpr std::array visions{
    Vision{"all cones", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    Vision{"no red",
           {{{0.152286, 1.052583, -0.204868},
             {0.114503, 0.786281, 0.099216},
             {-0.003882, -0.048116, 1.051998}}}},
    Vision{"no green",
           {{{0.367322, 0.860646, -0.227968},
             {0.280085, 0.672501, 0.047413},
             {-0.011820, 0.042940, 0.968881}}}},
    Vision{"no blue",
           {{{1.255528, -0.076749, -0.178779},
             {-0.078411, 0.930809, 0.147602},
             {0.004733, 0.691367, 0.303900}}}},
};

// CIE 1976 L*a*b*, white D65.
Linear lab(const Linear& c) {
  const auto root = [](double v) {
    return v > 0.008856 ? std::cbrt(v) : 7.787 * v + 16.0 / 116;
  };
  const double x = root((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
  const double y = root(luminance(c));
  const double z = root((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

Linear seen(const Vision& vision, Colour colour) {
  const Linear c = linear(colour);
  Linear result{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Linear& row = vision.rows[i];
    result[i] = std::clamp(row[0] * c[0] + row[1] * c[1] + row[2] * c[2], 0.0, 1.0);
  }
  return lab(result);
}

double difference(const Vision& vision, Colour one, Colour other) {
  const Linear a = seen(vision, one), b = seen(vision, other);
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

class Themes : public testing::TestWithParam<Theme> {};

TEST_P(Themes, ReadOnEverySurface) {
  const Theme& theme = GetParam();
  for (const Named& text : texts) {
    for (const Named& ground : grounds) {
      EXPECT_GE(contrast(theme.*text.colour, theme.*ground.colour), 4.5)
          << text.name << " on " << ground.name;
    }
  }
  EXPECT_GE(contrast(theme.on_now, theme.now), 4.5);
  EXPECT_GE(contrast(theme.panel, theme.bad), 4.5);  // on chips
}

TEST_P(Themes, LinesThatTellSomethingAreSeen) {
  const Theme& theme = GetParam();
  for (const Colour ground : {theme.back, theme.panel, theme.raised}) {
    EXPECT_GE(contrast(theme.way, ground), 3);
  }
}

TEST_P(Themes, AreToldApartByAnyEye) {
  const Theme& theme = GetParam();
  for (const Vision& vision : visions) {
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_GE(difference(vision, theme.*states[i].colour, theme.*states[j].colour), 15)
            << vision.name << ": " << states[i].name << " and " << states[j].name;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(DarkAndLight, Themes, testing::Values(dark_theme(), light_theme()),
                         [](const auto& info) {
                           return std::string(info.param.dark ? "dark" : "light");
                         });

}  // namespace
}  // namespace mailtown::view
