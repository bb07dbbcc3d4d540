import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import {
  complianceDates,
  complianceRules,
  type ComplianceRules,
  inclusionRule,
  judgeInclusion,
} from '../../domain/compliance/index';
import type { Sector } from '../../domain/index';
import type { EmitterDesk } from '../desk';
import { whereKnown } from '../domain/where-known';
import { type VerifiedTonnes, verifiedBefore } from '../persistence/listing-facts';
import { type ListedEmitter, listedEmitters } from '../persistence/read-listings';
import { historyOf } from './verified-history';

/** What verified figures say of an enterprise and a list. */
export interface ProposedEntry {
  readonly holderId: string;
  readonly sector: string;
  readonly province: string | null;
  /** `enters`: it must be added; `leaves`: it may be taken off; `stays`: it goes on from the year before. */
  readonly proposal: 'enters' | 'leaves' | 'stays';
  readonly verified: readonly Pick<VerifiedTonnes, 'year' | 'market' | 'verifiedT'>[];
}

/**
 * ETS-004 for all that is verified: who must enter a list, who may leave it, who stays from the year before and is not on
 * it yet; by holder id, of enterprises within reach. Who is on the list already and stays on it is not told.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a market whose threshold is not known
 */
export async function proposedList(
  reader: Reader,
  { packs, clock }: Pick<EmitterDesk, 'packs' | 'clock'>,
  { market, year, reach }: { readonly market: string; readonly year: number; readonly reach: Reach },
): Promise<{
  readonly entries: readonly ProposedEntry[];
  readonly judged: ReturnType<typeof inclusionRule>;
}> {
  const rules = complianceRules(await packs(reader), market, chinaDate(clock.now()));
  const judged = inclusionRule(rules);
  const ids = reachIds(reach);
  const of = ids === null ? {} : { holderIds: ids };
  const figures = await verifiedBefore(reader, { market, year, ...of });
  const listed = await byHolder(reader, { market, year, ...of });
  const before = await byHolder(reader, { market, year: year - 1, ...of });
  const history = historyOf(figures, market);
  const holders = [...new Set(figures.map(({ holderId }) => holderId))].sort();
  const entries = holders.flatMap((holderId): ProposedEntry[] => {
    const verified = history(holderId);
    const latest = verified.at(-1);
    if (latest === undefined || !covers(rules, latest, year)) return [];
    const entry = listed.get(holderId) ?? before.get(holderId);
    const verdict = judgeInclusion(rules, {
      emissionsT: verified.map(({ verifiedT }) => BigInt(verifiedT)),
      listed: entry !== undefined,
      closed: false,
    });
    const known = verdict === 'not-covered' || (verdict === 'stays' && listed.has(holderId));
    if (known) return [];
    return [
      {
        ...{ holderId, sector: entry?.sector ?? latest.sector, province: entry?.province ?? latest.province },
        proposal: verdict,
        verified: verified.map(({ year: of_, market: by, verifiedT }) => ({
          year: of_,
          market: by,
          verifiedT,
        })),
      },
    ];
  });
  return { entries, judged };
}

/** Whether a market covers the sector of figures that another market verified. */
function covers(
  rules: ComplianceRules,
  { market, sector, year: dataYear }: VerifiedTonnes,
  year: number,
): boolean {
  if (market === rules.market) return true;
  const asked = { sector: sector as Sector, dataYear: Math.min(dataYear, year) };
  return whereKnown(() => complianceDates(rules, asked)) !== undefined;
}

async function byHolder(
  reader: Reader,
  query: Parameters<typeof listedEmitters>[1],
): Promise<ReadonlyMap<string, ListedEmitter>> {
  return new Map((await listedEmitters(reader, query)).map((entry) => [entry.holderId, entry]));
}
