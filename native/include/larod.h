/**
 * @file larod.h
 * Machine learning and image pre-processing: the client of the larod service (liblarod.so.1). API-compatible
 * declarations, written from the published names, signatures and values; the comments are our own. Facts
 * without hard evidence are marked (unverified). API 3 exists since AXIS OS 10.9; larod-version.h tells how
 * an app selects an older one.
 *
 * Rules for every function:
 * - `larodError** error` may be NULL. Set on failure only; the caller frees it with larodClearError().
 * - The library is not thread safe. One connection per thread is common practice, but nothing promises it
 *   (unverified). There is no event loop; asynchronous callbacks run in a thread of the library.
 * - A destroy function sets the caller's pointer to NULL and does nothing for NULL.
 * - A pointer to something inside a tensor, model or map lives as long as that object.
 * - Calls that take a connection talk to the service and wait for it; the others never block.
 */
#ifndef ACAPKIT_LAROD_H_
#define ACAPKIT_LAROD_H_

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "larod-version.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most dimensions and pitches of a tensor. */
#define LAROD_TENSOR_MAX_LEN 12
/** Result of larodGetModelId() on failure. */
#define LAROD_INVALID_MODEL_ID UINT64_MAX
/** Result of larodGetTensorFd() on failure; a tensor without a buffer has -1. */
#define LAROD_INVALID_FD INT_MIN

/** @name Properties of a tensor's file descriptor: bits that tell what may be done with it
 * @{ */
#define LAROD_FD_PROP_READWRITE 1U /**< read() and write() */
#define LAROD_FD_PROP_MAP 2U       /**< mmap() */
#define LAROD_FD_PROP_DMABUF \
  4U /**< a dma-buf; since API 3 the app itself does DMA_BUF_IOCTL_SYNC around CPU access */
#define LAROD_FD_TYPE_DMA (LAROD_FD_PROP_DMABUF | LAROD_FD_PROP_MAP)
#define LAROD_FD_TYPE_DISK (LAROD_FD_PROP_READWRITE | LAROD_FD_PROP_MAP)
/** @} */

/** Who may use a loaded model. */
typedef enum larodAccess {
  LAROD_ACCESS_INVALID = 0,
  LAROD_ACCESS_PRIVATE = 1, /**< this connection; the model goes when the connection ends */
  LAROD_ACCESS_PUBLIC = 2   /**< everybody, by id, until somebody deletes it; deprecated */
} larodAccess;

/** Codes of a larodError. A code above zero is an errno. */
typedef enum larodErrorCode {
  LAROD_ERROR_NONE = 0,
  LAROD_ERROR_JOB = -1,
  LAROD_ERROR_LOAD_MODEL = -2,
  LAROD_ERROR_FD = -3,
  LAROD_ERROR_MODEL_NOT_FOUND = -4,
  LAROD_ERROR_PERMISSION = -5,
  LAROD_ERROR_CONNECTION = -6,
  LAROD_ERROR_CREATE_SESSION = -7,
  LAROD_ERROR_KILL_SESSION = -8,
  LAROD_ERROR_INVALID_CHIP_ID = -9,
  LAROD_ERROR_INVALID_ACCESS = -10,
  LAROD_ERROR_DELETE_MODEL = -11,
  LAROD_ERROR_TENSOR_MISMATCH = -12,
  LAROD_ERROR_VERSION_MISMATCH =
      -13, /**< the library is older than the service: use the camera's, never pack one */
  LAROD_ERROR_ALLOC = -14,
  LAROD_ERROR_POWER_NOT_AVAILABLE = -15, /**< passes: try again after a while */
  LAROD_ERROR_MAX_ERRNO = 1024
} larodErrorCode;

/** Type of one element of a tensor. UNSPECIFIED switches the check against the model off. */
typedef enum larodTensorDataType {
  LAROD_TENSOR_DATA_TYPE_INVALID = 0,
  LAROD_TENSOR_DATA_TYPE_UNSPECIFIED = 1,
  LAROD_TENSOR_DATA_TYPE_BOOL = 2,
  LAROD_TENSOR_DATA_TYPE_UINT8 = 3,
  LAROD_TENSOR_DATA_TYPE_INT8 = 4,
  LAROD_TENSOR_DATA_TYPE_UINT16 = 5,
  LAROD_TENSOR_DATA_TYPE_INT16 = 6,
  LAROD_TENSOR_DATA_TYPE_UINT32 = 7,
  LAROD_TENSOR_DATA_TYPE_INT32 = 8,
  LAROD_TENSOR_DATA_TYPE_UINT64 = 9,
  LAROD_TENSOR_DATA_TYPE_INT64 = 10,
  LAROD_TENSOR_DATA_TYPE_FLOAT16 = 11,
  LAROD_TENSOR_DATA_TYPE_FLOAT32 = 12,
  LAROD_TENSOR_DATA_TYPE_FLOAT64 = 13,
  LAROD_TENSOR_DATA_TYPE_MAX = 14
} larodTensorDataType;

/** What the dimensions of a tensor mean. */
typedef enum larodTensorLayout {
  LAROD_TENSOR_LAYOUT_INVALID = 0,
  LAROD_TENSOR_LAYOUT_UNSPECIFIED = 1,
  LAROD_TENSOR_LAYOUT_NHWC = 2, /**< dims {1, height, width, channels} */
  LAROD_TENSOR_LAYOUT_NCHW = 3, /**< dims {1, channels, height, width} */
  LAROD_TENSOR_LAYOUT_420SP =
      4, /**< NV12: dims {3, height, width}, pitches {total, luma plane, row} in bytes */
  LAROD_TENSOR_LAYOUT_MAX = 5
} larodTensorLayout;

/** An error; the text belongs to it. */
typedef struct larodError {
  larodErrorCode code;
  const char* msg;
} larodError;

/** Dimensions of a tensor; `len` 0 switches the check against the model off. */
typedef struct larodTensorDims {
  size_t dims[LAROD_TENSOR_MAX_LEN];
  size_t len;
} larodTensorDims;

/** Pitches of a tensor in bytes; `len` 0, or the same as that of the dimensions. */
typedef struct larodTensorPitches {
  size_t pitches[LAROD_TENSOR_MAX_LEN];
  size_t len;
} larodTensorPitches;

/** A session with the service. */
typedef struct larodConnection larodConnection;
/** Handle of a loaded model. */
typedef struct larodModel larodModel;
/** Description of a buffer. */
typedef struct larodTensor larodTensor;
/** A job: model, inputs, outputs, parameters. */
typedef struct larodJobRequest larodJobRequest;
/** Parameters: strings, integers, arrays of 2 or 4 integers. Keys and strings have at most 127 bytes. */
typedef struct larodMap larodMap;
/** Something that runs models. Belongs to the library and lives until the connection closes. */
typedef struct larodDevice larodDevice;

/**
 * End of an asynchronous load, in the library's thread. Must not load, delete, run, allocate or destroy
 * tensors.
 * @param model belongs to the app (larodDestroyModel()); NULL on failure
 * @param error belongs to the library; not to be cleared
 */
typedef void (*larodLoadModelCallback)(larodModel* model, void* userData, larodError* error);

/**
 * End of an asynchronous job, in the library's thread. Must not load, delete, run, allocate or destroy
 * tensors.
 * @param error NULL on success; belongs to the library
 */
typedef void (*larodRunJobCallback)(void* userData, larodError* error);

/** Frees an error. */
void larodClearError(larodError** error);

/** @name Connection and devices
 * @{ */
/** Opens a session (larodDisconnect()). */
bool larodConnect(larodConnection** conn, larodError** error);
/** Ends the session, its private models and its buffers. `*conn` becomes NULL also on failure. */
bool larodDisconnect(larodConnection** conn, larodError** error);
/** Counts the sessions of all apps. */
bool larodGetNumSessions(larodConnection* conn, uint64_t* numSessions, larodError** error);
/**
 * Finds a device.
 * @param name such as "cpu-tflite", "axis-a8-dlpu-tflite", "a9-dlpu-tflite" or "cpu-proc"; what exists
 * depends on the camera
 * @param instance from 0
 */
const larodDevice* larodGetDevice(const larodConnection* conn, const char* name, uint32_t instance,
                                  larodError** error);
/** Name of a device. */
const char* larodGetDeviceName(const larodDevice* dev, larodError** error);
/** Number of a device among those of its name. */
bool larodGetDeviceInstance(const larodDevice* dev, uint32_t* instance, larodError** error);
/** Lists the devices. Neither the array nor its entries are the caller's to free. */
const larodDevice** larodListDevices(larodConnection* conn, size_t* numDevices, larodError** error);
/** @} */

/** @name Models
 * @{ */
#if !defined(LAROD_API_VERSION_1) && !defined(LAROD_API_VERSION_2)
/**
 * Loads a model; blocks. The first load of a .tflite model on a DLPU or GPU compiles it and can take 5
 * minutes.
 * @param fd model file, or -1 with a pre-processing device, where `params` replaces the file
 * @param params image.input.format, image.input.size and so on for pre-processing, or NULL
 * @return the model (larodDestroyModel()), or NULL
 */
larodModel* larodLoadModel(larodConnection* conn, int fd, const larodDevice* dev, larodAccess access,
                           const char* name, const larodMap* params, larodError** error);
/** As larodLoadModel(), but returns at once and calls back. */
bool larodLoadModelAsync(larodConnection* conn, int inFd, const larodDevice* dev, larodAccess access,
                         const char* name, const larodMap* params, larodLoadModelCallback callback,
                         void* userData, larodError** error);
#endif
/** A handle to a loaded model (larodDestroyModel()). */
larodModel* larodGetModel(larodConnection* conn, uint64_t modelId, larodError** error);
/** Handles to all loaded models (larodDestroyModels()). With none: an array of one NULL, and `*numModels` 0.
 */
larodModel** larodGetModels(larodConnection* conn, size_t* numModels, larodError** error);
/** Frees a handle; the model stays loaded. */
void larodDestroyModel(larodModel** model);
/** Frees the array of larodGetModels() and its handles; the models stay loaded. */
void larodDestroyModels(larodModel*** models, size_t numModels);
/** Unloads a model. The handle remains and needs larodDestroyModel() (unverified). */
bool larodDeleteModel(larodConnection* conn, larodModel* model, larodError** error);
/** Id of a model, or LAROD_INVALID_MODEL_ID. */
uint64_t larodGetModelId(const larodModel* model, larodError** error);
/** Device of a model; not the caller's to free. */
const larodDevice* larodGetModelDevice(const larodModel* model, larodError** error);
/** Size of a model in bytes. */
size_t larodGetModelSize(const larodModel* model, larodError** error);
/** Name of a model. */
const char* larodGetModelName(const larodModel* model, larodError** error);
/** Access of a model, or LAROD_ACCESS_INVALID. */
larodAccess larodGetModelAccess(const larodModel* model, larodError** error);
/** Number of inputs of a model. */
size_t larodGetModelNumInputs(const larodModel* model, larodError** error);
/** Number of outputs of a model. */
size_t larodGetModelNumOutputs(const larodModel* model, larodError** error);
/** Byte size of each input: new array (free()). `numInputs` may be NULL. */
size_t* larodGetModelInputByteSizes(const larodModel* model, size_t* numInputs, larodError** error);
/** Byte size of each output: new array (free()). `numOutputs` may be NULL. */
size_t* larodGetModelOutputByteSizes(const larodModel* model, size_t* numOutputs, larodError** error);
/**
 * Writes a compiled model into a file. Since AXIS OS 12.7.
 * @param modelFd model file
 * @param outputFd file to write
 */
bool larodExportModel(larodConnection* conn, int modelFd, int outputFd, const larodDevice* dev,
                      const larodMap* params, larodError** error);
/** @} */

/** @name Tensors: made for a model, or blank
 * @{ */
/** Tensors for the inputs of a model, without buffers (fd -1), property READWRITE. `numTensors` may be NULL.
 */
larodTensor** larodCreateModelInputs(const larodModel* model, size_t* numTensors, larodError** error);
/** Tensors for the outputs of a model, without buffers (fd -1), property READWRITE. `numTensors` may be NULL.
 */
larodTensor** larodCreateModelOutputs(const larodModel* model, size_t* numTensors, larodError** error);
/**
 * Tensors for the inputs of a model, with buffers of the service, already tracked. The buffers go with
 * larodDestroyTensors() or with the connection.
 * @param fdPropFlags LAROD_FD_PROP_* that the buffers must have; 0 lets the service choose
 * @param numTensors may be NULL
 * @param params may be NULL
 */
larodTensor** larodAllocModelInputs(larodConnection* conn, const larodModel* model, uint32_t fdPropFlags,
                                    size_t* numTensors, larodMap* params, larodError** error);
/** As larodAllocModelInputs(), for the outputs. */
larodTensor** larodAllocModelOutputs(larodConnection* conn, const larodModel* model, uint32_t fdPropFlags,
                                     size_t* numTensors, larodMap* params, larodError** error);
/** Blank tensors: fd -1, size 0, offset 0, READWRITE, type and layout UNSPECIFIED, empty name. */
larodTensor** larodCreateTensors(size_t numTensors, larodError** error);
#if !defined(LAROD_API_VERSION_1) && !defined(LAROD_API_VERSION_2)
/** Frees an array of tensors, and the buffers of the service among them. */
bool larodDestroyTensors(larodConnection* conn, larodTensor*** tensors, size_t numTensors,
                         larodError** error);
#endif
/** @} */

/** @name What a tensor describes
 * @{ */
/** Sets the dimensions. */
bool larodSetTensorDims(larodTensor* tensor, const larodTensorDims* dims, larodError** error);
/** Sets the dimensions that an image of this layout has. Since AXIS OS 12.7. */
bool larodBuildTensorDims(larodTensor* tensor, larodTensorLayout layout, size_t width, size_t height,
                          size_t num_channels, larodError** error);
/** Dimensions; belong to the tensor. */
const larodTensorDims* larodGetTensorDims(const larodTensor* tensor, larodError** error);
/** Sets the pitches. */
bool larodSetTensorPitches(larodTensor* tensor, const larodTensorPitches* pitches, larodError** error);
/** Sets the pitches that an image of this layout has; `pitch` is that of a row, in bytes. Since AXIS OS 12.7.
 */
bool larodBuildTensorPitches(larodTensor* tensor, larodTensorLayout layout, size_t pitch, size_t height,
                             size_t num_channels, larodError** error);
/** Pitches; belong to the tensor. */
const larodTensorPitches* larodGetTensorPitches(const larodTensor* tensor, larodError** error);
/** Sets the element type. */
bool larodSetTensorDataType(larodTensor* tensor, larodTensorDataType dataType, larodError** error);
/** Element type, or LAROD_TENSOR_DATA_TYPE_INVALID. */
larodTensorDataType larodGetTensorDataType(const larodTensor* tensor, larodError** error);
/** Sets the layout. */
bool larodSetTensorLayout(larodTensor* tensor, larodTensorLayout layout, larodError** error);
/** Layout, or LAROD_TENSOR_LAYOUT_INVALID. */
larodTensorLayout larodGetTensorLayout(const larodTensor* tensor, larodError** error);
/** Sets the file descriptor of the buffer; the app keeps it open and closes it. Not for a tracked tensor. */
bool larodSetTensorFd(larodTensor* tensor, int fd, larodError** error);
/** File descriptor of the buffer, -1 without one, LAROD_INVALID_FD on failure. */
int larodGetTensorFd(const larodTensor* tensor, larodError** error);
/** Sets the size of the buffer in bytes; 0 means the size of the file. Not for a tracked tensor. */
bool larodSetTensorFdSize(larodTensor* tensor, size_t size, larodError** error);
/** Size that was set; 0 means none. */
bool larodGetTensorFdSize(const larodTensor* tensor, size_t* size, larodError** error);
/** Sets where the data begin in the file, in bytes. Not for a tracked tensor. */
bool larodSetTensorFdOffset(larodTensor* tensor, int64_t offset, larodError** error);
/** Where the data begin in the file, in bytes. */
int64_t larodGetTensorFdOffset(const larodTensor* tensor, larodError** error);
/** Lets the service keep the buffer open, which makes repeated use fast. Once per tensor, 32 per connection.
 */
bool larodTrackTensor(larodConnection* conn, larodTensor* tensor, larodError** error);
/** New dma-buf descriptor for a buffer of kind "vmem" from vdo (close() it, (unverified)). Since AXIS
 * OS 12.7. */
int larodConvertVmemFdToDmabuf(int fd, int64_t offset, larodError** error);
/** Sets the LAROD_FD_PROP_* bits; 0 is refused in a job. Not for a tracked tensor. */
bool larodSetTensorFdProps(larodTensor* tensor, uint32_t fdPropFlags, larodError** error);
/** LAROD_FD_PROP_* bits of a tensor. */
bool larodGetTensorFdProps(const larodTensor* tensor, uint32_t* fdPropFlags, larodError** error);
/** Name of a tensor; belongs to it. */
const char* larodGetTensorName(const larodTensor* tensor, larodError** error);
/** Bytes that the dimensions, pitches and type need; 0 means undefined. */
bool larodGetTensorByteSize(const larodTensor* tensor, size_t* byteSize, larodError** error);
/** @} */

/** @name Maps: values are copied; a getter for a missing key or another kind fails
 * @{ */
/** Makes an empty map (larodDestroyMap()). */
larodMap* larodCreateMap(larodError** error);
/** Frees a map. */
void larodDestroyMap(larodMap** map);
/** Stores a string. */
bool larodMapSetStr(larodMap* map, const char* key, const char* value, larodError** error);
/** Stores an integer. */
bool larodMapSetInt(larodMap* map, const char* key, int64_t value, larodError** error);
/** Stores two integers, such as a width and a height. */
bool larodMapSetIntArr2(larodMap* map, const char* key, int64_t value0, int64_t value1, larodError** error);
/** Stores four integers, such as a rectangle x, y, width, height. */
bool larodMapSetIntArr4(larodMap* map, const char* key, int64_t value0, int64_t value1, int64_t value2,
                        int64_t value3, larodError** error);
/** A string of the map; belongs to it. */
const char* larodMapGetStr(larodMap* map, const char* key, larodError** error);
/** An integer of the map. */
bool larodMapGetInt(larodMap* map, const char* key, int64_t* value, larodError** error);
/** Two integers of the map; belong to it. */
const int64_t* larodMapGetIntArr2(larodMap* map, const char* key, larodError** error);
/** Four integers of the map; belong to it. */
const int64_t* larodMapGetIntArr4(larodMap* map, const char* key, larodError** error);
/** @} */

/** @name Jobs
 * @{ */
/**
 * Makes a job (larodDestroyJobRequest()). The tensors are copied: after a change of one call
 * larodSetJobRequestInputs() or larodSetJobRequestOutputs() again.
 * @param params may be NULL
 */
larodJobRequest* larodCreateJobRequest(const larodModel* model, larodTensor** inputTensors, size_t numInputs,
                                       larodTensor** outputTensors, size_t numOutputs, larodMap* params,
                                       larodError** error);
/** Frees a job. */
void larodDestroyJobRequest(larodJobRequest** jobReq);
/** Changes the model of a job. */
bool larodSetJobRequestModel(larodJobRequest* jobReq, const larodModel* model, larodError** error);
/** Copies the inputs of a job anew. */
bool larodSetJobRequestInputs(larodJobRequest* jobReq, larodTensor** tensors, size_t numTensors,
                              larodError** error);
/** Copies the outputs of a job anew. */
bool larodSetJobRequestOutputs(larodJobRequest* jobReq, larodTensor** tensors, size_t numTensors,
                               larodError** error);
/** 0 … 100, default 50; orders the asynchronous jobs of one connection. */
bool larodSetJobRequestPriority(larodJobRequest* jobReq, uint8_t priority, larodError** error);
/** Changes the parameters of a job, such as image.input.crop. */
bool larodSetJobRequestParams(larodJobRequest* jobReq, const larodMap* params, larodError** error);
#ifndef LAROD_API_VERSION_2
/** Runs a job; blocks until its outputs are written. */
bool larodRunJob(larodConnection* conn, const larodJobRequest* jobReq, larodError** error);
/** Queues a job and returns; the callback tells its end. */
bool larodRunJobAsync(larodConnection* conn, const larodJobRequest* jobReq, larodRunJobCallback callback,
                      void* userData, larodError** error);
#endif
/** @} */

#if defined(LAROD_API_VERSION_1) || defined(LAROD_API_VERSION_2)
/** @name Old APIs: a chip instead of a device
 * @{ */
/** Kinds of devices before API 3. */
typedef enum larodChip {
  LAROD_CHIP_INVALID = 0,
  LAROD_CHIP_DEBUG = 1,               /**< debug-device */
  LAROD_CHIP_TFLITE_CPU = 2,          /**< cpu-tflite */
  LAROD_CHIP_TPU = 4,                 /**< google-edge-tpu-tflite */
  LAROD_CHIP_CVFLOW_NN = 6,           /**< ambarella-cvflow */
  LAROD_CHIP_TFLITE_GLGPU = 8,        /**< gpu-tflite */
  LAROD_CHIP_CVFLOW_PROC = 9,         /**< ambarella-cvflow-proc */
  LAROD_CHIP_ACE = 10,                /**< axis-ace-proc; its name is (unverified) */
  LAROD_CHIP_LIBYUV = 11,             /**< cpu-proc */
  LAROD_CHIP_TFLITE_ARTPEC8DLPU = 12, /**< axis-a8-dlpu-tflite */
  LAROD_CHIP_OPENCL = 13              /**< axis-a7-gpu-proc, axis-a8-gpu-proc or axis-a8-dlpu-proc */
} larodChip;

/** Name of a chip; static. */
const char* larodGetChipName(const larodChip chip);
/** Chips of the camera: new array (free()). */
bool larodListChips(larodConnection* conn, larodChip** chips, size_t* numChips, larodError** error);
/** larodDestroyTensors() of API 1 and 2: the buffers stay. */
void larodDestroyTensors_API_VERSION_1(larodTensor*** tensors, size_t numTensors);
/** @} */
#endif

#ifdef LAROD_API_VERSION_1
/** @name API 1
 * @{ */
/** Old name of a job. */
typedef larodJobRequest larodInferenceRequest;
/** As larodRunJobCallback. */
typedef void (*larodRunInferenceCallback)(void* userData, larodError* error);

/** larodLoadModel() of API 1: the chip is that of the connection. */
larodModel* larodLoadModel_API_VERSION_1(larodConnection* conn, const int fd, const larodAccess access,
                                         const char* name, larodError** error);
/** larodLoadModelAsync() of API 1. */
bool larodLoadModelAsync_API_VERSION_1(larodConnection* conn, const int fd, const larodAccess access,
                                       const char* name, larodLoadModelCallback callback, void* userData,
                                       larodError** error);
/** As larodCreateJobRequest(), without parameters. */
larodInferenceRequest* larodCreateInferenceRequest(const larodModel* model, larodTensor** inputTensors,
                                                   size_t numInputs, larodTensor** outputTensors,
                                                   size_t numOutputs, larodError** error);
/** As larodRunJob(). */
bool larodRunInference(larodConnection* conn, const larodInferenceRequest* infReq, larodError** error);
/** As larodRunJobAsync(). */
bool larodRunInferenceAsync(larodConnection* conn, const larodInferenceRequest* infReq,
                            larodRunInferenceCallback callback, void* userData, larodError** error);
/** Id of the connection's chip. */
bool larodGetChipId(larodConnection* conn, uint64_t* chipId, larodError** error);
/** Chooses the connection's chip by id. */
bool larodSetChipId(larodConnection* conn, const uint64_t chipId, larodError** error);
/** Chooses the connection's chip. */
bool larodSetChip(larodConnection* conn, const larodChip chip, larodError** error);
/** The connection's chip. */
bool larodGetChipType(larodConnection* conn, larodChip* chipType, larodError** error);
/** @} */
#endif

#ifdef LAROD_API_VERSION_2
/** @name API 2
 * @{ */
/** larodLoadModel() of API 2: a chip instead of a device. */
larodModel* larodLoadModel_API_VERSION_2(larodConnection* conn, const int fd, const larodChip chip,
                                         const larodAccess access, const char* name, const larodMap* params,
                                         larodError** error);
/** larodLoadModelAsync() of API 2. */
bool larodLoadModelAsync_API_VERSION_2(larodConnection* conn, const int fd, const larodChip chip,
                                       const larodAccess access, const char* name, const larodMap* params,
                                       larodLoadModelCallback callback, void* userData, larodError** error);
/** larodRunJob() of API 2. That it still synchronises CPU caches for the app is (unverified). */
bool larodRunJob_API_VERSION_2(larodConnection* conn, const larodJobRequest* jobReq, larodError** error);
/** larodRunJobAsync() of API 2. */
bool larodRunJobAsync_API_VERSION_2(larodConnection* conn, const larodJobRequest* jobReq,
                                    larodRunJobCallback callback, void* userData, larodError** error);
/** Chip of a model. */
larodChip larodGetModelChip(const larodModel* model, larodError** error);
/** @} */
#endif

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_LAROD_H_ */
