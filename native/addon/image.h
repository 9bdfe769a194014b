// The parts of the addon's `Image`; src/runtime/image*.ts wraps them. A frame is `{ format, width, height,
// pitches, data | planes }`, names of formats and so on are the C library's numbers.
#pragma once

#include <napi.h>

namespace acapkit::addon {

/** `{ Plan, Background, motion, … }` */
Napi::Object defineImage(Napi::Env env);

Napi::Function defineImagePlan(Napi::Env env);
Napi::Function defineImageBackground(Napi::Env env);
void addImageAnalysis(Napi::Object image);
void addImageDrawing(Napi::Object image);
void addImageJpeg(Napi::Object image);

}  // namespace acapkit::addon
