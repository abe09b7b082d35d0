#include "CKernels.h"

extern const GKKernels gk_table_baseline;
#if defined(__x86_64__)
extern const GKKernels gk_table_avx2, gk_table_avx512;
#endif

const GKKernels *gk_kernels_for(GKInstructionSet set) {
  switch (set) {
    case GKInstructionSetBaseline:
      return &gk_table_baseline;
#if defined(__x86_64__)
    case GKInstructionSetAVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &gk_table_avx2 : 0;
    case GKInstructionSetAVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
                 ? &gk_table_avx512
                 : 0;
#endif
    default:
      return 0;
  }
}

const GKKernels *gk_kernels(void) {
  const GKKernels *widest = gk_kernels_for(GKInstructionSetAVX512);
  if (!widest) widest = gk_kernels_for(GKInstructionSetAVX2);
  return widest ? widest : &gk_table_baseline;
}
