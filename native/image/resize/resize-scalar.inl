// The inner loops of a plan in plain C++. What they compute is what a plan means.

int16_t mulRound(int32_t a, int32_t b) { return static_cast<int16_t>((a * b + 16384) >> 15); }

int16_t saturate(int32_t value) {
  return static_cast<int16_t>(value < -32768 ? -32768 : value > 32767 ? 32767 : value);
}

int32_t tapValue(const Tap& tap, const SourceRow& row) {
  return static_cast<int32_t>((256 - tap.weight) * row.bytes[tap.left] + tap.weight * row.bytes[tap.right]) -
         32768;
}

size_t endOf(const RowTable& table, Steps steps) {
  const size_t end = steps.end * stepValues;
  return end < table.values ? end : table.values;
}

void resample(const RowTable& table, const SourceRow& row, Steps steps, int16_t* line) {
  for (size_t i = steps.first * stepValues; i < endOf(table, steps); ++i)
    line[i] = static_cast<int16_t>(tapValue(table.taps[i], row));
}

void blend(const int16_t* upper, const int16_t* lower, uint32_t weight, int16_t* line, size_t values) {
  for (size_t i = 0; i < values; ++i)
    line[i] = static_cast<int16_t>(mulRound(upper[i], 32768 - static_cast<int32_t>(weight)) +
                                   mulRound(lower[i], static_cast<int32_t>(weight)));
}

void resampleBetween(const RowTable& table, const SourceRow& upper, const SourceRow& lower, uint32_t weight,
                     Steps steps, int16_t* line) {
  const auto below = static_cast<int32_t>(weight);
  for (size_t i = steps.first * stepValues; i < endOf(table, steps); ++i) {
    const Tap& tap = table.taps[i];
    line[i] = static_cast<int16_t>(mulRound(tapValue(tap, upper), 32768 - below) +
                                   mulRound(tapValue(tap, lower), below));
  }
}

struct Channels {
  int16_t value[3];
};

/** What a pair of chroma values adds to each channel. */
Channels termsOf(const ColourFactors& factors, int16_t first, int16_t second) {
  const int32_t middle = mulRound(first, factors.firstToMiddle) + mulRound(second, factors.secondToMiddle);
  return {mulRound(second, factors.secondToFirst), saturate(middle), mulRound(first, factors.firstToThird)};
}

void chromaTerms(const ColourFactors& factors, const int16_t* pairs, size_t count, int16_t* const terms[3]) {
  for (size_t i = 0; i < count; ++i) {
    const Channels pair = termsOf(factors, pairs[2 * i], pairs[2 * i + 1]);
    for (size_t channel = 0; channel < 3; ++channel) terms[channel][i] = pair.value[channel];
  }
}

void addRow(const uint8_t* row, uint32_t weight, uint32_t* sums, size_t count) {
  for (size_t i = 0; i < count; ++i) sums[i] += weight * row[i];
}

void closeSums(const uint32_t* sums, int16_t* means, size_t count) {
  for (size_t i = 0; i < count; ++i)
    means[i] = static_cast<int16_t>(static_cast<int32_t>((sums[i] + 32) >> 6) - 32768);
}

int16_t lumaOf(const ColourFactors& factors, int16_t value) {
  return saturate(mulRound(value, factors.luma) + factors.offset);
}

template <Colour colour>
Channels channelsAt(const ColourFactors& factors, const Lines& lines, size_t i) {
  if constexpr (colour == Colour::rgb) {
    return {lumaOf(factors, lines.channels[0][i]), lumaOf(factors, lines.channels[1][i]),
            lumaOf(factors, lines.channels[2][i])};
  } else if constexpr (colour == Colour::rgbToGray) {
    int32_t sum = factors.offset;
    for (size_t channel = 0; channel < 3; ++channel)
      sum += mulRound(lines.channels[channel][i], factors.gray[channel]);
    return {saturate(sum), 0, 0};
  } else {
    const int16_t luma = lumaOf(factors, lines.luma[i]);
    if constexpr (colour == Colour::gray || colour == Colour::grayToThree) {
      return {luma, luma, luma};
    } else {
      const Channels terms =
          colour == Colour::exact
              ? termsOf(factors, lines.pairs[2 * i], lines.pairs[2 * i + 1])
              : Channels{lines.channels[0][i / 2], lines.channels[1][i / 2], lines.channels[2][i / 2]};
      return {saturate(luma + terms.value[0]), saturate(luma + terms.value[1]),
              saturate(luma + terms.value[2])};
    }
  }
}

/** The stored form of colour value `value` (six bits behind the point) of a channel, in the first bytes of
 * the result. */
template <Store store>
uint32_t storedValue(const Destination& to, size_t channel, int32_t value) {
  if constexpr (store == Store::u8 || store == Store::i8) {
    const int32_t whole = value >> 6;
    const uint32_t byte = whole < 0 ? 0 : whole > 255 ? 255 : static_cast<uint32_t>(whole);
    return store == Store::i8 ? byte ^ 0x80U : byte;
  } else {
    const int32_t colourValue = value < 0 ? 0 : value > 16320 ? 16320 : value;
    const float scaled = static_cast<float>(colourValue) * to.scale[channel];
    const float real = scaled + to.offset[channel];
    if constexpr (store == Store::quantised) {
      const float inside = real < to.lowest ? to.lowest : real > to.highest ? to.highest : real;
      return static_cast<uint32_t>(static_cast<int32_t>(std::nearbyintf(inside)));
    } else if constexpr (store == Store::f16) {
      return halfBits(real);
    } else {
      return floatBits(real);
    }
  }
}

template <Colour colour, Store store, bool planar>
void finish(const ColourFactors& factors, const Lines& lines, size_t pixels, const Destination& to) {
  constexpr size_t count = isGray(colour) ? 1 : 3;
  constexpr size_t bytes = bytesOf(store);
  for (size_t i = 0; i < pixels; ++i) {
    const Channels channels = channelsAt<colour>(factors, lines, i);
    for (size_t channel = 0; channel < count; ++channel) {
      const uint32_t stored = storedValue<store>(to, channel, channels.value[channel]);
      uint8_t* place = planar ? to.planes[channel] + i * bytes : to.planes[0] + (i * count + channel) * bytes;
      std::memcpy(place, &stored, bytes);  // The first bytes: all of our processors are little-endian.
    }
  }
}

constexpr ResizeKernels resizeKernels{
    .layout = {.bytesMax = 0, .split = false, .pairBlock = 1},
    .tilePixels = UINT32_MAX / 32 * 32,
    .resample = resample,
    .resampleBetween = resampleBetween,
    .blend = blend,
    .chromaTerms = chromaTerms,
    .addRow = addRow,
    .closeSums = closeSums,
    .finish = ACAPKIT_FINISH_TABLE,
};
