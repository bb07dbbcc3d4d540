import type { Transaction } from '@carbon/database';
import type { ChinaDate, Refusal } from '@carbon/kernel';
import { type SerialRange, type SerialTrace, traceSerial } from '@carbon/ledger';
import { encodeCertificateCode } from '../domain/certificate-code';
import {
  certificateCancelled,
  certificateClaimed,
  certificateExpired,
  certificateFrozen,
} from '../domain/refusals';
import type { GecPack } from '../domain/rules/gec';
import { isExpired, validityOf } from '../domain/validity';
import type { IssueLot } from '../persistence/issue-lot.entity';
import { heldBackSerials } from '../persistence/ledger-holdings';
import { lotAt } from '../persistence/read-lots';
import type { Lot } from './choose-certificates';
import { reservedMonths } from './reservations';

/** GEC-013: nothing past its last day moves. @throws Refusal GEC_EXPIRED */
export function refuseExpired(lots: readonly Lot[], today: ChinaDate, pack: GecPack): void {
  for (const lot of lots) {
    if (!isExpired(lot.issue.month, today, pack)) continue;
    throw certificateExpired(nameOf(lot), validityOf(lot.issue.month, pack).validThrough);
  }
}

/**
 * Why the ledger does not find named serials free in an account, in the words of the scheme: claimed, expired,
 * cancelled or held back. Any other refusal, and serials of somebody else, stay the ledger's.
 */
export async function explainRefusal(
  tx: Transaction,
  refusal: Refusal,
  lots: readonly Lot[],
  account: string,
  pack: GecPack,
): Promise<Refusal> {
  const lot = lots.find(({ issue }) => issue.instrument === refusal.details['instrument']);
  if (lot === undefined) return refusal;
  for (const range of await suspects(tx, refusal, lot, account)) {
    const trace = await traceSerial(tx, lot.issue.instrument, range.first);
    const explained = trace && (await explain(tx, lot, range, trace, account, pack));
    if (explained !== undefined) return explained;
  }
  return refusal;
}

/** The serials that may be the reason: those the ledger names, those that were named to it, or those held back. */
async function suspects(
  tx: Transaction,
  { code, details }: Refusal,
  { issue, serials }: Lot,
  account: string,
): Promise<readonly SerialRange[]> {
  if (code === 'LEDGER_INSUFFICIENT_BALANCE') {
    return serials ?? (await heldBackSerials(tx, account, issue.instrument));
  }
  if (code !== 'LEDGER_SERIALS_NOT_HELD') return [];
  const [first = 0n, last = first] = (details['serials'] ?? '').split('-').map(BigInt);
  return [{ first, last }];
}

async function explain(
  tx: Transaction,
  lot: Lot,
  range: SerialRange,
  { place, hops }: SerialTrace,
  account: string,
  pack: GecPack,
): Promise<Refusal | undefined> {
  const named = codesOf(lot, range);
  switch (place.account) {
    case 'SYSTEM-RETIREMENT':
      return certificateClaimed(named);
    case 'SYSTEM-EXPIRY':
      return certificateExpired(named, validityOf(lot.issue.month, pack).validThrough);
    case 'SYSTEM-CANCELLATION':
      return certificateCancelled(named, hops.at(-1)?.record.reference ?? undefined);
    case account:
      if (place.part === 'available') return undefined;
      return certificateFrozen(named, place.part, await projectHolding(tx, lot, place.part));
    default:
      return undefined;
  }
}

/** EXC-003: the credit project for which certificates of a plant-month are locked. */
async function projectHolding(
  tx: Transaction,
  { plantCode, issue }: Lot,
  part: string,
): Promise<string | undefined> {
  if (part !== 'locked') return undefined;
  const reserved = (await reservedMonths(tx, [plantCode])).get(plantCode);
  return reserved?.projectOfAny([issue.month, ...issue.consumed.map(({ month }) => month)]);
}

/** What to call a lot in a message: its codes when they were named, else its instrument. */
export function nameOf(lot: Lot): string {
  const [first] = lot.serials ?? [];
  const last = lot.serials?.at(-1);
  return first === undefined || last === undefined
    ? lot.issue.instrument
    : codesOf(lot, { first: first.first, last: last.last });
}

function codesOf(lot: Lot, { first, last }: SerialRange): string {
  const code = (serial: bigint) =>
    encodeCertificateCode({
      plant: lot.plantCode,
      productionMonth: lot.issue.month,
      serial,
      ...classesAt(lot, serial),
    });
  return first === last ? code(first) : `${code(first)}–${code(last)}`;
}

/** The classes of a serial; of one that was never issued those of the last that was. */
function classesAt({ lots }: Lot, serial: bigint): Pick<IssueLot, 'electricityClass' | 'tradeClass'> {
  const lot = lotAt(lots, serial) ?? lots.at(-1);
  return lot ?? { electricityClass: 'on-grid', tradeClass: 'non-tradable' };
}
