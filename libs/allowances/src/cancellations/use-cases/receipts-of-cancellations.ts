import type { Reader } from '@carbon/database';
import { chinaDate, type Text } from '@carbon/kernel';
import type { ReceiptBeneficiary, ReceiptFacts, ReceiptSource, RegisterLine } from '@carbon/receipts';
import { CANCELLATION_DOMAIN } from '../domain/document';
import { CANCELLATION_PACK, CANCELLATION_RULES } from './told-rules';
import type { Cancellation } from '../persistence/cancellation';
import { findCancellation, readRegister } from '../persistence/read-cancellations';
import { CANCELLATION_PREFIX } from '../persistence/write-cancellations';

const UNIT: Text = { zh: '吨二氧化碳当量', en: 'tCO2e' };
const KIND = 'allowance-cancellation';
const PURPOSE = 'voluntary';

/** Tells voluntary cancellations (ETS-012) as receipts. */
export const receiptsOfCancellations: ReceiptSource = {
  prefix: CANCELLATION_PREFIX,
  find: tell,
  list: async (reader, { purpose, ...query }) =>
    purpose === undefined || purpose === PURPOSE ? (await readRegister(reader, query)).map(lineOf) : [],
};

async function tell(reader: Reader, number: string): Promise<ReceiptFacts | undefined> {
  const one = await findCancellation(reader, number);
  if (one === undefined) return undefined;
  const { document, salt, scheme } = one;
  return {
    ...{ number, kind: KIND, scheme, purpose: PURPOSE },
    title: { zh: '碳排放配额自愿注销凭证', en: 'Receipt of allowances cancelled voluntarily' },
    account: one.accountNumber,
    holderId: one.holderId,
    beneficiary: beneficiaryOf(one),
    purposeText: document.remark,
    period: periodOf(one),
    place: null,
    quantity: one.quantity,
    unit: UNIT,
    lots: one.lots.flatMap(({ instrument, serials }) =>
      serials.map(({ first, last }) => ({ instrument, first: BigInt(first), last: BigInt(last) })),
    ),
    lines: [],
    pack: CANCELLATION_PACK,
    rules: CANCELLATION_RULES,
    status: { state: 'valid' },
    reversibleUntil: null,
    transactionId: one.transactionId,
    recordedAt: one.cancelledAt,
    documentHash: one.documentHash.toString('hex'),
    document: { domain: CANCELLATION_DOMAIN, salt, content: document },
  };
}

function beneficiaryOf({ document: { holder } }: Cancellation): ReceiptBeneficiary {
  const { nameZh, nameEn, identifier } = holder;
  return { kind: 'organisation', particulars: 'shown', nameZh, nameEn, identifier };
}

/** It is for no year: its own day. */
function periodOf({ cancelledAt }: Cancellation) {
  const day = chinaDate(cancelledAt);
  return { from: day, to: day };
}

function lineOf(one: Cancellation): RegisterLine {
  const { kind, nameZh, nameEn } = beneficiaryOf(one);
  return {
    ...{ number: one.receiptNumber, kind: KIND, scheme: one.scheme, purpose: PURPOSE },
    quantity: one.quantity,
    unit: UNIT,
    retiredAt: one.cancelledAt,
    period: periodOf(one),
    beneficiary: { kind, nameZh, nameEn },
    state: 'valid',
  };
}
