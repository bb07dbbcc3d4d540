import { readBalance } from '@carbon/ledger';
import { Stage } from '../../apps/platform/src/demo/stage';
import { breaches } from './ledger-invariants';
import { openPlatformFixture, type PlatformFixture } from './platform-fixture';

/** The whole platform with the stories of the demonstration on it, and what the ledger holds after each chapter. */
export class StoryStage extends Stage {
  private constructor(readonly platform: PlatformFixture) {
    super(platform);
  }

  static async open(): Promise<StoryStage> {
    return new StoryStage(await openPlatformFixture());
  }

  /** Ends the story; nothing that the ledger promises may be broken by then. */
  async close(): Promise<void> {
    expect(await breaches(this.platform.database)).toEqual([]);
    await this.platform.close();
  }

  /** What a house holds, by part, without what is empty. */
  async held(house: string, instrument: string): Promise<Record<string, bigint>> {
    const balance = await readBalance(this.platform.database, await this.account(house), instrument);
    return Object.fromEntries(Object.entries(balance?.parts ?? {}).filter(([, units]) => units > 0n));
  }
}
