// The loops for every processor of the architecture.
#define GK_TABLE gk_table_baseline
#define GK_VECTOR_BYTES 16
#define GK_TILE_ROWS 4
#define GK_GATE_ROWS 2
#define GK_SET GKInstructionSetBaseline
#include "Loops.inc"
