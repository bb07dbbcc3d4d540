import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { currentRequest } from '@carbon/http';
import { chinaDate, type ChinaDate, fault, type Json, malformed, newId, SALT_BYTES } from '@carbon/kernel';
import {
  type InstrumentView,
  readAccount,
  readInstrument,
  readTransaction,
  type SerialRange,
} from '@carbon/ledger';
import type { RetirementPurpose } from '../../domain/schemes/credit-scheme';
import { commitmentOf, type RetirementDocument } from '../domain/document';
import { type Neutrality, requireCovered } from '../domain/neutrality';
import { notCredits } from '../domain/refusals';
import { reversibleUntil } from '../domain/rules';
import type { Retirement, RetirementLot } from '../persistence/retirement';
import { insertRetirement, nextNumber } from '../persistence/write-retirements';
import type { RetirementDesk } from './desk';
import { judgeRetirement } from './judge-retirement';
import { enterBeneficiary, keep, type RetirementBeneficiary } from './seal-retirement';

/** So many units of an instrument, or exactly these. */
export interface RetiredLot {
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials: readonly SerialRange[] | undefined;
}

export interface RetireCredits {
  readonly account: string;
  readonly lots: readonly RetiredLot[];
  readonly purpose: RetirementPurpose;
  readonly beneficiary: RetirementBeneficiary;
  readonly periodStart: ChinaDate;
  readonly periodEnd: ChinaDate;
  /** Place, event or product it is for. */
  readonly place: string;
  readonly remark: string;
  readonly neutrality: Neutrality | undefined;
  readonly actor: string;
  readonly approver?: string;
}

/** What was found of a retirement before anything moves. */
export interface JudgedRetirement {
  readonly scheme: string;
  readonly unit: string;
  readonly quantity: bigint;
}

/**
 * Asks the rules, moving nothing.
 * @throws Refusal INPUT_MALFORMED, RETIREMENT_…, EXTERNAL_PURPOSE_REFUSED
 */
export async function judgeCommand(
  tx: Transaction,
  command: RetireCredits,
  now: Date,
): Promise<JudgedRetirement> {
  const { lots, purpose, beneficiary, periodStart, periodEnd, neutrality } = command;
  const today = chinaDate(now);
  refuseBadPeriod(periodStart, periodEnd);
  const instruments = await instrumentsOf(tx, lots);
  const scheme = judgeRetirement(instruments, { purpose, country: beneficiary.country }, today);
  const unit = instruments[0]?.unit ?? '';
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
  if (neutrality !== undefined) {
    refuseNeutrality(purpose, unit);
    requireCovered(neutrality, quantity);
  }
  return { scheme, unit, quantity };
}

/**
 * Retires credits for good, all or none (CCR-010): the ledger knows the retirement by its receipt number and a salted
 * hash of what the receipt says. The registry may reverse it within the window (REG-009).
 * @throws Refusal as `judgeCommand`, and of the vault and the ledger
 */
export async function retireCredits(
  tx: Transaction,
  desk: RetirementDesk,
  command: RetireCredits,
): Promise<Retirement> {
  const now = desk.clock.now();
  const { scheme, unit, quantity } = await judgeCommand(tx, command, now);
  const { account, actor, approver, lots } = command;
  const owner = await readAccount(tx, account);
  if (owner === undefined) throw new Error(`no account ${account}`);
  const receipt = await nextNumber(tx, chinaDate(now));
  const salt = randomBytes(SALT_BYTES);
  const { committed, personId } = await enterBeneficiary(tx, desk, command.beneficiary);
  const document = documentOf(receipt, command, committed);
  const documentHash = commitmentOf(salt, document);
  const until = reversibleUntil(now);
  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'linked',
      commands: lots.map(({ instrument, quantity: units, serials }) => ({
        kind: 'retire',
        ...{ instrument, quantity: units, from: account, reversibleUntil: until },
        ...(serials && { serials }),
      })),
      cause: {
        actor,
        ...(approver && { approver }),
        reference: `credit-retirement:${receipt}`,
        documentHash,
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a retirement without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const retirement: Retirement = {
    id: newId(),
    receiptNumber: receipt,
    accountNumber: account,
    holderId: owner.holderId,
    ...{ scheme, unit, quantity, documentHash },
    transactionId: outcome.transactionId,
    purpose: command.purpose,
    periodStart: command.periodStart,
    periodEnd: command.periodEnd,
    beneficiaryKind: command.beneficiary.kind,
    beneficiaryPersonId: personId,
    ...(await keep(tx, desk, personId, { salt, document })),
    reversibleUntil: until,
    retiredBy: actor,
    approvedBy: approver ?? null,
    retiredAt: now,
    voided: null,
  };
  await insertRetirement(tx, retirement, await movedLots(tx, outcome.transactionId));
  await audit(tx, retirement);
  return retirement;
}

/** What the ledger commits to, and the receipt says. */
function documentOf(receipt: string, command: RetireCredits, beneficiary: Json): RetirementDocument {
  const { account, lots, purpose, periodStart, periodEnd, place, remark, neutrality } = command;
  return {
    ...{ receipt, account, beneficiary, purpose, periodStart, periodEnd, place, remark },
    credits: lots.map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() })),
    ...(neutrality === undefined ? {} : { neutrality: { ...neutrality } }),
  };
}

/** The serials that the ledger ended. */
async function movedLots(tx: Transaction, transactionId: bigint): Promise<RetirementLot[]> {
  return (await readTransaction(tx, transactionId)).flatMap(({ record }) =>
    (record.serials ?? []).map((text) => {
      const [first = 0n, last = 0n] = text.split('-').map(BigInt);
      return { instrument: record.instrument, first, last };
    }),
  );
}

async function instrumentsOf(tx: Transaction, lots: readonly RetiredLot[]): Promise<InstrumentView[]> {
  const found: InstrumentView[] = [];
  for (const [at, { instrument }] of lots.entries()) {
    const view = await readInstrument(tx, instrument);
    if (view === undefined || !view.serialised) throw notCredits(instrument);
    if (found.some(({ code }) => code === instrument)) {
      throw malformed([fault(`lots[${at}]`, 'repeated', 'names an instrument twice', '重复指定同一品种')]);
    }
    found.push(view);
  }
  return found;
}

function refuseBadPeriod(start: ChinaDate, end: ChinaDate): void {
  if (end >= start) return;
  throw malformed([fault('periodEnd', 'order', 'must not be before periodStart', '不得早于期间起始日')]);
}

/** A claim of neutrality is of tonnes, and made for an event or an organisation. */
function refuseNeutrality(purpose: RetirementPurpose, unit: string): void {
  if (purpose !== 'event-neutrality' && purpose !== 'corporate-neutrality') {
    throw malformed([
      fault(
        'neutrality',
        'purpose',
        'is for event-neutrality and corporate-neutrality',
        '仅适用于碳中和用途',
      ),
    ]);
  }
  if (unit === 't') return;
  throw malformed([fault('neutrality', 'unit', 'needs units that are tonnes', '须使用以吨计的单位')]);
}

/** Whose units and how many; not for whom. */
async function audit(tx: Transaction, one: Retirement): Promise<void> {
  const own = currentRequest()?.caller?.id === one.retiredBy;
  await recordAudit(
    tx,
    {
      action: 'credits.retired',
      subject: { kind: 'retirement', id: one.receiptNumber },
      holderId: one.holderId,
      after: {
        ...{ receiptNumber: one.receiptNumber, account: one.accountNumber, scheme: one.scheme },
        ...{ purpose: one.purpose, beneficiaryKind: one.beneficiaryKind },
        quantity: one.quantity.toString(),
        transaction: one.transactionId.toString(),
      },
      ...(one.approvedBy !== null && { approver: one.approvedBy }),
    },
    one.retiredAt,
    own ? undefined : { actor: one.retiredBy },
  );
}
