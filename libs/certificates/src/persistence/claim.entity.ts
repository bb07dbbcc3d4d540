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
  /** Of an organisation; null of a person, as are the other names, purpose, place and salt. */
  readonly beneficiaryZh: string | null;
  readonly beneficiaryEn: string | null;
  readonly beneficiaryIdentifier: string | null;
  /** A person, whom only the vault knows. */
  readonly beneficiaryPersonId: string | null;
  readonly purpose: string | null;
  readonly consumptionStart: ChinaDate;
  readonly consumptionEnd: ChinaDate;
  readonly place: string | null;
  /** GEC-015; `flag` when any certificate of the claim is of another year than the power. */
  readonly yearJudgement: 'match' | 'flag';
  readonly packId: string;
  readonly packVersion: string;
  readonly salt: Buffer | null;
  /** Of a person salt, purpose and place, under that person's key; null once the person is erased. */
  readonly sealed: Buffer | null;
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
    beneficiaryZh: { type: 'text', name: 'beneficiary_zh', nullable: true },
    beneficiaryEn: { type: 'text', name: 'beneficiary_en', nullable: true },
    beneficiaryIdentifier: { type: 'text', name: 'beneficiary_identifier', nullable: true },
    beneficiaryPersonId: { type: 'uuid', name: 'beneficiary_person_id', nullable: true },
    purpose: { type: 'text', nullable: true },
    consumptionStart: { type: 'date', name: 'consumption_start' },
    consumptionEnd: { type: 'date', name: 'consumption_end' },
    place: { type: 'text', nullable: true },
    yearJudgement: { type: 'text', name: 'year_judgement' },
    packId: { type: 'text', name: 'pack_id' },
    packVersion: { type: 'text', name: 'pack_version' },
    salt: { type: 'bytea', nullable: true },
    sealed: { type: 'bytea', nullable: true },
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
