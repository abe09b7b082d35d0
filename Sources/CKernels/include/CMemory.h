// What Swift's view of the C library leaves out.
#ifndef CMEMORY_H
#define CMEMORY_H

/// Hands freed memory that the C library keeps back to the system, where it can.
void gk_return_memory(void);

#endif
