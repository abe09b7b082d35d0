// The loops for AVX2 with fused multiply-add: eight lanes.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define GK_TABLE gk_table_avx2
#define GK_VECTOR_BYTES 32
#define GK_TILE_ROWS 4
#define GK_GATE_ROWS 2
#define GK_SET GKInstructionSetAVX2
#include "Loops.inc"
#pragma clang attribute pop
#endif
