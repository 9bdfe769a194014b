// Lists the devices that run models, loads a model file and tells what its tensors look like: the first thing
// to know of a model. Device and file stand in runOptions; put the file into the folder model/ and pack with
// --add model.
#include <errno.h>
#include <fcntl.h>
#include <larod.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static const char* const type_names[LAROD_TENSOR_DATA_TYPE_MAX] = {
    "invalid", "unspecified", "bool",   "uint8", "int8",    "uint16",  "int16",
    "uint32",  "int32",       "uint64", "int64", "float16", "float32", "float64"};

static const char* text_of(const larodError* error) { return error ? error->msg : "no reason"; }

// Array and entries belong to the connection.
static bool tell_devices(larodConnection* connection, larodError** error) {
  size_t count = 0;
  const larodDevice** devices = larodListDevices(connection, &count, error);
  if (!devices) return false;
  for (size_t i = 0; i < count; i++) {
    uint32_t instance = 0;
    const char* name = larodGetDeviceName(devices[i], error);
    if (!name || !larodGetDeviceInstance(devices[i], &instance, error)) return false;
    syslog(LOG_INFO, "device %s, instance %u", name, instance);
  }
  return true;
}

static bool tell_tensor(const char* kind, const larodTensor* tensor, larodError** error) {
  size_t bytes = 0;
  const char* name = larodGetTensorName(tensor, error);
  const larodTensorDims* dims = name ? larodGetTensorDims(tensor, error) : NULL;
  if (!dims || !larodGetTensorByteSize(tensor, &bytes, error)) return false;
  const larodTensorDataType type = larodGetTensorDataType(tensor, error);
  if (type <= LAROD_TENSOR_DATA_TYPE_INVALID || type >= LAROD_TENSOR_DATA_TYPE_MAX) return false;
  char shape[160] = "";
  for (size_t i = 0, end = 0; i < dims->len && end < sizeof shape; i++)
    end += (size_t)snprintf(shape + end, sizeof shape - end, "%s%zu", i ? "x" : "", dims->dims[i]);
  syslog(LOG_INFO, "%s \"%s\": %s of %s, %zu bytes", kind, name, shape, type_names[type], bytes);
  return true;
}

static bool tell_tensors(larodConnection* connection, const char* kind, larodTensor** tensors, size_t count,
                         larodError** error) {
  if (!tensors) return false;
  bool told = true;
  for (size_t i = 0; i < count && told; i++) told = tell_tensor(kind, tensors[i], error);
  // An error that is there already must not be overwritten.
  return larodDestroyTensors(connection, &tensors, count, told ? error : NULL) && told;
}

static bool tell_model(larodConnection* connection, const char* device_name, int file, larodError** error) {
  const larodDevice* device = larodGetDevice(connection, device_name, 0, error);
  if (!device) return false;
  syslog(LOG_INFO, "loading; the first time may take minutes");
  larodModel* model = larodLoadModel(connection, file, device, LAROD_ACCESS_PRIVATE, "example", NULL, error);
  if (!model) return false;
  size_t count = 0;
  larodTensor** tensors = larodCreateModelInputs(model, &count, error);
  bool told = tell_tensors(connection, "input", tensors, count, error);
  if (told) {
    tensors = larodCreateModelOutputs(model, &count, error);
    told = tell_tensors(connection, "output", tensors, count, error);
  }
  larodDestroyModel(&model);
  return told;
}

// SIGTERM ends the app at once, also while a model loads: the camera frees what belonged to the session.
int main(int argc, char** argv) {
  openlog("example_larod_c", LOG_PID, LOG_USER);
  if (argc != 3) {
    syslog(LOG_ERR, "runOptions must be: <device> <model file>");
    return EXIT_FAILURE;
  }
  larodConnection* connection = NULL;
  larodError* error = NULL;
  bool done = larodConnect(&connection, &error) && tell_devices(connection, &error);
  int file = done ? open(argv[2], O_RDONLY | O_CLOEXEC) : -1;
  if (done && file < 0) {
    done = false;
    syslog(LOG_ERR, "%s: %s", argv[2], strerror(errno));
  } else {
    done = done && tell_model(connection, argv[1], file, &error);
    if (!done) syslog(LOG_ERR, "larod: %s", text_of(error));
  }
  if (file >= 0) close(file);
  larodClearError(&error);
  if (connection) larodDisconnect(&connection, NULL);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
