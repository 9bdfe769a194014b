// How long the image path takes per frame on this machine, beside other libraries and beside the least that
// is possible. All contenders of a job take turns in this one thread, on frames that are in no cache; each
// figure is the median of many turns, in milliseconds of this thread's CPU time. Prints
// {"family","lastLevelCacheBytes","opponents":[…],"jobs":[{"job","ringExceedsCache","medianMs":{…}}]}.
//
//   image-bench [--opponents] [--family NAME] [--rounds N 25] [JOB…]
//
// --opponents only prints the libraries that were there when this was built.
#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <span>
#include <stdexcept>
#include <string>

#include "ring.h"

namespace acapkit::bench {
namespace {

struct Source {
  /** Name of the opponent that it takes, empty when it is there anyway. */
  std::string_view opponent;
  std::vector<Contender> (*contenders)(const Job&);
};

constexpr std::array sources{
    Source{"", acapkitContenders},        Source{"", limitContenders},
#if defined(BENCH_LIBYUV)
    Source{"libyuv", libyuvContenders},
#endif
#if defined(BENCH_OPENCV)
    Source{"opencv", opencvContenders},
#endif
#if defined(BENCH_SWSCALE)
    Source{"swscale", swscaleContenders},
#endif
#if defined(BENCH_JPEG)
    Source{"jpeg", jpegContenders},       Source{"", acapkitJpegContenders},
#endif
};

constexpr int framesPerTurn = 4;
/** Two right pictures differ by rounding and by how chroma is interpolated; a wrong one by much more. */
constexpr double meanDifferenceMax = 4;

struct Options {
  int rounds = 25;
  std::vector<const Job*> chosen;
};

double threadMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/** A picture as bytes, whatever the job makes of it. */
std::vector<double> valuesOf(const Job& job, const uint8_t* output) {
  std::vector<double> values(size_t{3} * job.width * job.height);
  for (size_t i = 0; i < values.size(); ++i) {
    if (job.type == ACAPKIT_IMAGE_F32) {
      float value = 0;
      std::memcpy(&value, output + i * sizeof value, sizeof value);
      values[i] = value * 255.0;
    } else {
      values[i] = output[i];
    }
  }
  return values;
}

/** Throws when two contenders make different pictures of the same frame: then one of them does not do the
 * job. */
void compare(const Job& job, std::span<Contender> contenders, const uint8_t* frame,
             std::vector<uint8_t>& output) {
  std::vector<double> reference;
  for (Contender& contender : contenders) {
    std::fill(output.begin(), output.end(), uint8_t{0});
    contender.run(frame, output.data());
    if (!contender.isPicture) continue;
    const std::vector<double> values = valuesOf(job, output.data());
    if (reference.empty()) reference = values;
    double sum = 0;
    for (size_t i = 0; i < values.size(); ++i) sum += std::abs(values[i] - reference[i]);
    const double difference = sum / static_cast<double>(values.size());
    if (difference <= meanDifferenceMax) continue;
    throw std::runtime_error(std::string(job.name) + ": expected pictures that differ by at most " +
                             std::to_string(meanDifferenceMax) + " on average, found " +
                             std::to_string(difference) + " between " + contenders[0].name + " and " +
                             contender.name);
  }
}

/** Milliseconds per frame of one turn. The first frame brings the contender's code and tables back into the
 * caches. */
double takeTurn(Contender& contender, Ring& ring, uint8_t* output) {
  contender.run(ring.next(contender.frames), output);
  double sum = 0;
  for (int i = 0; i < framesPerTurn; ++i) {
    const uint8_t* frame = ring.next(contender.frames);
    const double start = threadMilliseconds();
    contender.run(frame, output);
    sum += threadMilliseconds() - start;
  }
  return sum / framesPerTurn;
}

void measure(const Job& job, int rounds, bool first) {
  std::vector<Contender> contenders;
  for (const Source& source : sources) {
    for (Contender& contender : source.contenders(job)) contenders.push_back(std::move(contender));
  }
  Ring ring(job);
  std::vector<uint8_t> output(std::max<size_t>(outputBytes(job), 1));
  compare(job, contenders, ring.next(2), output);
  std::vector<std::vector<double>> turns(contenders.size());
  for (int round = 0; round < rounds; ++round) {
    // Another one begins each time, so that nobody always follows the same one.
    for (size_t i = 0; i < contenders.size(); ++i) {
      const size_t index = (i + static_cast<size_t>(round)) % contenders.size();
      turns[index].push_back(takeTurn(contenders[index], ring, output.data()));
    }
  }
  std::printf(R"(%s{"job":"%s","ringExceedsCache":%s,"medianMs":{)", first ? "" : ",", job.name,
              ring.neededBytes() > lastLevelCacheBytes() ? "true" : "false");
  for (size_t i = 0; i < contenders.size(); ++i)
    std::printf(R"(%s"%s":%.4f)", i == 0 ? "" : ",", contenders[i].name.c_str(), median(turns[i]));
  std::printf("}}");
}

void printOpponents() {
  const char* between = "[";
  for (const Source& source : sources) {
    if (source.opponent.empty()) continue;
    std::printf(R"(%s"%s")", between, source.opponent.data());
    between = ",";
  }
  std::printf(between[0] == '[' ? "[]" : "]");
}

Options parse(std::span<char*> arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string name = arguments[i];
    const char* value = i + 1 < arguments.size() ? arguments[i + 1] : "";
    AcapkitImageError error{};
    if (name == "--family") {
      if (acapkit_image_use_family(value, &error) != ACAPKIT_IMAGE_OK)
        throw std::runtime_error(error.message);
      ++i;
    } else if (name == "--rounds") {
      options.rounds = std::atoi(value);
      if (options.rounds < 1)
        throw std::runtime_error("--rounds: expected a number from 1, found " + std::string(value));
      ++i;
    } else if (const Job* job = jobNamed(name); job != nullptr) {
      options.chosen.push_back(job);
    } else {
      throw std::runtime_error("expected --family, --rounds or a job, found " + name);
    }
  }
  if (options.chosen.empty()) {
    for (const Job& job : jobs()) options.chosen.push_back(&job);
  }
  return options;
}

void run(std::span<char*> arguments) {
  if (arguments.size() == 1 && std::strcmp(arguments[0], "--opponents") == 0) {
    printOpponents();
    std::printf("\n");
    return;
  }
  const Options options = parse(arguments);
  std::printf(R"({"family":"%s","lastLevelCacheBytes":%zu,"opponents":)", acapkit_image_family(),
              lastLevelCacheBytes());
  printOpponents();
  std::printf(R"(,"jobs":[)");
  for (const Job* job : options.chosen) measure(*job, options.rounds, job == options.chosen[0]);
  std::printf("]}\n");
}

}  // namespace
}  // namespace acapkit::bench

int main(int argc, char** argv) {
  try {
    acapkit::bench::run({argv + 1, argv + argc});
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "image-bench: %s\n", error.what());
    return 1;
  }
}
