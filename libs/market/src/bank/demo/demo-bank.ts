import { hash } from 'node:crypto';
import type { Database, Transaction } from '@carbon/database';
import { chinaDate, type ChinaDate, type Clock } from '@carbon/kernel';
import type { BankPort } from '../bank-port';
import type { PaymentOrder, PaymentWord } from '../domain/payment';
import type { BankMovement } from '../domain/statement';
import type { BankNotice } from '../use-cases/receive-notice';
import { DEMO_DELAY_MS, DEMO_REPEAT_MS, demoRejection } from './demo-rules';
import { readDemoStatement } from './read-demo-statement';
import { writeCamt } from './write-camt';

/** Money that somebody is made to pay in. */
export interface DemoCredit {
  /** Names the payment: the same name is the same payment. */
  readonly key: string;
  readonly name: string;
  readonly account: string;
  readonly amountFen: bigint;
  readonly text: string;
}

const BATCH = 50;

/**
 * A made-up bank that behaves like one: it takes orders, answers later, rejects some, tells everything twice, and makes a
 * statement of each day. Nothing in it is money. Its books stand apart, in transactions of their own, as a bank's would; what
 * it does follows from what it is told and from the clock, never from chance.
 */
export class DemoBank implements BankPort {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async pay(order: PaymentOrder): Promise<PaymentWord> {
    const { from, endToEnd, payee, amountFen, text } = order;
    const now = this.clock.now();
    const due = new Date(now.getTime() + DEMO_DELAY_MS);
    await this.database.query(
      `insert into market.demo_bank_order (end_to_end, settlement_account, payee_name, payee_account, amount_fen, text, state,
          due_at, taken_at)
       select $1, s.id, $3, $4, $5, $6, 'accepted', $7, $8 from market.settlement_account s where s.number = $2
       on conflict (end_to_end) do nothing`,
      [endToEnd, from, payee.name, payee.account, amountFen, text, due, now],
    );
    return (await this.statusOf(endToEnd)) ?? { status: 'rejected', reason: 'no such account (made up)' };
  }

  async statusOf(endToEnd: string): Promise<PaymentWord | undefined> {
    const [order] = await this.database.query<{
      state: string;
      reference: string | null;
      reason: string | null;
    }>('select state, reference, reason from market.demo_bank_order where end_to_end = $1', [endToEnd]);
    if (order === undefined) return undefined;
    if (order.state === 'paid') return { status: 'paid', reference: order.reference ?? '' };
    return order.state === 'rejected'
      ? { status: 'rejected', reason: order.reason ?? '' }
      : { status: 'accepted' };
  }

  async statementOf(account: string, day: ChinaDate): Promise<Buffer | undefined> {
    const statement = await readDemoStatement(this.database, account, day);
    return statement === undefined ? undefined : Buffer.from(writeCamt(statement));
  }

  /** Makes somebody pay in. @returns the bank's reference */
  credit(settlementNumber: string, { key, name, account, amountFen, text }: DemoCredit): Promise<string> {
    const now = this.clock.now();
    const reference = `DEMO-IN-${digest(`${settlementNumber}/${key}`)}`;
    const movement: BankMovement = {
      ...{ reference, direction: 'in', amountFen, bookedOn: chinaDate(now), text },
      counterparty: { name, account },
    };
    return this.database.transaction(async (tx) => {
      await book(tx, settlementNumber, movement, now);
      return reference;
    });
  }

  /** Does what is due: pays or rejects orders whose time has come. @returns how many */
  work(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const due = await tx.query<{
        end_to_end: string;
        number: string;
        payee_name: string;
        payee_account: string;
        amount_fen: string;
        text: string;
      }>(
        `select o.end_to_end, s.number, o.payee_name, o.payee_account, o.amount_fen, o.text
           from market.demo_bank_order o join market.settlement_account s on s.id = o.settlement_account
          where o.state = 'accepted' and o.due_at <= $1 order by o.due_at, o.end_to_end limit $2
            for update of o skip locked`,
        [now, BATCH],
      );
      for (const row of due) {
        const order = {
          endToEnd: row.end_to_end,
          payeeName: row.payee_name,
          amountFen: BigInt(row.amount_fen),
        };
        const reason = demoRejection(order);
        const reference = `DEMO-OUT-${digest(order.endToEnd)}`;
        if (reason === undefined) {
          const movement: BankMovement = {
            ...{ reference, direction: 'out', amountFen: order.amountFen, bookedOn: chinaDate(now) },
            ...{ endToEnd: order.endToEnd, text: row.text },
            counterparty: { name: row.payee_name, account: row.payee_account },
          };
          await book(tx, row.number, movement, now);
        }
        await tx.query(
          'update market.demo_bank_order set state = $2, reference = $3, reason = $4 where end_to_end = $1',
          [
            order.endToEnd,
            reason === undefined ? 'paid' : 'rejected',
            reason === undefined ? reference : null,
            reason ?? null,
          ],
        );
        const said =
          reason === undefined
            ? ({ status: 'paid', reference } as const)
            : ({ status: 'rejected', reason } as const);
        await announce(tx, row.number, now, {
          ...{ notice: `P-${order.endToEnd}`, account: row.number, kind: 'payment' },
          payment: { endToEnd: order.endToEnd, ...said },
        });
      }
      return due.length;
    });
  }

  /**
   * Sends the notices that are due, each twice in all. One that is not taken (`deliver` says no) comes again later, behind others.
   * @returns how many were sent
   */
  async tell(deliver: (notice: BankNotice) => Promise<boolean>): Promise<number> {
    const now = this.clock.now();
    const due = await this.database.query<{ id: string; body: BankNotice }>(
      'select id, body from market.demo_bank_notice where told < 2 and due_at <= $1 order by due_at, id limit $2',
      [now, BATCH],
    );
    for (const { id, body } of due) {
      const taken = await deliver(body);
      await this.database.query(
        'update market.demo_bank_notice set told = told + $3::int, due_at = $2 where id = $1 and told < 2',
        [id, new Date(now.getTime() + DEMO_REPEAT_MS), taken ? 1 : 0],
      );
    }
    return due.length;
  }
}

const digest = (text: string) => hash('sha256', text).slice(0, 16).toUpperCase();

/** Writes a movement into the made-up books, once, and has it announced. */
async function book(
  tx: Transaction,
  settlementNumber: string,
  movement: BankMovement,
  now: Date,
): Promise<void> {
  const { reference, direction, amountFen, bookedOn, endToEnd, counterparty, text } = movement;
  const rows = await tx.query(
    `insert into market.demo_bank_movement (settlement_account, reference, direction, amount_fen, booked_on, end_to_end,
        counterparty_name, counterparty_account, remittance)
     select s.id, $2, $3, $4, $5, $6, $7, $8, $9 from market.settlement_account s where s.number = $1
     on conflict do nothing returning id`,
    [
      ...[settlementNumber, reference, direction, amountFen, bookedOn, endToEnd ?? null],
      ...[counterparty.name ?? null, counterparty.account ?? null, text],
    ],
  );
  if (rows.length === 0) return;
  await announce(tx, settlementNumber, now, {
    ...{ notice: `M-${reference}`, account: settlementNumber, kind: 'movement' },
    movement: {
      ...{ reference, direction, amountFen: amountFen.toString(), bookedOn, text },
      ...(endToEnd !== undefined && { endToEnd }),
      ...(counterparty.name !== undefined && { name: counterparty.name }),
      ...(counterparty.account !== undefined && { counterpartyAccount: counterparty.account }),
    },
  });
}

async function announce(
  tx: Transaction,
  settlementNumber: string,
  now: Date,
  notice: BankNotice,
): Promise<void> {
  await tx.query(
    `insert into market.demo_bank_notice (settlement_account, body, due_at)
     select s.id, $2, $3 from market.settlement_account s where s.number = $1`,
    [settlementNumber, JSON.stringify(notice), now],
  );
}
