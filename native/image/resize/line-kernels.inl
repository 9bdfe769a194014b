// From source rows to lines, over the vectors of a family. The scalar family says what is computed.

// --- Interpolation ---

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
void makeSteps(const RowTable& table, Steps steps, Rows rows, int16_t* line) {
  constexpr size_t lookupBytes = 32 * (windows + 1);
  const uint8_t* lookups = table.lookups + steps.first * lookupBytes;
  const uint32_t* offsets = table.offsets + steps.first * (2 * windows);
  for (uint32_t left = steps.end - steps.first; left > 0; --left) {
    makeStep(rows, Taps<windows, bytes>(lookups), offsets, line);
    lookups += lookupBytes;
    offsets += 2 * windows;
    line += stepValues;
  }
}

/** Steps that repeat: simple ratios such as 3:2. */
template <size_t windows, size_t bytes, typename Rows>
void repeatSteps(const RowTable& table, Segment segment, Steps steps, Rows rows, int16_t* line) {
  const Taps<windows, bytes> taps(table.lookups + segment.first * (32 * (windows + 1)));
  uint32_t offsets[2 * windows];
  std::memcpy(offsets, table.offsets + segment.first * (2 * windows), sizeof offsets);
  rows.move(size_t{steps.first - segment.first} * segment.stride);
  for (uint32_t left = steps.end - steps.first; left > 0; --left) {
    makeStep(rows, taps, offsets, line);
    rows.move(segment.stride);
    line += stepValues;
  }
}

template <size_t windows, size_t bytes, typename Rows>
void makeSegments(const RowTable& table, const Rows& rows, Steps wanted, int16_t* line) {
  for (uint32_t i = 0; i < table.segmentCount; ++i) {
    const Segment& segment = table.segments[i];
    const Steps steps{segment.first > wanted.first ? segment.first : wanted.first,
                      segment.end < wanted.end ? segment.end : wanted.end};
    if (steps.first >= steps.end) continue;
    int16_t* start = line + steps.first * stepValues;
    if (segment.stride != 0)
      repeatSteps<windows, bytes>(table, segment, steps, rows, start);
    else
      makeSteps<windows, bytes>(table, steps, rows, start);
  }
}

template <size_t bytes, typename Rows>
void makeLine(const RowTable& table, const Rows& rows, Steps steps, int16_t* line) {
  switch (table.windows) {
    case 1:
      return makeSegments<1, bytes>(table, rows, steps, line);
    case 2:
      return makeSegments<2, bytes>(table, rows, steps, line);
    case 3:
      return makeSegments<3, bytes>(table, rows, steps, line);
    case 4:
      return makeSegments<4, bytes>(table, rows, steps, line);
    default:
      return makeSegments<8, bytes>(table, rows, steps, line);
  }
}

template <typename Rows>
void makeLineOf(const RowTable& table, const Rows& rows, Steps steps, int16_t* line) {
  if (table.windowBytes == 16) return makeLine<16>(table, rows, steps, line);
  if constexpr (windowLayout.bytesMax >= 32) {
    if (table.windowBytes == 32) return makeLine<32>(table, rows, steps, line);
  }
  if constexpr (windowLayout.bytesMax >= 64) makeLine<64>(table, rows, steps, line);
}

/** For rows that are shorter than a window. */
void makeFromTaps(const RowTable& table, const uint8_t* row, Steps steps, int16_t* line) {
  for (size_t i = steps.first * stepValues; i < table.values && i < steps.end * stepValues; ++i) {
    const Tap& tap = table.taps[i];
    line[i] = static_cast<int16_t>((256 - tap.weight) * row[tap.left] + tap.weight * row[tap.right] - 32768);
  }
}

void resample(const RowTable& table, const SourceRow& row, Steps steps, int16_t* line) {
  if (table.windowBytes == 0) return makeFromTaps(table, row.bytes, steps, line);
  makeLineOf(table, OneRow{row}, steps, line);
}

void resampleBetween(const RowTable& table, const SourceRow& upper, const SourceRow& lower, uint32_t weight,
                     Steps steps, int16_t* line) {
  const S16 above = splat(static_cast<int16_t>(32768 - weight));
  const S16 below = splat(static_cast<int16_t>(weight));
  makeLineOf(table, TwoRows{upper, lower, above, below}, steps, line);
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
