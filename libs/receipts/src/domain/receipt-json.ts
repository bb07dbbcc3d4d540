import { chinaTimestamp } from '@carbon/kernel';
import type { ReceiptFacts, ReceiptStatus } from './facts';
import { sizeOf } from './facts';
import { PURPOSE_TITLES } from './purposes';

/** A receipt as it travels: whole numbers as decimal strings, moments in China time, bytes in hexadecimal. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the shape is what is written here
export function receiptJson(facts: ReceiptFacts) {
  const { number, kind, title, scheme, account, beneficiary, purpose, document, pack } = facts;
  return {
    ...{ number, kind, title, scheme, account, beneficiary, purpose },
    purposeTitle: PURPOSE_TITLES[purpose],
    purposeText: facts.purposeText,
    periodStart: facts.period.from,
    periodEnd: facts.period.to,
    place: facts.place,
    quantity: facts.quantity.toString(),
    unit: facts.unit,
    lots: facts.lots.map((lot) => ({
      instrument: lot.instrument,
      first: lot.first.toString(),
      last: lot.last.toString(),
      quantity: sizeOf(lot).toString(),
      firstCode: lot.firstCode ?? null,
      lastCode: lot.lastCode ?? null,
    })),
    lines: facts.lines,
    rulePack: `${pack.id} ${pack.version}`,
    certainty: pack.certainty,
    rules: facts.rules,
    status: statusJson(facts.status),
    reversibleUntil: facts.reversibleUntil === null ? null : chinaTimestamp(facts.reversibleUntil),
    transaction: facts.transactionId.toString(),
    recordedAt: chinaTimestamp(facts.recordedAt),
    documentHash: facts.documentHash,
    document:
      typeof document === 'string'
        ? null
        : {
            domain: document.domain,
            salt: Buffer.from(document.salt).toString('hex'),
            content: document.content,
          },
  };
}

function statusJson(status: ReceiptStatus) {
  if (status.state === 'valid') return { state: status.state, at: null, note: null, transaction: null };
  const { state, at, note, transactionId } = status;
  return { state, at: chinaTimestamp(at), note, transaction: transactionId.toString() };
}
