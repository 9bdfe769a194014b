/**
 * @file larod-version.h
 * Chooses the larod API an app is compiled for. Included by larod.h; never include it alone.
 *
 * Nothing defined, or LAROD_API_VERSION_3, means API 3. LAROD_API_VERSION_1 or LAROD_API_VERSION_2, defined
 * before the first include, maps the names whose parameters changed to the functions of the old API. Which
 * old functions the newest cameras still have is (unverified).
 */
#ifndef ACAPKIT_LAROD_VERSION_H_
#define ACAPKIT_LAROD_VERSION_H_

#if defined(LAROD_API_VERSION_1) && defined(LAROD_API_VERSION_2)
#error "define only one of LAROD_API_VERSION_1 and LAROD_API_VERSION_2"
#elif defined(LAROD_API_VERSION_1)
#warning "LAROD_API_VERSION_1 is deprecated: move to API 3"
#define larodLoadModel larodLoadModel_API_VERSION_1
#define larodLoadModelAsync larodLoadModelAsync_API_VERSION_1
#define larodDestroyTensors larodDestroyTensors_API_VERSION_1
#define larodDestroyInferenceRequest larodDestroyJobRequest
#define larodSetInferenceRequestModel larodSetJobRequestModel
#define larodSetInferenceRequestInputs larodSetJobRequestInputs
#define larodSetInferenceRequestOutputs larodSetJobRequestOutputs
#define larodSetInferenceRequestPriority larodSetJobRequestPriority
#define LAROD_ERROR_INFERENCE LAROD_ERROR_JOB
#elif defined(LAROD_API_VERSION_2)
#warning "LAROD_API_VERSION_2 is deprecated: move to API 3"
#define larodLoadModel larodLoadModel_API_VERSION_2
#define larodLoadModelAsync larodLoadModelAsync_API_VERSION_2
#define larodDestroyTensors larodDestroyTensors_API_VERSION_1
#define larodRunJob larodRunJob_API_VERSION_2
#define larodRunJobAsync larodRunJobAsync_API_VERSION_2
#endif

#endif /* ACAPKIT_LAROD_VERSION_H_ */
