// The loops for AVX-512: sixteen lanes.
#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define GK_TABLE gk_table_avx512
#define GK_VECTOR_BYTES 64
#define GK_TILE_ROWS 8
#define GK_GATE_ROWS 6
#define GK_SET GKInstructionSetAVX512
#include "Loops.inc"
#pragma clang attribute pop
#endif
