#include "gate/evidence/tests/lines.h"

namespace gate::evidence {

void LineCutter::hand_out(std::string_view line, const Work& work) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  work(line);
}

void LineCutter::feed(std::string_view bytes, const Work& work) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const auto piece = bytes.substr(0, end);
    if (end != std::string_view::npos && rest_size_ == 0 && piece.size() <= kLongest) {
      hand_out(piece, work);
      offset_ += piece.size() + 1;
    } else {
      if (rest_.size() < kLongest) rest_.append(piece.substr(0, kLongest - rest_.size()));
      rest_size_ += piece.size();
      if (end == std::string_view::npos) return;
      hand_out(rest_, work);
      offset_ += rest_size_ + 1;
      rest_.clear();
      rest_size_ = 0;
    }
    bytes.remove_prefix(end + 1);
  }
}

void LineCutter::finish(const Work& work) {
  if (rest_size_ > 0) hand_out(rest_, work);
  rest_.clear();
  rest_size_ = 0;
}

}  // namespace gate::evidence
