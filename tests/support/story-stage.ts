import { Stage } from '../../apps/platform/src/demo/stage';
import { breaches } from './ledger-invariants';
import { openPlatformFixture, type PlatformFixture } from './platform-fixture';

/** The whole platform with the stories of the demonstration on it. */
export class StoryStage extends Stage {
  private constructor(readonly platform: PlatformFixture) {
    super(platform);
  }

  static async open(): Promise<StoryStage> {
    return new StoryStage(await openPlatformFixture(undefined, { jobs: { every: 100 }, notary: true }));
  }

  /** Ends the story; nothing that the ledger promises may be broken by then. */
  async close(): Promise<void> {
    expect(await breaches(this.platform.database)).toEqual([]);
    await this.platform.close();
  }
}
