import type { Database } from '@carbon/database';
import { type ChinaDate, chinaDate, type ChinaMonth, type Page, type PageRequest } from '@carbon/kernel';
import { type Part, readBlocks, type Seen } from '@carbon/ledger';
import { In } from 'typeorm';
import { encodeCertificateCode } from '../domain/certificate-code';
import { GEC_PREFIX, readInstrumentCode } from '../domain/instrument-code';
import { gecPackAt } from '../domain/rules/gec';
import { isExpired, validityOf } from '../domain/validity';
import { type Issue, issueEntity } from '../persistence/issue.entity';
import type { Desk } from './desk';

/** A run of certificates that an account holds. */
export interface HeldCertificates {
  readonly instrument: string;
  readonly productionMonth: ChinaMonth;
  readonly firstCode: string;
  readonly lastCode: string;
  readonly quantity: bigint;
  readonly part: Part;
  readonly tradeClass: Issue['tradeClass'];
  readonly validThrough: ChinaDate;
  readonly pastValidity: boolean;
}

/** The certificates that an account holds, in runs, by plant and month. Cursor: instrument and first serial. */
export async function listCertificates(
  database: Database,
  desk: Desk,
  account: string,
  page: PageRequest,
  seen: Seen = {},
): Promise<Page<HeldCertificates>> {
  // other instruments of the account stand before or after all certificates
  const after = page.after ?? [GEC_PREFIX, '0'];
  const { items, next } = await readBlocks(database, account, { ...page, after }, undefined, seen);
  const blocks = items.filter(({ instrument }) => readInstrumentCode(instrument) !== undefined);
  const issues = await database.source.manager.findBy(issueEntity, {
    instrument: In(blocks.map(({ instrument }) => instrument)),
  });
  const byInstrument = new Map(issues.map((issue) => [issue.instrument, issue]));
  const today = chinaDate(desk.clock.now());
  const pack = gecPackAt(today);
  const held = blocks.flatMap(({ instrument, first, last, part }): HeldCertificates[] => {
    const plant = readInstrumentCode(instrument)?.plant;
    const issue = byInstrument.get(instrument);
    if (plant === undefined || issue === undefined) return [];
    const { month: productionMonth, electricityClass, tradeClass } = issue;
    const codeOf = (serial: bigint) =>
      encodeCertificateCode({ plant, productionMonth, serial, electricityClass, tradeClass });
    return [
      {
        instrument,
        productionMonth,
        firstCode: codeOf(first),
        lastCode: codeOf(last),
        quantity: last - first + 1n,
        part,
        tradeClass,
        validThrough: validityOf(productionMonth, pack).validThrough,
        pastValidity: isExpired(productionMonth, today, pack),
      },
    ];
  });
  const goesOn = next !== undefined && blocks.length === items.length;
  return goesOn ? { items: held, next } : { items: held };
}
