import type { Database } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { BankMovement, BankStatement } from '../domain/statement';
import { signedFen } from '../domain/statement';

interface Row {
  reference: string;
  direction: 'in' | 'out';
  amount_fen: string;
  booked_on: ChinaDate;
  end_to_end: string | null;
  counterparty_name: string | null;
  counterparty_account: string | null;
  remittance: string;
}

/** The made-up bank's statement of a day; its name grows with the day, so that one of a day that goes on is another's. */
export async function readDemoStatement(
  database: Database,
  account: string,
  day: ChinaDate,
): Promise<BankStatement | undefined> {
  const [known] = await database.query<{ id: number; opening: string }>(
    `select s.id, coalesce((select sum(case direction when 'in' then amount_fen else -amount_fen end)
         from market.demo_bank_movement m where m.settlement_account = s.id and m.booked_on < $2), 0) as opening
       from market.settlement_account s where s.number = $1 and s.adapter = 'demo'`,
    [account, day],
  );
  if (known === undefined) return undefined;
  const rows = await database.query<Row>(
    `select reference, direction, amount_fen, booked_on::text as booked_on, end_to_end, counterparty_name,
        counterparty_account, remittance
       from market.demo_bank_movement where settlement_account = $1 and booked_on = $2 order by id`,
    [known.id, day],
  );
  const movements = rows.map(movementOf);
  const openingFen = BigInt(known.opening);
  return {
    ...{ account, statement: `DEMO-${account}-${day}-${movements.length}`, from: day, to: day, openingFen },
    closingFen: movements.reduce((sum, one) => sum + signedFen(one), openingFen),
    movements,
  };
}

const movementOf = (row: Row): BankMovement => ({
  ...{ reference: row.reference, direction: row.direction, amountFen: BigInt(row.amount_fen) },
  ...{ bookedOn: row.booked_on, endToEnd: row.end_to_end ?? undefined, text: row.remittance },
  counterparty: { name: row.counterparty_name ?? undefined, account: row.counterparty_account ?? undefined },
});
