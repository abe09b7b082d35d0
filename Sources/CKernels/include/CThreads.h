// The thread count of the package and whether this thread already runs inside a parallel region.
#ifndef CTHREADS_H
#define CTHREADS_H

/// Threads that a parallel region may use; 0 where it was never set.
int gk_thread_count(void);
void gk_set_thread_count(int count);

/// Marks this thread as working inside a parallel region; returns the mark it had.
int gk_set_inside_region(int inside);
int gk_is_inside_region(void);

#endif
