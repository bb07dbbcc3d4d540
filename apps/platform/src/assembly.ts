import { createHttpApp, type HttpAppOptions } from '@carbon/http';
import {
  EvidenceService,
  logMigrations,
  type NotaryServiceOptions,
  TransparencyModule,
} from '@carbon/transparency';
import { ActProofSource } from '@carbon/inclusion';
import { ExchangeModule, type ExchangeOptions } from '@carbon/market';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FrontDoorController } from './front-door.controller';
import { OutboxPageController } from './outbox-page.controller';
import { LedgerActProofs } from '../../registry/src/ledger-act-proofs';
import { LedgerReceiptProofs } from '../../registry/src/ledger-receipt-proofs';
import { RegistryModule, type RegistryParts } from '../../registry/src/registry.module';
import { registryEntities, registryMigrations } from '../../registry/src/rooms';

/** Every room's migrations; each has its time in its name, which orders them. */
export const allMigrations = [...registryMigrations, ...logMigrations];

export const allEntities = registryEntities;

export interface PlatformParts extends RegistryParts {
  readonly exchange?: ExchangeOptions;
}

@Module({})
class PlatformModule {
  static forRoot(registry: PlatformParts, notary: NotaryServiceOptions): DynamicModule {
    const evidence = new EvidenceService(registry.database, notary.signer);
    const receiptProofs = new LedgerReceiptProofs(evidence);
    const actProofs = new LedgerActProofs(registry.database, evidence);
    return {
      module: PlatformModule,
      imports: [
        RegistryModule.forRoot({ receiptProofs, ...registry }),
        ExchangeModule.forRoot(registry.exchange),
        TransparencyModule.forRoot(notary),
      ],
      providers: [
        {
          provide: LedgerActProofs,
          inject: [ActProofSource],
          useFactory: (source: ActProofSource) => {
            source.use(actProofs);
            return actProofs;
          },
        },
      ],
      controllers:
        registry.sessions.secondFactor === 'off'
          ? [FrontDoorController, OutboxPageController]
          : [FrontDoorController],
    };
  }
}

/** Registry, exchange and notary in one process, ready for `listen`. */
export function createPlatformApp(
  registry: PlatformParts,
  notary: NotaryServiceOptions,
  options: Omit<HttpAppOptions, 'openApi'>,
): Promise<NestFastifyApplication> {
  return createHttpApp(PlatformModule.forRoot(registry, notary), {
    ...options,
    openApi: {
      title: '碳账本 Carbon Ledger',
      description:
        'Holders, accounts, instruments, green certificates, and the proofs of everything that moved. Quantities are ' +
        'whole units as decimal strings. 持有人、账户、品种、绿证及其证明；数量为整数单位的十进制字符串。',
      version: '1',
    },
  });
}
