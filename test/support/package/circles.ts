import type { Source } from './sources.ts';

/** Groups of files that import each other, directly or by way of others; imports of types count. */
export function circlesOf(sources: readonly Source[]): string[][] {
  const targets = new Map(
    sources.map(({ file, imports }) => [file, imports.flatMap(({ file }) => file ?? [])]),
  );
  const reached = (from: string) => {
    const seen = new Set<string>();
    const open = [...(targets.get(from) ?? [])];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      open.push(...(targets.get(at) ?? []));
    }
    return seen;
  };
  const reach = new Map(sources.map(({ file }) => [file, reached(file)]));
  const groups = sources
    .filter(({ file }) => reach.get(file)!.has(file))
    .map(({ file }) =>
      sources.map((each) => each.file).filter((to) => reach.get(file)!.has(to) && reach.get(to)?.has(file)),
    );
  return [...new Set(groups.map((group) => JSON.stringify(group)))].map(
    (group) => JSON.parse(group) as string[],
  );
}
