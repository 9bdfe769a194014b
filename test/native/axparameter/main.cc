// Entry of the axparameter tests: doctest, or with --role=watcher APP NAME a process that prints each change
// of a parameter.
#define DOCTEST_CONFIG_IMPLEMENT
#include <axsdk/axparameter.h>
#include <doctest/doctest.h>
#include <gio/gio.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

void onChanged(const gchar* name, const gchar* value, gpointer /*data*/) {
  std::printf("changed %s %s\n", name, value);
  std::fflush(stdout);
}

gboolean onInputEnd(GIOChannel* /*channel*/, GIOCondition /*condition*/, gpointer data) {
  g_main_loop_quit(static_cast<GMainLoop*>(data));
  return G_SOURCE_REMOVE;
}

int watch(const char* app, const char* name) {
  AXParameter* parameter = ax_parameter_new(app, nullptr);
  if (parameter == nullptr ||
      ax_parameter_register_callback(parameter, name, onChanged, nullptr, nullptr) == FALSE) {
    return 1;
  }
  std::puts("watching");
  std::fflush(stdout);
  GMainLoop* loop = g_main_loop_new(nullptr, FALSE);
  GIOChannel* input = g_io_channel_unix_new(STDIN_FILENO);
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): GIOCondition is a set of bits.
  g_io_add_watch(input, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP), onInputEnd, loop);
  g_main_loop_run(loop);
  g_io_channel_unref(input);
  g_main_loop_unref(loop);
  ax_parameter_free(parameter);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4 && std::string(arguments[1]) == "--role=watcher") return watch(arguments[2], arguments[3]);
  return doctest::Context(count, arguments).run();
}
