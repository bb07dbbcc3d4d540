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
import type { Lot } from './choose-certificates';

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
  for (const range of suspects(refusal, lot)) {
    const trace = await traceSerial(tx, lot.issue.instrument, range.first);
    const explained = trace && explain(lot, range, trace, account, pack);
    if (explained !== undefined) return explained;
  }
  return refusal;
}

/** The serials that may be the reason: those the ledger names, or all that were named to it. */
function suspects({ code, details }: Refusal, lot: Lot): readonly SerialRange[] {
  if (code === 'LEDGER_INSUFFICIENT_BALANCE') return lot.serials ?? [];
  if (code !== 'LEDGER_SERIALS_NOT_HELD') return [];
  const [first = 0n, last = first] = (details['serials'] ?? '').split('-').map(BigInt);
  return [{ first, last }];
}

function explain(
  lot: Lot,
  range: SerialRange,
  { place }: SerialTrace,
  account: string,
  pack: GecPack,
): Refusal | undefined {
  const named = codesOf(lot, range);
  switch (place.account) {
    case 'SYSTEM-RETIREMENT':
      return certificateClaimed(named);
    case 'SYSTEM-EXPIRY':
      return certificateExpired(named, validityOf(lot.issue.month, pack).validThrough);
    case 'SYSTEM-CANCELLATION':
      return certificateCancelled(named);
    case account:
      return place.part === 'available' ? undefined : certificateFrozen(named, place.part);
    default:
      return undefined;
  }
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
      electricityClass: lot.issue.electricityClass,
      tradeClass: lot.issue.tradeClass,
    });
  return first === last ? code(first) : `${code(first)}–${code(last)}`;
}
