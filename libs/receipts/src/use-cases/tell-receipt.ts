import type { Database, Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Text } from '@carbon/kernel';
import { isInstrumentSeen, isSeen, seenOf } from '@carbon/ledger';
import { isReceiptNumber, type ReceiptFacts } from '../domain/index';
import { receiptUnknown } from '../domain/refusals';
import { fitsQr } from '../pdf/qr';
import type { ReceiptProof, ReceiptProofs } from '../proofs';
import type { ReceiptSources } from '../sources';

/** What telling of receipts works with. */
export interface ReceiptDesk {
  readonly database: Database;
  readonly sources: ReceiptSources;
  readonly proofs: ReceiptProofs;
  /** Address of the public pages, without a slash at its end. */
  readonly site: string;
}

/**
 * A receipt for somebody in whose reach it is: the holder of the account, its group, auditors in their window.
 * @throws Refusal RECEIPT_UNKNOWN
 */
export function receiptInReach(desk: ReceiptDesk, number: string, caller: Caller): Promise<ReceiptFacts> {
  return desk.database.transaction(async (tx) => {
    const facts = await find(tx, desk, number, caller);
    if (facts === undefined || !isVisible(facts, caller)) throw receiptUnknown(number);
    return facts;
  });
}

/** A receipt as everybody may know it. @throws Refusal RECEIPT_UNKNOWN */
export async function publicReceipt(desk: ReceiptDesk, number: string): Promise<ReceiptFacts> {
  const facts = await desk.database.transaction((tx) => find(tx, desk, number));
  if (facts === undefined) throw receiptUnknown(number);
  return facts;
}

/** A wrong check digit is a wrong number: nothing is looked up. */
function find(
  tx: Transaction,
  { sources }: ReceiptDesk,
  number: string,
  caller?: Caller,
): Promise<ReceiptFacts | undefined> {
  const source = isReceiptNumber(number) ? sources.of(number) : undefined;
  return source === undefined ? Promise.resolve(undefined) : source.find(tx, number, caller);
}

function isVisible({ holderId, recordedAt, lots }: ReceiptFacts, { reach }: Caller): boolean {
  if (!reaches(reach, holderId)) return false;
  const seen = seenOf(reach, holderId);
  return isSeen(seen, recordedAt) && lots.every(({ instrument }) => isInstrumentSeen(seen, instrument));
}

/** The public page of a receipt, by its number. */
export function linkOf({ site }: Pick<ReceiptDesk, 'site'>, number: string): string {
  return `${site}/r/${number}`;
}

/** How a receipt is proved, and what its QR code says. */
export interface ProvedReceipt {
  readonly proof: ReceiptProof | undefined;
  readonly link: string;
  /** The link, and behind it the code where there is one that fits. */
  readonly qr: string;
}

/**
 * A code carries the document of an organisation, so that it can be read without us. That of a person never: a receipt
 * is shown around. A document too long for a picture is left to the evidence files.
 */
export async function proveReceipt(desk: ReceiptDesk, facts: ReceiptFacts): Promise<ProvedReceipt> {
  const link = linkOf(desk, facts.number);
  for (const document of [documentOf(facts), 'separate'] as const) {
    const proof = await desk.proofs.proofOf(facts.transactionId, document);
    const qr = proof?.code === undefined ? link : `${link}#${proof.code}`;
    if (fitsQr(qr)) return { proof, link, qr };
  }
  return { proof: await desk.proofs.proofOf(facts.transactionId, 'separate'), link, qr: link };
}

function documentOf({ beneficiary, document }: ReceiptFacts) {
  if (beneficiary.particulars === 'erased') return 'erased';
  return beneficiary.kind === 'person' ? 'withheld' : document;
}

/** Whose account it was; of a resident the code only. */
export async function holderOf({ database }: ReceiptDesk, { holderId }: ReceiptFacts): Promise<Text> {
  const holder = (await findHoldersById(database.source.manager, [holderId])).get(holderId);
  if (holder === undefined) return { zh: '—', en: '—' };
  const { code, nameZh, nameEn, kind } = holder;
  return kind === 'resident' ? { zh: code, en: code } : { zh: nameZh, en: nameEn };
}
