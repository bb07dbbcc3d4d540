import { byAuthority } from '../authorities';
import type { Stage } from '../stage';
import { type DemoEmitter, MARKET, SHORT, YEAR } from './emitters';
import { worked } from './work';

/** The vintages of the story by year (ETS-008). */
export const VINTAGES: Readonly<Record<number, string>> = { 2023: 'CEA23', 2024: 'CEA24' };
const REGISTRY = 'REGISTRY/maker';

/** The registry tells everybody what is due by when (SUR-014); gives how many it told. */
export async function giveNotice(stage: Stage): Promise<number> {
  const made = await worked(stage, REGISTRY, 'compliance-notices', { market: MARKET, year: YEAR });
  return Number(made['made']);
}

export interface Offer {
  readonly instrument: string;
  readonly quantity: string;
}

/**
 * What an enterprise offers for a year: all that is due, or all that it was ever allocated and has not given yet, the
 * oldest vintage first (SUR-008). It is told from what was allocated and is due, not from what is held at the moment, so
 * that a story that goes on after a crash offers the same again.
 */
async function allowancesFor(
  stage: Stage,
  emitter: DemoEmitter,
  year: number,
  needed: bigint,
): Promise<Offer[]> {
  const offers: Offer[] = [];
  let missing = needed;
  for (const [vintage, instrument] of Object.entries(VINTAGES)) {
    if (Number(vintage) > year) continue;
    const had = await allocated(stage, emitter, Number(vintage));
    const given = Number(vintage) < year ? await dueIn(stage, emitter, Number(vintage)) : 0n;
    const quantity = least(had > given ? had - given : 0n, missing);
    if (quantity > 0n) offers.push({ instrument, quantity: quantity.toString() });
    missing -= quantity;
  }
  return offers;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

async function allocated(stage: Stage, { code }: DemoEmitter, year: number): Promise<bigint> {
  const query = `market=${MARKET}&year=${year}&phase=final&holder=${code}`;
  const { items } = await stage.get<{ items: { amountT: string }[] }>(
    `${code}/maker`,
    `/v1/allocations?${query}`,
  );
  return items.reduce((sum, { amountT }) => sum + BigInt(amountT), 0n);
}

/** Verified emissions of a year (SUR-001). */
async function dueIn(stage: Stage, { code }: DemoEmitter, year: number): Promise<bigint> {
  const path = `/v1/compliance/${code}/${MARKET}/${year}`;
  return BigInt((await stage.get<{ due: string }>(`${code}/maker`, path)).due);
}

/** An enterprise applies with its credits and, as far as they go, its allowances; its province looks at it (SUR-012). */
export async function surrender(
  stage: Stage,
  emitter: DemoEmitter,
  year: number,
  credits: readonly Offer[] = [],
): Promise<Readonly<Record<string, string>>> {
  const { code, authority } = emitter;
  const offset = credits.reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
  const needed = (await dueIn(stage, emitter, year)) - offset;
  const allowances = await allowancesFor(stage, emitter, year, needed);
  const account = await stage.account(code);
  return stage.act(
    'allowance-surrender',
    { market: MARKET, year, account, allowances, ...(credits.length === 0 ? {} : { credits }) },
    { maker: `${code}/maker`, checkers: byAuthority(authority).checkers },
  );
}

/** Average price of the month before the deadline: an input of the decision until an exchange tells it. Invented. */
export const AVERAGE_PRICE = {
  ...{ yuan: '62.50', month: '2025-11' },
  source: 'invented 示例价格，非交易所数据',
} as const;

interface FineRange {
  readonly range: { readonly fine: { readonly fromFen: string; readonly toFen: string } };
  readonly facts: { readonly missingT: string };
}

export interface Fined {
  readonly decision: string;
  readonly fineFen: string;
  readonly range: FineRange['range']['fine'];
  readonly missingT: string;
}

/** What may be decided on the short one (PEN-001). */
function rangeOfFine(stage: Stage, authority: string): Promise<FineRange> {
  const { yuan, month } = AVERAGE_PRICE;
  const query = `market=${MARKET}&holder=${SHORT}&year=${YEAR}&rule=PEN-001&averagePrice=${yuan}&priceMonth=${month}`;
  return stage.get(`${authority}/maker`, `/v1/penalty-range?${query}`);
}

/** The province fines it by the middle of the range. */
export async function fine(stage: Stage, authority: string): Promise<Fined> {
  const { range: ranges, facts } = await rangeOfFine(stage, authority);
  const { fine: range } = ranges;
  const fineFen = ((BigInt(range.fromFen) + BigInt(range.toFen)) / 2n).toString();
  const hands = byAuthority(authority);
  const document = await stage.document(hands.maker, `decision on ${SHORT}`);
  const { decision = '' } = await stage.act(
    'penalty-decision',
    {
      ...{ market: MARKET, holder: SHORT, rule: 'PEN-001', year: YEAR, averagePrice: AVERAGE_PRICE, fineFen },
      ...{ payBy: '2026-03-31', correctBy: '2026-02-28', reason: `未足额清缴 ${YEAR} 年度配额（示例）` },
    },
    { ...hands, document },
  );
  return { decision, fineFen, range, missingT: facts.missingT };
}
