import type { Reader } from '@carbon/database';
import type { MovementKind, StatedMovement } from '../domain/account-statement';
import type { Period } from './read-facts';

export interface AccountMove extends StatedMovement {
  /** The ledger's own number of the account. */
  readonly accountId: number;
}

interface Row {
  account_id: number;
  at: Date;
  kind: string;
  code: string;
  instrument_kind: string;
  change: string;
  reference: string | null;
  same_holder: boolean;
}

/**
 * What changed accounts of the ledger in a period beside the trades that are told elsewhere (`except`: account,
 * transaction and instrument: a swap is one transaction of two trades). Parts of one balance that change places change nothing.
 */
export async function readMoves(
  reader: Pick<Reader, 'query'>,
  accounts: readonly number[],
  { from, to }: Period,
  except: readonly {
    readonly accountId: number;
    readonly transactionId: bigint;
    readonly instrument: string;
  }[],
): Promise<readonly AccountMove[]> {
  const rows = await reader.query<Row>(
    `with moved as (
       select id, 0 as side, transaction_id, debit_account as account_id, credit_account as other_id, instrument_id, kind,
              recorded_at, reference, -quantity as change
         from ledger.journal
        where debit_account = any($1::int[]) and debit_account <> credit_account and recorded_at > $2 and recorded_at <= $3
       union all
       select id, 1, transaction_id, credit_account, debit_account, instrument_id, kind, recorded_at, reference, quantity
         from ledger.journal
        where credit_account = any($1::int[]) and debit_account <> credit_account and recorded_at > $2 and recorded_at <= $3)
     select m.account_id, m.recorded_at as at, k.name as kind, i.code, i.kind as instrument_kind, m.change, m.reference,
            coalesce(o.holder_id = a.holder_id, false) as same_holder
       from moved m join ledger.kind k on k.id = m.kind join ledger.instrument i on i.id = m.instrument_id
       join ledger.account a on a.id = m.account_id join ledger.account o on o.id = m.other_id
       left join unnest($4::int[], $5::bigint[], $6::text[]) as x (account_id, transaction_id, instrument)
              on x.account_id = m.account_id and x.transaction_id = m.transaction_id and x.instrument = i.code
      where x.account_id is null
      order by m.id, m.side`,
    [
      ...[accounts, from, to],
      except.map(({ accountId }) => accountId),
      except.map(({ transactionId }) => transactionId.toString()),
      except.map(({ instrument }) => instrument),
    ],
  );
  return rows.map((row) => ({
    ...{ accountId: row.account_id, at: row.at, kind: kindOf(row), instrument: row.code },
    ...{ change: BigInt(row.change), reference: row.reference },
  }));
}

/** Which kind of movement it is in the words of a statement. */
function kindOf({ kind, instrument_kind, change, same_holder }: Row): MovementKind {
  const incoming = BigInt(change) > 0n;
  if (kind === 'issue') return instrument_kind === 'cash' ? 'deposit' : 'issued';
  if (kind === 'cancel' && instrument_kind === 'cash') return 'withdrawal';
  // between the registry's and the exchange's side of one holder
  if (kind === 'transfer' && same_holder) return incoming ? 'move-in' : 'move-out';
  return ['cancel', 'surrender', 'retire', 'expire', 'convert'].includes(kind) ? 'ended' : 'other';
}
