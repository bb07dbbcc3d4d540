import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession } from '@carbon/custody';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { MarketplaceShelves } from '../marketplace/index';
import { MarketPartsModule } from '../market-parts.module';
import { MARKET_PARTS, type MarketParts } from '../parts';
import { powerOpen } from './domain/refusals';
import { GreenPowerClock } from './green-power-clock';
import { greenPowerShelf } from './green-power-shelf';
import { PowerOrdersController } from './http/power-orders.controller';
import { PowerResultsController } from './http/power-results.controller';
import { GREEN_POWER_PARTS, type GreenPowerParts } from './parts';
import { hasOpenPower } from './persistence/orders';
import { handOverParticipants } from './persistence/participants';
import { participantEndKind, participantKind } from './tasks/participant-kinds';

/** Local green power by the quarter hour: contracts at the clearing, money at the meter. */
@Module({
  imports: [MarketPartsModule],
  controllers: [PowerOrdersController, PowerResultsController],
  providers: [
    {
      provide: GREEN_POWER_PARTS,
      inject: [MARKET_PARTS, Rulebook],
      useFactory: ({ ledger }: MarketParts, rulebook: Rulebook): GreenPowerParts => ({
        ...{ ledger, packs: (reader) => rulebook.packs(reader) },
      }),
    },
    {
      provide: GreenPowerClock,
      inject: [Database, GREEN_POWER_PARTS, CLOCK],
      useFactory: (database: Database, parts: GreenPowerParts, clock: Clock) => {
        const log = new Logger(GreenPowerClock.name);
        return new GreenPowerClock(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [GreenPowerClock],
})
export class GreenPowerModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly closures: ClosureChecks,
    private readonly succession: HolderSuccession,
    private readonly shelves: MarketplaceShelves,
  ) {}

  onModuleInit(): void {
    this.shelves.register(greenPowerShelf);
    this.kinds.register(participantKind());
    this.kinds.register(participantEndKind());
    this.closures.register('green-power', async (tx, { number }) =>
      (await hasOpenPower(tx, number)) ? powerOpen(number) : undefined,
    );
    this.succession.register('green-power', (tx, { from, to }) => handOverParticipants(tx, from.id, to.id));
  }
}
