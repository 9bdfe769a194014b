// The public header with its functions made visible: everything else in the drop-in library is hidden.
#pragma once

#include <gio/gio.h>
#include <glib.h>

#define ALLOW_DEPRECATED_LIBAXEVENT_FUNCS
#pragma GCC visibility push(default)
#include <axsdk/axevent.h>
#pragma GCC visibility pop
