#include "overlay.h"

#include <axoverlay2.h>
#include <cairo/cairo.h>
#include <syslog.h>

#include <stdexcept>
#include <string>

namespace {

constexpr unsigned kWidth = 256, kHeight = 64;

std::string textOf(axo_err* error) {
  const std::string text = error != nullptr ? axo_err_get_message(error) : "no reason";
  axo_err_clear(&error);
  return text;
}

/** Throws unless an error is one of the ordinary states: the stream has gone, or no buffer is free. */
void mayHappen(axo_err* error) {
  const axo_err_code code = axo_err_get_code(error);
  if (code != AXO_ERR_NO_STREAM && code != AXO_ERR_WAIT)
    throw std::runtime_error("overlay: " + textOf(error));
  axo_err_clear(&error);
}

/** Negative when the stream has gone. */
int create(unsigned stream) {
  axo_err* error = nullptr;
  unsigned width = 0, height = 0;
  if (!axo_get_aligned_size(AXO_FORMAT_ARGB32, kWidth, kHeight, &width, &height, &error))
    throw std::runtime_error("size of an overlay: " + textOf(error));
  const Handle<axo_props, axo_props_free> props(axo_props_new());
  axo_props_set_format(props.get(), AXO_FORMAT_ARGB32);
  axo_props_set_size(props.get(), width, height);
  const Handle<axo_match, axo_match_free> match(axo_match_new());
  axo_match_stream_id(match.get(), stream);
  const int id = axo_create_overlay(props.get(), match.get(), &error);
  if (id < 0) mayHappen(error);
  return id;
}

void draw(void* pixels, int width, int height) {
  const Handle<cairo_surface_t, cairo_surface_destroy> surface(cairo_image_surface_create_for_data(
      static_cast<unsigned char*>(pixels), CAIRO_FORMAT_ARGB32, width, height, width * 4));
  const Handle<cairo_t, cairo_destroy> cairo(cairo_create(surface.get()));
  // What the buffer held before is replaced.
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_SOURCE);
  cairo_set_source_rgba(cairo.get(), 0, 0, 0, 0.5);
  cairo_paint(cairo.get());
  cairo_set_source_rgba(cairo.get(), 1, 1, 0, 1);
  cairo_select_font_face(cairo.get(), "sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size(cairo.get(), 40);
  cairo_move_to(cairo.get(), 16, 48);
  cairo_show_text(cairo.get(), "acapkit");
  if (const cairo_status_t status = cairo_status(cairo.get()); status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("cairo: ") + cairo_status_to_string(status));
}

/** Draws into a free buffer and hands it over; it stays visible until another one is. */
void show(int id) {
  axo_err* error = nullptr;
  axo_buffer* buffer = axo_get_buffer(id, nullptr, &error);
  void* pixels = buffer != nullptr ? axo_buffer_get_data(buffer, &error) : nullptr;
  if (pixels == nullptr) return mayHappen(error);
  draw(pixels, static_cast<int>(axo_buffer_get_width(buffer)),
       static_cast<int>(axo_buffer_get_height(buffer)));
  if (!axo_submit_buffer(buffer, nullptr, &error)) mayHappen(error);
}

}  // namespace

OverlayLibrary::OverlayLibrary() {
  axo_err* error = nullptr;
  if (!axo_start(nullptr, &error)) throw std::runtime_error("no overlays: " + textOf(error));
}

OverlayLibrary::~OverlayLibrary() {
  axo_err* error = nullptr;
  if (!axo_stop(&error)) syslog(LOG_WARNING, "overlays not stopped: %s", textOf(error).c_str());
}

Overlay::Overlay(unsigned stream) : id_(create(stream)) {
  if (id_ < 0) return;
  syslog(LOG_INFO, "overlay %d on stream %u", id_, stream);
  show(id_);
}

Overlay::~Overlay() {
  axo_err* error = nullptr;
  if (id_ < 0) return;
  // With a stream that has closed, its overlay may have gone too.
  if (axo_remove_overlay(id_, &error))
    syslog(LOG_INFO, "overlay %d removed", id_);
  else
    syslog(LOG_INFO, "overlay %d: %s", id_, textOf(error).c_str());
}
