const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether the host is the machine itself. Only there http and ws are allowed. */
export const isLoopback = (hostname: string) => loopback.has(hostname);
