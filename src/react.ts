'use client';

/**
 * The elements as components of React, with typed props and listeners. Each waits for the hydration of a page that was
 * rendered on a server.
 *
 * ```tsx
 * <UTDAudioRoom appId="1234567890" room="lobby" onSeatUpdate={({ detail }) => console.log(detail.seats)} />
 * ```
 */
export * from './react/components.ts';
export { Template } from './react/template.ts';
export { useSignal } from './react/use-signal.ts';
