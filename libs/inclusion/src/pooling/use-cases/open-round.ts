import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, type ChinaMonth, formatGrams, lastDayOf } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { Programme } from '../../programmes/programme';
import { firstDayOf, settledFrom } from '../domain/pooling-days';
import { monthUnsettled, noTerms, nothingToPool, roundWaits } from '../domain/refusals';
import type { PoolingParts } from '../parts';
import { insertRound, lockPooling, nextRound, waitingRound } from '../persistence/rounds';
import { planShares, type Taken, takeShares, type Taking, writeTaken } from '../persistence/take-shares';
import { termsInForce } from '../persistence/terms';
import type { Agreed } from './publish-terms';
import { tellCredits } from './tell-credits';

/** What is asked for: acts up to the end of a month. */
export interface RoundAsked {
  readonly programme: Programme;
  readonly upTo: ChinaMonth;
}

/**
 * What a round would take, and by which rules.
 * @throws Refusal POOLING_NO_TERMS, POOLING_ROUND_WAITS, POOLING_MONTH_UNSETTLED, RULES_NO_PACK
 */
async function planned(tx: Transaction, { inclusion }: PoolingParts, asked: RoundAsked, now: Date) {
  const { programme, upTo } = asked;
  const terms = await termsInForce(tx, programme);
  if (terms === undefined) throw noTerms(programme.code);
  const waiting = await waitingRound(tx, programme.id);
  if (waiting !== undefined) throw roundWaits(waiting.ordinal);
  const today = chinaDate(now);
  const rules = programmeRules(await inclusion.packs(tx), programme.pack, today);
  const from = settledFrom(upTo, rules.pooling.settledDays);
  if (today < from) throw monthUnsettled(upTo, from);
  const taking: Taking = {
    ...{ programme, termsSince: terms.publishedAt, upToMonth: firstDayOf(upTo) },
    ...{ residentLimitUg: terms.residentLimitUg, mostResidents: rules.pooling.mostResidents },
  };
  return { terms, rules, taking };
}

/** @throws Refusal as above, and POOLING_NOTHING */
export async function planRound(
  tx: Transaction,
  parts: PoolingParts,
  asked: RoundAsked,
  now: Date,
): Promise<Taken> {
  const taken = await planShares(tx, (await planned(tx, parts, asked, now)).taking);
  if (taken.micrograms === 0n) throw nothingToPool();
  return taken;
}

export interface OpenedRound extends Taken {
  readonly ordinal: number;
  readonly period: number;
  readonly evidence: string;
}

/**
 * Takes what consenting residents have and gave nobody yet, and tells the pool of it as one contribution (CNV-001): from
 * then on it cannot be claimed by anybody. All of it or nothing.
 * @throws Refusal as `planRound`, and those of `CreditPools`
 */
export async function openRound(
  tx: Transaction,
  parts: PoolingParts,
  asked: RoundAsked,
  { proposedBy, approvedBy, now }: Agreed,
): Promise<OpenedRound> {
  const { programme, upTo } = asked;
  await lockPooling(tx, programme.id);
  const { terms, rules, taking } = await planned(tx, parts, asked, now);
  const about = { programme: programme.code, pool: terms.pool, to: lastDayOf(upTo) };
  const opened = await parts.pools.open(tx, about, { actor: proposedBy, now });
  const { ordinal, fromUg } = await nextRound(tx, programme.id);
  const id = await insertRound(tx, {
    ...{ programme: programme.id, ordinal, fromUg, termsVersion: terms.version, pool: terms.pool },
    ...{ ...opened, upToMonth: taking.upToMonth, residentsPermille: rules.pooling.residentsPermille },
    ...{ pack: rules.reference, ruleHash: rules.hash },
    ...{ proposedBy, approvedBy, openedAt: now },
  });
  const taken = await takeShares(tx, id, taking);
  if (taken.micrograms === 0n) throw nothingToPool();
  const evidence = await writeTaken(tx, id, taken);
  await tellCredits(tx, parts, programme, { actor: proposedBy, now });
  await recordAudit(
    tx,
    {
      action: 'inclusion-pool.round-opened',
      subject: { kind: 'programme', id: programme.code },
      holderId: programme.operatorId,
      after: {
        ...{ round: ordinal, pool: terms.pool, period: opened.period, upTo, residents: taken.residents },
        ...{ grams: formatGrams(taken.micrograms), evidence },
      },
      ...(approvedBy === proposedBy ? {} : { approver: approvedBy }),
    },
    now,
    { actor: proposedBy },
  );
  return { ...taken, ordinal, period: opened.period, evidence };
}
