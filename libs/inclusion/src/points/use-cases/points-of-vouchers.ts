import type { Transaction } from '@carbon/database';
import type { Cause, Outcome, SimpleCommand } from '@carbon/ledger';
import type { InclusionParts } from '../../parts';
import { type Programme, readProgrammes } from '../../programmes/programme';
import type { Resident } from '../../residents/resident';
import { pointsNotEnough } from '../domain/refusals';
import { putBackExpired } from '../persistence/expiry';
import { freePoints } from '../persistence/lots-and-debts';
import { takeTailOf } from '../persistence/tail';
import { issueTo, planAll, programmeIn, settle } from './fold-points';

export interface PointsOrder {
  readonly programme: Programme;
  readonly points: bigint;
  /** Of the ledger's rows: a voucher, a gift. */
  readonly reference: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Sets points of a resident apart; what waits of the resident reaches the ledger first, in the same linked transaction.
 * @throws Refusal POINTS_NOT_ENOUGH (PTS-005); refusals of the ledger (a blocked account)
 */
export function reservePoints(
  tx: Transaction,
  parts: Pick<InclusionParts, 'ledger'>,
  order: PointsOrder & { readonly resident: Pick<Resident, 'id' | 'accountNumber'> },
): Promise<void> {
  const { resident, programme, points: quantity } = order;
  const instrument = programme.pointsInstrument;
  return foldAnd(tx, parts, order, [
    { kind: 'freeze', account: resident.accountNumber, instrument, quantity },
  ]);
}

/** Points that go at once: a gift. @throws as reservePoints */
export function spendPoints(
  tx: Transaction,
  parts: Pick<InclusionParts, 'ledger'>,
  order: PointsOrder & { readonly resident: Pick<Resident, 'id' | 'accountNumber'> },
): Promise<void> {
  const { resident, programme, points: quantity } = order;
  const instrument = programme.pointsInstrument;
  return foldAnd(tx, parts, order, [{ kind: 'retire', from: resident.accountNumber, instrument, quantity }]);
}

/** Retires points that were set apart: they are spent (PTS-005). */
export async function spendReserved(
  tx: Transaction,
  { ledger }: Pick<InclusionParts, 'ledger'>,
  order: PointsOrder & { readonly accountNumber: string },
): Promise<void> {
  const { accountNumber, programme, points } = order;
  const outcomes = await ledger.submit(tx, [
    {
      kind: 'retire',
      from: accountNumber,
      fromPart: 'frozen',
      instrument: programme.pointsInstrument,
      quantity: points,
      cause: causeOf(order),
    },
  ]);
  requireDone(outcomes);
}

export interface ReleaseOrder extends PointsOrder {
  readonly accountNumber: string;
}

/** Gives points back that were set apart; those whose last day is over meanwhile expire with the next round. */
export async function releaseReserved(
  tx: Transaction,
  { ledger }: Pick<InclusionParts, 'ledger'>,
  orders: readonly ReleaseOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  const outcomes = await ledger.submit(
    tx,
    orders.map((order) => ({
      kind: 'release',
      account: order.accountNumber,
      instrument: order.programme.pointsInstrument,
      quantity: order.points,
      cause: causeOf(order),
    })),
  );
  requireDone(outcomes);
  await putBackExpired(
    tx,
    orders.map(({ accountNumber, programme }) => ({ accountNumber, programme: programme.id })),
  );
}

const causeOf = ({ reference, actor, now }: PointsOrder): Cause => ({ actor, reference, businessTime: now });

function requireDone(outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.refusal;
}

async function foldAnd(
  tx: Transaction,
  { ledger }: Pick<InclusionParts, 'ledger'>,
  order: PointsOrder & { readonly resident: Pick<Resident, 'id' | 'accountNumber'> },
  then: readonly SimpleCommand[],
): Promise<void> {
  const { resident, programme, points, now } = order;
  const planned = await planAll(tx, await takeTailOf(tx, resident.id));
  const programmes = planned.length === 0 ? new Map<number, Programme>() : await readProgrammes(tx);
  const folds = planned.flatMap((each): SimpleCommand[] => {
    const of = programmeIn(programmes, each.programme);
    const instrument = of.pointsInstrument;
    if (each.credit > 0n)
      return [
        issueTo(of, each.credit, [each]),
        {
          kind: 'transfer',
          instrument,
          quantity: each.credit,
          from: of.pointsPool,
          to: resident.accountNumber,
        },
      ];
    return each.takeBack > 0n
      ? [{ kind: 'cancel', instrument, quantity: each.takeBack, from: resident.accountNumber }]
      : [];
  });
  const credited = planned.find((each) => each.programme === programme.id);
  const free = await freePoints(tx, [{ resident: resident.id, programme: programme.id, points }]);
  const there = ([...free.values()][0] ?? 0n) + (credited?.credit ?? 0n) - (credited?.takeBack ?? 0n);
  if (there < points) throw pointsNotEnough(there, points);
  const [outcome] = await ledger.submit(tx, [
    { kind: 'linked', commands: [...folds, ...then], cause: causeOf(order) },
  ]);
  if (outcome?.status === 'refused') {
    // somebody else took them since: the ledger's own check is the last word
    throw outcome.refusal.code === 'LEDGER_INSUFFICIENT_BALANCE'
      ? pointsNotEnough(0n, points)
      : outcome.refusal;
  }
  await settle(tx, planned, now);
}
