import { chinaDate } from '@carbon/kernel';
import { type ReceiptFacts, sizeOf } from './facts';
import { PURPOSE_TITLES } from './purposes';

/** A statement in the manner of I-REC: what was redeemed, for whom, for which time and place, and where it is verified. */
export interface RedemptionStatement {
  readonly statementNumber: string;
  readonly verificationUrl: string;
  readonly status: 'valid' | 'void';
  readonly redeemedOn: string;
  readonly redeemingAccount: string;
  readonly beneficiary: {
    readonly kind: string;
    readonly nameZh: string | null;
    readonly nameEn: string | null;
  };
  readonly purpose: { readonly zh: string; readonly en: string };
  readonly statement: string | null;
  readonly reportingPeriodStart: string;
  readonly reportingPeriodEnd: string;
  readonly place: string | null;
  readonly volume: string;
  readonly unit: string;
  readonly certificates: readonly {
    readonly instrument: string;
    readonly from: string;
    readonly to: string;
    readonly volume: string;
  }[];
}

export function redemptionStatement(facts: ReceiptFacts, verificationUrl: string): RedemptionStatement {
  const { nameZh, nameEn, kind } = facts.beneficiary;
  return {
    statementNumber: facts.number,
    verificationUrl,
    status: facts.status.state,
    redeemedOn: chinaDate(facts.recordedAt),
    redeemingAccount: facts.account,
    beneficiary: { kind, nameZh, nameEn },
    purpose: PURPOSE_TITLES[facts.purpose],
    statement: facts.purposeText,
    reportingPeriodStart: facts.period.from,
    reportingPeriodEnd: facts.period.to,
    place: facts.place,
    volume: facts.quantity.toString(),
    unit: facts.unit.en,
    certificates: facts.lots.map((lot) => ({
      instrument: lot.instrument,
      from: lot.firstCode ?? lot.first.toString(),
      to: lot.lastCode ?? lot.last.toString(),
      volume: sizeOf(lot).toString(),
    })),
  };
}
