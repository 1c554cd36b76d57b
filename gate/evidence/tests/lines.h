// Cuts a stream of bytes into lines, for the formats that have them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace gate::evidence {

// Lines without their terminators (LF, CRLF). Of a line over 1 MiB the rest is dropped.
class LineCutter {
 public:
  using Work = std::function<void(std::string_view line)>;

  void feed(std::string_view bytes, const Work& work);
  // Hands out a last line that no newline ends.
  void finish(const Work& work);
  std::uint64_t offset() const { return offset_; }  // of the line that is being handled

 private:
  static constexpr std::size_t kLongest = 1u << 20;
  void hand_out(std::string_view line, const Work& work);

  std::string rest_;
  std::uint64_t rest_size_ = 0;  // with what was dropped
  std::uint64_t offset_ = 0;
};

}  // namespace gate::evidence
