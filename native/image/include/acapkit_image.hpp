// The image library for C++17 and up, header-only: the C functions with destructors, vectors and exceptions.
// What the functions do stands in the C headers. JPEG is a library of its own, acapkit_image/jpeg.hpp. Code
// without exceptions uses acapkit_image.h.
#ifndef ACAPKIT_IMAGE_HPP
#define ACAPKIT_IMAGE_HPP

#include "acapkit_image/analyze.hpp"
#include "acapkit_image/base.hpp"
#include "acapkit_image/draw.hpp"
#include "acapkit_image/plan.hpp"
#include "acapkit_image/transform.hpp"

#endif
