#include "analyzers/risk/reliability_plot.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"

namespace gate::risk {
namespace {

// The square of the diagram, and below it the bars of counts; in pixels.
constexpr double kLeft = 60, kTop = 40, kSide = 400, kBars = 60, kBarsTop = kTop + kSide + 50;
constexpr double kWidth = kLeft + kSide + 30, kHeight = kBarsTop + kBars + 30;

constexpr std::string_view kStyle = R"(<style>
svg { background: #fff; color: #1b1f24; font: 12px sans-serif }
text { fill: currentColor }
.frame { fill: none; stroke: currentColor; stroke-opacity: .5 }
.grid { stroke: currentColor; stroke-opacity: .12 }
.ideal { stroke: currentColor; stroke-opacity: .5; stroke-dasharray: 4 4 }
.seen { fill: none; stroke: #0969da; stroke-width: 2 }
.dot, .bar { fill: #0969da }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; color: #e6edf3 }
.seen { stroke: #58a6ff }
.dot, .bar { fill: #58a6ff }
}
</style>
)";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : printable(to_utf8(text))) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

double x_of(double probability) { return kLeft + probability * kSide; }
double y_of(double share) { return kTop + (1 - share) * kSide; }
double seen(const ReliabilityBin& bin) { return static_cast<double>(bin.buggy) / bin.count; }

std::string description(std::span<const ReliabilityBin> bins) {
  std::string words;
  for (const ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    words += fmt::format("{}{:.0f} to {:.0f} %: said {:.1f} %, seen {:.1f} % of {} changes", words.empty() ? "" : "; ",
                         100 * bin.low, 100 * bin.high, 100 * bin.mean_probability, 100 * seen(bin), bin.count);
  }
  return words.empty() ? "No changes" : words;
}

std::string axes() {
  std::string out =
      fmt::format("<rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", kLeft, kTop, kSide, kSide);
  for (int percent = 0; percent <= 100; percent += 20) {
    const double x = x_of(percent / 100.0), y = y_of(percent / 100.0);
    out += fmt::format("<path class=\"grid\" d=\"M{:.1f} {}V{}M{} {:.1f}H{}\"/>\n", x, kTop, kTop + kSide, kLeft, y,
                       kLeft + kSide);
    out +=
        fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{} %</text>\n", x, kTop + kSide + 18, percent);
    out += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{} %</text>\n", kLeft - 8, y + 4, percent);
  }
  out += fmt::format("<path class=\"ideal\" d=\"M{} {}L{} {}\"/>\n", kLeft, kTop + kSide, kLeft + kSide, kTop);
  out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">probability said</text>\n", kLeft + kSide / 2,
                     kTop + kSide + 36);
  out += fmt::format(
      "<text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">share that was buggy</text>\n",
      kTop + kSide / 2);
  return out;
}

// What was seen, bin by bin; each dot says its numbers when it is pointed at.
std::string curve(std::span<const ReliabilityBin> bins) {
  std::string line, dots;
  for (const ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    const double x = x_of(bin.mean_probability), y = y_of(seen(bin));
    line += fmt::format("{}{:.1f} {:.1f}", line.empty() ? "M" : "L", x, y);
    dots += fmt::format("<circle class=\"dot\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{}</title></circle>\n", x, y,
                        description({&bin, 1}));
  }
  return line.empty() ? "" : fmt::format("<path class=\"seen\" d=\"{}\"/>\n{}", line, dots);
}

std::string bars(std::span<const ReliabilityBin> bins) {
  std::uint32_t most = 1;
  for (const ReliabilityBin& bin : bins) most = std::max(most, bin.count);
  std::string out;
  for (const ReliabilityBin& bin : bins) {
    const double height = kBars * bin.count / most, x = x_of(bin.low), width = (bin.high - bin.low) * kSide;
    out += fmt::format("<rect class=\"bar\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n", x + 1,
                       kBarsTop + kBars - height, width - 2, height);
    out += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\" font-size=\"10\">{}</text>\n", x + width / 2,
                       kBarsTop + kBars + 14, bin.count);
  }
  return out;
}

}  // namespace

std::string reliability_plot(std::span<const ReliabilityBin> bins, const std::string& title) {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
      "aria-labelledby=\"title description\">\n",
      kWidth, kHeight);
  out += fmt::format("<title id=\"title\">{}</title>\n<desc id=\"description\">{}.</desc>\n", escaped(title),
                     description(bins));
  out += kStyle;
  out += fmt::format("<text x=\"{}\" y=\"24\" font-size=\"15\">{}</text>\n", kLeft, escaped(title));
  return out + axes() + curve(bins) + bars(bins) + "</svg>\n";
}

}  // namespace gate::risk
