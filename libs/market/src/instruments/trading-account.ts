import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import type { HolderKind } from '@carbon/identity';

export const TRADING_ACCOUNT_STATES = ['open', 'suspended', 'closed'] as const;
export type TradingAccountState = (typeof TRADING_ACCOUNT_STATES)[number];

/** 交易账户: whose orders these are, and which accounts of the ledger they are settled on. */
export interface TradingAccount {
  /** Small number for the order book: below 2^31. */
  readonly id: number;
  readonly number: string;
  readonly market: string;
  readonly holderId: string;
  readonly holderKind: HolderKind;
  /** Number of the holder's account on the exchange side. */
  readonly unitsAccount: string;
  readonly fundsAccount: string;
  /** The largest order its traders may place, in fen. */
  readonly orderLimitFen: bigint | undefined;
  readonly state: TradingAccountState;
  readonly openedAt: Date;
}

interface Row {
  id: number;
  number: string;
  market: string;
  holder_id: string;
  holder_kind: HolderKind;
  units_account: string;
  funds_account: string;
  order_limit_fen: string | null;
  state: TradingAccountState;
  opened_at: Date;
}

const SELECT = `select a.id, a.number, a.market, a.holder_id, h.kind as holder_kind, a.units_account, a.funds_account,
    a.order_limit_fen, a.state, a.opened_at
  from market.trading_account a join identity.holder h on h.id = a.holder_id`;

/** Trading accounts by number; unknown numbers are missing. */
export async function readTradingAccounts(
  reader: Pick<Reader, 'query'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, TradingAccount>> {
  const rows = await reader.query<Row>(`${SELECT} where a.number = any($1::text[])`, [numbers]);
  return new Map(rows.map((row) => [row.number, tradingAccount(row)]));
}

/** One trading account, if the caller may see its holder. */
export async function findTradingAccount(
  reader: Pick<Reader, 'query'>,
  number: string,
  reach: Reach,
): Promise<TradingAccount | undefined> {
  const [row] = await reader.query<Row>(
    `${SELECT} where a.number = $1 and ($2::uuid[] is null or a.holder_id = any($2::uuid[]))`,
    [number, reachIds(reach)],
  );
  return row === undefined ? undefined : tradingAccount(row);
}

const tradingAccount = (row: Row): TradingAccount => ({
  ...{ id: row.id, number: row.number, market: row.market },
  ...{ holderId: row.holder_id, holderKind: row.holder_kind },
  ...{ unitsAccount: row.units_account, fundsAccount: row.funds_account },
  orderLimitFen: row.order_limit_fen === null ? undefined : BigInt(row.order_limit_fen),
  ...{ state: row.state, openedAt: row.opened_at },
});
