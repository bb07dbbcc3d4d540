import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { readInstrument } from '@carbon/ledger';
import type { Acting, CreditDesk } from '../../desk';
import { auditActor } from '../../life-cycle/use-cases/acting';
import { unitsOfAnotherScheme } from '../domain/refusals';
import { insertVoluntaryCancellation, type VoluntaryCancellation } from '../persistence/cancellations';
import type { Project } from '../persistence/project';

export interface CancelVoluntarily {
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly by: Acting;
  readonly now: Date;
  /** Hex. */
  readonly documentHash?: string | undefined;
}

/** One unit of a scheme is as good as another of it. @throws Refusal CREDITS_UNITS_OF_ANOTHER_SCHEME */
export async function requireOfScheme(tx: Transaction, project: Project, code: string): Promise<void> {
  const instrument = await readInstrument(tx, code);
  if (instrument?.scheme !== project.scheme) throw unitsOfAnotherScheme(code, project.scheme);
}

/**
 * CCR-012: an owner cancels units of the scheme for reductions that should not have been, before it is forced to. They
 * count against a later forced cancellation, one for one.
 * @throws Refusal CREDITS_UNITS_OF_ANOTHER_SCHEME, or of the ledger
 */
export async function cancelVoluntarily(
  tx: Transaction,
  { ledger }: CreditDesk,
  project: Project,
  { account, instrument, quantity, by, now, documentHash }: CancelVoluntarily,
): Promise<VoluntaryCancellation> {
  await requireOfScheme(tx, project, instrument);
  const id = newId();
  const approver = by.approver === undefined ? {} : { approver: by.approver };
  const [outcome] = await ledger.submit(tx, [
    {
      ...{ kind: 'cancel', from: account, instrument, quantity },
      cause: {
        ...{ actor: by.actor, ...approver, reference: `voluntary-cancellation:${id}`, reason: 'CCR-012' },
        ...(documentHash === undefined ? {} : { documentHash: Buffer.from(documentHash, 'hex') }),
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a cancellation without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const done: VoluntaryCancellation = {
    ...{ id, projectId: project.id, holderId: project.holderId, account, instrument, quantity },
    ...{ transactionId: outcome.transactionId, by: by.actor, approver: by.approver ?? null, at: now },
  };
  await insertVoluntaryCancellation(tx, done);
  await recordAudit(
    tx,
    {
      action: 'credits.cancelled-voluntarily',
      subject: { kind: 'project', id: project.number },
      holderId: project.holderId,
      after: {
        account,
        instrument,
        quantity: quantity.toString(),
        transaction: done.transactionId.toString(),
      },
      ...approver,
      ...(documentHash === undefined ? {} : { documentHash }),
    },
    now,
    auditActor(by),
  );
  return done;
}
