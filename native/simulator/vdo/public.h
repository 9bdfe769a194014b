// The camera headers, for the files that define their functions: everything declared there is exported, all
// else stays hidden.
#ifndef ACAPKIT_SIMULATOR_VDO_PUBLIC_H
#define ACAPKIT_SIMULATOR_VDO_PUBLIC_H

#pragma GCC visibility push(default)
#include "vdo-channel.h"
#include "vdo-error.h"
#include "vdo-stream.h"
#pragma GCC visibility pop

#include <memory>

namespace acapkit::simulator {

struct UnrefObject {
  void operator()(gpointer object) const { g_object_unref(object); }
};

/** Owns one reference of a GObject. */
template <typename Type>
using ObjectRef = std::unique_ptr<Type, UnrefObject>;

}  // namespace acapkit::simulator

#endif
