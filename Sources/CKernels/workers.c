#include "CThreads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

// Threads that stay: a region of a few microseconds must not wait for one to be woken. A worker looks
// for the next region for about a hundred microseconds before it sleeps, longer than a training step
// stays between two of them.
#define MOST_WORKERS 64
#define LOOKS 8000

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("yield")
#else
#define PAUSE() ((void)0)
#endif

static pthread_mutex_t owner = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begun = PTHREAD_COND_INITIALIZER, ended = PTHREAD_COND_INITIALIZER;
static int started = 1;

// The number of the region, times 256, plus its workers: what a worker needs to know whether it is
// meant, in one read. Only a worker that is meant reads the work, and its caller waits for it.
static _Atomic uint64_t region = 0;
static atomic_int asleep = 0, unfinished = 0, caller_sleeps = 0;
static GKWork current_work;
static void *current_context;

static void finish_one(void) {
  if (atomic_fetch_sub(&unfinished, 1) > 1 || !atomic_load(&caller_sleeps)) return;
  pthread_mutex_lock(&mutex);
  pthread_cond_signal(&ended);
  pthread_mutex_unlock(&mutex);
}

static uint64_t next_region(uint64_t seen) {
  for (int look = 0; look < LOOKS; ++look) {
    uint64_t now = atomic_load(&region);
    if (now != seen) return now;
    PAUSE();
  }
  pthread_mutex_lock(&mutex);
  atomic_fetch_add(&asleep, 1);
  while (atomic_load(&region) == seen) pthread_cond_wait(&begun, &mutex);
  atomic_fetch_sub(&asleep, 1);
  pthread_mutex_unlock(&mutex);
  return atomic_load(&region);
}

static void *run_worker(void *argument) {
  int worker = (int)(intptr_t)argument;
  uint64_t seen = 0;
  for (;;) {
    seen = next_region(seen);
    if (worker >= (int)(seen & 255)) continue;
    current_work(current_context, worker);
    finish_one();
  }
  return 0;
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
    if (pthread_create(&thread, 0, run_worker, (void *)(intptr_t)started)) {
      pthread_mutex_unlock(&owner);
      return 0;
    }
    pthread_detach(thread);
    ++started;
  }
  current_work = work;
  current_context = context;
  atomic_store(&unfinished, workers - 1);
  uint64_t number = (atomic_load(&region) >> 8) + 1;
  atomic_store(&region, number << 8 | (uint64_t)workers);
  if (atomic_load(&asleep)) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&begun);
    pthread_mutex_unlock(&mutex);
  }
  work(context, 0);
  wait_for_all();
  pthread_mutex_unlock(&owner);
  return 1;
}
