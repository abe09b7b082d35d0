// What Swift's view of the C library leaves out.
#ifndef CMEMORY_H
#define CMEMORY_H

#include <stddef.h>

/// Hands freed memory that the C library keeps back to the system, where it can.
void gk_return_memory(void);

/// Asks the system to hold a range in large pages, so that the processor has fewer of them to look up; a hint.
void gk_prefer_large_pages(void *start, size_t bytes);

/// Hands the whole pages of a range back to the system, where it can; what they held is gone, the range stays.
void gk_return_pages(void *start, size_t bytes);

/// Tells the address sanitizer, where it is at work, whether a range may be read and written; the bytes stay what they
/// are. A range begins at a multiple of eight.
void gk_forbid(const void *start, size_t bytes);
void gk_allow(const void *start, size_t bytes);

/// Copies lines of neighbouring floats that stand a stride apart on either side, and asks for those that stand `ahead`
/// of them, which the next call will copy: runs of a few lines end before the processor sees them coming.
void gk_copy_lines(const float *source, ptrdiff_t source_stride, ptrdiff_t source_ahead,
                   float *target, ptrdiff_t target_stride, ptrdiff_t target_ahead, size_t floats,
                   size_t lines);

#endif
