import { createHash } from 'node:crypto';
import type { Reader, Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { canonicalJson, type ChinaDate, chinaDate, type Json, type Text } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import type {
  ReceiptDocument,
  ReceiptFacts,
  ReceiptLot,
  ReceiptSource,
  RegisterLine,
  RegisterQuery,
} from '@carbon/receipts';
import { In } from 'typeorm';
import { encodeCertificateCode } from '../domain/certificate-code';
import { GEC_SCHEME, readInstrumentCode } from '../domain/instrument-code';
import { gecPackAt } from '../domain/rules/gec';
import type { Claim, ClaimItem } from '../persistence/claim.entity';
import { issueEntity } from '../persistence/issue.entity';
import { lotAt, lotsOfIssues } from '../persistence/read-lots';
import { type ClaimWithItems, findClaim } from '../persistence/read-lists';
import type { ClaimDesk } from './beneficiaries';
import { CLAIM_DOMAIN } from './claim-certificates';
import { type ToldClaim, toldTo, toldToAll } from './told-claim';

const PREFIX = 'HX';
const UNIT: Text = { zh: '张绿证（每张 1 MWh）', en: 'certificates (1 MWh each)' };
const PURPOSE = 'green-power-claim';

/** Tells claims of certificates (核销) as receipts. */
export function receiptsOfClaims(desk: ClaimDesk): ReceiptSource {
  return {
    prefix: PREFIX,
    find: async (tx, number, caller) => {
      const found = await findClaim(tx.manager, number);
      return found === undefined ? undefined : tell(tx, desk, found, caller);
    },
    list: readRegister,
  };
}

async function tell(
  tx: Transaction,
  desk: ClaimDesk,
  found: ClaimWithItems,
  caller: Caller | undefined,
): Promise<ReceiptFacts> {
  const { claim } = found;
  const told = caller === undefined ? toldToAll(claim) : await toldTo(tx, desk, claim, caller);
  const erased = claim.beneficiaryPersonId !== null && claim.sealed === null;
  const { certainty } = gecPackAt(chinaDate(claim.createdAt));
  return {
    number: claim.receiptNumber,
    kind: 'certificate-claim',
    title: { zh: '绿色电力证书核销凭证', en: 'Receipt of green certificates claimed' },
    scheme: GEC_SCHEME,
    account: claim.accountNumber,
    holderId: (await readAccount(tx, claim.accountNumber))?.holderId ?? '',
    beneficiary: erased ? { ...told.beneficiary, particulars: 'erased' } : told.beneficiary,
    purpose: PURPOSE,
    purposeText: told.purpose,
    period: { from: claim.consumptionStart, to: claim.consumptionEnd },
    place: told.place,
    quantity: claim.quantity,
    unit: UNIT,
    lots: await lotsOf(tx, found.items),
    lines: [{ label: { zh: '证电同年', en: 'Same year' }, value: YEARS[claim.yearJudgement] }],
    pack: { id: claim.packId, version: claim.packVersion, certainty },
    rules: [
      { rule: 'GEC-014', text: USED_ONCE, certainty },
      { rule: 'GEC-015', text: SAME_YEAR, certainty: 'E' },
    ],
    status: { state: 'valid' },
    reversibleUntil: null,
    transactionId: claim.transactionId,
    recordedAt: claim.createdAt,
    documentHash: claim.documentHash.toString('hex'),
    document: erased ? 'erased' : (documentOf(found, told) ?? 'withheld'),
  };
}

const YEARS = {
  match: '一致 the certificates are of the year of use',
  flag: '不一致，已标注 certificates of another year than the power: flagged',
} as const;
const USED_ONCE: Text = {
  zh: '绿证核销后不再流转，每张只用一次',
  en: 'A certificate that is claimed never moves again and is used once',
};
const SAME_YEAR: Text = {
  zh: '自 2026 年起绿证年份与用电年份应一致；目前不一致时标注而不拒绝',
  en: 'From 2026 on certificates and power are to be of one year; for now a difference is flagged, not refused',
};

/** The document a claim committed to; undefined where it is not told to this reader, or was told otherwise then. */
function documentOf({ claim, items }: ClaimWithItems, told: ToldClaim): ReceiptDocument | undefined {
  const { salt, purpose, place } = told;
  if (salt === null || purpose === null || place === null) return undefined;
  const { kind, nameZh, nameEn, identifier } = told.beneficiary;
  const beneficiary: Json =
    kind === 'organisation'
      ? { kind, nameZh, nameEn, identifier }
      : { kind, name: nameZh, identityNumber: identifier };
  const content: ReceiptDocument['content'] = {
    ...{ id: claim.id, account: claim.accountNumber, beneficiary, purpose, place },
    consumptionStart: claim.consumptionStart,
    consumptionEnd: claim.consumptionEnd,
    certificates: chosen(items),
  };
  const hash = createHash('sha256').update(CLAIM_DOMAIN).update(salt).update(canonicalJson(content)).digest();
  return hash.equals(claim.documentHash) ? { domain: CLAIM_DOMAIN, salt, content } : undefined;
}

/** How many of each instrument, in the order in which they were chosen. */
function chosen(items: readonly ClaimItem[]): Json {
  const quantities = new Map<string, bigint>();
  for (const { instrument, firstSerial, lastSerial } of items) {
    quantities.set(instrument, (quantities.get(instrument) ?? 0n) + lastSerial - firstSerial + 1n);
  }
  return [...quantities].map(([instrument, quantity]) => ({ instrument, quantity: quantity.toString() }));
}

/** Serials with the 32 digits of the first and last certificate (GEC-018). */
async function lotsOf({ manager }: Transaction, items: readonly ClaimItem[]): Promise<ReceiptLot[]> {
  const instruments = In([...new Set(items.map(({ instrument }) => instrument))]);
  const issues = await manager.findBy(issueEntity, { instrument: instruments });
  const classes = await lotsOfIssues(manager, issues);
  return items.map(({ instrument, firstSerial, lastSerial }): ReceiptLot => {
    const { plant, month: productionMonth } = readInstrumentCode(instrument) ?? {};
    const issue = issues.find((each) => each.instrument === instrument);
    const codeOf = (serial: bigint) => {
      const lot = issue && lotAt(classes.get(issue.id) ?? [], serial);
      if (!plant || !productionMonth || !lot) return undefined;
      const { electricityClass, tradeClass } = lot;
      return encodeCertificateCode({ plant, productionMonth, serial, electricityClass, tradeClass });
    };
    const [firstCode, lastCode] = [codeOf(firstSerial), codeOf(lastSerial)];
    return {
      instrument,
      first: firstSerial,
      last: lastSerial,
      ...(firstCode && lastCode && { firstCode, lastCode }),
    };
  });
}

type Row = Pick<
  Claim,
  'receiptNumber' | 'beneficiaryKind' | 'beneficiaryZh' | 'beneficiaryEn' | 'createdAt'
> & {
  readonly quantity: string;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
};

/** Of the register, newest number first: every claim is one of green power. */
async function readRegister(reader: Reader, query: RegisterQuery): Promise<RegisterLine[]> {
  const { before = null, from = null, purpose = PURPOSE, scheme = GEC_SCHEME, limit } = query;
  if (purpose !== PURPOSE || scheme !== GEC_SCHEME) return [];
  const rows = await reader.query<Row>(
    `select receipt_number as "receiptNumber", quantity, consumption_start::text as "from",
            consumption_end::text as "to", beneficiary_kind as "beneficiaryKind", beneficiary_zh as "beneficiaryZh",
            beneficiary_en as "beneficiaryEn", created_at as "createdAt"
       from certificates.claim
      where ($1::text is null or receipt_number collate "C" < $1)
        and ($2::text is null or receipt_number collate "C" >= $2)
      order by receipt_number collate "C" desc limit $3`,
    [before, from, limit],
  );
  return rows.map((row) => ({
    number: row.receiptNumber,
    kind: 'certificate-claim',
    scheme: GEC_SCHEME,
    purpose: PURPOSE,
    quantity: BigInt(row.quantity),
    unit: UNIT,
    retiredAt: row.createdAt,
    period: { from: row.from, to: row.to },
    beneficiary: { kind: row.beneficiaryKind, nameZh: row.beneficiaryZh, nameEn: row.beneficiaryEn },
    state: 'valid',
  }));
}
