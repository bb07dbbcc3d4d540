import type { ReceiptRule } from '@carbon/receipts';
import type { ChinaDate } from '@carbon/kernel';
import type { InstrumentView } from '@carbon/ledger';
import { creditSchemeOn, parseCreditScheme } from '../../domain/schemes/credit-schemes';
import { CREDIT_SCHEMES, type RetirementPurpose } from '../../domain/schemes/credit-scheme';
import { FOREIGN_USES, refuseForeignPurpose } from '../../foreign/domain/rules/foreign-uses';
import { isForeignScheme } from '../../foreign/domain/registries';
import { crossBorderRefused, notCredits, purposeRefused, schemesMixed } from '../domain/refusals';
import { REVERSAL_WINDOW_DAYS } from '../domain/rules';

/** What the rules are asked about. */
export interface AskedRetirement {
  readonly purpose: RetirementPurpose;
  /** Of the beneficiary, ISO 3166-1. */
  readonly country: string;
}

/**
 * The one scheme of the instruments of a retirement, after its rules have agreed to the use.
 * @throws Refusal RETIREMENT_NOT_CREDITS, RETIREMENT_SCHEMES_MIXED, RETIREMENT_PURPOSE_REFUSED (CCR-010),
 * RETIREMENT_CROSS_BORDER (CCR-011), EXTERNAL_PURPOSE_REFUSED
 */
export function judgeRetirement(
  instruments: readonly InstrumentView[],
  { purpose, country }: AskedRetirement,
  today: ChinaDate,
): string {
  const [first] = instruments;
  if (first === undefined) throw new RangeError('a retirement of nothing');
  for (const { code, scheme } of instruments) {
    if (!isCreditScheme(scheme)) throw notCredits(code);
    if (scheme !== first.scheme) throw schemesMixed(first.scheme, scheme);
  }
  const { scheme } = first;
  if (isForeignScheme(scheme)) {
    refuseForeignPurpose(scheme, purpose);
    return scheme;
  }
  const { purposes, crossBorder } = creditSchemeOn(parseCreditScheme(scheme), today);
  if (!purposes.value.includes(purpose)) throw purposeRefused(scheme, purpose, purposes.value);
  if (country !== 'CN' && !crossBorder.value) throw crossBorderRefused(scheme, country);
  return scheme;
}

function isCreditScheme(scheme: string): boolean {
  return isForeignScheme(scheme) || CREDIT_SCHEMES.some((known) => known === scheme);
}

/** What a receipt says of the rules, each with how well it is founded. */
export function rulesOf(scheme: string, day: ChinaDate): ReceiptRule[] {
  const days = REVERSAL_WINDOW_DAYS.value;
  const use = isForeignScheme(scheme)
    ? FOREIGN_USES[scheme]
    : creditSchemeOn(parseCreditScheme(scheme), day).purposes;
  return [
    {
      rule: 'CCR-010',
      text: {
        zh: '用于抵销、碳中和等用途的单位在登记系统注销，不再流转；用途以机制规则为限',
        en: 'Units used to offset, neutralise or claim are ended in the registry and never move again; uses are those of the scheme',
      },
      certainty: use.certainty,
    },
    {
      rule: 'REG-009',
      text: {
        zh: `登记机构可在 ${days} 个自然日内撤销一次；撤销后本凭证作废，编号不再使用`,
        en: `Within ${days} calendar days the registry may reverse it, once; the receipt is void then, its number never used again`,
      },
      certainty: REVERSAL_WINDOW_DAYS.certainty,
    },
  ];
}
