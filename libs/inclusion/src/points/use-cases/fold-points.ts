import { createHash, randomUUID } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import type { Cause, SimpleCommand } from '@carbon/ledger';
import type { InclusionParts } from '../../parts';
import { type Programme, readProgrammes } from '../../programmes/programme';
import { creditMonth } from '../domain/first-in-first-out';
import { addLots, changeDebts, freePoints, lockDebts } from '../persistence/lots-and-debts';
import { putIntoTail, takeTailAfter, type TailRow } from '../persistence/tail';
import { type PlannedPoints, planPoints } from './plan-credit';

export interface Folded {
  /** The last resident it came to; undefined when nothing waited any more. */
  readonly last: bigint | undefined;
  readonly residents: number;
  readonly points: bigint;
}

const ACTOR = 'inclusion-fold';

/**
 * Brings what waits of the next residents into months and ledger: an issue to the points pool of each programme, and from
 * there a transfer to each resident. What the ledger refuses (a blocked account) waits for the next fold.
 * @param residents at most so many; together with the programmes at most MAX_BATCH commands
 */
export async function foldAfter(
  tx: Transaction,
  { ledger }: Pick<InclusionParts, 'ledger'>,
  { after, residents, now }: { readonly after: bigint; readonly residents: number; readonly now: Date },
): Promise<Folded> {
  const tail = await takeTailAfter(tx, after, residents);
  const last = tail.at(-1)?.resident;
  if (last === undefined) return { last, residents: 0, points: 0n };
  const programmes = await readProgrammes(tx);
  const planned = await planAll(tx, tail);
  const steps = planned.flatMap((each) => commandsOf(each, programmes));
  const issues = [...sums(planned)].map(([programme, points]) =>
    issueTo(programmeIn(programmes, programme), points, planned),
  );
  const cause: Cause = { actor: ACTOR, reference: 'points-earned' };
  const outcomes = await ledger.submit(
    tx,
    [...issues, ...steps.map(({ command }) => command)].map((command) => ({ ...command, cause })),
  );
  const refused = steps.filter((_, at) => outcomes[issues.length + at]?.status === 'refused');
  await keepWaiting(tx, ledger, refused, programmes, now);
  const failed = new Set(refused.map(({ planned: each }) => each));
  await settle(
    tx,
    planned.filter((each) => !failed.has(each)),
    now,
  );
  return {
    last,
    residents: new Set(tail.map(({ resident }) => resident)).size,
    points: planned.reduce((sum, { credit }) => sum + credit, 0n),
  };
}

export async function planAll(tx: Transaction, tail: readonly TailRow[]): Promise<PlannedPoints[]> {
  const debts = await lockDebts(tx, tail);
  const free = await freePoints(
    tx,
    tail.filter(({ points }) => points < 0n),
  );
  return tail.map((row) => {
    const key = `${row.resident.toString()}/${row.programme}`;
    return planPoints(row, debts.get(key) ?? 0n, free.get(key) ?? 0n);
  });
}

/** Lots and debts after the ledger took the points. */
export async function settle(tx: Transaction, planned: readonly PlannedPoints[], now: Date): Promise<void> {
  await addLots(
    tx,
    planned.flatMap(({ resident, programme, credit }) =>
      credit > 0n ? [{ resident, programme, points: credit }] : [],
    ),
    creditMonth(now),
  );
  await changeDebts(
    tx,
    planned.flatMap(({ resident, programme, debt }) =>
      debt === 0n ? [] : [{ resident, programme, points: debt }],
    ),
  );
}

interface Step {
  readonly planned: PlannedPoints;
  readonly command: SimpleCommand;
}

function commandsOf(planned: PlannedPoints, programmes: ReadonlyMap<number, Programme>): Step[] {
  const { accountNumber: account, credit, takeBack } = planned;
  const { pointsInstrument: instrument, pointsPool } = programmeIn(programmes, planned.programme);
  if (credit > 0n)
    return [
      { planned, command: { kind: 'transfer', instrument, quantity: credit, from: pointsPool, to: account } },
    ];
  if (takeBack > 0n)
    return [{ planned, command: { kind: 'cancel', instrument, quantity: takeBack, from: account } }];
  return [];
}

function sums(planned: readonly PlannedPoints[]): ReadonlyMap<number, bigint> {
  const sum = new Map<number, bigint>();
  for (const { programme, credit } of planned)
    if (credit > 0n) sum.set(programme, (sum.get(programme) ?? 0n) + credit);
  return sum;
}

/** The evidence of an issuance is who got how much of it: SHA-256 of `account points` lines, in the order of residents. */
export function issueTo(
  programme: Programme,
  quantity: bigint,
  planned: readonly PlannedPoints[],
): SimpleCommand {
  const evidence = createHash('sha256');
  for (const { programme: of, accountNumber, credit } of planned)
    if (of === programme.id && credit > 0n) evidence.update(`${accountNumber} ${credit.toString()}\n`);
  return {
    kind: 'issue',
    instrument: programme.pointsInstrument,
    quantity,
    to: programme.pointsPool,
    sourceKey: `points:${programme.code}:${randomUUID()}`,
    evidenceHash: evidence.digest(),
  };
}

/** What the ledger would not take waits again, and does not stay in the pool meanwhile. */
async function keepWaiting(
  tx: Transaction,
  ledger: InclusionParts['ledger'],
  refused: readonly Step[],
  programmes: ReadonlyMap<number, Programme>,
  now: Date,
): Promise<void> {
  if (refused.length === 0) return;
  const waiting = refused.map(({ planned }) => planned);
  await putIntoTail(tx, waiting, creditMonth(now));
  const cause: Cause = { actor: ACTOR, reference: 'points-not-taken' };
  await ledger.submit(
    tx,
    [...sums(waiting)].map(([programme, quantity]) => {
      const { pointsInstrument: instrument, pointsPool: from } = programmeIn(programmes, programme);
      return { kind: 'cancel', instrument, quantity, from, cause };
    }),
  );
}

export function programmeIn(programmes: ReadonlyMap<number, Programme>, id: number): Programme {
  const programme = programmes.get(id);
  if (programme === undefined) throw new Error(`no programme has number ${id}`);
  return programme;
}
