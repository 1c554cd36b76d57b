// Little-endian numbers written to and read from a string; a reader past the end stays there and says so.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace gate::risk {

class ByteWriter {
 public:
  void fixed(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) bytes_.push_back(static_cast<char>(value >> (8 * i)));
  }
  void varint(std::uint64_t value) {  // LEB128
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }
  void float32(float value) { fixed(std::bit_cast<std::uint32_t>(value), 4); }
  void float64(double value) { fixed(std::bit_cast<std::uint64_t>(value), 8); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t fixed(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) value |= std::uint64_t{next()} << (8 * i);
    return value;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      const std::uint8_t byte = next();
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  float float32() { return std::bit_cast<float>(static_cast<std::uint32_t>(fixed(4))); }
  double float64() { return std::bit_cast<double>(fixed(8)); }

  bool good() const { return good_; }
  std::size_t left() const { return bytes_.size() - at_; }

 private:
  std::uint8_t next() {
    if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
    good_ = false;
    return 0;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace gate::risk
