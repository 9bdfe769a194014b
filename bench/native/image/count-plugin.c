// Counts the instructions that qemu-user runs, exactly: each translated block adds its number of instructions
// when it is run. Prints the sum on standard error when the program ends. Debian ships no qemu-plugin.h, so
// the few functions of the plugin interface (version 1, as QEMU 7.2 has it) are declared here.
#include <inttypes.h>
#include <stdio.h>

typedef uint64_t PluginId;
struct qemu_plugin_tb;
struct PluginInfo;
enum { inlineAddU64 = 0 };

void qemu_plugin_register_vcpu_tb_trans_cb(PluginId id,
                                           void (*translated)(PluginId id, struct qemu_plugin_tb* block));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb* block, int operation, void* target,
                                              uint64_t value);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb* block);
void qemu_plugin_register_atexit_cb(PluginId id, void (*ended)(PluginId id, void* data), void* data);

#define PLUGIN_API __attribute__((visibility("default")))

PLUGIN_API extern int qemu_plugin_version;
PLUGIN_API int qemu_plugin_version = 1;

static uint64_t instructions;

static void translated(PluginId id, struct qemu_plugin_tb* block) {
  (void)id;
  qemu_plugin_register_vcpu_tb_exec_inline(block, inlineAddU64, &instructions, qemu_plugin_tb_n_insns(block));
}

static void ended(PluginId id, void* data) {
  (void)id;
  (void)data;
  fprintf(stderr, "instructions %" PRIu64 "\n", instructions);
}

/** QEMU calls it once, before the program starts. One thread is counted. */
PLUGIN_API int qemu_plugin_install(PluginId id, const struct PluginInfo* info, int argc, char** argv);
PLUGIN_API int qemu_plugin_install(PluginId id, const struct PluginInfo* info, int argc, char** argv) {
  (void)info;
  (void)argc;
  (void)argv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
