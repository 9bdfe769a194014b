// Tells the state of every storage (SD card, network share) whenever it changes: whether it is there, can be
// written to, is full, or is about to go. Nothing is written.
#include <axsdk/axstorage.h>
#include <glib-unix.h>
#include <syslog.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

std::string textOf(GError* error) {
  const std::string text = error != nullptr ? error->message : "no reason";
  g_clear_error(&error);
  return text;
}

/** Such as `available, full`. Throws what the library says when it cannot tell. */
std::string states(gchar* id) {
  constexpr std::array<std::pair<AXStorageStatusEventId, const char*>, 4> all{{
      {AX_STORAGE_AVAILABLE_EVENT, "available"},
      {AX_STORAGE_WRITABLE_EVENT, "writable"},
      {AX_STORAGE_FULL_EVENT, "full"},
      {AX_STORAGE_EXITING_EVENT, "about to go"},
  }};
  std::string text;
  for (const auto& [state, word] : all) {
    GError* error = nullptr;
    const bool is = ax_storage_get_status(id, state, &error);
    if (error != nullptr) throw std::runtime_error(textOf(error));
    if (is) text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text.empty() ? "not there" : text;
}

/** A subscription to one storage; its address is known to the library, so it must not move. */
class Storage {
 public:
  explicit Storage(const gchar* id) : id_(id) {
    GError* error = nullptr;
    subscription_ = ax_storage_subscribe(id_.data(), onChange, this, &error);
    if (subscription_ == 0) throw std::runtime_error(id_ + ": " + textOf(error));
  }
  ~Storage() {
    GError* error = nullptr;
    if (!ax_storage_unsubscribe(subscription_, &error))
      syslog(LOG_WARNING, "%s: %s", id_.c_str(), textOf(error).c_str());
  }
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

 private:
  /** Also called when nothing visible has changed: only news are told. Exceptions must not leave it. */
  static void onChange(gchar* /*id*/, gpointer data, GError* error) try {
    auto& self = *static_cast<Storage*>(data);
    if (error != nullptr) throw std::runtime_error(textOf(error));
    const std::string now = states(self.id_.data());
    if (now != self.told_) syslog(LOG_INFO, "%s: %s", self.id_.c_str(), now.c_str());
    self.told_ = now;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "state of a storage: %s", problem.what());
  }

  std::string id_;
  std::string told_;
  guint subscription_ = 0;
};

std::vector<std::unique_ptr<Storage>> followAll() {
  GError* error = nullptr;
  const auto freeAll = [](GList* list) { g_list_free_full(list, g_free); };
  const std::unique_ptr<GList, decltype(freeAll)> ids(ax_storage_list(&error));
  // No list and no error: the camera has no storage.
  if (error != nullptr) throw std::runtime_error("no list of storages: " + textOf(error));
  std::vector<std::unique_ptr<Storage>> storages;
  for (const GList* one = ids.get(); one != nullptr; one = one->next)
    storages.push_back(std::make_unique<Storage>(static_cast<const gchar*>(one->data)));
  return storages;
}

gboolean onSignal(gpointer loop) {
  g_main_loop_quit(static_cast<GMainLoop*>(loop));
  return G_SOURCE_REMOVE;
}

}  // namespace

int main() {
  openlog("example_axstorage_cpp", LOG_PID, LOG_USER);
  const std::unique_ptr<GMainLoop, decltype(&g_main_loop_unref)> loop(g_main_loop_new(nullptr, FALSE),
                                                                      g_main_loop_unref);
  g_unix_signal_add(SIGTERM, onSignal, loop.get());
  g_unix_signal_add(SIGINT, onSignal, loop.get());
  try {
    const auto storages = followAll();
    syslog(LOG_INFO, "%zu storages", storages.size());
    g_main_loop_run(loop.get());
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    syslog(LOG_ERR, "%s", problem.what());
    return EXIT_FAILURE;
  }
}
