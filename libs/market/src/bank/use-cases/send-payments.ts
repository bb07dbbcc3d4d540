import type { Database } from '@carbon/database';
import { Recurring } from '@carbon/http';
import { type Clock, Refusal } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { BankPorts } from '../bank-port';
import type { PaymentWord } from '../domain/payment';
import { noteFault, type Payment, takeDue } from '../persistence/payments';
import { hearPayment } from './hear-payment';

export interface SenderOptions {
  /** Milliseconds from one turn to the next; 0 for none of its own. */
  readonly every?: number;
  readonly onFault?: (error: unknown) => void;
}

const EVERY = 5_000;
const BATCH = 100;
/** Until an order that was taken up is taken up again: whoever took it may be dead. */
const RETRY_MS = 60_000;

/**
 * Sends queued payment orders and asks after sent ones. An order is sent at least once, and may be sent again after a crash:
 * the bank knows it by its end-to-end reference and pays once. Any number of processes may send.
 */
export class PaymentSender {
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly ports: BankPorts,
    private readonly clock: Clock,
    private readonly options: SenderOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    const { every = EVERY } = this.options;
    if (every === 0) return;
    this.rounds.start({ every, work: () => this.send(), onFault: (error) => this.options.onFault?.(error) });
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Takes up what is due; gives how many orders were. */
  async send(): Promise<number> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + RETRY_MS);
    const due = await this.database.transaction((tx) => takeDue(tx, { now, until, limit: BATCH }));
    for (const payment of due) await this.take(payment);
    return due.length;
  }

  private async take(payment: Payment): Promise<void> {
    const { id, endToEnd, settlementAccount } = payment;
    try {
      const word = await this.ask(payment);
      if (word === undefined) return;
      await this.database.transaction((tx) =>
        hearPayment(tx, this.ledger, { endToEnd, word, settlementAccount }, this.clock.now()),
      );
    } catch (error) {
      // a notice may have ended it meanwhile; anything else is told, and the order comes up again
      if (!(error instanceof Refusal) || error.code !== 'BANK_PAYMENT_ENDED') this.options.onFault?.(error);
      const fault = error instanceof Refusal ? error.code : 'BANK_NOT_REACHED';
      await this.database.transaction((tx) => noteFault(tx, id, fault));
    }
  }

  private ask(payment: Payment): Promise<PaymentWord | undefined> {
    const port = this.ports[payment.adapter];
    return payment.state === 'queued' ? port.pay(payment) : port.statusOf(payment.endToEnd);
  }
}
