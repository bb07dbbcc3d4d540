import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { allocatedT } from '../../allocation/index';
import { listedEmitters } from '../../emitters/index';
import { complianceOf } from '../../surrender/index';

export const OVERVIEW_GROUPS = ['province', 'sector'] as const;
export type OverviewGroup = (typeof OVERVIEW_GROUPS)[number];

/** What an authority counts of a market's year, over some enterprises. Whole tonnes. */
export interface OverviewLine {
  /** Null where the province or sector is not known. */
  readonly group: string | null;
  readonly listed: number;
  readonly verified: number;
  readonly verifiedT: bigint;
  readonly preAllocatedT: bigint;
  readonly approvedT: bigint;
  readonly issuedT: bigint;
  readonly surrenderedT: bigint;
  readonly creditsT: bigint;
  readonly shortfallT: bigint;
  readonly fulfilled: number;
}

type Counted = { -readonly [K in keyof Omit<OverviewLine, 'group'>]: OverviewLine[K] };

const nothing = (): Counted => ({
  ...{ listed: 0, verified: 0, fulfilled: 0 },
  ...{ verifiedT: 0n, preAllocatedT: 0n, approvedT: 0n, issuedT: 0n },
  ...{ surrenderedT: 0n, creditsT: 0n, shortfallT: 0n },
});

/** Enterprises within reach, by province or sector in the order of names, and all together. */
export async function readOverview(
  reader: Reader,
  {
    market,
    year,
    by,
    reach,
  }: {
    readonly market: string;
    readonly year: number;
    readonly by: OverviewGroup;
    readonly reach: Reach;
  },
): Promise<{ readonly all: OverviewLine; readonly groups: readonly OverviewLine[] }> {
  const holderIds = reachIds(reach) ?? undefined;
  const seen = holderIds === undefined ? undefined : new Set(holderIds);
  const all = nothing();
  const groups = new Map<string | null, Counted>();
  const count = (group: string | null, add: (to: Counted) => void) => {
    const own = groups.get(group) ?? nothing();
    groups.set(group, own);
    for (const to of [all, own]) add(to);
  };
  for (const one of await listedEmitters(reader, { market, year })) {
    if (seen?.has(one.holderId) !== false) count(one[by], (to) => (to.listed += 1));
  }
  for (const one of await allocatedT(reader, { market, year, holderIds })) {
    count(one[by], (to) => {
      to.preAllocatedT += one.preAllocatedT;
      to.approvedT += one.approvedT ?? 0n;
      to.issuedT += one.issuedT - one.returnedT;
    });
  }
  for (const one of await complianceOf(reader, { market, year, holderIds })) {
    // who is asked for by name and has nothing on file
    if (one.status === 'not-applicable') continue;
    count(one[by], (to) => {
      to.verified += one.verified ? 1 : 0;
      to.verifiedT += one.dueT;
      to.surrenderedT += one.surrenderedT;
      to.creditsT += one.creditsT;
      to.shortfallT += one.shortfallT;
      to.fulfilled += one.verified && one.shortfallT === 0n ? 1 : 0;
    });
  }
  const lines = [...groups].map(([group, counted]): OverviewLine => ({ group, ...counted }));
  return {
    all: { group: null, ...all },
    groups: lines.sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1)),
  };
}
