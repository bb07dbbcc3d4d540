import { Database } from '@carbon/database';
import { CLOCK, rateLimited } from '@carbon/http';
import { chinaDate, type Clock, Refusal } from '@carbon/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { residentRules, type ResidentRules } from '../domain/residents/resident-rules';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { countWrongCode, type Guesser, secondsToWait } from './persistence/wrong-codes';

/** Refusals of codes that lead nowhere. */
const WRONG: ReadonlySet<string> = new Set(['LINK_CODE_UNKNOWN', 'FAMILY_CODE_UNKNOWN']);

/** Keeps codes from being guessed: who sends too many wrong ones waits, whichever process they came to. */
@Injectable()
export class CodeGuard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  async rules(): Promise<ResidentRules> {
    return residentRules(await this.parts.packs(this.database), chinaDate(this.clock.now()));
  }

  /**
   * Wrong ones are counted after they were refused: as many more as come at the same time are looked at, which is nothing
   * beside the number of codes.
   * @throws Refusal RATE_LIMITED, and those of `work`
   */
  async admit<T>(guesser: Guesser, work: () => Promise<T>): Promise<T> {
    const { wrongCodesMost, wrongCodesMs: windowMs } = await this.rules();
    const limit = { most: wrongCodesMost[guesser.kind], windowMs };
    const wait = await secondsToWait(this.database, guesser, limit, this.clock.now());
    if (wait > 0) throw rateLimited(wait);
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && WRONG.has(error.code)) {
        await countWrongCode(this.database, guesser, limit, this.clock.now());
      }
      throw error;
    }
  }
}
