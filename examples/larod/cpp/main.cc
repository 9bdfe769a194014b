// Converts a picture from NV12, as video comes, to the smaller RGB that most models want. The device cpu-proc
// does it; the picture is made here, so no video is needed. A hundred runs tell the time that one takes, then
// the app ends.
#include <larod.h>
#include <sys/mman.h>
#include <syslog.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>

namespace {

constexpr size_t kWidth = 1280, kHeight = 720, kSmallWidth = 320, kSmallHeight = 180;
constexpr int kRuns = 100;

/**
 * Passes a result on; false or a null pointer becomes an exception with the library's words. `error` is a
 * reference because the call that stands for `result` may set it later than arguments are read.
 */
template <typename T>
T check(T result, larodError*& error, const char* what) {
  if (result) return result;
  const std::string reason = error != nullptr ? error->msg : "no reason";
  larodClearError(&error);
  throw std::runtime_error(std::string(what) + ": " + reason);
}

/** A destroy function as a deleter: they all take the address of the handle. */
template <auto Destroy>
struct Delete {
  template <typename T>
  void operator()(T* handle) const {
    Destroy(&handle);
  }
};
void disconnect(larodConnection** connection) { larodDisconnect(connection, nullptr); }
using Connection = std::unique_ptr<larodConnection, Delete<disconnect>>;
using Map = std::unique_ptr<larodMap, Delete<larodDestroyMap>>;
using Model = std::unique_ptr<larodModel, Delete<larodDestroyModel>>;
using Job = std::unique_ptr<larodJobRequest, Delete<larodDestroyJobRequest>>;

/** The tensors of one side of a model, with buffers of the service. */
struct Tensors {
  Tensors(decltype(larodAllocModelInputs)* allocate, larodConnection* connection, const larodModel* model)
      : owner(connection) {
    larodError* error = nullptr;
    list = check(allocate(owner, model, LAROD_FD_TYPE_DISK, &count, nullptr, &error), error, "tensors");
  }
  ~Tensors() { larodDestroyTensors(owner, &list, count, nullptr); }
  Tensors(const Tensors&) = delete;
  Tensors& operator=(const Tensors&) = delete;

  larodConnection* owner;
  larodTensor** list = nullptr;
  size_t count = 0;
};

struct Unmap {
  size_t size;
  void operator()(uint8_t* start) const { munmap(start, size); }
};
using Memory = std::unique_ptr<uint8_t, Unmap>;

Memory map(const larodTensor* tensor) {
  larodError* error = nullptr;
  size_t size = 0;
  check(larodGetTensorFdSize(tensor, &size, &error), error, "size of a tensor");
  void* start = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, larodGetTensorFd(tensor, nullptr), 0);
  if (start == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "memory of a tensor");
  return {static_cast<uint8_t*>(start), Unmap{size}};
}

/** What to convert, in place of a model file. */
Model loadConversion(larodConnection* connection) {
  larodError* error = nullptr;
  const Map map(check(larodCreateMap(&error), error, "settings"));
  check(larodMapSetStr(map.get(), "image.input.format", "nv12", &error) &&
            larodMapSetIntArr2(map.get(), "image.input.size", kWidth, kHeight, &error) &&
            larodMapSetStr(map.get(), "image.output.format", "rgb-interleaved", &error) &&
            larodMapSetIntArr2(map.get(), "image.output.size", kSmallWidth, kSmallHeight, &error),
        error, "settings");
  const larodDevice* device = check(larodGetDevice(connection, "cpu-proc", 0, &error), error, "cpu-proc");
  return Model(
      check(larodLoadModel(connection, -1, device, LAROD_ACCESS_PRIVATE, "nv12-to-rgb", map.get(), &error),
            error, "conversion"));
}

/** Gray from black on the left to white on the right. */
void drawRamp(std::span<uint8_t> nv12) {
  const auto luma = nv12.first(kWidth * kHeight);
  for (size_t i = 0; i < luma.size(); ++i) luma[i] = static_cast<uint8_t>(i % kWidth * 255 / (kWidth - 1));
  std::ranges::fill(nv12.subspan(luma.size()), 128);
}

void run() {
  larodError* error = nullptr;
  larodConnection* opened = nullptr;
  check(larodConnect(&opened, &error), error, "larod");
  const Connection connection(opened);
  const Model model = loadConversion(connection.get());
  const Tensors inputs(larodAllocModelInputs, connection.get(), model.get());
  const Tensors outputs(larodAllocModelOutputs, connection.get(), model.get());
  const Memory picture = map(inputs.list[0]);
  const Memory rgb = map(outputs.list[0]);
  drawRamp({picture.get(), std::min(picture.get_deleter().size, kWidth * kHeight * 3 / 2)});
  const Job job(check(larodCreateJobRequest(model.get(), inputs.list, inputs.count, outputs.list,
                                            outputs.count, nullptr, &error),
                      error, "job"));
  const auto started = std::chrono::steady_clock::now();
  for (int i = 0; i < kRuns; ++i) check(larodRunJob(connection.get(), job.get(), &error), error, "job");
  const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - started;
  const uint8_t* middle = rgb.get() + (kSmallHeight / 2 * kSmallWidth + kSmallWidth / 2) * 3;
  syslog(LOG_INFO, "%.2f ms a picture; its middle is %d, %d, %d", passed.count() / kRuns, middle[0],
         middle[1], middle[2]);
}

}  // namespace

int main() {
  openlog("example_larod_cpp", LOG_PID, LOG_USER);
  try {
    run();
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
