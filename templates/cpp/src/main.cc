// Reads the video, computes the mean brightness of each frame, and reports it every ReportSeconds.
#include <syslog.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <numeric>

#include "parameters.h"
#include "video.h"

namespace {

constexpr const char* kAppName = "@APP_NAME@";
volatile std::sig_atomic_t stopping = 0;

/** The hot path: the compiler turns the inner loop into NEON. */
double meanLuma(std::span<const uint8_t> luma, const Stream& stream) {
  uint64_t sum = 0;
  for (uint32_t y = 0; y < stream.height(); ++y) {
    const auto row = luma.subspan(static_cast<size_t>(y) * stream.pitch(), stream.width());
    sum += std::accumulate(row.begin(), row.end(), 0U);
  }
  return static_cast<double>(sum) / (static_cast<double>(stream.width()) * stream.height());
}

void run() {
  using Clock = std::chrono::steady_clock;
  const std::chrono::seconds interval(readReportSeconds(kAppName));
  Stream stream(640, 360, 15);
  syslog(LOG_INFO, "video %ux%u, pitch %u", stream.width(), stream.height(), stream.pitch());
  unsigned frames = 0;
  unsigned framesBefore = 0;
  auto reported = Clock::now();
  while (stopping == 0) {
    const std::optional<Frame> frame = stream.next();
    if (!frame || frame->luma().empty()) continue;
    const double mean = meanLuma(frame->luma(), stream);
    ++frames;
    const std::chrono::duration<double> passed = Clock::now() - reported;
    if (passed < interval) continue;
    syslog(LOG_INFO, "frames %u, %.1f frames/s, mean luma %.2f", frames,
           (frames - framesBefore) / passed.count(), mean);
    framesBefore = frames;
    reported = Clock::now();
  }
  syslog(LOG_INFO, "ended after %u frames", frames);
}

}  // namespace

int main() {
  openlog(kAppName, LOG_PID, LOG_USER);
  std::signal(SIGTERM, [](int) { stopping = 1; });
  std::signal(SIGINT, [](int) { stopping = 1; });
  try {
    run();
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
