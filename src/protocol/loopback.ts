const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether this host is the machine itself: the one place where http and ws are allowed. */
export const isLoopback = (hostname: string) => loopback.has(hostname);
