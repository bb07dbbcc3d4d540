import { Database } from '@carbon/database';
import { type Caller, CLOCK, Once } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Consents, PersonVault } from '@carbon/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { actingFor, decidingFor } from '../acting-for';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import type { Transaction } from '@carbon/database';
import type { Resident } from '../resident';

/** What the desks of residents work with. */
@Injectable()
export class ResidentDesk {
  constructor(
    readonly database: Database,
    readonly once: Once,
    readonly consents: Consents,
    readonly vault: PersonVault,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(INCLUSION_PARTS) readonly inclusion: InclusionParts,
  ) {}

  /** Everyday matters: see `actingFor`. */
  acting(tx: Transaction, caller: Caller, number: string | undefined): Promise<Resident> {
    return actingFor(tx, this.consents, caller, { for: number, now: this.clock.now() });
  }

  /** Decisions: see `decidingFor`. */
  deciding(tx: Transaction, caller: Caller, number: string | undefined): Promise<Resident> {
    return decidingFor(tx, this.consents, caller, { for: number, now: this.clock.now() });
  }

  /** What a request with personal data is remembered by: a plain hash of a name or a birth date can be guessed (PII-004). */
  blinded(body: object): { readonly fingerprint: string } {
    return { fingerprint: this.vault.blindIndex('inclusion.request', JSON.stringify(body)).toString('hex') };
  }
}
