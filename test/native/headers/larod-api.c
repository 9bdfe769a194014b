// Calls of an app written for each larod API, under the names that the app writes.
#include <larod.h>

int use(larodConnection* conn, larodTensor** tensors, larodError** error);

int use(larodConnection* conn, larodTensor** tensors, larodError** error) {
#if defined(LAROD_API_VERSION_1)
  larodModel* model = larodLoadModel(conn, 3, LAROD_ACCESS_PRIVATE, "m", error);
  larodInferenceRequest* request = larodCreateInferenceRequest(model, tensors, 1, tensors, 1, error);
  larodRunInferenceCallback callback = 0;
  larodSetInferenceRequestModel(request, model, error);
  larodSetInferenceRequestInputs(request, tensors, 1, error);
  larodSetInferenceRequestOutputs(request, tensors, 1, error);
  larodSetInferenceRequestPriority(request, 1, error);
  larodRunInferenceAsync(conn, request, callback, 0, error);
  larodDestroyInferenceRequest(&request);
  larodDestroyTensors(&tensors, 1);
  return larodSetChip(conn, LAROD_CHIP_TPU, error) && LAROD_ERROR_INFERENCE == -1;
#elif defined(LAROD_API_VERSION_2)
  larodModel* model = larodLoadModel(conn, 3, LAROD_CHIP_TPU, LAROD_ACCESS_PRIVATE, "m", 0, error);
  larodJobRequest* request = larodCreateJobRequest(model, tensors, 1, tensors, 1, 0, error);
  larodDestroyTensors(&tensors, 1);
  return larodRunJob(conn, request, error) && larodRunJobAsync(conn, request, 0, 0, error);
#else
  larodModel* model = larodLoadModel(conn, 3, 0, LAROD_ACCESS_PRIVATE, "m", 0, error);
  larodJobRequest* request = larodCreateJobRequest(model, tensors, 1, tensors, 1, 0, error);
  return larodRunJob(conn, request, error) && larodDestroyTensors(conn, &tensors, 1, error);
#endif
}
