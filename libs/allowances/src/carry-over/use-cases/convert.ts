import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { defineInstrument, readInstrument, readTransaction } from '@carbon/ledger';
import { giveLotsBack, stillApart } from '../../holdings/index';
import { endApart, lotsMoved, totalOf } from '../../pending-units/index';
import { applicationUnknown, unitsGone } from '../domain/refusals';
import { type CarryOverApplication, endApplication, findApplication } from '../persistence/applications';
import { insertCarried } from '../persistence/carried-serials';
import { countOut } from '../persistence/limits';
import type { CarryOverDesk } from './desk';

/**
 * CAR-003: the old units end and as many of the new vintage come to life in the same account, one linked group of the
 * ledger. The new serials are noted, so that they are told from others for good.
 * @throws Refusal ALLOWANCES_CARRY_OVER_UNITS_GONE, and of the ledger
 */
export async function convertApplication(
  tx: Transaction,
  { ledger }: CarryOverDesk,
  act: { readonly id: string; readonly actor: string; readonly approver: string; readonly now: Date },
): Promise<CarryOverApplication> {
  const { id, actor, approver, now } = act;
  const one = await findApplication(tx, id);
  if (one === undefined) throw applicationUnknown(id);
  const { account, lots, into } = one;
  if (totalOf(await stillApart(tx, { account, lots })) !== one.quantity) throw unitsGone(id);
  await defineTarget(tx, one);
  const cause = { actor, approver, reference: `carry-over:${id}`, reason: 'CAR-003' };
  const transactionId = await endApart(
    tx,
    ledger,
    { account, lots, cause },
    ({ instrument, quantity, serials }, from) => ({
      ...{ kind: 'convert', instrument, quantity, serials, ...from },
      ...{ toInstrument: into, to: account, toQuantity: quantity },
    }),
  );
  const born = (await readTransaction(tx, transactionId)).filter(({ record }) => record.kind === 'issue');
  await endApplication(tx, id, { state: 'converted', now, by: approver, transactionId });
  await insertCarried(tx, id, lotsMoved(born));
  await recordAudit(
    tx,
    {
      action: 'carry-over.converted',
      subject: { kind: 'carry-over-application', id },
      holderId: one.holderId,
      after: { into, quantity: one.quantity.toString(), transaction: transactionId.toString() },
      approver,
    },
    now,
  );
  return { ...one, state: 'converted', endedAt: now, transactionId };
}

/** The new vintage has the scheme of the old ones; it is known already where units of it were issued. */
async function defineTarget(tx: Transaction, { lots: [lot], into }: CarryOverApplication): Promise<void> {
  const old = lot === undefined ? undefined : await readInstrument(tx, lot.instrument);
  if (old === undefined) throw new Error('an application without units');
  const { kind, unit, scheme, serialised } = old;
  await defineInstrument(tx, { code: into, kind, unit, scheme, serialised, period: periodOf(into) });
}

/** The vintage as its name ends: `CEA25` is of 2025. */
const periodOf = (instrument: string): string => `20${instrument.slice(-2)}`;

/** Nothing comes of an application: its units are available again, and the limit has room for others. */
export async function endCarryOver(
  tx: Transaction,
  { ledger }: CarryOverDesk,
  ending: { readonly id: string; readonly by: string; readonly how: string; readonly now: Date },
): Promise<void> {
  const { id, by, how, now } = ending;
  const one = await findApplication(tx, id);
  if (one === undefined) throw applicationUnknown(id);
  const { market, holderId, account, lots, quantity } = one;
  const cause = { actor: by, reference: `carry-over:${id}`, reason: how };
  await giveLotsBack(tx, ledger, { account, lots, cause });
  await countOut(tx, { market, holderId, quantity });
  await endApplication(tx, id, { state: 'ended', now, by });
}
