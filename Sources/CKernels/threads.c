#include "CThreads.h"

#include <stdatomic.h>

static atomic_int thread_count = 0;
static _Thread_local int inside_region = 0;

int gk_thread_count(void) { return atomic_load_explicit(&thread_count, memory_order_relaxed); }

void gk_set_thread_count(int count) {
  atomic_store_explicit(&thread_count, count, memory_order_relaxed);
}

int gk_set_inside_region(int inside) {
  int before = inside_region;
  inside_region = inside;
  return before;
}

int gk_is_inside_region(void) { return inside_region; }
