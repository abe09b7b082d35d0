#ifndef GK_PAUSE_H
#define GK_PAUSE_H

// Tells the core that a thread waits awake, so that it leaves power and its sibling's share alone.
#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define PAUSE() __asm__ volatile("yield")
#else
#define PAUSE() ((void)0)
#endif

#endif
