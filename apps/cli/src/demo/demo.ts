import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettableClock, systemClock, type Text } from '@carbon/kernel';
import { readPlatformConfig } from '../../../platform/src/platform-config';
import { type Platform, startPlatform } from '../../../platform/src/start-platform';
import { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';
import { tellAllowances } from './allowances-story';
import { tellCredits } from './credits-story';
import { tellInclusion } from './inclusion-story';
import type { Scene } from './scene';
import { tellStory } from './story';

interface Story {
  readonly title: Text;
  /** Whether the story turns the clock: its days are long past. */
  readonly turnsClock: boolean;
  readonly tell: (scene: Scene, clock: SettableClock) => Promise<void>;
}

const STORIES: Readonly<Record<string, Story>> = {
  certificates: {
    title: { zh: '碳账本：一张绿证的一生', en: 'Carbon Ledger: the life of a green certificate' },
    turnsClock: false,
    tell: tellStory,
  },
  credits: {
    title: {
      zh: '碳账本：减排量的一生，与绿证不重复',
      en: 'Carbon Ledger: the life of credits, and nothing twice',
    },
    turnsClock: true,
    tell: tellCredits,
  },
  allowances: {
    title: {
      zh: '碳账本：一个履约年度，从名录到履约凭证',
      en: 'Carbon Ledger: a compliance year, from the list to the certificates',
    },
    turnsClock: true,
    tell: tellAllowances,
  },
  inclusion: {
    title: {
      zh: '碳账本：一座城市的低碳出行月（居民与行程均为虚构）',
      en: 'Carbon Ledger: a city’s month of low-carbon trips (residents and trips are made up)',
    },
    turnsClock: true,
    tell: tellInclusion,
  },
};

/** Of a story that turns the clock: work that was asked for is looked for so often. */
const LOOK_FOR_WORK_MS = 50;

/**
 * `carbon demo`: a story on real input, on a platform of its own: nothing of the reader's is touched, which matters
 * because one ends with somebody tampering with the database, and another turns the clock.
 */
export async function demo(terminal: Terminal, name: string, options: { keep: boolean }): Promise<Exit> {
  const story = STORIES[name];
  if (story === undefined) throw new Error(`there is no story ${name}`);
  const directory = mkdtempSync(join(tmpdir(), 'carbon-demo-'));
  // PostgreSQL may run under another account than ours: it must get through; secrets have a closed folder of their own
  chmodSync(directory, 0o755);
  terminal.say(terminal.tell(story.title));
  terminal.say(
    terminal.tell({ zh: `（临时目录 ${directory}）`, en: `(in the temporary folder ${directory})` }),
  );
  const clock = new SettableClock(systemClock.now());
  let platform: Platform | undefined;
  try {
    const config = readPlatformConfig({ CARBON_DATA: directory, PORT: '0', LOG_LEVEL: 'silent' });
    platform = await startPlatform(
      config,
      ({ step, done, total }) =>
        terminal.note(total === undefined ? `    ${step}` : `  [${done}/${total}] ${step}`),
      story.turnsClock ? { clock, jobs: { every: LOOK_FOR_WORK_MS } } : {},
    );
    const connection = Connection.of({ url: platform.url, key: platform.keys.operator }, terminal.language);
    await story.tell({ terminal, platform, connection, directory }, clock);
    return EXIT.ok;
  } finally {
    await platform?.stop();
    if (options.keep) terminal.note(terminal.tell({ zh: `保留于 ${directory}`, en: `kept in ${directory}` }));
    else rmSync(directory, { recursive: true, force: true });
  }
}
