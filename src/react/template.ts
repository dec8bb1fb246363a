import { createElement, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';

const never = () => () => {};

/**
 * A `<template>` for a list, whose children may be components. The server renders no children: a parser puts them where
 * React does not look for them.
 */
export function Template({ children }: { children?: ReactNode }): ReactElement {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return createElement('template', null, hydrated ? children : null);
}
