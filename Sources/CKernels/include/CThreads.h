// The thread count of the package and whether this thread already runs inside a parallel region.
#ifndef CTHREADS_H
#define CTHREADS_H

/// Threads that a parallel region may use; 0 where it was never set.
int gk_thread_count(void);
void gk_set_thread_count(int count);

/// Marks this thread as working inside a parallel region; returns the mark it had.
int gk_set_inside_region(int inside);
int gk_is_inside_region(void);

/// One slice of a region.
typedef void (*GKWork)(void *context, int slice);

/// Calls the work once for each of `workers` slices, on threads that wait for such regions and on the
/// caller's own, and returns 1 when all are done; 0, without a call, where another thread has a region
/// under way.
int gk_run_workers(int workers, GKWork work, void *context);

#endif
