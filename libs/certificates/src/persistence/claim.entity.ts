import type { ChinaDate } from '@carbon/kernel';
import { wholeNumber } from './columns';
import { entity } from './entity';

export const beneficiaryKinds = ['organisation', 'person'] as const;
export type BeneficiaryKind = (typeof beneficiaryKinds)[number];

/** A claim (核销): certificates used by a beneficiary for a period, once (GEC-014). */
export interface Claim {
  readonly id: string;
  readonly receiptNumber: string;
  readonly accountNumber: string;
  readonly transactionId: bigint;
  readonly quantity: bigint;
  readonly beneficiaryKind: BeneficiaryKind;
  readonly beneficiaryZh: string;
  readonly beneficiaryEn: string;
  readonly beneficiaryIdentifier: string;
  readonly purpose: string;
  readonly consumptionStart: ChinaDate;
  readonly consumptionEnd: ChinaDate;
  readonly place: string;
  /** GEC-015; `flag` when any certificate of the claim is of another year than the power. */
  readonly yearJudgement: 'match' | 'flag';
  readonly packId: string;
  readonly packVersion: string;
  readonly salt: Buffer;
  readonly documentHash: Buffer;
  readonly claimedBy: string;
  readonly createdAt: Date;
}

/** A run of serials of one instrument that a claim ended. */
export interface ClaimItem {
  readonly claimId: string;
  readonly ordinal: number;
  readonly instrument: string;
  readonly firstSerial: bigint;
  readonly lastSerial: bigint;
  readonly yearJudgement: 'match' | 'flag';
}

export const claimEntity = entity<Claim>({
  name: 'Claim',
  tableName: 'claim',
  columns: {
    id: { type: 'uuid', primary: true },
    receiptNumber: { type: 'text', name: 'receipt_number' },
    accountNumber: { type: 'text', name: 'account_number' },
    transactionId: { type: 'bigint', name: 'transaction_id', transformer: wholeNumber },
    quantity: { type: 'bigint', transformer: wholeNumber },
    beneficiaryKind: { type: 'text', name: 'beneficiary_kind' },
    beneficiaryZh: { type: 'text', name: 'beneficiary_zh' },
    beneficiaryEn: { type: 'text', name: 'beneficiary_en' },
    beneficiaryIdentifier: { type: 'text', name: 'beneficiary_identifier' },
    purpose: { type: 'text' },
    consumptionStart: { type: 'date', name: 'consumption_start' },
    consumptionEnd: { type: 'date', name: 'consumption_end' },
    place: { type: 'text' },
    yearJudgement: { type: 'text', name: 'year_judgement' },
    packId: { type: 'text', name: 'pack_id' },
    packVersion: { type: 'text', name: 'pack_version' },
    salt: { type: 'bytea' },
    documentHash: { type: 'bytea', name: 'document_hash' },
    claimedBy: { type: 'text', name: 'claimed_by' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});

export const claimItemEntity = entity<ClaimItem>({
  name: 'ClaimItem',
  tableName: 'claim_item',
  columns: {
    claimId: { type: 'uuid', name: 'claim_id', primary: true },
    ordinal: { type: 'int', primary: true },
    instrument: { type: 'text' },
    firstSerial: { type: 'bigint', name: 'first_serial', transformer: wholeNumber },
    lastSerial: { type: 'bigint', name: 'last_serial', transformer: wholeNumber },
    yearJudgement: { type: 'text', name: 'year_judgement' },
  },
});
