import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Logger, Module } from '@nestjs/common';
import { BANK_PORTS, type BankPorts, byHand } from './bank-port';
import { DemoBank } from './demo/demo-bank';
import { BankDeskController } from './http/bank-desk.controller';
import { BankNoticesController } from './http/bank-notices.controller';
import { BankStatementsController } from './http/bank-statements.controller';
import { DemoBankController } from './http/demo-bank.controller';
import { BankRegistrations } from './registrations';
import { BankRounds } from './use-cases/bank-rounds';
import { PaymentSender } from './use-cases/send-payments';

const faults = (name: string) => {
  const log = new Logger(name);
  return { onFault: (error: unknown) => log.error(error) };
};

/**
 * The bank: statements and notices come in, payment orders go out, bank and ledger are compared. Needs EdgeModule,
 * LedgerModule, ApprovalsModule, and of custody HolderActsModule.
 */
@Module({
  controllers: [BankDeskController, BankNoticesController, BankStatementsController, DemoBankController],
  providers: [
    {
      provide: DemoBank,
      inject: [Database, CLOCK],
      useFactory: (database: Database, clock: Clock) => new DemoBank(database, clock),
    },
    {
      provide: BANK_PORTS,
      inject: [DemoBank],
      useFactory: (demo: DemoBank): BankPorts => ({ 'by-hand': byHand, demo }),
    },
    {
      provide: PaymentSender,
      inject: [Database, Ledger, BANK_PORTS, CLOCK],
      useFactory: (database: Database, ledger: Ledger, ports: BankPorts, clock: Clock) =>
        new PaymentSender(database, ledger, ports, clock, faults(PaymentSender.name)),
    },
    {
      provide: BankRounds,
      inject: [Database, Ledger, BANK_PORTS, DemoBank, CLOCK],
      useFactory: (database: Database, ledger: Ledger, ports: BankPorts, demo: DemoBank, clock: Clock) =>
        new BankRounds(database, ledger, { ports, demo }, clock, faults(BankRounds.name)),
    },
    BankRegistrations,
  ],
  exports: [PaymentSender, BankRounds],
})
export class BankModule {}
