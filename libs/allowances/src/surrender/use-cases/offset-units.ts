import type { Transaction } from '@carbon/database';
import { chinaDate, type Page, type PageRequest } from '@carbon/kernel';
import { complianceRules, judgeSurrender, type OfferedOutcome, type RuleReference } from '../../domain/index';
import { type CreditFacts, offeredOf } from '../domain/surrender';
import { obligorOf } from '../persistence/obligations';
import { type CreditsHeld, readCreditsHeld } from '../persistence/read-credits-held';
import { complianceOfOne } from './compliance-of';
import type { SurrenderDesk } from './desk';
import { judgeStanding } from './judge-standing';
import { factsOfCredit } from './offered-units';

export interface OffsetUnits extends CreditsHeld {
  readonly facts: CreditFacts;
  /** Why they do not count for the year; undefined when they do. */
  readonly reason: OfferedOutcome['reason'] | undefined;
}

export interface OffsetHoldings {
  readonly units: Page<OffsetUnits>;
  /** Tonnes; undefined while nothing is verified. */
  readonly capT: bigint | undefined;
  readonly capLeftT: bigint | undefined;
  readonly pack: RuleReference;
}

/** So many tonnes that no limit stands in the way of judging one. */
const AMPLE = 1_000_000_000n;

/** Credits that a holder could offer for a year, each with what the rules say of it, and the limit that is left (SUR-003). */
export async function offsetUnits(
  tx: Transaction,
  desk: SurrenderDesk,
  of: {
    readonly market: string;
    readonly year: number;
    readonly holderId: string;
    readonly instruments?: readonly string[] | undefined;
  },
  page: PageRequest,
  now: Date,
): Promise<OffsetHoldings> {
  const { market, year } = of;
  const on = chinaDate(now);
  const rules = complianceRules(await desk.rulebook.packs(tx), market, on);
  const held = await readCreditsHeld(tx, of, page);
  const units: OffsetUnits[] = [];
  let { pack } = rules.judged([]);
  for (const one of held.items) {
    const facts = await factsOfCredit(tx, desk.transfers, market, one.instrument);
    const offered = [offeredOf({ kind: 'credit', instrument: one.instrument, quantity: 1n, facts })];
    const ample = { dueT: AMPLE, allocationT: AMPLE, shortfallT: AMPLE };
    const judged = judgeSurrender(rules, { obligationYear: year, on, offered, ...ample });
    ({ pack } = judged);
    units.push({ ...one, facts, reason: judged.accepted[0]?.reason });
  }
  const holderId = await obligorOf(tx, of.holderId);
  const { verified } = await complianceOfOne(tx, { market, year, holderId });
  const standing = verified
    ? await judgeStanding(tx, desk, { market, year, holderId }, { offered: [], on }, now)
    : undefined;
  return {
    units: { ...held, items: units },
    ...{ capT: standing?.capT, capLeftT: standing?.capLeftT },
    pack: standing?.judgement.pack ?? pack,
  };
}
