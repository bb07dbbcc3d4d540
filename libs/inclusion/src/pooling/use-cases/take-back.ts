import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { formatGrams, type Micrograms } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';
import { alreadyIssued, alreadyReturned, shareUnknown } from '../domain/refusals';
import type { PoolingParts } from '../parts';
import { lockShares, returnShare, type ReturnReason, stopPooling } from '../persistence/returns';
import { findRound, lockPooling, roundsOf } from '../persistence/rounds';
import { settleRound } from './settle-round';
import { tellCredits } from './tell-credits';

export interface TakenBack {
  readonly returned: Micrograms;
  /** In units: these cannot come back. */
  readonly issued: Micrograms;
}

/** Whose grams, and who says so. */
export interface TakingBack {
  readonly resident: bigint;
  readonly programme: Programme;
  readonly actor: string;
  readonly now: Date;
}

/**
 * A resident takes back what it gave in a round, as far as it is in no unit: at once, without a reason. Nothing more is
 * taken of it before another consent (CNV-001).
 * @throws Refusal POOLING_SHARE_UNKNOWN (404), POOLING_RETURNED, POOLING_ISSUED (422) where all of it is in units
 */
export async function takeBack(
  tx: Transaction,
  parts: PoolingParts,
  ordinal: number,
  who: TakingBack,
): Promise<TakenBack> {
  const { programme, resident } = who;
  await settleRound(tx, parts, programme, who.now);
  const round = await findRound(tx, programme, ordinal);
  const [share] =
    round === undefined ? [] : await lockShares(tx, { resident, programme: programme.id, roundId: round.id });
  if (share === undefined) throw shareUnknown(programme.code, ordinal);
  if (share.carriedUg === 0n) throw share.issuedUg > 0n ? alreadyIssued(share.issuedUg) : alreadyReturned();
  return returned(tx, parts, who, 'asked', share.roundId);
}

/** As `takeBack`, of all rounds of a programme; of who gave nothing, nothing. */
export function takeAllBack(tx: Transaction, parts: PoolingParts, who: TakingBack): Promise<TakenBack> {
  return returned(tx, parts, who, 'consent-ended');
}

async function returned(
  tx: Transaction,
  parts: PoolingParts,
  { resident, programme, actor, now }: TakingBack,
  reason: ReturnReason,
  roundId?: bigint,
): Promise<TakenBack> {
  // a round that is being taken is waited for: what it took is there then
  await lockPooling(tx, programme.id);
  const whose = { resident, programme: programme.id, ...(roundId === undefined ? {} : { roundId }) };
  if ((await lockShares(tx, whose)).some(({ carriedUg }) => carriedUg > 0n)) {
    await settleRound(tx, parts, programme, now);
  }
  const shares = await lockShares(tx, whose);
  const back = shares.filter(({ carriedUg }) => carriedUg > 0n);
  for (const share of back) await returnShare(tx, resident, share, { reason, now });
  await stopPooling(tx, resident, programme.id, now);
  const sums = {
    returned: back.reduce((sum, { carriedUg }) => sum + carriedUg, 0n),
    issued: shares.reduce((sum, { issuedUg }) => sum + issuedUg, 0n),
  };
  if (back.length === 0) return sums;
  const rounds = await roundsOf(
    tx,
    back.map((share) => share.roundId),
  );
  const emptied = [...rounds.values()].find(({ state }) => state === 'returned');
  await tellCredits(tx, parts, programme, { actor, now }, emptied?.ordinal);
  await recordAudit(
    tx,
    {
      action: 'resident.pooling-withdrawn',
      subject: { kind: 'resident', id: resident.toString() },
      after: {
        ...{ programme: programme.code, reason, grams: formatGrams(sums.returned) },
        rounds: [...rounds.values()].map((round) => round.ordinal).sort((a, b) => a - b),
      },
      personal: true,
    },
    now,
    { actor },
  );
  return sums;
}
