#include "CThreads.h"
#include "Pause.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

// Threads that stay: a region of a few microseconds must not wait for one to be woken. A worker looks
// for the next region for about a hundred microseconds before it sleeps, longer than a training step
// stays between two of them.
#define MOST_WORKERS 64
#define LOOKS 8000

static pthread_mutex_t owner = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begun = PTHREAD_COND_INITIALIZER, ended = PTHREAD_COND_INITIALIZER;
static int started = 1;

// The number of the region, how many of its slices are taken, and how many it has: what a thread needs
// to know to take one, in one read and one exchange. Only who has taken a slice reads the work, and the
// caller does not return before every slice is done. The caller itself takes what nobody has begun, so
// that a thread which the system lets wait holds up no one.
static _Atomic uint64_t region = 0;
static atomic_int asleep = 0, unfinished = 0, caller_sleeps = 0;
static GKWork current_work;
static void *current_context;

static int has_slice(uint64_t now) { return (now >> 8 & 255) < (now & 255); }

// Takes a slice; -1 where none is left.
static int take_slice(void) {
  uint64_t now = atomic_load(&region);
  while (has_slice(now))
    if (atomic_compare_exchange_weak(&region, &now, now + 256)) return (int)(now >> 8 & 255);
  return -1;
}

static void finish_one(void) {
  if (atomic_fetch_sub(&unfinished, 1) > 1 || !atomic_load(&caller_sleeps)) return;
  pthread_mutex_lock(&mutex);
  pthread_cond_signal(&ended);
  pthread_mutex_unlock(&mutex);
}

static void work_off(void) {
  for (int slice; (slice = take_slice()) >= 0;) {
    current_work(current_context, slice);
    finish_one();
  }
}

static void wait_for_slice(void) {
  for (int look = 0; look < LOOKS; ++look) {
    if (has_slice(atomic_load(&region))) return;
    PAUSE();
  }
  pthread_mutex_lock(&mutex);
  atomic_fetch_add(&asleep, 1);
  while (!has_slice(atomic_load(&region))) pthread_cond_wait(&begun, &mutex);
  atomic_fetch_sub(&asleep, 1);
  pthread_mutex_unlock(&mutex);
}

static void *run_worker(void *argument) {
  for (;;) {
    wait_for_slice();
    work_off();
  }
  return argument;
}

static void wait_for_all(void) {
  for (int look = 0; look < LOOKS; ++look) {
    if (!atomic_load(&unfinished)) return;
    PAUSE();
  }
  pthread_mutex_lock(&mutex);
  atomic_store(&caller_sleeps, 1);
  while (atomic_load(&unfinished)) pthread_cond_wait(&ended, &mutex);
  atomic_store(&caller_sleeps, 0);
  pthread_mutex_unlock(&mutex);
}

int gk_run_workers(int workers, GKWork work, void *context) {
  if (workers > MOST_WORKERS || pthread_mutex_trylock(&owner)) return 0;
  while (started < workers) {
    pthread_t thread;
    if (pthread_create(&thread, 0, run_worker, 0)) {
      pthread_mutex_unlock(&owner);
      return 0;
    }
    pthread_detach(thread);
    ++started;
  }
  current_work = work;
  current_context = context;
  atomic_store(&unfinished, workers);
  uint64_t number = (atomic_load(&region) >> 16) + 1;
  // The first slice is the caller's, so that each core keeps to the same part of the memory.
  atomic_store(&region, number << 16 | 1 << 8 | (uint64_t)workers);
  if (atomic_load(&asleep)) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&begun);
    pthread_mutex_unlock(&mutex);
  }
  work(context, 0);
  finish_one();
  work_off();
  wait_for_all();
  pthread_mutex_unlock(&owner);
  return 1;
}
