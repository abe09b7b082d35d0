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

/// The part of a round, 0 or 1.
typedef void (*GKRoundWork)(void *context, int round, int part);

/// Calls the work for both parts of each of `rounds` rounds, on two threads where a second one comes;
/// a round begins when both parts of the one before are done. Returns as `gk_run_workers`, and 0 as well
/// for some calls after a thread was held up, because other programs keep its core busy.
int gk_run_rounds(int rounds, GKRoundWork work, void *context);

#endif
