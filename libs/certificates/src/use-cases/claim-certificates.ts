import { createHash, randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { canonicalJson, type ChinaDate, type ChinaMonth, type Json, newId, SALT_BYTES } from '@carbon/kernel';
import { type Command, readAccount, readTransaction } from '@carbon/ledger';
import { readInstrumentCode } from '../domain/instrument-code';
import { receiptNumber } from '../domain/receipt-number';
import type { GecPack } from '../domain/rules/gec';
import { type Claim, claimEntity, type ClaimItem, claimItemEntity } from '../persistence/claim.entity';
import { movedSerials } from '../persistence/sold-ranges';
import { auditActor } from './audit-actor';
import { type Beneficiary, type ClaimDesk, type EnteredBeneficiary, enterBeneficiary } from './beneficiaries';
import { type CertificateChoice, chooseCertificates, type Lot } from './choose-certificates';
import { type Actor, rulesToday } from './desk';
import { judgeYears, refuseBadPeriod } from './judge-period';
import { explainRefusal, refuseExpired } from './judge-lots';

export interface ClaimCertificates extends Actor {
  readonly account: string;
  readonly certificates: readonly CertificateChoice[];
  readonly beneficiary: Beneficiary;
  /** What the power was used for, e.g. a product, a site, a year's report. */
  readonly purpose: string;
  readonly consumptionStart: ChinaDate;
  readonly consumptionEnd: ChinaDate;
  readonly place: string;
}

export interface ClaimReceipt {
  readonly claim: Claim;
  readonly items: readonly ClaimItem[];
}

/** Separates the commitment to a claim from every other use of SHA-256. */
export const CLAIM_DOMAIN = 'carbon-ledger/gec-claim/v1\0';

/**
 * Claims certificates as used (核销, GEC-014): they are retired, all or none, for one beneficiary, period and place, and
 * never move again. The ledger knows the claim by its id and by a salted hash of what it says.
 * @throws Refusal INPUT_MALFORMED, GEC_EXPIRED, GEC_YEARS_DIFFER, GEC_ALREADY_CLAIMED, GEC_FROZEN, or of the vault or the ledger
 */
export async function claimCertificates(
  tx: Transaction,
  desk: ClaimDesk,
  command: ClaimCertificates,
): Promise<ClaimReceipt> {
  const [receipt] = await claimMany(tx, desk, [command]);
  if (receipt === undefined) throw new Error('a claim without receipt');
  return receipt;
}

/** A claim with all that is decided before the ledger is asked. */
interface ReadyClaim {
  readonly command: ClaimCertificates;
  readonly id: string;
  readonly salt: Buffer;
  readonly lots: readonly Lot[];
  readonly beneficiary: EnteredBeneficiary;
  readonly documentHash: Buffer;
}

/** Several claims, e.g. of sites and months: one ledger transaction each, all or none. @throws Refusal as one claim */
export async function claimMany(
  tx: Transaction,
  desk: ClaimDesk,
  commands: readonly ClaimCertificates[],
): Promise<ClaimReceipt[]> {
  const { pack } = rulesToday(desk);
  const ready: ReadyClaim[] = [];
  for (const command of commands) ready.push(await makeReady(tx, desk, command, pack));
  const outcomes = await desk.ledger.submit(tx, ready.map(retirement));
  const receipts: ClaimReceipt[] = [];
  for (const [at, claim] of ready.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) throw new Error('a claim without outcome');
    if (outcome.status === 'refused') {
      throw await explainRefusal(tx, outcome.refusal, claim.lots, claim.command.account, pack);
    }
    receipts.push(await keep(tx, desk, claim, outcome.transactionId, pack));
  }
  return receipts;
}

async function makeReady(
  tx: Transaction,
  desk: ClaimDesk,
  command: ClaimCertificates,
  pack: GecPack,
): Promise<ReadyClaim> {
  const lots = await chooseCertificates(tx, command.certificates);
  const { today } = rulesToday(desk);
  refuseBadPeriod(command, today, pack);
  refuseExpired(lots, today, pack);
  for (const { issue } of lots) judgeYears(issue.month, command, pack);
  const id = newId();
  const salt = randomBytes(SALT_BYTES);
  const beneficiary = await enterBeneficiary(tx, desk, command.beneficiary);
  const documentHash = commitment(id, salt, { ...command, beneficiary: beneficiary.committed }, lots);
  return { command, id, salt, lots, beneficiary, documentHash };
}

function retirement({ command, id, lots, documentHash }: ReadyClaim): Command {
  const { account, actor, approver } = command;
  return {
    kind: 'linked',
    commands: lots.map(({ issue, quantity, serials }) => ({
      kind: 'retire',
      instrument: issue.instrument,
      quantity,
      from: account,
      ...(serials && { serials }),
    })),
    cause: { actor, ...(approver && { approver }), reference: `gec-claim:${id}`, documentHash },
  };
}

async function keep(
  tx: Transaction,
  desk: ClaimDesk,
  { command, id, salt, lots, beneficiary, documentHash }: ReadyClaim,
  transactionId: bigint,
  pack: GecPack,
): Promise<ClaimReceipt> {
  const items = movedSerials(await readTransaction(tx, transactionId)).map(
    ({ instrument, range }, ordinal): ClaimItem => ({
      claimId: id,
      ordinal,
      instrument,
      firstSerial: range.first,
      lastSerial: range.last,
      yearJudgement: judgeYears(monthOf(instrument), command, pack),
    }),
  );
  const claim: Claim = {
    id,
    receiptNumber: receiptNumber(rulesToday(desk).today, await nextReceipt(tx)),
    transactionId,
    documentHash,
    ...(await beneficiary.keep({ salt, purpose: command.purpose, place: command.place })),
    ...recordOf(desk, command, lots, items, pack),
  };
  await tx.manager.insert(claimEntity, claim);
  await tx.manager.insert(claimItemEntity, items);
  await audit(tx, claim, command);
  return { claim, items };
}

/** Whose claim it is and how much; not for whom. */
async function audit(tx: Transaction, claim: Claim, { actor, approver }: ClaimCertificates): Promise<void> {
  const { id, receiptNumber, accountNumber, quantity, transactionId, beneficiaryKind } = claim;
  const account = await readAccount(tx, accountNumber);
  await recordAudit(
    tx,
    {
      action: 'certificates.claimed',
      subject: { kind: 'claim', id },
      ...(account && { holderId: account.holderId }),
      after: {
        ...{ receiptNumber, account: accountNumber, beneficiaryKind },
        quantity: quantity.toString(),
        transaction: transactionId.toString(),
      },
      ...(approver && { approver }),
    },
    claim.createdAt,
    auditActor(actor),
  );
}

function recordOf(
  desk: ClaimDesk,
  command: ClaimCertificates,
  lots: readonly Lot[],
  items: readonly ClaimItem[],
  pack: GecPack,
): Pick<
  Claim,
  | 'accountNumber'
  | 'quantity'
  | 'consumptionStart'
  | 'consumptionEnd'
  | 'yearJudgement'
  | 'packId'
  | 'packVersion'
  | 'claimedBy'
  | 'createdAt'
> {
  const { consumptionStart, consumptionEnd } = command;
  return {
    accountNumber: command.account,
    quantity: quantityOf(lots),
    consumptionStart,
    consumptionEnd,
    yearJudgement: items.some(({ yearJudgement }) => yearJudgement === 'flag') ? 'flag' : 'match',
    packId: pack.id,
    packVersion: pack.version,
    claimedBy: command.actor,
    createdAt: desk.clock.now(),
  };
}

function monthOf(instrument: string): ChinaMonth {
  const month = readInstrumentCode(instrument)?.month;
  if (month === undefined) throw new Error(`${instrument} is no certificate`);
  return month;
}

const quantityOf = (lots: readonly Lot[]) => lots.reduce((sum, { quantity }) => sum + quantity, 0n);

/** SHA-256(domain ‖ salt ‖ canonical JSON): says nothing of the beneficiary to whoever has no salt (PII-004). */
function commitment(
  id: string,
  salt: Buffer,
  command: Omit<ClaimCertificates, 'beneficiary'> & { readonly beneficiary: Json },
  lots: readonly Lot[],
): Buffer {
  const { account, beneficiary, purpose, consumptionStart, consumptionEnd, place } = command;
  const document = canonicalJson({
    id,
    account,
    beneficiary,
    purpose,
    consumptionStart,
    consumptionEnd,
    place,
    certificates: lots.map(({ issue, quantity }) => ({
      instrument: issue.instrument,
      quantity: quantity.toString(),
    })),
  });
  return createHash('sha256').update(CLAIM_DOMAIN).update(salt).update(document).digest();
}

async function nextReceipt(tx: Transaction): Promise<bigint> {
  const [row] = await tx.query<{ serial: string }>(`select nextval('certificates.receipt') as serial`);
  return BigInt(row?.serial ?? 0);
}
