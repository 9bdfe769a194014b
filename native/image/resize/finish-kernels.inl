// From lines to output rows, over the vectors of a family. The scalar family says what is computed.

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
