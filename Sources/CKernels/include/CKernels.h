#ifndef CKERNELS_H
#define CKERNELS_H
int gk_placeholder(void);
#endif
