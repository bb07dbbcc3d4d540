import type { Transaction } from '@carbon/database';
import type { Refusal } from '@carbon/kernel';
import type { Command, Outcome } from '@carbon/ledger';
import type { Acting, AllocationDesk } from '../desk';
import { accountsMissing } from '../domain/refusals';
import { readHoldingAccounts, readProvincialAccounts } from '../persistence/accounts';
import { insertMovements, type MovedLine, type Movement } from '../persistence/movements';
import { insertProvincial, type ProvincialEntry } from '../persistence/provincial';
import type { Round } from '../persistence/rounds';
import { currentHolders } from '../persistence/successors';
import type { DueSettlement } from '../persistence/settlements';
import { groundsOf } from './find-grounds';

/** An enterprise that could not be issued to, and why; the others were. */
export interface HeldBackLine {
  readonly holderId: string;
  readonly quantity: bigint;
  readonly refusal: Refusal;
}

export interface IssuedBatch {
  readonly lines: number;
  readonly quantity: bigint;
  readonly heldBack: readonly HeldBackLine[];
}

/** Names the event in the ledger, which takes it once. */
export const issueKeyOf = (one: DueSettlement): string =>
  `allocation:${one.market}:${one.year}:${one.phase}:${one.holderId}:${one.lineVersion}`;

interface Ready {
  readonly due: DueSettlement;
  readonly account: string;
  readonly provincial: boolean;
}

/**
 * Issues what is due with one submit, whatever its number; what the ledger refuses of one enterprise does not hold up the
 * others. Units go to the enterprise's account, or to the province's where the approval said so or a ground has arisen since
 * (ALC-010). The evidence of each issue is the hash of its line's document.
 * @throws Refusal ALLOCATION_OVER_CAP
 */
export async function issueSettlements(
  tx: Transaction,
  desk: AllocationDesk,
  of: { readonly round: Round; readonly instrument: string; readonly due: readonly DueSettlement[] },
  by: Acting,
): Promise<IssuedBatch> {
  const { round, instrument, due } = of;
  const { ready, heldBack } = await withAccounts(tx, desk, round, due);
  const outcomes = await desk.ledger.submit(
    tx,
    ready.map((one) => commandOf(one, instrument, round, by)),
  );
  const issued = ready.flatMap((one, at) => {
    const outcome = outcomes[at];
    return outcome?.status === 'done' ? [{ ...one, transactionId: outcome.transactionId }] : [];
  });
  const now = desk.clock.now();
  const current = await currentHolders(
    tx,
    issued.map(({ due: one }) => one.holderId),
  );
  await insertProvincial(
    tx,
    issued
      .filter(({ provincial }) => provincial)
      .map(({ due: one, account, transactionId }): ProvincialEntry => ({
        ...{ market: one.market, year: one.year, account, instrument },
        ...{ holderId: current.get(one.holderId) ?? one.holderId },
        ...{ kind: 'issued', quantity: one.issueT, reference: round.number, transactionId },
      })),
    by,
    now,
  );
  await insertMovements(
    tx,
    issued.map(({ due: one, account, transactionId }): Movement => ({
      ...lineOf(one),
      ...{ kind: 'issue', quantity: one.issueT, account, instrument, transactionId },
      sourceKey: issueKeyOf(one),
    })),
    by,
    now,
  );
  return {
    lines: issued.length,
    quantity: issued.reduce((sum, { due: one }) => sum + one.issueT, 0n),
    heldBack: [...heldBack, ...refusedOf(ready, outcomes)],
  };
}

async function withAccounts(
  tx: Transaction,
  desk: AllocationDesk,
  round: Round,
  due: readonly DueSettlement[],
): Promise<{ readonly ready: Ready[]; readonly heldBack: HeldBackLine[] }> {
  // where people decided, nothing that arose since changes it
  const open = due.filter(
    ({ destination, grounds }) => destination === 'own' && !grounds.some(({ code }) => code === 'decided'),
  );
  const arisen = await groundsOf(tx, desk, round, open);
  const own = await readHoldingAccounts(
    tx,
    due.map(({ holderId }) => holderId),
  );
  const provinces = await readProvincialAccounts(tx, [...new Set(due.map(({ province }) => province))]);
  const ready: Ready[] = [];
  const heldBack: HeldBackLine[] = [];
  for (const one of due) {
    const provincial = one.destination === 'provincial' || arisen.has(one.holderId);
    const account = provincial ? provinces.get(one.province) : own.get(one.holderId);
    if (account !== undefined) ready.push({ due: one, account, provincial });
    else {
      heldBack.push({
        ...{ holderId: one.holderId, quantity: one.issueT, refusal: accountsMissing(round.number, 1) },
      });
    }
  }
  return { ready, heldBack };
}

function commandOf({ due, account }: Ready, instrument: string, round: Round, by: Acting): Command {
  return {
    kind: 'issue',
    instrument,
    quantity: due.issueT,
    to: account,
    sourceKey: issueKeyOf(due),
    evidenceHash: due.hash,
    cause: { ...by, reference: round.number, documentHash: due.hash },
  };
}

export function lineOf(one: DueSettlement): MovedLine {
  return {
    ...{ roundId: one.roundId, holderId: one.holderId, lineVersion: one.lineVersion },
    ...{ market: one.market, year: one.year, province: one.province, sector: one.sector },
  };
}

function refusedOf(ready: readonly Ready[], outcomes: readonly Outcome[]): HeldBackLine[] {
  return ready.flatMap(({ due: one }, at) => {
    const outcome = outcomes[at];
    return outcome?.status === 'refused'
      ? [{ holderId: one.holderId, quantity: one.issueT, refusal: outcome.refusal }]
      : [];
  });
}
