import type { Transaction } from '@carbon/database';
import { notTradable, soldBefore } from '../domain/refusals';
import { commonSerials, countSerials, type Serials, takeSerials } from '../domain/serial-ranges';
import { classesOf, type Ground, isFinal, isSale } from '../domain/transfer-ground';
import { notOfGround } from '../domain/transfer-refusals';
import type { IssueLot } from '../persistence/issue-lot.entity';
import { unsoldSerials } from '../persistence/ledger-holdings';
import { lastSerialOf } from '../persistence/read-lots';
import { wereSold } from '../persistence/sold-ranges';
import type { Lot } from './choose-certificates';
import { nameOf } from './judge-lots';

/** Whether certificates of a part of an issue may move on a ground (GEC-005, GEC-011, GEC-012). */
function fits(lot: IssueLot, ground: Ground): boolean {
  if (isSale(ground) && lot.tradeClass !== 'tradable') return false;
  return classesOf(ground)?.includes(lot.electricityClass) ?? true;
}

/**
 * Whether a lot may move on a ground at all, and those of it that are named.
 * @throws Refusal GEC_NOT_TRADABLE, GEC_WRONG_CLASS, GEC_SOLD_BEFORE
 */
export async function refuseUnfit(tx: Transaction, lot: Lot, ground: Ground): Promise<void> {
  const { serials, issue, lots } = lot;
  const bad =
    serials === undefined
      ? !lots.some((part) => fits(part, ground))
      : commonSerials(serials, serialsOf(lots.filter((part) => !fits(part, ground)))).length > 0;
  if (bad) throw isSale(ground) ? notTradable(nameOf(lot)) : notOfGround(nameOf(lot), ground);
  if (serials !== undefined && isFinal(ground) && (await wereSold(tx, issue.instrument, serials))) {
    throw soldBefore(nameOf(lot));
  }
}

/** Only lots that fit the ground; those to be moved by quantity are picked here. @throws Refusal as refuseUnfit */
export async function fitting(
  tx: Transaction,
  from: string,
  lots: readonly Lot[],
  ground: Ground,
): Promise<Lot[]> {
  const picked: Lot[] = [];
  for (const lot of lots) {
    await refuseUnfit(tx, lot, ground);
    picked.push(lot.serials === undefined ? await pickFitting(tx, from, lot, ground) : lot);
  }
  return picked;
}

/** Where not every certificate of the plant-month will do, the lowest serials that will. @throws Refusal GEC_SOLD_BEFORE */
export async function pickFitting(tx: Transaction, from: string, lot: Lot, ground: Ground): Promise<Lot> {
  if (!isFinal(ground)) return lot;
  const { instrument } = lot.issue;
  const fit = lot.lots.filter((part) => fits(part, ground));
  const everSold = await wereSold(tx, instrument, [{ first: 1n, last: lot.issue.certificates }]);
  if (!everSold && fit.length === lot.lots.length) return lot;
  const serials = takeSerials(
    commonSerials(await unsoldSerials(tx, from, instrument), serialsOf(fit)),
    lot.quantity,
  );
  if (countSerials(serials) < lot.quantity) {
    throw everSold
      ? soldBefore(instrument)
      : isSale(ground)
        ? notTradable(instrument)
        : notOfGround(instrument, ground);
  }
  return { ...lot, serials };
}

const serialsOf = (lots: readonly IssueLot[]): Serials[] =>
  lots.map((lot) => ({ first: lot.firstSerial, last: lastSerialOf(lot) }));
