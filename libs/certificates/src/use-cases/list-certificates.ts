import type { Database } from '@carbon/database';
import {
  type ChinaDate,
  chinaDate,
  type ChinaMonth,
  type Page,
  type PageRequest,
  startOfChinaDay,
} from '@carbon/kernel';
import { type Part, readBlocks, type Seen } from '@carbon/ledger';
import { In } from 'typeorm';
import { encodeCertificateCode, type TradeClass } from '../domain/certificate-code';
import type { ElectricityClass } from '../domain/electricity-class';
import { GEC_PREFIX, readInstrumentCode } from '../domain/instrument-code';
import { gecPackAt } from '../domain/rules/gec';
import { commonSerials } from '../domain/serial-ranges';
import { isExpired, validityOf } from '../domain/validity';
import { issueEntity } from '../persistence/issue.entity';
import { heldInstruments } from '../persistence/ledger-holdings';
import { lastSerialOf, lotsOfIssues } from '../persistence/read-lots';
import type { Desk } from './desk';

/** A run of certificates that an account holds. */
export interface HeldCertificates {
  readonly instrument: string;
  readonly productionMonth: ChinaMonth;
  readonly firstCode: string;
  readonly lastCode: string;
  readonly quantity: bigint;
  readonly part: Part;
  readonly electricityClass: ElectricityClass;
  readonly tradeClass: TradeClass;
  readonly validThrough: ChinaDate;
  readonly pastValidity: boolean;
}

/**
 * The certificates that an account holds, in runs, by plant and month; only those whose last valid day is at most
 * `withinDays` away where that is given. Cursor: instrument and first serial.
 */
export async function listCertificates(
  database: Database,
  desk: Desk,
  account: string,
  page: PageRequest,
  seen: Seen = {},
  withinDays?: number,
): Promise<Page<HeldCertificates>> {
  // other instruments of the account stand before or after all certificates
  const after = page.after ?? [GEC_PREFIX, '0'];
  const today = chinaDate(desk.clock.now());
  const pack = gecPackAt(today);
  const only =
    withinDays === undefined
      ? seen
      : await expiringOf(database, account, seen, (month) => {
          const { validThrough } = validityOf(month, pack);
          return validThrough >= today && validThrough <= daysAfter(today, withinDays);
        });
  const { items, next } = await readBlocks(database, account, { ...page, after }, undefined, only);
  const blocks = items.filter(({ instrument }) => readInstrumentCode(instrument) !== undefined);
  const issues = await database.source.manager.findBy(issueEntity, {
    instrument: In(blocks.map(({ instrument }) => instrument)),
  });
  const byInstrument = new Map(issues.map((issue) => [issue.instrument, issue]));
  const lots = await lotsOfIssues(database.source.manager, issues);
  const held = blocks.flatMap(({ instrument, first, last, part }): HeldCertificates[] => {
    const plant = readInstrumentCode(instrument)?.plant;
    const issue = byInstrument.get(instrument);
    if (plant === undefined || issue === undefined) return [];
    const { month: productionMonth } = issue;
    // a block may reach over several classes
    return (lots.get(issue.id) ?? []).flatMap((lot) => {
      const { electricityClass, tradeClass } = lot;
      const codeOf = (serial: bigint) =>
        encodeCertificateCode({ plant, productionMonth, serial, electricityClass, tradeClass });
      return commonSerials([{ first, last }], [{ first: lot.firstSerial, last: lastSerialOf(lot) }]).map(
        (own) => ({
          instrument,
          productionMonth,
          firstCode: codeOf(own.first),
          lastCode: codeOf(own.last),
          quantity: own.last - own.first + 1n,
          part,
          electricityClass,
          tradeClass,
          validThrough: validityOf(productionMonth, pack).validThrough,
          pastValidity: isExpired(productionMonth, today, pack),
        }),
      );
    });
  });
  const goesOn = next !== undefined && blocks.length === items.length;
  return goesOn ? { items: held, next } : { items: held };
}

const daysAfter = (day: ChinaDate, days: number): ChinaDate =>
  chinaDate(new Date(startOfChinaDay(day).getTime() + days * 86_400_000));

/** What may be seen, narrowed to instruments of the account whose month fits. */
async function expiringOf(
  database: Database,
  account: string,
  seen: Seen,
  fits: (month: ChinaMonth) => boolean,
): Promise<Seen> {
  const held = await heldInstruments(database, account);
  const instruments = held.filter((code) => {
    const month = readInstrumentCode(code)?.month;
    return month !== undefined && fits(month) && (seen.instruments?.includes(code) ?? true);
  });
  return { ...seen, instruments };
}
