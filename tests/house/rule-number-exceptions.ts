/** Numbers of a file that are no rule, or a rule with its source beside it, and why. */
export interface RuleNumberException {
  readonly file: string;
  /** All of the file's, or these. */
  readonly numbers: 'all' | readonly string[];
  readonly reason: string;
}

const of = (
  reason: string,
  files: Readonly<Record<string, 'all' | readonly string[]>>,
): RuleNumberException[] => Object.entries(files).map(([file, numbers]) => ({ file, numbers, reason }));

export const RULE_NUMBER_EXCEPTIONS: readonly RuleNumberException[] = [
  ...of('a format of codes and check digits, fixed by its standard', {
    'libs/certificates/src/domain/check-digit.ts': 'all',
    'libs/certificates/src/domain/electricity-class.ts': 'all',
    'libs/certificates/src/domain/plant-code.ts': 'all',
    'libs/allowances/src/surrender/domain/market-region.ts': 'all',
    'libs/certificates/src/domain/provinces.ts': 'all',
    'libs/certificates/src/domain/technology.ts': 'all',
    'libs/identity/src/domain/social-credit-code.ts': 'all',
    'libs/ledger/src/domain/account-number.ts': 'all',
    'libs/privacy/src/domain/identity-number.ts': 'all',
    'libs/receipts/src/domain/receipt-number.ts': 'all',
  }),
  ...of('a format of bytes, keys, trees and signatures', {
    'libs/documents/src/domain/document-name.ts': 'all',
    'libs/documents/src/domain/document-type.ts': 'all',
    'libs/inclusion/src/community/domain/challenge.ts': ['256'],
    'libs/inclusion/src/intake/domain/act-evidence.ts': ['5'],
    'libs/inclusion/src/intake/domain/act-record.ts': ['32', '4096'],
    'libs/inclusion/src/intake/domain/strict-moment.ts': 'all',
    'libs/inclusion/src/intake/domain/utc-text.ts': ['000'],
    'libs/intake/src/domain/keys/small-order.ts': 'all',
    'libs/transparency/src/domain/code-bytes.ts': 'all',
    'libs/transparency/src/domain/group-leaf.ts': 'all',
    'libs/transparency/src/domain/receipt-code.ts': 'all',
    'libs/transparency/src/domain/tiles.ts': 'all',
  }),
  ...of('a size of what may be sent in', {
    'libs/allowances/src/emitters/domain/table-rows.ts': 'all',
    'libs/allowances/src/emitters/jobs/stage-file.ts': ['200'],
    'libs/certificates/src/domain/csv/csv-table.ts': 'all',
    'libs/certificates/src/domain/csv/meter-months-csv.ts': ['7', '20', '32', '40', '300'],
    'libs/certificates/src/domain/csv/plants-csv.ts': 'all',
    'libs/certificates/src/domain/csv/settlements-csv.ts': 'all',
    'libs/credits/src/domain/methodologies/expression.ts': 'all',
    'libs/credits/src/pools/domain/csv.ts': 'all',
    'libs/inclusion/src/domain/acts.ts': ['8192'],
    'libs/documents/src/domain/refusals.ts': 'all',
    'libs/intake/src/domain/plausibility/checks/arithmetic.ts': 'all',
    'libs/intake/src/domain/plausibility/checks/statements.ts': 'all',
    'libs/intake/src/domain/plausibility/checks/wording.ts': 'all',
    'libs/intake/src/domain/plausibility/figures.ts': 'all',
    'libs/rules/src/domain/calculators/effective-time.ts': ['200'],
  }),
  ...of('a unit of measure or of time, or a part of the circle', {
    'libs/allowances/src/domain/emissions/formulas.ts': ['0.01', '0.001'],
    'libs/allowances/src/domain/emissions/units.ts': 'all',
    'libs/allowances/src/domain/emissions/checks/completeness.ts': ['12'],
    'libs/certificates/src/domain/csv/meter-months-csv.ts': ['24'],
    'libs/certificates/src/domain/filing-duty.ts': ['86400000'],
    'libs/credits/src/domain/calendar-years.ts': 'all',
    'libs/credits/src/pools/domain/measure.ts': 'all',
    'libs/credits/src/pools/domain/settlement.ts': ['10000'],
    'libs/credits/src/reductions/domain/metered-energy.ts': 'all',
    'libs/credits/src/reductions/domain/period-faults.ts': ['-01'],
    'libs/inclusion/src/intake/domain/act-file.ts': ['60'],
    'libs/inclusion/src/intake/domain/told-act.ts': ['90', '180'],
    'libs/inclusion/src/intake/domain/utc-text.ts': ['60', '3600'],
    'libs/inclusion/src/reports/domain/cost-per-tonne.ts': 'all',
    'libs/intake/src/domain/plausibility/meter-month.ts': ['3600'],
    'libs/intake/src/domain/readings/preview.ts': ['10000'],
    'libs/market/src/auctions/domain/auction.ts': ['10000'],
    'libs/market/src/domain/green-power/amount.ts': ['100000'],
    'libs/market/src/domain/trading/fees.ts': ['10000'],
    'libs/market/src/sales/domain/fees.ts': ['10000'],
    'libs/rules/src/domain/readers.ts': ['60'],
    'libs/rules/src/domain/zoned-time.ts': 'all',
    'libs/sources/src/domain/distance.ts': 'all',
  }),
  ...of('what the machine works with, not what a rule asks', {
    'libs/allowances/src/emitters/use-cases/service-bodies.ts': ['23505'],
    'libs/allowances/src/surrender/use-cases/arrears-of.ts': ['2199'],
    'libs/allowances/src/surrender/use-cases/offset-units.ts': ['1000000000'],
    'libs/allowances/src/surrender/use-cases/closure-of-obligations.ts': ['2199'],
    'libs/events/src/domain/retry-plan.ts': 'all',
    'libs/ledger/src/domain/account-states.ts': 'all',
    'libs/ledger/src/domain/block-book.ts': 'all',
    'libs/ledger/src/domain/vocabulary.ts': 'all',
    'libs/inclusion/src/domain/programmes/programme-packs.ts': ['366'],
    'libs/rules/src/domain/working-calendar.ts': ['6', '366'],
    'libs/sources/src/domain/names.ts': 'all',
    'libs/credits/src/pools/domain/pool-sources.ts': 'all',
    'libs/allowances/src/domain/compliance/compliance-rules.ts': ['9999'],
  }),
  ...of('the lengths of candles, and how many days of them one question may span', {
    'libs/market/src/market-data/domain/candle.ts': 'all',
  }),
  ...of('numbers that reasons are stored by, which are names', {
    'libs/inclusion/src/domain/act-reasons.ts': 'all',
  }),
  ...of('digits that are shown', {
    'libs/allowances/src/domain/carbon-account/carbon-code.ts': ['6'],
    'libs/allowances/src/domain/emissions/checks/plausibility.ts': ['4'],
    'libs/intake/src/domain/plausibility/check.ts': ['3'],
  }),
  ...of('the codes of the transaction log, which are names (REG-012)', {
    'libs/custody/src/transfers/domain/order-checks.ts': 'all',
  }),
  ...of('figures that stand with their rule, source and certainty in a table of their own', {
    'libs/certificates/src/domain/rules/gec.ts': 'all',
    'libs/credits/src/attestations/domain/attestation-types.ts': 'all',
    'libs/credits/src/pools/domain/rules/pooling.ts': 'all',
    'libs/credits/src/retirements/domain/rules.ts': 'all',
    'libs/intake/src/domain/rules/landfill.ts': 'all',
    'libs/sources/src/domain/rules/likeness.ts': 'all',
  }),
  ...of('the years 2019 and 2020, which are one, are looked up by the later', {
    'libs/allowances/src/domain/allocation/calculators/read-input.ts': ['2020'],
  }),
];
