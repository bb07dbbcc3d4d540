import type { Reader } from '@carbon/database';
import { notListed } from '../domain/refusals';
import { type ListedEmitter, listedEmitters } from '../persistence/read-listings';

export interface ListedHolder {
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
}

/** Whether an enterprise is on a market's list of a year (ETS-004). */
export async function isListed(reader: Reader, of: ListedHolder): Promise<boolean> {
  return (await entryOf(reader, of)) !== undefined;
}

/** An enterprise's entry on a list. @throws Refusal EMITTERS_NOT_LISTED (ETS-004) */
export async function requireListed(reader: Reader, of: ListedHolder): Promise<ListedEmitter> {
  const entry = await entryOf(reader, of);
  if (entry === undefined) throw notListed(of.market, of.year);
  return entry;
}

async function entryOf(reader: Reader, of: ListedHolder): Promise<ListedEmitter | undefined> {
  const [entry] = await listedEmitters(reader, {
    market: of.market,
    year: of.year,
    holderIds: [of.holderId],
  });
  return entry;
}
