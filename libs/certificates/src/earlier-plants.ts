import { Database } from '@carbon/database';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DESK } from './http/desk-of';
import type { Desk } from './use-cases/desk';
import { registerEarlierPlants } from './use-cases/register-plants';

/** Plants that were filed before there were assets get theirs when the application starts; afterwards there are none. */
@Injectable()
export class EarlierPlants implements OnApplicationBootstrap {
  private readonly log = new Logger(EarlierPlants.name);

  constructor(
    private readonly database: Database,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const entered = await this.database.transaction((tx) => registerEarlierPlants(tx, this.desk.clock.now()));
    if (entered > 0) this.log.log(`${entered} plants of before were entered as assets`);
  }
}
