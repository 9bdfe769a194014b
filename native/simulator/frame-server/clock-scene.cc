// The synthetic scene. Rows are copied out of a precomputed strip: a 1080p frame costs little more than its
// copy.
#include "simulator/frame-server/clock-scene.h"

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace acapkit::simulator {
namespace {

constexpr uint32_t kPeriod = 512;  // pixels after which the gradient repeats
constexpr uint32_t kGlyphWidth = 5;
constexpr uint32_t kGlyphHeight = 7;
constexpr std::string_view kGlyphs = "0123456789:.#";

// Five columns of seven rows each; the highest of the five bits is the left column.
constexpr std::array<std::array<uint8_t, kGlyphHeight>, 13> kFont = {{
    {0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e},
    {0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e},
    {0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f},
    {0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e},
    {0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02},
    {0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e},
    {0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e},
    {0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08},
    {0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e},
    {0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c},
    {0x00, 0x04, 0x04, 0x00, 0x04, 0x04, 0x00},
    {0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c},
    {0x0a, 0x0a, 0x1f, 0x0a, 0x1f, 0x0a, 0x0a},
}};

/** 0 … top … 0 in steps of one. */
uint32_t triangle(uint64_t step, uint32_t top) {
  if (top == 0) return 0;
  const uint64_t place = step % (2ULL * top);
  return static_cast<uint32_t>(place < top ? place : 2ULL * top - place);
}

uint8_t wave(uint32_t position, uint32_t low, uint32_t high) {
  return static_cast<uint8_t>(low + triangle(position, kPeriod / 2) * (high - low) / (kPeriod / 2));
}

/** Spreads a seed over all bits (splitmix64), so that seeds 1 and 2 look different. */
uint64_t mix(uint64_t value) {
  value += 0x9e3779b97f4a7c15ULL;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

}  // namespace

ClockScene::ClockScene(uint32_t width, uint32_t height, double framerate, uint64_t seed)
    : width_(width), height_(height), framerate_(framerate), seed_(mix(seed)) {
  lumaStrip_.resize(width + kPeriod);
  chromaStrip_.resize(width + kPeriod);
  const auto tint = static_cast<uint32_t>(seed_ % kPeriod);
  for (uint32_t i = 0; i < lumaStrip_.size(); ++i) lumaStrip_[i] = wave(i, 48, 176);
  for (uint32_t i = 0; i + 1 < chromaStrip_.size(); i += 2) {
    chromaStrip_[i] = wave(i + tint, 88, 168);
    chromaStrip_[i + 1] = wave(i + tint + kPeriod / 4, 88, 168);
  }
}

bool ClockScene::produce(std::span<uint8_t> nv12) {
  drawBackground(nv12);
  drawSquare(nv12);
  const auto millis = static_cast<uint64_t>(std::llround(static_cast<double>(number_) * 1000.0 / framerate_));
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%02" PRIu64 ":%02" PRIu64 ":%02" PRIu64 ".%03" PRIu64,
                millis / 3600000 % 100, millis / 60000 % 60, millis / 1000 % 60, millis % 1000);
  const uint32_t scale = std::max(1U, width_ / 240);
  drawText(nv12, 2 * scale, 2 * scale, text.data());
  std::snprintf(text.data(), text.size(), "#%06" PRIu64, number_);
  drawText(nv12, 2 * scale, (4 + kGlyphHeight) * scale, text.data());
  ++number_;
  return true;
}

void ClockScene::drawBackground(std::span<uint8_t> nv12) const {
  const auto shift = static_cast<uint32_t>((number_ * 2 + seed_) % kPeriod);
  for (uint32_t y = 0; y < height_; ++y) {
    std::memcpy(&nv12[static_cast<size_t>(y) * width_], &lumaStrip_[(shift + y) % kPeriod], width_);
  }
  const size_t chroma = static_cast<size_t>(width_) * height_;
  for (uint32_t y = 0; y < height_ / 2; ++y) {
    const uint32_t from = (shift + 2 * y) % kPeriod & ~1U;
    std::memcpy(&nv12[chroma + static_cast<size_t>(y) * width_], &chromaStrip_[from], width_);
  }
}

void ClockScene::fillLuma(std::span<uint8_t> nv12, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
                          uint8_t value) const {
  if (x >= width_ || y >= height_) return;
  width = std::min(width, width_ - x);
  height = std::min(height, height_ - y);
  for (uint32_t row = 0; row < height; ++row)
    std::memset(&nv12[static_cast<size_t>(y + row) * width_ + x], value, width);
}

void ClockScene::drawSquare(std::span<uint8_t> nv12) const {
  const uint32_t side = std::max(2U, std::min(width_, height_) / 6) & ~1U;
  const uint32_t step = std::max(1U, height_ / 270);
  const uint32_t x = triangle((number_ + seed_ % 97) * step, width_ - side) & ~1U;
  const uint32_t y = triangle((number_ + seed_ % 89) * step, height_ - side) & ~1U;
  fillLuma(nv12, x, y, side, side, 225);
  const size_t chroma = static_cast<size_t>(width_) * height_;
  for (uint32_t row = 0; row < side / 2; ++row) {
    uint8_t* line = &nv12[chroma + static_cast<size_t>(y / 2 + row) * width_ + x];
    for (uint32_t i = 0; i < side; i += 2) {
      line[i] = static_cast<uint8_t>(60 + seed_ % 60);
      line[i + 1] = 150;
    }
  }
}

void ClockScene::drawText(std::span<uint8_t> nv12, uint32_t x, uint32_t y, std::string_view text) const {
  const uint32_t scale = std::max(1U, width_ / 240);
  const auto columns = static_cast<uint32_t>(text.size()) * (kGlyphWidth + 1) + 1;
  fillLuma(nv12, x - scale, y - scale, columns * scale, (kGlyphHeight + 2) * scale, 16);
  for (const char character : text) {
    const auto& glyph = kFont.at(kGlyphs.find(character));
    for (uint32_t row = 0; row < kGlyphHeight; ++row) {
      for (uint32_t column = 0; column < kGlyphWidth; ++column) {
        if ((glyph[row] >> (kGlyphWidth - 1 - column) & 1) == 0) continue;
        fillLuma(nv12, x + column * scale, y + row * scale, scale, scale, 235);
      }
    }
    x += (kGlyphWidth + 1) * scale;
  }
}

}  // namespace acapkit::simulator
