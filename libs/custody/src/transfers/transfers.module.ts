import { TaskKinds } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { Market } from '@carbon/rules';
import { type DynamicModule, Global, Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { TrustedAccountsController } from '../trusted/http/trusted-accounts.controller';
import type { TransferProfile } from './domain/timing';
import { TRANSFER_PARTS } from './http/tokens';
import { TransferOrdersController } from './http/transfer-orders.controller';
import { TransferSettingsController } from './http/transfer-settings.controller';
import type { TransferParts } from './parts';
import { registerTransferTasks } from './task-kinds';
import { TransferRules } from './transfer-rules';
import { TransferRunner, type TransferRunnerOptions } from './transfer-runner';

export interface TransfersOptions {
  /** Schemes whose units change hands by rules of their own (scheme → route), as the ledger's module gets them. */
  readonly schemes?: Readonly<Record<string, string>>;
  /** Whose working days and opening hours count; those of China when absent. */
  readonly market?: Market;
  /** The clock of accounts for which nothing else was approved; `eu` when absent. */
  readonly defaultProfile?: TransferProfile;
  readonly runner?: Omit<TransferRunnerOptions, 'onFault'>;
}

/**
 * Trusted accounts and transfers by order. Schemes inject TransferRules and register what they say about transfers of
 * their units. Needs EdgeModule, LedgerModule and ApprovalsModule.
 */
@Global()
@Module({})
export class TransfersModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(TRANSFER_PARTS) private readonly parts: TransferParts,
  ) {}

  onModuleInit(): void {
    registerTransferTasks(this.kinds, this.parts);
  }

  static forRoot(options: TransfersOptions = {}): DynamicModule {
    const { schemes, market = 'cn', defaultProfile = 'eu', runner } = options;
    return {
      module: TransfersModule,
      controllers: [TransferOrdersController, TransferSettingsController, TrustedAccountsController],
      providers: [
        { provide: TransferRules, useFactory: () => new TransferRules(schemes) },
        {
          provide: TRANSFER_PARTS,
          inject: [Ledger, TransferRules],
          useFactory: (ledger: Ledger, rules: TransferRules): TransferParts => ({
            ...{ ledger, rules, market, defaultProfile },
          }),
        },
        {
          provide: TransferRunner,
          inject: [Database, TRANSFER_PARTS, CLOCK],
          useFactory: (database: Database, parts: TransferParts, clock: Clock) => {
            const log = new Logger(TransferRunner.name);
            return new TransferRunner(database, parts, clock, {
              ...runner,
              onFault: (error) => log.error(error),
            });
          },
        },
      ],
      exports: [TransferRules, TransferRunner],
    };
  }
}
