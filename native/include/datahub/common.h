/**
 * @file datahub/common.h
 * Types, constants and small objects of the Device Data Hub, a publish and subscribe service. Since AXIS
 * OS 12.10 (beta). The name of the shared library is not published.
 *
 * RECONSTRUCTED: the C headers were not available. The signatures come from published bindings of another
 * language, the names of the constants from the official examples; a name marked (unverified) only follows
 * their pattern. Which of the three files of this folder declares what is (unverified) too.
 *
 * Rules for every function of the Data Hub: `DHError** error` is set on failure and freed with
 * dh_error_destroy(); that it may be NULL is (unverified). Callbacks run in threads of the library; no event
 * loop is needed. A destroy function frees; texts and objects from a getter belong to the object they came
 * from. What callbacks get belongs to the library and lives until they return (unverified).
 */
#ifndef ACAPKIT_DATAHUB_COMMON_H_
#define ACAPKIT_DATAHUB_COMMON_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An error. */
typedef struct DHError DHError;
/** A moment, to write data with. */
typedef struct DHTimestamp DHTimestamp;
/** A kind of data with a JSON schema. */
typedef struct DHTopic DHTopic;
/** The JSON text of one sample. */
typedef struct DHTopicData DHTopicData;
/** Named values that tell the instances of a topic apart. */
typedef struct DHInstanceKeys DHInstanceKeys;
/** One instance of a topic, such as a channel. */
typedef struct DHTopicInstance DHTopicInstance;
/** What a subscriber receives: data, moment, topic. */
typedef struct DHTopicSample DHTopicSample;
/** Names of topics. */
typedef struct DHTopicList DHTopicList;
/** Instances of a topic. */
typedef struct DHTopicInstanceList DHTopicInstanceList;
/** Publishes a topic. */
typedef struct DHWriter DHWriter;
/** Receives topics. */
typedef struct DHSubscriber DHSubscriber;
/** Chooses what a subscriber receives. */
typedef struct DHFilter DHFilter;
/** Filters and switches for dh_subscriber_subscribe(). */
typedef struct DHSubscribeOptions DHSubscribeOptions;
/** The connection of an app. */
typedef struct DHClient DHClient;

/** A DH_ERR_* value. */
typedef uint32_t DHErrorCode;
/** A DH_CONSUMER_* value. */
typedef uint32_t DHConsumerMatchStatus;
/** A DH_TOPIC_* value. */
typedef uint32_t DHTopicUpdateType;
/** A DH_TOPIC_INSTANCE_* value. */
typedef uint32_t DHTopicInstanceUpdateType;
/** A DH_START_FROM_* value. */
typedef uint32_t DHStartFrom;
/** A DH_CONN_* value. */
typedef uint32_t DHConnectionState;
/** A DH_LOG_* level. */
typedef uint32_t DHLogLevel;
/** A DH_LOG_TARGET_* value. */
typedef uint32_t DHLogTarget;
/** Number that dh_writer_register_production() gives. */
typedef uint64_t DHProductionId;

/** @name Errors: all names but DH_ERR_INVALID_TOPIC are (unverified)
 * @{ */
#define DH_ERR_INVALID_PARAMS ((DHErrorCode)0)
#define DH_ERR_DATA_TOO_BIG ((DHErrorCode)1)
#define DH_ERR_NOT_CONNECTED ((DHErrorCode)2)
#define DH_ERR_ALREADY_CONNECTED ((DHErrorCode)3)
#define DH_ERR_UNKNOWN ((DHErrorCode)4)
#define DH_ERR_INTERNAL ((DHErrorCode)5)
#define DH_ERR_INVALID_ID ((DHErrorCode)6)
#define DH_ERR_INVALID_TOPIC ((DHErrorCode)7)
#define DH_ERR_NOT_INITIALIZED ((DHErrorCode)8)
#define DH_ERR_MAX_CLIENTS ((DHErrorCode)9)
#define DH_ERR_MAX_CONNECTIONS ((DHErrorCode)10)
#define DH_ERR_AUTHENTICATION_FAILED ((DHErrorCode)11)
#define DH_ERR_TOPIC_EXISTS ((DHErrorCode)12)
#define DH_ERR_MAX_TOPIC ((DHErrorCode)13)
#define DH_ERR_CONNECTION_ERROR ((DHErrorCode)14)
#define DH_ERR_INVALID_DATA ((DHErrorCode)15)
#define DH_ERR_INVALID_INSTANCE ((DHErrorCode)16)
#define DH_ERR_INVALID_KEYS ((DHErrorCode)17)
#define DH_ERR_INVALID_SUBSCRIPTION ((DHErrorCode)18)
#define DH_ERR_INSTANCE_EXISTS ((DHErrorCode)19)
#define DH_ERR_INSTANCES_NOT_SUPPORTED ((DHErrorCode)20)
#define DH_ERR_MAX_INSTANCES ((DHErrorCode)21)
#define DH_ERR_MAX_SUBSCRIPTIONS ((DHErrorCode)22)
#define DH_ERR_AUTHORIZATION_FAILED ((DHErrorCode)23)
#define DH_ERR_MAX_PRODUCTIONS ((DHErrorCode)24)
#define DH_ERR_INVALID_PRODUCTION ((DHErrorCode)25)
#define DH_ERR_INVALID_REQUEST ((DHErrorCode)26)
#define DH_ERR_CREDENTIAL_ERROR ((DHErrorCode)27)
/** @} */

/** @name State of the connection: the names are (unverified)
 * @{ */
#define DH_CONN_DISCONNECTED ((DHConnectionState)0)
#define DH_CONN_CONNECTED ((DHConnectionState)1)
/** @} */

/** @name Log levels: all names but DH_LOG_INFO are (unverified)
 * @{ */
#define DH_LOG_OFF ((DHLogLevel)0)
#define DH_LOG_CRITICAL ((DHLogLevel)1)
#define DH_LOG_ERROR ((DHLogLevel)2)
#define DH_LOG_WARNING ((DHLogLevel)3)
#define DH_LOG_INFO ((DHLogLevel)4)
#define DH_LOG_DEBUG ((DHLogLevel)5)
#define DH_LOG_TRACE ((DHLogLevel)6)
/** @} */

/** @name Where the library logs: the name DH_LOG_TARGET_SYSLOG is (unverified)
 * @{ */
#define DH_LOG_TARGET_CONSOLE ((DHLogTarget)0)
#define DH_LOG_TARGET_SYSLOG ((DHLogTarget)1)
/** @} */

/** @name What happened to a topic or an instance: the names are (unverified)
 * @{ */
#define DH_TOPIC_CREATED ((DHTopicUpdateType)0)
#define DH_TOPIC_DELETED ((DHTopicUpdateType)1)
#define DH_TOPIC_INSTANCE_CREATED ((DHTopicInstanceUpdateType)0)
#define DH_TOPIC_INSTANCE_DELETED ((DHTopicInstanceUpdateType)1)
/** @} */

/** @name Which samples a subscription starts with: the names are (unverified)
 * @{ */
#define DH_START_FROM_NOW ((DHStartFrom)0)
#define DH_START_FROM_OLDEST ((DHStartFrom)1)
/** @} */

/** @name Whether somebody listens to a production
 * @{ */
#define DH_CONSUMER_NO_MATCH ((DHConsumerMatchStatus)0)
#define DH_CONSUMER_MATCH ((DHConsumerMatchStatus)1)
/** @} */

/** @name Errors
 * @{ */
/** Text of an error, without its code. */
const char* dh_error_get_message(const DHError* err);
/** Code of an error. */
DHErrorCode dh_error_get_code(const DHError* err);
/** Name of a code; static. */
const char* dh_error_code_to_string(DHErrorCode code);
/** Code and text of an error, for a log. */
const char* dh_error_to_string(const DHError* err);
/** Frees an error. */
void dh_error_destroy(DHError* err);
/** @} */

/** @name Moments: Unix time (unverified)
 * @{ */
/** New moment (dh_timestamp_destroy()); that it is the current one is (unverified). */
DHTimestamp* dh_timestamp_create(void);
/** Sets a moment in seconds. */
void dh_timestamp_set_with_sec(DHTimestamp* ts, int64_t seconds);
/** Sets a moment in milliseconds. */
void dh_timestamp_set_with_ms(DHTimestamp* ts, int64_t milliseconds);
/** Sets a moment to now. */
void dh_timestamp_set_current(DHTimestamp* ts);
/** A moment in seconds. */
int64_t dh_timestamp_get_as_sec(const DHTimestamp* ts);
/** A moment in milliseconds. */
int64_t dh_timestamp_get_as_ms(const DHTimestamp* ts);
/** Frees a moment. */
void dh_timestamp_destroy(DHTimestamp* ts);
/** @} */

/** @name Topics
 * @{ */
/** Name of a topic. */
const char* dh_topic_get_name(const DHTopic* topic);
/** Definition of a topic as JSON: topic_name, description, version, data_schema. */
const char* dh_topic_get_json_definition(const DHTopic* topic, DHError** error);
/** Frees the handle; the topic stays. */
void dh_topic_destroy(DHTopic* topic);
/** Number of names. */
uint32_t dh_topic_list_get_count(const DHTopicList* list);
/** A name of the list. */
const char* dh_topic_list_get_name(const DHTopicList* list, uint32_t index);
/** Frees a list. */
void dh_topic_list_destroy(DHTopicList* list);
/** @} */

/** @name Data
 * @{ */
/** New, empty data (dh_topic_data_destroy()). */
DHTopicData* dh_topic_data_create(void);
/** Frees data. */
void dh_topic_data_destroy(DHTopicData* d);
/** Sets the JSON text, which must fit the schema of the topic when it is written. The text is copied
 * (unverified). */
bool dh_topic_data_set_json_data(DHTopicData* d, const char* json_str, DHError** error);
/** The JSON text. */
const char* dh_topic_data_get_json_data(const DHTopicData* d);
/** Topic of a sample. */
const char* dh_topic_sample_get_topic_name(const DHTopicSample* s);
/** Number of a sample. */
uint64_t dh_topic_sample_get_sample_id(const DHTopicSample* s);
/** Tells whether a sample was stored before the subscription began. */
bool dh_topic_sample_is_historical(const DHTopicSample* s);
/** Moment of a sample. */
const DHTimestamp* dh_topic_sample_get_timestamp(const DHTopicSample* s);
/** Data of a sample. */
const DHTopicData* dh_topic_sample_get_data(const DHTopicSample* s);
/** @} */

/** @name Instances
 * @{ */
/** New, empty keys (dh_instance_keys_destroy()). */
DHInstanceKeys* dh_instance_keys_create(void);
/** Frees keys. */
void dh_instance_keys_destroy(DHInstanceKeys* keys);
/** Adds a text. */
bool dh_instance_keys_add_string(DHInstanceKeys* keys, const char* name, const char* value, DHError** error);
/** Adds an integer, such as `channel_id`. */
bool dh_instance_keys_add_integer(DHInstanceKeys* keys, const char* name, int64_t value, DHError** error);
/** Tells whether a key is there. */
bool dh_instance_keys_has_key(const DHInstanceKeys* keys, const char* name);
/** Reads a text, which belongs to the keys. */
bool dh_instance_keys_get_string(const DHInstanceKeys* keys, const char* name, const char** out_value,
                                 DHError** error);
/** Reads an integer. */
bool dh_instance_keys_get_integer(const DHInstanceKeys* keys, const char* name, int64_t* out_value,
                                  DHError** error);
/** Removes a key. */
bool dh_instance_keys_remove(DHInstanceKeys* keys, const char* name, DHError** error);
/** Topic of an instance. */
const char* dh_topic_instance_get_topic_name(const DHTopicInstance* ti);
/** Keys of an instance. */
const DHInstanceKeys* dh_topic_instance_get_keys(const DHTopicInstance* ti);
/** What its writer tells about an instance. */
const char* dh_topic_instance_get_info(const DHTopicInstance* ti);
/** Frees an instance; not for those of a list or a callback (unverified). */
void dh_topic_instance_destroy(DHTopicInstance* ti);
/** Number of instances. */
uint32_t dh_topic_instance_list_get_count(const DHTopicInstanceList* list);
/** An instance of the list. */
const DHTopicInstance* dh_topic_instance_list_get(const DHTopicInstanceList* list, uint32_t index);
/** Frees a list and its instances. */
void dh_topic_instance_list_destroy(DHTopicInstanceList* list);
/** @} */

#ifdef __cplusplus
}
#endif

#endif /* ACAPKIT_DATAHUB_COMMON_H_ */
