import type { ChinaDate } from '@carbon/kernel';
import type { Basis } from '../domain/measure';
import type { MemberAsset, MemberKind } from '../domain/member';

export interface Pool {
  readonly id: string;
  /** Public number, `PL000001`. */
  readonly number: string;
  readonly holderId: string;
  readonly accountNumber: string;
  readonly scheme: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly methodology: string;
  readonly basis: Basis;
  readonly weightUnit: string | null;
  readonly source: string;
  readonly createdAt: Date;
}

export interface Terms {
  readonly version: number;
  readonly publishedOn: ChinaDate;
  readonly feeBasisPoints: number;
  readonly sharingZh: string;
  readonly sharingEn: string;
  readonly memberLimitUg: bigint | null;
  readonly documentHash: string | null;
}

export interface PoolMember {
  readonly id: string;
  readonly poolId: string;
  readonly reference: string;
  readonly kind: MemberKind;
  readonly holderId: string | null;
  readonly personId: string | null;
  readonly assetKind: MemberAsset;
  readonly assetKey: string;
  readonly weightThousandths: bigint | null;
  readonly joinedOn: ChinaDate;
  readonly leftOn: ChinaDate | null;
  readonly consentOn: ChinaDate;
}

export const PERIOD_STATES = ['open', 'verified', 'issued'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

export interface PoolPeriod {
  readonly id: string;
  readonly poolId: string;
  readonly ordinal: number;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  readonly factor: bigint | null;
  readonly factorSource: string | null;
  readonly state: PeriodState;
  readonly verifiedUg: bigint | null;
  readonly verifierId: string | null;
  readonly reportHash: string | null;
  readonly termsVersion: number | null;
  readonly tonnes: bigint | null;
  readonly remainderUg: bigint | null;
  readonly instrument: string | null;
  readonly transactionId: bigint | null;
  readonly backedBy: bigint | null;
}

/** What a member told in a period and what became of it, in micrograms but for `measure`. */
export interface Share {
  readonly memberId: string;
  readonly reference: string;
  readonly measure: bigint | null;
  readonly verifiedUg: bigint;
  readonly carriedInUg: bigint;
  readonly ownUg: bigint;
  readonly issuedUg: bigint | null;
  readonly carriedOutUg: bigint | null;
}
