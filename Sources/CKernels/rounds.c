#include "CThreads.h"
#include "Pause.h"

#include <sched.h>
#include <stdatomic.h>

// How often the caller looks before it takes a part that the partner has not begun, and either before it
// lets others run: the partner for good, the caller until the part that it needs is done.
#define SHORT_LOOKS 3
#define LONG_LOOKS 4000
// Calls that do without a partner once one was held up in the middle of a part.
#define CALLS_ALONE 128

static atomic_int calls_alone = 0;

// Rounds of a microsecond: two threads meet by writing one number each. A number counts rounds from one.
typedef struct {
  GKRoundWork work;
  void *context;
  int rounds;
  // The round that is open, written by the caller alone; behind the last: none will follow.
  _Alignas(128) atomic_int opened;
  // The last round whose second part is taken. The caller takes it where the partner has not, so that a
  // thread that the system lets wait holds up no one; as that is rare, the partner keeps the line.
  _Alignas(128) atomic_int taken;
  // The last round whose second part the partner has done.
  _Alignas(128) atomic_int done;
} Rounds;

static int takes(Rounds *shared, int round) {
  int before = round - 1;
  return atomic_compare_exchange_strong(&shared->taken, &before, round);
}

static void wait_for_partner(Rounds *shared, int round) {
  for (int look = 0;; ++look) {
    if (atomic_load_explicit(&shared->done, memory_order_acquire) == round) return;
    if (look >= SHORT_LOOKS && atomic_load_explicit(&shared->taken, memory_order_relaxed) < round &&
        takes(shared, round)) {
      shared->work(shared->context, round - 1, 1);
      return;
    }
    if (look < LONG_LOOKS) {
      PAUSE();
    } else {
      atomic_store_explicit(&calls_alone, CALLS_ALONE, memory_order_relaxed);
      sched_yield();
    }
  }
}

static void lead(Rounds *shared) {
  for (int round = 1; round <= shared->rounds; ++round) {
    atomic_store_explicit(&shared->opened, round, memory_order_release);
    shared->work(shared->context, round - 1, 0);
    wait_for_partner(shared, round);
  }
  atomic_store_explicit(&shared->opened, shared->rounds + 1, memory_order_release);
}

static void follow(Rounds *shared) {
  for (int last = 0, look = 0; look < LONG_LOOKS; ++look) {
    int round = atomic_load_explicit(&shared->opened, memory_order_acquire);
    if (round > shared->rounds) return;
    if (round == last) {
      PAUSE();
      continue;
    }
    last = round;
    look = 0;
    if (!round || !takes(shared, round)) continue;
    shared->work(shared->context, round - 1, 1);
    atomic_store_explicit(&shared->done, round, memory_order_release);
  }
}

static void run_slice(void *context, int slice) {
  int before = gk_set_inside_region(1);
  if (slice) {
    follow(context);
  } else {
    lead(context);
  }
  gk_set_inside_region(before);
}

int gk_run_rounds(int rounds, GKRoundWork work, void *context) {
  if (atomic_load_explicit(&calls_alone, memory_order_relaxed) > 0) {
    atomic_fetch_sub_explicit(&calls_alone, 1, memory_order_relaxed);
    return 0;
  }
  Rounds shared = {.work = work, .context = context, .rounds = rounds};
  return gk_run_workers(2, run_slice, &shared);
}
