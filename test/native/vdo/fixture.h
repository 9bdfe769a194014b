// What the vdo tests share: a frame server of their own, short spellings for settings, owners of GObjects.
#ifndef ACAPKIT_TEST_VDO_FIXTURE_H
#define ACAPKIT_TEST_VDO_FIXTURE_H

#include <sys/types.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "simulator/packet.h"
#include "simulator/unique-fd.h"
#include "vdo-channel.h"
#include "vdo-error.h"
#include "vdo-stream.h"

namespace acapkit::test {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using Map = std::unique_ptr<VdoMap, Unref>;
using Stream = std::unique_ptr<VdoStream, Unref>;
using Buffer = std::unique_ptr<VdoBuffer, Unref>;
using Channel = std::unique_ptr<VdoChannel, Unref>;

/** A GError that frees itself. */
class Error {
 public:
  Error() = default;
  Error(const Error&) = delete;
  Error& operator=(const Error&) = delete;
  ~Error() { g_clear_error(&error_); }
  GError** out() {
    g_clear_error(&error_);
    return &error_;
  }
  GError** address() { return &error_; }
  bool is(gint code) const { return g_error_matches(error_, VDO_ERROR, code) != FALSE; }
  std::string text() const { return error_ == nullptr ? "" : error_->message; }

 private:
  GError* error_ = nullptr;
};

/** Settings of numbers; "subformat" and other texts are set by the test. */
Map numbers(std::initializer_list<std::pair<const char*, guint32>> entries);

/** Settings of an NV12 stream. */
Map nv12(guint32 width, guint32 height);

/** acapkit-frame-server ($ACAPKIT_FRAME_SERVER) with the clock scene, in a folder of its own. */
class FrameServer {
 public:
  /** Starts it and waits for its first event. Sets ACAPKIT_VDO_SOCKET. */
  explicit FrameServer(const std::string& sensor = "64x48", const std::string& framerate = "200",
                       std::vector<std::string> source = {"--scene", "clock"});
  FrameServer(const FrameServer&) = delete;
  FrameServer& operator=(const FrameServer&) = delete;
  ~FrameServer();

  const std::string& event() const { return event_; }
  bool ready() const { return event_ == R"({"event":"ready"})"; }
  std::string socketPath() const { return folder_ + "/vdo.sock"; }
  std::string previewPath() const { return folder_ + "/preview.sock"; }
  const std::string& folder() const { return folder_; }
  pid_t pid() const { return pid_; }

  /** Ends it with a signal and gives its wait status. */
  int end(int signal);
  /** Closes its stdin and gives its wait status. */
  int endParent();
  int wait();

  /** A raw connection. */
  simulator::UniqueFd connectTo(const std::string& path, int type) const;
  /** The answer to `stats`. */
  std::string stats() const;

 private:
  std::string folder_;
  std::string event_;
  pid_t pid_ = -1;
  simulator::UniqueFd input_;
  simulator::UniqueFd output_;
};

/** A started stream; fails the test otherwise. */
Stream startedStream(VdoMap* settings);

/** Number of open descriptors of this process. */
size_t openDescriptors();

}  // namespace acapkit::test

#endif
