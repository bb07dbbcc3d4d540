import type { Task, TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import type { InclusionParts } from '../../parts';
import { getProgramme, type Programme, programmeUnknown } from '../../programmes/programme';
import { findResident, type Resident, residentUnknown } from '../../residents/resident';
import { creditMonth } from '../domain/first-in-first-out';
import { pointsNotEnough, pointsNotTheOperators } from '../domain/refusals';
import { addLots, freePoints } from '../persistence/lots-and-debts';
import { issueTo } from '../use-cases/fold-points';
import { PointsCorrectionPayload } from './payloads';

type Correction = PointsCorrectionPayload;

/**
 * PTS-004: an operator corrects points of a resident with a reason, a ground and a second person. Points are taken only where
 * the resident asked for it, or a document shows the error or fraud; what was refused for that is recorded all the same.
 */
export function pointsCorrectionKind(
  { ledger }: Pick<InclusionParts, 'ledger'>,
  database: Database,
): TaskKind<Correction> {
  return {
    kind: 'points-correction',
    title: { zh: '积分更正', en: 'Correction of points' },
    payload: PointsCorrectionPayload,
    propose: 'inclusion.propose',
    approve: 'inclusion.approve',

    async prepare(tx, { payload, caller, documentHash, now }) {
      const { programme, resident } = await named(tx, payload, caller);
      const points = BigInt(payload.points);
      if (points < 0n && !isShown(payload.ground, documentHash)) {
        await recordRefused(database, payload, caller, now);
        throw pointsNotTheOperators();
      }
      await requireThere(tx, programme, resident, points);
      return {
        holderId: programme.operatorId,
        subject: { kind: 'resident', id: payload.resident },
        quantity: points < 0n ? -points : points,
        summary: {
          zh: `居民账户 ${payload.resident}：${payload.points} 分（${payload.reason}）`,
          en: `Resident account ${payload.resident}: ${payload.points} points (${payload.reason})`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { programme, resident } = await named(tx, task.payload, approver);
      const points = BigInt(task.payload.points);
      await requireThere(tx, programme, resident, points);
      const transaction = await move(tx, { ledger, programme, resident, points, task, approver, now });
      const entry = {
        action: 'points.corrected',
        subject: { kind: 'resident', id: task.payload.resident },
        after: { programme: programme.code, points: task.payload.points, ground: task.payload.ground },
        reason: task.payload.reason,
      };
      await recordAudit(tx, entry, now);
      return { transaction: transaction.toString() };
    },
  };
}

const isShown = (ground: Correction['ground'], document: string | undefined): boolean =>
  ground === 'resident-request' || (ground !== 'goodwill' && document !== undefined);

/** @throws Refusal PROGRAMME_UNKNOWN for one the caller does not run, RESIDENT_UNKNOWN for who is no member of it */
async function named(
  tx: Transaction,
  { programme: code, resident: number }: Correction,
  caller: Caller,
): Promise<{ readonly programme: Programme; readonly resident: Resident }> {
  const programme = await getProgramme(tx, code);
  if (!reaches(caller.reach, programme.operatorId)) throw programmeUnknown(code);
  const resident = await findResident(tx, BigInt(number));
  const [member] = await tx.query(
    'select 1 from inclusion.membership where resident_id = $1 and programme_id = $2',
    [number, programme.id],
  );
  if (resident === undefined || member === undefined) throw residentUnknown();
  return { programme, resident };
}

async function requireThere(
  tx: Transaction,
  programme: Programme,
  { id }: Resident,
  points: bigint,
): Promise<void> {
  if (points >= 0n) return;
  const [free = 0n] = (await freePoints(tx, [{ resident: id, programme: programme.id, points }])).values();
  if (free < -points) throw pointsNotEnough(free, -points);
}

async function move(
  tx: Transaction,
  {
    ledger,
    programme,
    resident,
    points,
    task,
    approver,
    now,
  }: {
    readonly ledger: InclusionParts['ledger'];
    readonly programme: Programme;
    readonly resident: Resident;
    readonly points: bigint;
    readonly task: Task<Correction>;
    readonly approver: Caller;
    readonly now: Date;
  },
): Promise<bigint> {
  const { pointsInstrument: instrument, pointsPool: from } = programme;
  const { accountNumber: account, id } = resident;
  const credited = { resident: id, accountNumber: account, programme: programme.id, points, credit: points };
  const commands =
    points > 0n
      ? [
          issueTo(programme, points, [{ ...credited, takeBack: 0n, debt: 0n }]),
          { kind: 'transfer' as const, instrument, quantity: points, from, to: account },
        ]
      : [{ kind: 'cancel' as const, instrument, quantity: -points, from: account }];
  const cause = {
    actor: task.initiator.id,
    approver: approver.id,
    reference: task.id,
    reason: task.payload.ground,
  };
  const [outcome] = await ledger.submit(tx, [{ kind: 'linked', commands, cause }]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  if (points > 0n) await addLots(tx, [{ resident: id, programme: programme.id, points }], creditMonth(now));
  return outcome.transactionId;
}

/** In a transaction of its own: the one that is refused leaves nothing behind (AC-114). */
async function recordRefused(
  database: Database,
  { programme, resident, points, ground }: Correction,
  caller: Caller,
  now: Date,
): Promise<void> {
  await database.transaction((tx) =>
    recordAudit(
      tx,
      {
        action: 'points.taking-refused',
        subject: { kind: 'resident', id: resident },
        after: { programme, points, ground },
      },
      now,
      { actor: caller.id },
    ),
  );
}
