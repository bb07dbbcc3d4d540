import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Rulebook } from '../rulebook';
import { writeReleased } from './write-released';

/** Keeps what the program was released with, before anything is calculated. */
@Injectable()
export class ReleasedPacks implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): Promise<void> {
    return writeReleased(this.database, this.rulebook.families, this.clock.now());
  }
}
