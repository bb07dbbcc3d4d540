import type { Reader, Transaction } from '@carbon/database';
import { type LotApart, lotsOf, sentLot, type SentLotApart } from '../../pending-units/index';
import { moveUnknown } from '../domain/refusals';

export const DIRECTIONS = ['to-exchange', 'to-registry'] as const;
export type Direction = (typeof DIRECTIONS)[number];
export type MoveState = 'pending' | 'moved' | 'rejected' | 'withdrawn' | 'expired' | 'failed';

/** A move of allowances between the two sides of a holder. */
export interface ExchangeMove {
  readonly id: string;
  readonly holderId: string;
  readonly market: string;
  readonly direction: Direction;
  readonly registryAccount: string;
  readonly exchangeAccount: string | null;
  readonly lots: readonly LotApart[];
  readonly state: MoveState;
}

type Row = Omit<ExchangeMove, 'lots'> & { readonly lots: readonly SentLotApart[] };

export async function insertMove(
  tx: Transaction,
  move: Omit<ExchangeMove, 'state'>,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> {
  const { id, holderId, market, direction, registryAccount, exchangeAccount, lots } = move;
  await tx.query(
    `insert into allowances.exchange_move (id, holder_id, market, direction, registry_account, exchange_account, lots,
       proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, holderId, market, direction, registryAccount, exchangeAccount],
      JSON.stringify(lots.map(sentLot)),
      ...[by, now],
    ],
  );
}

/** The move of a task, locked. @throws Refusal ALLOWANCES_MOVE_UNKNOWN */
export async function lockMove(tx: Transaction, id: string): Promise<ExchangeMove> {
  const [row] = await tx.query<Row>(`${SELECT} where id = $1 for update`, [id]);
  if (row === undefined) throw moveUnknown(id);
  return moveOf(row);
}

/** Moves of a holder that are not ended, e.g. before its accounts are closed. */
export async function pendingMoves(reader: Reader, holderId: string): Promise<ExchangeMove[]> {
  const rows = await reader.query<Row>(`${SELECT} where holder_id = $1 and state = 'pending' order by id`, [
    holderId,
  ]);
  return rows.map(moveOf);
}

export async function endMove(
  tx: Transaction,
  id: string,
  end: {
    readonly state: Exclude<MoveState, 'pending'>;
    readonly now: Date;
    readonly exchangeAccount?: string;
    readonly transactionId?: bigint;
  },
): Promise<void> {
  await tx.query(
    `update allowances.exchange_move set state = $2, ended_at = $3, transaction_id = $4,
       exchange_account = coalesce($5, exchange_account) where id = $1`,
    [id, end.state, end.now, end.transactionId?.toString() ?? null, end.exchangeAccount ?? null],
  );
}

const SELECT = `select id, holder_id as "holderId", market, direction, registry_account as "registryAccount",
  exchange_account as "exchangeAccount", lots, state from allowances.exchange_move`;

const moveOf = (row: Row): ExchangeMove => ({
  ...row,
  lots: lotsOf(row.lots).map((lot) => ({ ...lot, serials: lot.serials ?? [] })),
});
