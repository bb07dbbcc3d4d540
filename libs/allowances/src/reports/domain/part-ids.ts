/** How a report names the units that are filed: by their codes, and by `site/code` where two sites have one code. */
export function partIds(
  units: readonly { readonly id: string; readonly site: string; readonly code: string }[],
): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const { code } of units) times.set(code, (times.get(code) ?? 0) + 1);
  return new Map(
    units.map(({ id, site, code }) => [id, times.get(code) === 1 ? code : `${site}/${code}`] as const),
  );
}
