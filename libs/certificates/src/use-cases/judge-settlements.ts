import type { Transaction } from '@carbon/database';
import { type ChinaMonth, chinaDate } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import { In } from 'typeorm';
import { csvFault, type CsvFault } from '../domain/csv/csv-table';
import type { SettlementRow } from '../domain/csv/settlements-csv';
import { gecPackAt } from '../domain/rules/gec';
import { commonSerials, countSerials, takeSerials } from '../domain/serial-ranges';
import { technologyOf } from '../domain/technology';
import { isExpired } from '../domain/validity';
import { type Issue, issueEntity } from '../persistence/issue.entity';
import { unsoldSerials } from '../persistence/ledger-holdings';
import { type Plant, plantEntity } from '../persistence/plant.entity';
import { lastSerialOf, lotsOfIssues } from '../persistence/read-lots';
import { settledBefore } from '../persistence/settlements';
import type { MovedSerials } from '../persistence/sold-ranges';
import type { Desk } from './desk';

/** A row with the certificates that it moves. */
export interface ReadyRow {
  readonly row: SettlementRow;
  readonly plantId: string;
  readonly seller: string;
  readonly ground: 'green-power-settlement' | 'hydro-direct';
  readonly certificates: bigint;
  readonly moved: readonly MovedSerials[];
}

/** The rows of a month; when any has a fault, none of them is settled. */
export interface MonthToSettle {
  readonly month: ChinaMonth;
  readonly rows: number;
  readonly ready: readonly ReadyRow[];
  readonly faults: readonly CsvFault[];
}

/** What a plant-month still has for users: taken from the front, row after row. */
interface Stock {
  readonly plant: Plant;
  readonly issue: Issue;
  readonly seller: string;
  readonly ground: ReadyRow['ground'];
  serials: readonly SerialRange[];
}

/** Judges settlement rows, month by month, and picks their certificates. Rows settled before the same way are left out. */
export async function judgeSettlements(
  tx: Transaction,
  desk: Desk,
  rows: readonly SettlementRow[],
): Promise<MonthToSettle[]> {
  const before = await settledBefore(tx, rows);
  const stocks = await stocksOf(tx, desk, rows);
  const buyers = await openAccountsAmong(tx, rows);
  const months = [...new Set(rows.map(({ month }) => month))].sort();
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month);
    const ready: ReadyRow[] = [];
    const faults: CsvFault[] = [];
    for (const row of own) {
      const earlier = before.get(row.line);
      if (earlier?.energyWh === row.energyWh && earlier.priceFen === row.priceFen) continue;
      const judged = earlier === undefined ? judge(row, stocks.get(keyOf(row)), buyers) : differs(row);
      if ('rule' in judged) faults.push(judged);
      else ready.push(judged);
    }
    return { month, rows: own.length, ready, faults };
  });
}

const keyOf = ({ plant, month }: Pick<SettlementRow, 'plant' | 'month'>) => `${plant}/${month}`;

function differs({ line }: SettlementRow): CsvFault {
  return csvFault(
    line,
    'contract',
    'settled-before',
    'was settled before with other figures',
    '此前已按其他数据结算',
  );
}

function judge(
  row: SettlementRow,
  stock: Stock | undefined,
  buyers: ReadonlySet<string>,
): ReadyRow | CsvFault {
  const { line, plant, month, buyer } = row;
  if (stock === undefined) {
    const [en, zh] = [
      `${plant} has no certificates of ${month} to settle`,
      `${plant} 的 ${month} 没有可结算的绿证`,
    ];
    return csvFault(line, 'month', 'not-issued', en, zh);
  }
  if (!buyers.has(buyer) || buyer === stock.seller) {
    return csvFault(line, 'buyer_account', 'account', 'is no open account of a user', '不是有效的用户账户');
  }
  const certificates = row.energyWh / stock.issue.whPerCertificate;
  const serials = takeSerials(stock.serials, certificates);
  if (countSerials(serials) < certificates) {
    const left = countSerials(stock.serials).toString();
    const en = `is more than the ${left} certificates that are left of the plant-month`;
    return csvFault(line, 'energy_kwh', 'not-enough', en, `超过该电站月剩余的 ${left} 张绿证`);
  }
  const next = (serials.at(-1)?.last ?? 0n) + 1n;
  stock.serials = commonSerials(stock.serials, [{ first: next, last: stock.issue.certificates }]);
  const moved = serials.map((range) => ({ instrument: stock.issue.instrument, range }));
  return { row, plantId: stock.plant.id, seller: stock.seller, ground: stock.ground, certificates, moved };
}

/** Certificates that may go to users by settlement: tradable ones, and of existing hydro what was sold directly. */
async function stocksOf(
  tx: Transaction,
  desk: Desk,
  rows: readonly SettlementRow[],
): Promise<ReadonlyMap<string, Stock>> {
  const today = chinaDate(desk.clock.now());
  const pack = gecPackAt(today);
  const plants = await tx.manager.find(plantEntity, {
    where: { shortCode: In([...new Set(rows.map(({ plant }) => plant))]) },
  });
  const issues = await tx.manager.find(issueEntity, {
    where: {
      plantId: In(plants.map(({ id }) => id)),
      month: In([...new Set(rows.map(({ month }) => month))]),
    },
  });
  const lots = await lotsOfIssues(tx.manager, issues);
  const asked = new Set(rows.map(keyOf));
  const stocks = new Map<string, Stock>();
  for (const issue of issues) {
    const plant = plants.find(({ id }) => id === issue.plantId);
    const lot = lots.get(issue.id)?.find(({ electricityClass }) => electricityClass === 'on-grid');
    if (plant === undefined || lot === undefined || isExpired(issue.month, today, pack)) continue;
    const key = keyOf({ plant: plant.shortCode, month: issue.month });
    const isHydro = technologyOf(plant.technology).energyType === 'hydro';
    if (!asked.has(key) || (lot.tradeClass !== 'tradable' && !isHydro)) continue;
    const own = [{ first: lot.firstSerial, last: lastSerialOf(lot) }];
    stocks.set(key, {
      ...{ plant, issue, seller: lot.accountNumber },
      ground: lot.tradeClass === 'tradable' ? 'green-power-settlement' : 'hydro-direct',
      serials: commonSerials(await unsoldSerials(tx, lot.accountNumber, issue.instrument), own),
    });
  }
  return stocks;
}

async function openAccountsAmong(
  tx: Transaction,
  rows: readonly SettlementRow[],
): Promise<ReadonlySet<string>> {
  const found = await tx.query<{ number: string }>(
    `select number from ledger.account where number = any($1::text[]) and kind = 'holding' and state = 'open'`,
    [[...new Set(rows.map(({ buyer }) => buyer))]],
  );
  return new Set(found.map(({ number }) => number));
}
