import type { Transaction } from '@carbon/database';
import { chinaTimestamp, type Json, type Text } from '@carbon/kernel';
import { readTransaction } from '@carbon/ledger';
import type { ReceiptFacts, ReceiptLine, ReceiptRule, ReceiptSource, ReceiptStatus } from '@carbon/receipts';
import type { Certainty } from '@carbon/rules';
import { allowanceScheme } from '../../holdings/index';
import {
  SURRENDER_DOMAIN,
  surrenderDocument,
  surrenderSalt,
} from '../../surrender/domain/surrender-document';
import type { CountedSurrender } from '../domain/certificate-facts';
import { type Certificate, CERTIFICATE_PREFIX, findCertificate } from '../persistence/certificates';
import { readSurrendersByIds } from '../persistence/read-completed';

const UNIT: Text = { zh: '吨二氧化碳当量', en: 'tCO2e' };
const TITLE: Text = { zh: '碳排放配额履约凭证', en: 'Certificate of compliance' };

/**
 * Tells certificates of compliance as receipts (SUR-014): what proves them is the surrender with which the obligation was
 * met. The register of retirements leaves them out: they end no units of their own, and credits of an offset stand there
 * under their own scheme.
 */
export const receiptsOfCertificates: ReceiptSource = {
  prefix: CERTIFICATE_PREFIX,
  find: async (tx, number) => {
    const found = await findCertificate(tx, number);
    return found === undefined ? undefined : tell(tx, found);
  },
  list: () => Promise.resolve([]),
};

async function tell(tx: Transaction, one: Certificate): Promise<ReceiptFacts> {
  const surrenders = await readSurrendersByIds(tx, one.surrenderIds);
  const completing = surrenders.find(({ surrender }) => surrender.id === one.completingId);
  const { surrender, lots } = completing ?? {};
  if (surrender?.transactionId == null || lots === undefined)
    throw new Error(`${one.number} rests on nothing`);
  const { transactionId, completedAt, reversibleUntil, account } = surrender;
  const { market, year, facts, holderId, number } = one;
  const holder = partOf(facts['holder']);
  const pack = partOf(facts['pack']);
  return {
    ...{
      number,
      kind: 'compliance-certificate',
      title: TITLE,
      scheme: allowanceScheme(market),
      account,
      holderId,
    },
    beneficiary: {
      ...{ kind: 'organisation', particulars: 'shown' },
      ...{ nameZh: textOf(holder['nameZh']), nameEn: textOf(holder['nameEn']) },
      identifier: textOf(holder['identifier']) ?? textOf(holder['code']),
    },
    ...{ purpose: 'compliance-surrender', purposeText: null, place: null, unit: UNIT },
    period: { from: `${year}-01-01`, to: `${year}-12-31` },
    quantity: surrenders.reduce(
      (sum, each) => sum + each.surrender.allowancesT + each.surrender.creditsT,
      0n,
    ),
    lots: surrenders.flatMap(({ lots: all }) =>
      all.flatMap(({ instrument, serials }) => serials.map((run) => ({ instrument, ...run }))),
    ),
    lines: linesOf(one, surrenders),
    pack: {
      id: textOf(pack['id']) ?? '',
      version: textOf(pack['version']) ?? '',
      certainty: (textOf(pack['certainty']) ?? 'X') as Certainty,
    },
    rules: RULES,
    status: statusOf(one),
    reversibleUntil,
    transactionId,
    recordedAt: completedAt ?? one.issuedAt,
    documentHash: await hashOf(tx, transactionId),
    document: {
      domain: SURRENDER_DOMAIN,
      salt: surrenderSalt(surrender),
      content: surrenderDocument(surrender, lots),
    },
  };
}

/** What the ledger holds of the surrender: `surrenderCommitment`. */
async function hashOf(tx: Transaction, transactionId: bigint): Promise<string> {
  const [entry] = await readTransaction(tx, transactionId);
  return entry?.record.documentHash ?? '';
}

function linesOf(
  { facts, factsHash, market, year, issuedAt }: Certificate,
  surrenders: readonly CountedSurrender[],
): ReceiptLine[] {
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  const tonnes = (name: string) => `${grouped(textOf(facts[name]) ?? '0')} t`;
  return [
    line('市场与年度', 'Market and year', `${market} ${year}`),
    line('应清缴量', 'Due', tonnes('due')),
    line('清缴配额', 'Allowances surrendered', tonnes('surrendered')),
    line('抵销减排量', 'Credits for offset', tonnes('credits')),
    line('清缴期限', 'Deadline', textOf(facts['deadline']) ?? '—'),
    line('履约情况', 'Standing', standingOf(facts['inTime'])),
    line('编号段数', 'Runs of serials', String(Number(facts['serials'] ?? 0))),
    line(
      '账本交易',
      'Transactions of the ledger',
      surrenders
        .map(({ surrender: { transactionId, completedAt } }) =>
          [transactionId, completedAt && chinaTimestamp(completedAt).slice(0, 10)].join(' · '),
        )
        .join('\n'),
    ),
    line('出具日期', 'Issued', chinaTimestamp(issuedAt).slice(0, 10)),
    line('履约事实哈希', 'Hash of the facts', factsHash.toString('hex')),
  ];
}

const RULES: readonly ReceiptRule[] = [
  {
    rule: 'SUR-002',
    text: {
      zh: '清缴的配额与被接受的减排量之和不少于应清缴量，即为足额清缴',
      en: 'An obligation is met when surrendered allowances and accepted credits are no less than it',
    },
    certainty: 'F',
  },
  {
    rule: 'SUR-014',
    text: {
      zh: '登记机构出具履约凭证；清缴被撤销的，凭证作废',
      en: 'The registry issues the certificate; it is void once a surrender is undone',
    },
    certainty: 'D',
  },
];

function statusOf({ voided }: Certificate): ReceiptStatus {
  if (voided === null) return { state: 'valid' };
  const note = { zh: '所依据的清缴已被撤销', en: 'A surrender that it rests on was undone' };
  return { state: 'void', ...voided, note };
}

function standingOf(inTime: Json | undefined): string {
  if (typeof inTime !== 'boolean') return '足额清缴\nMet in full';
  return inTime ? '按期足额清缴\nMet in full and in time' : '逾期后足额清缴\nMet in full, late';
}

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const partOf = (value: Json | undefined) => (value ?? {}) as Readonly<Record<string, Json>>;
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');
