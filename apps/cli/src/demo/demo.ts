import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlatformConfig } from '../../../platform/src/platform-config';
import { type Platform, startPlatform } from '../../../platform/src/start-platform';
import { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';
import { tellStory } from './story';

/**
 * `carbon demo`: the story of green certificates on real input, on a platform of its own: nothing of the reader's is
 * touched, which matters because the story ends with somebody tampering with the database.
 */
export async function demo(terminal: Terminal, options: { keep: boolean }): Promise<Exit> {
  const directory = mkdtempSync(join(tmpdir(), 'carbon-demo-'));
  // PostgreSQL may run under another account than ours: it must get through; secrets have a closed folder of their own
  chmodSync(directory, 0o755);
  terminal.say(
    terminal.tell({ zh: '碳账本：一张绿证的一生', en: 'Carbon Ledger: the life of a green certificate' }),
  );
  terminal.say(
    terminal.tell({ zh: `（临时目录 ${directory}）`, en: `(in the temporary folder ${directory})` }),
  );
  let platform: Platform | undefined;
  try {
    const config = readPlatformConfig({ CARBON_DATA: directory, PORT: '0', LOG_LEVEL: 'silent' });
    platform = await startPlatform(config, ({ step, done, total }) =>
      terminal.note(total === undefined ? `    ${step}` : `  [${done}/${total}] ${step}`),
    );
    const connection = Connection.of({ url: platform.url, key: platform.keys.operator }, terminal.language);
    await tellStory({ terminal, platform, connection, directory });
    return EXIT.ok;
  } finally {
    await platform?.stop();
    if (options.keep) terminal.note(terminal.tell({ zh: `保留于 ${directory}`, en: `kept in ${directory}` }));
    else rmSync(directory, { recursive: true, force: true });
  }
}
