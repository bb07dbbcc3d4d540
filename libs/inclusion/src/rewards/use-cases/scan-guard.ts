import type { Database } from '@carbon/database';
import { type Caller, rateLimited } from '@carbon/http';
import { chinaDate, type Clock, Refusal } from '@carbon/kernel';
import type { InclusionParts } from '../../parts';
import { codeUnknown } from '../domain/refusals';
import { voucherScanRules } from '../domain/voucher-scan-rules';
import { countWrongCodes, noteWrongCode } from '../persistence/wrong-codes';

const SECONDS_A_MINUTE = 60;
const WRONG = codeUnknown().code;

/**
 * Lets a merchant try few wrong codes in a while, whichever process and whichever of its people it asks. Counted apart
 * from the act itself, whose refusal undoes everything else.
 */
export class ScanGuard {
  constructor(
    private readonly database: Database,
    private readonly parts: Pick<InclusionParts, 'packs'>,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal RATE_LIMITED; those of `scan` */
  async run<T>(caller: Pick<Caller, 'id' | 'holder'>, scan: () => Promise<T>): Promise<T> {
    const now = this.clock.now();
    const merchant = caller.holder?.id ?? caller.id;
    const { wrongCodes, minutes } = voucherScanRules(await this.parts.packs(this.database), chinaDate(now));
    if ((await countWrongCodes(this.database, merchant, { minutes, now })) >= wrongCodes)
      throw rateLimited(minutes * SECONDS_A_MINUTE);
    try {
      return await scan();
    } catch (error) {
      if (error instanceof Refusal && error.code === WRONG) await noteWrongCode(this.database, merchant, now);
      throw error;
    }
  }
}
