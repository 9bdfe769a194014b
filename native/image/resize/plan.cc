#include "image/resize/plan.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "image/resize/colour.h"
#include "image/status.h"

namespace acapkit::image {
namespace {

/** new and delete would need the C++ library at run time. */
struct PlanDeleter {
  void operator()(AcapkitImagePlan* plan) const {
    plan->~AcapkitImagePlan();
    std::free(plan);
  }
};
using OwnedPlan = std::unique_ptr<AcapkitImagePlan, PlanDeleter>;

OwnedPlan allocatePlan() {
  void* memory = std::malloc(sizeof(AcapkitImagePlan));
  return OwnedPlan(memory == nullptr ? nullptr : new (memory) AcapkitImagePlan);
}

PlaneGeometry planeGeometry(const AcapkitImagePlan& plan, size_t plane) {
  const AcapkitImageSource& source = plan.geometry.source;
  const AcapkitImageRect& picture = plan.geometry.picture;
  const bool chroma = plane == 1;
  const bool rgb = source.format == ACAPKIT_IMAGE_RGB;
  const bool swapped = plan.geometry.output.order == ACAPKIT_IMAGE_ORDER_BGR;
  PlaneGeometry made{
      .columns = {.start = source.crop.x, .length = source.crop.width, .outputs = picture.width},
      .rows = {.start = source.crop.y, .length = source.crop.height, .outputs = picture.height},
      .columnSampling = Sampling::full,
      .rowSampling = Sampling::full,
      .together = chroma && plan.colour == Colour::fastChroma ? 2U : 1U,
      .sampleBytes = chroma ? 2U
                     : rgb  ? 3U
                            : 1U,
      .valueOffsets = {0, 1, 2},
      .separate = rgb,
      .rowBytes = static_cast<uint32_t>(rowBytes(source.format, source.width, plane)),
  };
  if (chroma) {
    made.columnSampling = source.siting == ACAPKIT_IMAGE_LEFT ? Sampling::halfAtFirst : Sampling::halfCentred;
    made.rowSampling = Sampling::halfCentred;
  }
  // The kernels know one order of channels; for the other one the values change places.
  if (swapped) std::swap(made.valueOffsets[0], made.valueOffsets[made.sampleBytes - 1]);
  return made;
}

/** A row of padding per output plane, made by the kernels that make the picture. */
bool makePadding(AcapkitImagePlan& plan) {
  const AcapkitImageOutput& output = plan.geometry.output;
  const AcapkitImageRect& picture = plan.geometry.picture;
  if (picture.width == output.width && picture.height == output.height) return true;
  const size_t element = elementBytes(output);
  const size_t row = outputRowBytes(output);
  const size_t channels = channelsOf(output);
  if (!plan.padding.allocate(row * outputPlanes(output))) return false;
  const int16_t zeros[stepValues] = {};
  const Lines lines{.luma = zeros, .pairs = zeros, .channels = {zeros, zeros, zeros}};
  const bool interleaved = outputPlanes(output) < channels;
  for (size_t channel = 0; channel < channels; ++channel) {
    uint8_t value[4];
    Destination to = plan.destination;
    to.planes[0] = value;
    to.scale[0] = to.scale[channel];
    to.offset[0] = to.offset[channel];
    const Finish finish =
        plan.kernels->resize.finish[static_cast<size_t>(Colour::gray)][static_cast<size_t>(plan.store)][1];
    finish(constantColour(output.pad[channel], plan.store), lines, 1, to);
    uint8_t* place = plan.padding.data() + (interleaved ? channel * element : channel * row);
    for (size_t i = 0; i < output.width; ++i)
      std::memcpy(place + i * element * (interleaved ? channels : 1), value, element);
  }
  return true;
}

bool compile(AcapkitImagePlan& plan) {
  const AcapkitImageSource& source = plan.geometry.source;
  const AcapkitImageOutput& output = plan.geometry.output;
  plan.kernels = &currentKernels();
  plan.colour = colourOf(source, output);
  plan.store = storeOf(output);
  plan.factors = factorsOf(source, output.order, plan.store);
  plan.destination = destinationOf(output);
  const bool area = output.filter == ACAPKIT_IMAGE_AREA;
  for (size_t plane = 0; plane < (plan.hasChroma() ? 2 : 1); ++plane) {
    if (!plan.planes[plane].make(planeGeometry(plan, plane), area, plan.kernels->resize.layout)) return false;
  }
  return makePadding(plan);
}

bool overlap(const uint8_t* a, size_t aBytes, const uint8_t* b, size_t bBytes) {
  const auto aStart = reinterpret_cast<uintptr_t>(a);
  const auto bStart = reinterpret_cast<uintptr_t>(b);
  return aStart < bStart + bBytes && bStart < aStart + aBytes;
}

AcapkitImageStatus checkRun(const AcapkitImagePlan* plan, const uint8_t* const* planes, const void* output,
                            AcapkitImageError* error) {
  if (plan == nullptr) return invalid(error, "plan", "expected a plan, found NULL");
  if (planes == nullptr) return invalid(error, "planes", "expected the frame's planes, found NULL");
  if (output == nullptr) return invalid(error, "output", "expected memory for the picture, found NULL");
  const size_t element = elementBytes(plan->geometry.output);
  if (reinterpret_cast<uintptr_t>(output) % element != 0)
    return invalid(error, "output", "expected memory aligned for elements of %zu bytes", element);
  const char* const fields[] = {"planes[0]", "planes[1]"};
  for (size_t plane = 0; plane < 2; ++plane) {
    const size_t bytes = acapkit_image_plan_source_bytes(plan, plane);
    if (bytes == 0) continue;
    if (planes[plane] == nullptr)
      return invalid(error, fields[plane], "expected the plane's pixels, found NULL");
    if (overlap(planes[plane], bytes, static_cast<const uint8_t*>(output),
                acapkit_image_plan_output_bytes(plan)))
      return invalid(error, "output", "the output lies over the frame's %s", fields[plane]);
  }
  return ACAPKIT_IMAGE_OK;
}

}  // namespace
}  // namespace acapkit::image

using namespace acapkit::image;  // NOLINT(google-build-using-namespace): C functions are in no namespace.

AcapkitImageStatus acapkit_image_plan_new(const AcapkitImageSource* source, const AcapkitImageOutput* output,
                                          AcapkitImagePlan** plan, AcapkitImageError* error) {
  if (plan == nullptr) return invalid(error, "plan", "expected a place for the plan, found NULL");
  *plan = nullptr;
  Geometry geometry{};
  const auto status = resolve(source, output, geometry, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  OwnedPlan made = allocatePlan();
  if (made == nullptr) return noMemory(error);
  made->geometry = geometry;
  if (!compile(*made)) return noMemory(error);
  *plan = made.release();
  return ACAPKIT_IMAGE_OK;
}

void acapkit_image_plan_free(AcapkitImagePlan* plan) {
  if (plan != nullptr) PlanDeleter()(plan);
}

AcapkitImageStatus acapkit_image_plan_run(const AcapkitImagePlan* plan, const uint8_t* const* planes,
                                          void* output, AcapkitImageError* error) {
  const auto status = checkRun(plan, planes, output, error);
  if (status != ACAPKIT_IMAGE_OK) return status;
  return runPlan(*plan, planes, static_cast<uint8_t*>(output)) ? ACAPKIT_IMAGE_OK : noMemory(error);
}

size_t acapkit_image_plan_source_bytes(const AcapkitImagePlan* plan, size_t plane) {
  if (plan == nullptr || plane > 1) return 0;
  const AcapkitImageSource& source = plan->geometry.source;
  const size_t row = rowBytes(source.format, source.width, plane);
  const size_t rows = planeRows(source.format, source.height, plane);
  return row == 0 ? 0 : (rows - 1) * source.pitches[plane] + row;
}

size_t acapkit_image_plan_output_bytes(const AcapkitImagePlan* plan) {
  if (plan == nullptr) return 0;
  const AcapkitImageOutput& output = plan->geometry.output;
  return (outputPlanes(output) * output.height - 1) * size_t{output.pitch} + outputRowBytes(output);
}

AcapkitImageRect acapkit_image_plan_picture(const AcapkitImagePlan* plan) {
  return plan == nullptr ? AcapkitImageRect{} : plan->geometry.picture;
}

AcapkitImageRect acapkit_image_plan_crop(const AcapkitImagePlan* plan) {
  return plan == nullptr ? AcapkitImageRect{} : plan->geometry.source.crop;
}

const char* acapkit_image_plan_family(const AcapkitImagePlan* plan) {
  return plan == nullptr ? "" : plan->kernels->name;
}
