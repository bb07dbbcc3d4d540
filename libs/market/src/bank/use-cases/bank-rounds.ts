import type { Database } from '@carbon/database';
import { EVERYTHING, Recurring } from '@carbon/http';
import { addDays, chinaDate, type ChinaDate, type Clock, daysBetween, Refusal } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';
import type { BankPorts } from '../bank-port';
import type { DemoBank } from '../demo/demo-bank';
import { allSettlementAccounts, type SettlementAccount } from '../persistence/settlement-accounts';
import { importStatement } from './import-statement';
import { makeReconciliation } from './make-reconciliation';
import { receiveNotice } from './receive-notice';

export interface BankRoundsOptions {
  readonly onFault?: (error: unknown) => void;
}

const DEMO_EVERY = 5_000;
const NIGHT_EVERY = 600_000;
/** How far back statements are asked for. */
const DAYS_BACK = 31;
const SYSTEM = 'system';

/**
 * What comes of banks by the clock: statements of days that are over where a bank hands them out, bank and ledger compared
 * once a night, and the made-up bank's own work. Any number of processes may do it: all of it happens once.
 */
export class BankRounds {
  private readonly demoRounds = new Recurring();
  private readonly nights = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly banks: { readonly ports: BankPorts; readonly demo: DemoBank },
    private readonly clock: Clock,
    private readonly options: BankRoundsOptions = {},
  ) {}

  onApplicationBootstrap(): void {
    const onFault = (error: unknown) => this.options.onFault?.(error);
    this.demoRounds.start({ every: DEMO_EVERY, work: () => this.demo(), onFault });
    this.nights.start({ every: NIGHT_EVERY, work: () => this.night(), onFault });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.demoRounds.stop(), this.nights.stop()]);
  }

  /** The made-up bank pays what is due and tells what it has to tell. */
  async demo(): Promise<void> {
    const { demo } = this.banks;
    await demo.work();
    await demo.tell((notice) =>
      this.apart(async () => {
        const heard = { by: 'demo-bank', reach: EVERYTHING, now: this.clock.now() };
        await this.database.transaction((tx) => receiveNotice(tx, this.ledger, notice, heard));
      }),
    );
  }

  /** Fetches statements of days that are over, then compares bank and ledger, once a China day. */
  async night(): Promise<void> {
    for (const account of await allSettlementAccounts(this.database))
      await this.apart(() => this.fetch(account));
    const now = this.clock.now();
    await this.database.transaction((tx) =>
      makeReconciliation(tx, { cause: 'nightly', statementId: null, now }),
    );
  }

  /** What is refused of one bank, or of one notice, does not keep the others waiting. @returns whether it was done */
  private async apart(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.options.onFault?.(error);
      return false;
    }
  }

  private async fetch(account: SettlementAccount): Promise<void> {
    const port = this.banks.ports[account.adapter];
    const yesterday = addDays(chinaDate(this.clock.now()), -1);
    for (let day = await this.firstOpenDay(account, yesterday); day <= yesterday; day = addDays(day, 1)) {
      const file = await port.statementOf(account.number, day);
      if (file === undefined) continue;
      const how = { by: SYSTEM, reach: EVERYTHING, now: this.clock.now() };
      await this.database.transaction((tx) => importStatement(tx, this.ledger, file, how));
    }
  }

  /** The day behind the last that a statement told of, or that on which the account was opened. */
  private async firstOpenDay({ id, openedAt }: SettlementAccount, yesterday: ChinaDate): Promise<ChinaDate> {
    const [row] = await this.database.query<{ day: ChinaDate | null }>(
      'select max(to_day)::text as day from market.bank_statement where settlement_account = $1',
      [id],
    );
    const next = row?.day == null ? chinaDate(openedAt) : addDays(row.day, 1);
    return daysBetween(next, yesterday) > DAYS_BACK ? addDays(yesterday, -DAYS_BACK) : next;
  }
}
