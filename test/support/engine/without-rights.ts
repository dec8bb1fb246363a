import { chmodSync } from 'node:fs';

/** A user of the system without rights, as whom root goes on. */
const nobody = 65_534;

/** Works as a user who may read a folder and its files, and not write there. */
export async function withoutRights<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const root = process.getuid?.() === 0;
  chmodSync(folder, 0o555);
  if (root) process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    if (root) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}
