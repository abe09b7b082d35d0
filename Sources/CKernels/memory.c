#include "CMemory.h"

#if defined(__linux__)
#include <malloc.h>
#endif

void gk_return_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
