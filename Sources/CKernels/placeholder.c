int gk_placeholder(void) { return 0; }
