// What Swift's view of the C library leaves out.
#ifndef CMEMORY_H
#define CMEMORY_H

#include <stddef.h>

/// Hands freed memory that the C library keeps back to the system, where it can.
void gk_return_memory(void);

/// Asks the system to hold a range in large pages, so that the processor has fewer of them to look up; a hint.
void gk_prefer_large_pages(void *start, size_t bytes);

/// Tells the address sanitizer, where it is at work, whether a range may be read and written; the bytes stay what they
/// are. A range begins at a multiple of eight.
void gk_forbid(const void *start, size_t bytes);
void gk_allow(const void *start, size_t bytes);

#endif
