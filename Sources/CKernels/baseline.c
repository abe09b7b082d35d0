// The loops for every processor of the architecture.
#define GK_TABLE gk_table_baseline
#define GK_SET GKInstructionSetBaseline
#include "Loops.inc"
