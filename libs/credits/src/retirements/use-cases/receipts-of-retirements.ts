import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { deskOf, isHolderKind } from '@carbon/identity';
import { chinaDate, type Json, type Text } from '@carbon/kernel';
import type {
  ReceiptBeneficiary,
  ReceiptFacts,
  ReceiptLine,
  ReceiptSource,
  ReceiptStatus,
  RegisterLine,
} from '@carbon/receipts';
import { RETIREMENT_DOMAIN, type RetirementDocument } from '../domain/document';
import { RETIREMENT_PACK } from '../domain/rules';
import { findRetirement, lotsOf, readRegister } from '../persistence/read-retirements';
import type { Retirement } from '../persistence/retirement';
import { RETIREMENT_PREFIX } from '../persistence/write-retirements';
import type { RetirementDesk } from './desk';
import { rulesOf } from './judge-retirement';
import { open } from './seal-retirement';

/** Tells retirements of credits as receipts. */
export function receiptsOfRetirements(desk: RetirementDesk): ReceiptSource {
  return {
    prefix: RETIREMENT_PREFIX,
    find: (tx, number, caller) => tell(tx, desk, number, caller),
    list: async (reader, query) => (await readRegister(reader, query)).map(lineOf),
  };
}

async function tell(
  tx: Transaction,
  desk: RetirementDesk,
  number: string,
  caller: Caller | undefined,
): Promise<ReceiptFacts | undefined> {
  const one = await findRetirement(tx, number);
  if (one === undefined) return undefined;
  const person = one.beneficiaryPersonId;
  const mayKnow = person === null || (caller !== undefined && isTheirMatter(one, caller));
  const opened = mayKnow ? await open(tx, desk, one) : undefined;
  if (person !== null && opened !== undefined) {
    // each reading of somebody's data is in the audit trail
    await desk.vault.read(tx, person, { reason: `retirement ${number}`, now: desk.clock.now() });
  }
  const document = opened?.document;
  const erased = person !== null && one.sealed === null;
  return {
    number,
    kind: 'credit-retirement',
    title: titleOf(document),
    scheme: one.scheme,
    account: one.accountNumber,
    holderId: one.holderId,
    beneficiary: beneficiaryOf(one, document, erased),
    purpose: one.purpose,
    purposeText: textOf(document, 'remark'),
    period: { from: one.periodStart, to: one.periodEnd },
    place: textOf(document, 'place'),
    quantity: one.quantity,
    unit: unitOf(one.unit),
    lots: await lotsOf(tx, one.id),
    lines: neutralityLines(document),
    pack: RETIREMENT_PACK,
    rules: rulesOf(one.scheme, chinaDate(one.retiredAt)),
    status: statusOf(one),
    reversibleUntil: one.reversibleUntil,
    transactionId: one.transactionId,
    recordedAt: one.retiredAt,
    documentHash: one.documentHash.toString('hex'),
    document:
      opened === undefined
        ? erased
          ? 'erased'
          : 'withheld'
        : { domain: RETIREMENT_DOMAIN, salt: opened.salt, content: opened.document },
  };
}

/** The particulars of a person are for the holder of the account, and the registry. */
function isTheirMatter({ holderId }: Retirement, { kind, holder }: Caller): boolean {
  if (kind === 'service-key') return true;
  if (holder === undefined) return false;
  return holder.id === holderId || (isHolderKind(holder.kind) && deskOf(holder.kind) === 'registry');
}

function titleOf(document: RetirementDocument | undefined): Text {
  return document?.['neutrality'] === undefined
    ? { zh: '碳信用注销凭证', en: 'Receipt of credits retired' }
    : { zh: '碳中和声明与碳信用注销凭证', en: 'Claim of carbon neutrality and receipt of credits retired' };
}

function beneficiaryOf(
  { beneficiaryKind: kind }: Retirement,
  document: RetirementDocument | undefined,
  erased: boolean,
): ReceiptBeneficiary {
  const said = partOf(document, 'beneficiary');
  if (said === undefined) {
    return {
      kind,
      particulars: erased ? 'erased' : 'withheld',
      nameZh: null,
      nameEn: null,
      identifier: null,
    };
  }
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : null);
  return {
    kind,
    particulars: 'shown',
    nameZh: text('nameZh') ?? text('name'),
    nameEn: text('nameEn'),
    identifier: text('identifier') ?? text('identityNumber'),
  };
}

/** What a claim of neutrality must say: inventory by scope, boundary, standard, who vouches for it. */
function neutralityLines(document: RetirementDocument | undefined): ReceiptLine[] {
  const claim = partOf(document, 'neutrality');
  if (claim === undefined) return [];
  const text = (name: string) => (typeof claim[name] === 'string' ? claim[name] : '');
  const scopes = [1, 2, 3].map((scope) => `范围 Scope ${scope}: ${text(`scope${scope}`)} t`).join('\n');
  const number = text('certificateNumber');
  return [
    { label: { zh: '排放清单', en: 'Inventory' }, value: scopes },
    { label: { zh: '核算边界', en: 'Boundary' }, value: text('boundary') },
    { label: { zh: '标准', en: 'Standard' }, value: text('standard') },
    {
      label: { zh: '认定方', en: 'Certifier' },
      value: number === '' ? text('certifier') : `${text('certifier')}\n${number}`,
    },
  ];
}

const partOf = (document: RetirementDocument | undefined, name: string) => {
  const part = document?.[name];
  return typeof part === 'object' && part !== null && !Array.isArray(part)
    ? (part as Readonly<Record<string, Json>>)
    : undefined;
};

function textOf(document: RetirementDocument | undefined, name: string): string | null {
  const value = document?.[name];
  return typeof value === 'string' ? value : null;
}

function unitOf(unit: string): Text {
  return unit === 'MWh' ? { zh: '兆瓦时', en: 'MWh' } : { zh: '吨二氧化碳当量', en: 'tCO2e' };
}

function statusOf({ voided }: Retirement): ReceiptStatus {
  if (voided === null) return { state: 'valid' };
  const { at, noteZh, noteEn, transactionId } = voided;
  return { state: 'void', at, note: { zh: noteZh, en: noteEn }, transactionId };
}

function lineOf(one: Retirement): RegisterLine {
  const { nameZh, nameEn } = beneficiaryOf(one, one.document ?? undefined, false);
  return {
    number: one.receiptNumber,
    kind: 'credit-retirement',
    scheme: one.scheme,
    purpose: one.purpose,
    quantity: one.quantity,
    unit: unitOf(one.unit),
    retiredAt: one.retiredAt,
    period: { from: one.periodStart, to: one.periodEnd },
    beneficiary: { kind: one.beneficiaryKind, nameZh, nameEn },
    state: one.voided === null ? 'valid' : 'void',
  };
}
