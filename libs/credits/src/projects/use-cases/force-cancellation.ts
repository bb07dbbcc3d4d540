import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, newId, Refusal } from '@carbon/kernel';
import type { Cause, SimpleCommand } from '@carbon/ledger';
import type { CreditDesk } from '../../desk';
import { addYears } from '../../domain/calendar-years';
import type { FraudConsequences } from '../../domain/schemes/credit-scheme';
import { toldUnits } from '../../domain/told-serials';
import { auditActor } from '../../life-cycle/use-cases/acting';
import { moreThanRegistered, nothingToCancel, schemeWithoutFraudRule } from '../domain/refusals';
import { type Run, takeUnits } from '../domain/take-units';
import {
  type ForcedCancellation,
  insertForcedCancellation,
  readFraudAccount,
} from '../persistence/cancellations';
import type { Project } from '../persistence/project';
import { freeUnitsOf } from '../persistence/units-of-scheme';
import { cancelProject } from './cancel-project';
import { rulesOf } from './judge';
import type { Decision } from './register-project';

export interface ForceCancellation extends Decision {
  readonly quantity: bigint;
  /** Number of the authority's decision. */
  readonly decision: string;
  readonly documentHash: string;
}

/**
 * What must hold for reductions of a project to be cancelled by force.
 * @throws Refusal CREDITS_NO_FRAUD_RULE, CREDITS_NOTHING_TO_CANCEL, CREDITS_MORE_THAN_REGISTERED
 */
export async function requireForcible(
  tx: Transaction,
  project: Project,
  quantity: bigint,
  now: Date,
): Promise<FraudConsequences> {
  const fraud = rulesOf(project, now).scheme.fraud.value;
  if (fraud?.forcedCancellation !== true) throw schemeWithoutFraudRule(project.scheme);
  const { registered } = await readFraudAccount(tx, project.id);
  if (registered === 0n) throw nothingToCancel(project.number);
  if (quantity > registered) throw moreThanRegistered(project.number, registered, quantity);
  return fraud;
}

/**
 * CCR-012: fraudulent reductions are cancelled one for one. What the owner cancelled itself counts first; the rest is
 * taken out of its accounts of that scheme, as a court would take it (frozen and cancelled in one), whatever their state.
 * What it has no more is owed. The project is revoked, and the owner files nothing for some years.
 * @throws Refusal as `requireForcible`, or of the ledger
 */
export async function forceCancellation(
  tx: Transaction,
  desk: CreditDesk,
  project: Project,
  { quantity, decision, documentHash, by, now, reason }: ForceCancellation,
): Promise<ForcedCancellation> {
  const fraud = await requireForcible(tx, project, quantity, now);
  const { voluntary: given } = await readFraudAccount(tx, project.id);
  const voluntary = given < quantity ? given : quantity;
  const id = newId();
  const cause = {
    actor: by.actor,
    ...(by.approver === undefined ? {} : { approver: by.approver }),
    ...{ reference: `forced-cancellation:${id}`, reason: decision },
    documentHash: Buffer.from(documentHash, 'hex'),
  };
  const { taken, units, owed, transactionId } = await take(tx, desk, project, quantity - voluntary, cause);
  const forced: ForcedCancellation = {
    ...{ id, projectId: project.id, holderId: project.holderId, quantity, voluntary, taken, owed },
    ...{ transactionId, decision, documentHash, by: by.actor, approver: by.approver ?? null, at: now },
  };
  const today = chinaDate(now);
  const until = addYears(today, fraud.banYears);
  await insertForcedCancellation(tx, forced, { from: today, until });
  await recordAudit(
    tx,
    {
      action: 'credits.force-cancelled',
      subject: { kind: 'project', id: project.number },
      holderId: project.holderId,
      after: {
        ...{ quantity: quantity.toString(), voluntary: voluntary.toString(), taken: taken.toString() },
        ...{ owed: owed.toString(), bannedUntil: until, units: toldUnits(units) },
      },
      reason: decision,
      documentHash,
      ...(by.approver === undefined ? {} : { approver: by.approver }),
    },
    now,
    auditActor(by),
  );
  if (fraud.projectRevoked && project.state === 'registered') {
    await cancelProject(tx, desk, project, { by, now, reason: reason ?? decision, documentHash });
  }
  return forced;
}

interface Taken {
  readonly taken: bigint;
  readonly units: readonly Run[];
  readonly owed: bigint;
  readonly transactionId: bigint | null;
}

/** Units may move between our look and the ledger's lock; then we look again. */
const LOOKS = 3;

async function take(
  tx: Transaction,
  { ledger }: CreditDesk,
  { holderId, scheme, number }: Project,
  wanted: bigint,
  cause: Cause,
): Promise<Taken> {
  for (let looks = 1; ; looks++) {
    const free = await freeUnitsOf(tx, holderId, { scheme, project: number });
    const { taken: units, quantity, missing } = takeUnits(free, wanted);
    if (quantity === 0n) return { taken: 0n, units: [], owed: missing, transactionId: null };
    const [outcome] = await ledger.submit(tx, [{ kind: 'linked', commands: units.flatMap(seize), cause }]);
    if (outcome === undefined) throw new Error('a seizure without outcome');
    if (outcome.status === 'done') {
      return { taken: quantity, units, owed: missing, transactionId: outcome.transactionId };
    }
    if (!isMoved(outcome.refusal) || looks === LOOKS) throw outcome.refusal;
  }
}

const MOVED = new Set(['LEDGER_SERIALS_NOT_HELD', 'LEDGER_INSUFFICIENT_BALANCE']);
const isMoved = (refusal: Refusal) => MOVED.has(refusal.code);

/** Set apart in the judicial part and cancelled from there: not the holder's will (REG-004). */
function seize({ account, instrument, serials }: Run): SimpleCommand[] {
  const quantity = serials.last - serials.first + 1n;
  return [
    { kind: 'freeze', account, instrument, quantity, part: 'judicial', serials: [serials] },
    { kind: 'cancel', from: account, instrument, quantity, fromPart: 'judicial', serials: [serials] },
  ];
}
