import type { TradeClass } from '../domain/certificate-code';
import type { ElectricityClass } from '../domain/electricity-class';
import type { Wh } from '../domain/energy';
import type { SourceRange } from '../domain/monthly-issue';
import { sourceRanges, wholeNumber } from './columns';
import { entity } from './entity';

/**
 * The serials `firstSerial` to `firstSerial + certificates - 1` of an issue: one electricity class and one trade class
 * (GEC-018). A class that only carries energy on has a lot of none.
 */
export interface IssueLot {
  readonly issueId: string;
  readonly ordinal: number;
  readonly electricityClass: ElectricityClass;
  readonly tradeClass: TradeClass;
  /** To which they were issued: the owner's, or the provincial account (GEC-007, GEC-011). */
  readonly accountNumber: string;
  readonly firstSerial: bigint;
  readonly certificates: bigint;
  readonly carriedInWh: Wh;
  readonly energyWh: Wh;
  readonly addedWh: Wh;
  readonly issuedWh: Wh;
  readonly withheldWh: Wh;
  readonly remainderWh: Wh;
  readonly owedWh: Wh;
  readonly carried: readonly SourceRange[];
}

export const issueLotEntity = entity<IssueLot>({
  name: 'IssueLot',
  tableName: 'issue_lot',
  columns: {
    issueId: { type: 'uuid', name: 'issue_id', primary: true },
    ordinal: { type: 'int', primary: true },
    electricityClass: { type: 'text', name: 'electricity_class' },
    tradeClass: { type: 'text', name: 'trade_class' },
    accountNumber: { type: 'text', name: 'account_number' },
    firstSerial: { type: 'bigint', name: 'first_serial', transformer: wholeNumber },
    certificates: { type: 'bigint', transformer: wholeNumber },
    carriedInWh: { type: 'bigint', name: 'carried_in_wh', transformer: wholeNumber },
    energyWh: { type: 'bigint', name: 'energy_wh', transformer: wholeNumber },
    addedWh: { type: 'bigint', name: 'added_wh', transformer: wholeNumber },
    issuedWh: { type: 'bigint', name: 'issued_wh', transformer: wholeNumber },
    withheldWh: { type: 'bigint', name: 'withheld_wh', transformer: wholeNumber },
    remainderWh: { type: 'bigint', name: 'remainder_wh', transformer: wholeNumber },
    owedWh: { type: 'bigint', name: 'owed_wh', transformer: wholeNumber },
    carried: { type: 'jsonb', transformer: sourceRanges },
  },
});
