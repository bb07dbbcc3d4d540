import {
  joinProgramme,
  openProgrammePeriod,
  readProgrammePeriod,
  readProgrammeSales,
  tellOfProgramme,
  tellWithdrawnOfProgramme,
} from '@carbon/credits';
import type { Reader, Transaction } from '@carbon/database';
import {
  type Contribution,
  CreditPools,
  type OpenedPeriod,
  type PeriodStanding,
  type PoolActor,
  type PoolPeriodOf,
  type PoolSale,
} from '@carbon/inclusion';
import { Global, Injectable, Module } from '@nestjs/common';

/** Inclusion and credits do not know each other: what residents pool becomes credits through the process. */
@Injectable()
export class CreditPoolsOfRegistry extends CreditPools {
  override join(tx: Transaction, joining: Parameters<CreditPools['join']>[1], by: PoolActor): Promise<void> {
    return joinProgramme(tx, joining, by);
  }

  override async open(
    tx: Transaction,
    about: Parameters<CreditPools['open']>[1],
    by: PoolActor,
  ): Promise<OpenedPeriod> {
    const { ordinal, from, to } = await openProgrammePeriod(tx, about, by);
    return { period: ordinal, from, to };
  }

  override tell(tx: Transaction, about: PoolPeriodOf, told: Contribution, by: PoolActor): Promise<void> {
    return tellOfProgramme(tx, about, told, by);
  }

  override tellWithdrawn(tx: Transaction, about: PoolPeriodOf, withdrawn: bigint): Promise<void> {
    return tellWithdrawnOfProgramme(tx, about, withdrawn);
  }

  override standingOf(reader: Reader, about: PoolPeriodOf): Promise<PeriodStanding> {
    return readProgrammePeriod(reader, about);
  }

  override salesOf(reader: Reader, about: Parameters<CreditPools['salesOf']>[1]): Promise<PoolSale[]> {
    return readProgrammeSales(reader, about);
  }
}

@Global()
@Module({
  providers: [{ provide: CreditPools, useClass: CreditPoolsOfRegistry }],
  exports: [CreditPools],
})
export class CreditPoolsModule {}
