// The hot path in C: meanLuma(data, width, height, pitch) gives the mean of the luma plane. It reads the
// frame where the camera put it.
#include <node_api.h>
#include <stdint.h>

static double mean_luma(const uint8_t* luma, uint32_t width, uint32_t height, uint32_t pitch) {
  uint64_t sum = 0;
  for (uint32_t y = 0; y < height; y++) {
    const uint8_t* row = luma + (size_t)y * pitch;
    uint32_t row_sum = 0;
    for (uint32_t x = 0; x < width; x++) row_sum += row[x];
    sum += row_sum;
  }
  return (double)sum / ((double)width * height);
}

static napi_value js_mean_luma(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_typedarray_type type = napi_int8_array;
  size_t length = 0;
  void* data = NULL;
  uint32_t size[3] = {0, 0, 0};
  napi_value result = NULL;
  int valid = napi_get_cb_info(env, info, &count, arguments, NULL, NULL) == napi_ok && count == 4 &&
              napi_get_typedarray_info(env, arguments[0], &type, &length, &data, NULL, NULL) == napi_ok &&
              type == napi_uint8_array;
  for (int i = 0; i < 3 && valid; i++)
    valid = napi_get_value_uint32(env, arguments[i + 1], &size[i]) == napi_ok;
  const uint32_t width = size[0], height = size[1], pitch = size[2];
  if (!valid || width == 0 || height == 0 || pitch < width ||
      (uint64_t)pitch * (height - 1) + width > length) {
    napi_throw_range_error(env, NULL,
                           "meanLuma(data, width, height, pitch): the plane does not fit into data");
    return NULL;
  }
  napi_create_double(env, mean_luma(data, width, height, pitch), &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function = NULL;
  napi_create_function(env, "meanLuma", NAPI_AUTO_LENGTH, js_mean_luma, NULL, &function);
  napi_set_named_property(env, exports, "meanLuma", function);
  return exports;
}
