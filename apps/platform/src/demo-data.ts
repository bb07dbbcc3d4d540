import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDemo as load } from '@carbon/certificates';
import { systemClock } from '@carbon/kernel';
import type { Platform } from './start-platform';

/** The demonstration input of this folder: published figures with their source, and labelled synthetic ones. */
export function demoFile(name: string): string {
  // compiled code stands in dist/, the input beside its sources
  const root = join(__dirname, '..', '..', '..', '..');
  return readFileSync(join(root, 'apps', 'platform', 'demo', name), 'utf8');
}

/** Loads the demonstration once; what is there already stays. */
export async function loadDemo(
  platform: Pick<Platform, 'database' | 'ledger'>,
  say: (line: string) => void,
): Promise<void> {
  const report = await load(
    platform.database,
    { ledger: platform.ledger, clock: systemClock },
    {
      plants: demoFile('plants.csv'),
      generation: demoFile('generation-2025.csv'),
      enterprises: demoFile('enterprises.csv'),
    },
  );
  if (report.issued.certificates === 0n && report.plants === 0) {
    say('演示数据已在 demonstration data is there');
    return;
  }
  say(
    `演示数据 demonstration data: ${report.holders} 持有人 holders, ${report.plants} 电站 plants, ` +
      `${report.meterMonths} 电站月 meter months, ${report.issued.certificates.toString()} 张绿证 certificates`,
  );
}
