import { type ChinaMonth, parseWhole } from '@carbon/kernel';
import { parseKwh, type Wh } from '../energy';
import { parseProductionMonth } from '../production-month';
import { type CsvReading, type CsvRow, plantShortCode, readCsv, required } from './csv-reading';

/** GEC-010: what a user was settled for: so much of a plant-month, by a contract, at a price. */
export interface SettlementRow {
  readonly line: number;
  /** Short code of the plant in files. */
  readonly plant: string;
  readonly month: ChinaMonth;
  /** The user's account. */
  readonly buyer: string;
  readonly energyWh: Wh;
  /** Fen per MWh, that is per certificate. */
  readonly priceFen: bigint;
  readonly contract: string;
}

export const SETTLEMENT_COLUMNS = [
  'plant',
  'month',
  'buyer_account',
  'energy_kwh',
  'price_fen_per_mwh',
  'contract',
] as const;

/** Reads a settlement file of green power; a contract settles a plant-month for a buyer once. */
export function readSettlementsCsv(text: string): CsvReading<SettlementRow> {
  return readCsv(text, {
    columns: SETTLEMENT_COLUMNS,
    readRow,
    keyOf: (row) => ({
      column: 'contract',
      key: [row.plant, row.month, row.buyer, row.contract].join('\n'),
      says: `${row.energyWh.toString()}/${row.priceFen.toString()}`,
    }),
  });
}

function readRow(row: CsvRow): SettlementRow | undefined {
  const plant = row.take('plant', 32, plantShortCode);
  const month = row.take('month', 7, (text, column) => parseProductionMonth(text, column));
  const buyer = row.take('buyer_account', 40, required);
  const energyWh = row.take('energy_kwh', 40, (text, column) => parseKwh(text, column));
  const priceFen = row.take('price_fen_per_mwh', 19, (text, column) => parseWhole(text, column));
  const contract = row.take('contract', 100, required);
  if (!plant || !month || !buyer || energyWh === undefined || priceFen === undefined || !contract)
    return undefined;
  return { line: row.line, plant, month, buyer, energyWh, priceFen, contract };
}
