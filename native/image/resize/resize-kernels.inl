// The inner loops of a plan over the vectors of a family. The scalar family says what they compute.

// --- Lines ---

// Values that do not change in a loop are copied first: a store of bytes could change anything that is not a
// local.

/** Asks for what the step needs of the later row, where that pays. */
inline void ask(const SourceRow& row, const uint32_t* offsets) {
  if constexpr (prefetches) {
    __builtin_prefetch(row.later + offsets[0]);
    __builtin_prefetch(row.later + offsets[1]);
  }
}

inline void advance(SourceRow& row, size_t bytes) {
  row.bytes += bytes;
  if constexpr (prefetches) row.later += bytes;
}

/** A line is made from one row … */
struct OneRow {
  SourceRow row;

  void prepare(const uint32_t* offsets) const { ask(row, offsets); }
  template <size_t group, typename StepTaps>
  S16 make(const StepTaps& taps, const uint32_t* offsets) const {
    return taps.template part<group>(row.bytes, offsets);
  }
  void move(size_t bytes) { advance(row, bytes); }
};

/** … or lies between two. */
struct TwoRows {
  SourceRow upper;
  SourceRow lower;
  S16 above;
  S16 below;

  void prepare(const uint32_t* offsets) const {
    ask(upper, offsets);
    ask(lower, offsets);
  }
  template <size_t group, typename StepTaps>
  S16 make(const StepTaps& taps, const uint32_t* offsets) const {
    return add(mulRound(taps.template part<group>(upper.bytes, offsets), above),
               mulRound(taps.template part<group>(lower.bytes, offsets), below));
  }
  void move(size_t bytes) {
    advance(upper, bytes);
    advance(lower, bytes);
  }
};

template <typename Rows, typename StepTaps>
void makeStep(const Rows& rows, const StepTaps& taps, const uint32_t* offsets, int16_t* line) {
  rows.prepare(offsets);
  // Written out: compilers for armv7 keep a loop, and with it the taps in memory.
  if constexpr (lanes == stepValues) {
    store(line, rows.template make<0>(taps, offsets));
  } else {
    const S16 first = rows.template make<0>(taps, offsets);
    const S16 second = rows.template make<1>(taps, offsets);
    store(line, first);
    store(line + lanes, second);
  }
}

/** Steps that differ: each has look-ups and weights of its own. */
template <size_t windows, size_t bytes, typename Rows>
void makeSteps(const RowTable& table, Segment segment, Rows rows, int16_t* line) {
  constexpr size_t lookupBytes = 32 * (windows + 1);
  const uint8_t* lookups = table.lookups + segment.first * lookupBytes;
  const uint32_t* offsets = table.offsets + segment.first * (2 * windows);
  for (uint32_t steps = segment.end - segment.first; steps > 0; --steps) {
    makeStep(rows, Taps<windows, bytes>(lookups), offsets, line);
    lookups += lookupBytes;
    offsets += 2 * windows;
    line += stepValues;
  }
}

/** Steps that repeat: simple ratios such as 3:2. */
template <size_t windows, size_t bytes, typename Rows>
void repeatSteps(const RowTable& table, Segment segment, Rows rows, int16_t* line) {
  const Taps<windows, bytes> taps(table.lookups + segment.first * (32 * (windows + 1)));
  uint32_t offsets[2 * windows];
  std::memcpy(offsets, table.offsets + segment.first * (2 * windows), sizeof offsets);
  for (uint32_t steps = segment.end - segment.first; steps > 0; --steps) {
    makeStep(rows, taps, offsets, line);
    rows.move(segment.stride);
    line += stepValues;
  }
}

template <size_t windows, size_t bytes, typename Rows>
void makeSegments(const RowTable& table, const Rows& rows, int16_t* line) {
  for (uint32_t i = 0; i < table.segmentCount; ++i) {
    const Segment segment = table.segments[i];
    int16_t* start = line + segment.first * stepValues;
    if (segment.stride != 0)
      repeatSteps<windows, bytes>(table, segment, rows, start);
    else
      makeSteps<windows, bytes>(table, segment, rows, start);
  }
}

template <size_t bytes, typename Rows>
void makeLine(const RowTable& table, const Rows& rows, int16_t* line) {
  switch (table.windows) {
    case 1:
      return makeSegments<1, bytes>(table, rows, line);
    case 2:
      return makeSegments<2, bytes>(table, rows, line);
    case 3:
      return makeSegments<3, bytes>(table, rows, line);
    case 4:
      return makeSegments<4, bytes>(table, rows, line);
    default:
      return makeSegments<8, bytes>(table, rows, line);
  }
}

template <typename Rows>
void makeLineOf(const RowTable& table, const Rows& rows, int16_t* line) {
  if (table.windowBytes == 16) return makeLine<16>(table, rows, line);
  if constexpr (windowLayout.bytesMax >= 32) {
    if (table.windowBytes == 32) return makeLine<32>(table, rows, line);
  }
  if constexpr (windowLayout.bytesMax >= 64) makeLine<64>(table, rows, line);
}

/** For rows that are shorter than a window. */
void makeFromTaps(const RowTable& table, const uint8_t* row, int16_t* line) {
  for (size_t i = 0; i < table.values; ++i) {
    const Tap& tap = table.taps[i];
    line[i] = static_cast<int16_t>((256 - tap.weight) * row[tap.left] + tap.weight * row[tap.right] - 32768);
  }
}

void resample(const RowTable& table, const SourceRow& row, int16_t* line) {
  if (table.windowBytes == 0) return makeFromTaps(table, row.bytes, line);
  makeLineOf(table, OneRow{row}, line);
}

void resampleBetween(const RowTable& table, const SourceRow& upper, const SourceRow& lower, uint32_t weight,
                     int16_t* line) {
  const S16 above = splat(static_cast<int16_t>(32768 - weight));
  const S16 below = splat(static_cast<int16_t>(weight));
  makeLineOf(table, TwoRows{upper, lower, above, below}, line);
}

void blend(const int16_t* __restrict upper, const int16_t* __restrict lower, uint32_t weight,
           int16_t* __restrict line, size_t values) {
  const S16 above = splat(static_cast<int16_t>(32768 - weight));
  const S16 below = splat(static_cast<int16_t>(weight));
  // Counting down with moving places leaves the fewest instructions on both ARMs.
  for (size_t steps = (values + stepValues - 1) / stepValues; steps > 0; --steps) {
    for (size_t i = 0; i < stepValues; i += lanes)
      store(line + i, add(mulRound(load(upper + i), above), mulRound(load(lower + i), below)));
    upper += stepValues;
    lower += stepValues;
    line += stepValues;
  }
}

// --- Colour: the same struct gives a pixel's channels for every layout and type ---

struct Channels {
  S16 first, middle, third;
};

struct ChromaVectors {
  S16 secondToFirst, firstToMiddle, secondToMiddle, firstToThird;

  explicit ChromaVectors(const ColourFactors& factors)
      : secondToFirst(splat(factors.secondToFirst)),
        firstToMiddle(splat(factors.firstToMiddle)),
        secondToMiddle(splat(factors.secondToMiddle)),
        firstToThird(splat(factors.firstToThird)) {}

  Channels terms(const int16_t* pairs) const {
    const auto [first, second] = loadPairs(pairs);
    return {mulRound(second, secondToFirst),
            add(mulRound(first, firstToMiddle), mulRound(second, secondToMiddle)),
            mulRound(first, firstToThird)};
  }
};

void chromaTerms(const ColourFactors& factors, const int16_t* pairs, size_t count, int16_t* const terms[3]) {
  const ChromaVectors chroma(factors);
  int16_t* const first = terms[0];
  int16_t* const middle = terms[1];
  int16_t* const third = terms[2];
  for (size_t i = 0; i < count; i += lanes) {
    const Channels sum = chroma.terms(pairs + 2 * i);
    store(first + i, sum.first);
    store(middle + i, sum.middle);
    store(third + i, sum.third);
  }
}

template <Colour colour>
struct Pixels {
  Lines lines;
  ChromaVectors chroma;
  S16 factor, offset;
  S16 gray[3];

  Pixels(const ColourFactors& factors, const Lines& from)
      : lines(from),
        chroma(factors),
        factor(splat(factors.luma)),
        offset(splat(factors.offset)),
        gray{splat(factors.gray[0]), splat(factors.gray[1]), splat(factors.gray[2])} {}

  S16 luma(const int16_t* line, size_t i) const {
    return addSaturate(mulRound(load(line + i), factor), offset);
  }

  Channels at(size_t i) const {
    if constexpr (colour == Colour::rgb) {
      return {luma(lines.channels[0], i), luma(lines.channels[1], i), luma(lines.channels[2], i)};
    } else if constexpr (colour == Colour::rgbToGray) {
      S16 sum = offset;
      for (size_t channel = 0; channel < 3; ++channel)
        sum = addSaturate(sum, mulRound(load(lines.channels[channel] + i), gray[channel]));
      return {sum, sum, sum};
    } else if constexpr (colour == Colour::exact || colour == Colour::fastChroma) {
      const S16 all = luma(lines.luma, i);
      const Channels terms = colour == Colour::exact ? chroma.terms(lines.pairs + 2 * i)
                                                     : Channels{loadTwice(lines.channels[0] + i / 2),
                                                                loadTwice(lines.channels[1] + i / 2),
                                                                loadTwice(lines.channels[2] + i / 2)};
      return {addSaturate(all, terms.first), addSaturate(all, terms.middle), addSaturate(all, terms.third)};
    } else {
      const S16 all = luma(lines.luma, i);
      return {all, all, all};
    }
  }
};

// --- Output ---

/** `shifted`: some channel has an offset to add. */
template <Store form, bool shifted>
struct Writer {
  float scale[3];
  float offset[3];
  float lowest;
  float highest;

  explicit Writer(const Destination& to)
      : scale{to.scale[0], to.scale[1], to.scale[2]},
        offset{to.offset[0], to.offset[1], to.offset[2]},
        lowest(to.lowest),
        highest(to.highest) {}

  Floats real(S16 value, size_t channel) const {
    const Floats whole = multiply(toFloats(clamp(value, splat(0), splat(16320))), scale[channel]);
    return shifted ? plus(whole, offset[channel]) : whole;
  }

  void one(uint8_t* place, S16 value, size_t channel) const {
    if constexpr (form == Store::u8)
      storeBytes<0>(place, value);
    else if constexpr (form == Store::i8)
      storeBytes<0x80>(place, value);
    else if constexpr (form == Store::quantised)
      storeQuantised(place, real(value, channel), lowest, highest);
    else if constexpr (form == Store::f16)
      storeHalves(place, real(value, channel));
    else
      storeFloats(place, real(value, channel));
  }

  void three(uint8_t* place, const Channels& pixel) const {
    if constexpr (form == Store::u8)
      storeBytes3<0>(place, pixel.first, pixel.middle, pixel.third);
    else if constexpr (form == Store::i8)
      storeBytes3<0x80>(place, pixel.first, pixel.middle, pixel.third);
    else if constexpr (form == Store::quantised)
      storeQuantised3(place, real(pixel.first, 0), real(pixel.middle, 1), real(pixel.third, 2), lowest,
                      highest);
    else if constexpr (form == Store::f16)
      storeHalves3(place, real(pixel.first, 0), real(pixel.middle, 1), real(pixel.third, 2));
    else
      storeFloats3(place, real(pixel.first, 0), real(pixel.middle, 1), real(pixel.third, 2));
  }
};

/** Places of one pixel in the output, in as many planes as there are. */
template <size_t planes>
struct Places {
  uint8_t* plane[planes];

  void advance(size_t bytes) {
    for (uint8_t*& start : plane) start += bytes;
  }
};

template <Colour colour, Store form, bool planar, bool shifted>
void finishPixels(const ColourFactors& factors, const Lines& lines, size_t pixels, const Destination& to) {
  constexpr size_t channels = isGray(colour) ? 1 : 3;
  constexpr size_t planes = planar ? channels : 1;
  constexpr size_t bytes = bytesOf(form) * channels / planes;
  const Pixels<colour> source(factors, lines);
  const Writer<form, shifted> writer(to);
  const auto write = [&](size_t i, const Places<planes>& places) {
    const Channels pixel = source.at(i);
    if constexpr (!planar) {
      writer.three(places.plane[0], pixel);
    } else {
      writer.one(places.plane[0], pixel.first, 0);
      if constexpr (channels == 3) {
        writer.one(places.plane[1], pixel.middle, 1);
        writer.one(places.plane[2], pixel.third, 2);
      }
    }
  };
  Places<planes> places;
  for (size_t plane = 0; plane < planes; ++plane) places.plane[plane] = to.planes[plane];
  const size_t whole = pixels / lanes * lanes;
  for (size_t i = 0; i < whole; i += lanes) {
    write(i, places);
    places.advance(lanes * bytes);
  }
  if (whole == pixels) return;
  // The last pixels go through a place of their own, so that nothing is written behind the row.
  alignas(16) uint8_t rest[planes][lanes * bytes];
  Places<planes> aside;
  for (size_t plane = 0; plane < planes; ++plane) aside.plane[plane] = rest[plane];
  write(whole, aside);
  for (size_t plane = 0; plane < planes; ++plane)
    std::memcpy(places.plane[plane], rest[plane], (pixels - whole) * bytes);
}

template <Colour colour, Store form, bool planar>
void finish(const ColourFactors& factors, const Lines& lines, size_t pixels, const Destination& to) {
  constexpr bool real = form == Store::f32 || form == Store::f16;
  if (!real || to.offset[0] != 0 || to.offset[1] != 0 || to.offset[2] != 0)
    finishPixels<colour, form, planar, true>(factors, lines, pixels, to);
  else if constexpr (real)
    finishPixels<colour, form, planar, false>(factors, lines, pixels, to);
}

// --- Means over areas ---

void addRow(const uint8_t* row, uint32_t weight, uint32_t* sums, size_t count) {
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) addScaledRow(row + i, weight, sums + i);
  for (; i < count; ++i) sums[i] += weight * row[i];
}

void closeSums(const uint32_t* sums, int16_t* means, size_t count) {
  size_t i = 0;
  for (; i + lanes <= count; i += lanes) store(means + i, meansOf(sums + i));
  for (; i < count; ++i) means[i] = static_cast<int16_t>(static_cast<int32_t>((sums[i] + 32) >> 6) - 32768);
}

constexpr ResizeKernels resizeKernels{
    .layout = windowLayout,
    .resample = resample,
    .resampleBetween = resampleBetween,
    .blend = blend,
    .chromaTerms = chromaTerms,
    .addRow = addRow,
    .closeSums = closeSums,
    .finish = ACAPKIT_FINISH_TABLE,
};
