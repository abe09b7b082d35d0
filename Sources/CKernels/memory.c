// For madvise.
#define _DEFAULT_SOURCE
#include "CMemory.h"

#include <stdint.h>
#include <string.h>

#if defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER
#endif
#endif

#if defined(HAS_ADDRESS_SANITIZER)
void __asan_poison_memory_region(void const volatile *start, size_t bytes);
void __asan_unpoison_memory_region(void const volatile *start, size_t bytes);

void gk_forbid(const void *start, size_t bytes) { __asan_poison_memory_region(start, bytes); }
void gk_allow(const void *start, size_t bytes) { __asan_unpoison_memory_region(start, bytes); }
#else
void gk_forbid(const void *start, size_t bytes) { (void)start, (void)bytes; }
void gk_allow(const void *start, size_t bytes) { (void)start, (void)bytes; }
#endif

void gk_return_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

void gk_prefer_large_pages(void *start, size_t bytes) {
#if defined(__linux__)
  madvise(start, bytes, MADV_HUGEPAGE);
#else
  (void)start;
  (void)bytes;
#endif
}

void gk_return_pages(void *start, size_t bytes) {
#if defined(__linux__)
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), first = (uintptr_t)start;
  uintptr_t begin = (first + page - 1) / page * page, end = (first + bytes) / page * page;
  if (begin < end) madvise((void *)begin, end - begin, MADV_DONTNEED);
#else
  (void)start;
  (void)bytes;
#endif
}

void gk_copy_lines(const float *source, ptrdiff_t source_stride, ptrdiff_t source_ahead,
                   float *target, ptrdiff_t target_stride, ptrdiff_t target_ahead, size_t floats,
                   size_t lines) {
  for (size_t line = 0; line < lines; ++line, source += source_stride, target += target_stride) {
    for (size_t first = 0; first < floats; first += 16) {
      __builtin_prefetch(source + source_ahead + first);
      __builtin_prefetch(target + target_ahead + first, 1);
    }
    memcpy(target, source, floats * sizeof(float));
  }
}
