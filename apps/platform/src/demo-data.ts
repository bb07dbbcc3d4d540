import { loadDemo as load } from '@carbon/certificates';
import { systemClock } from '@carbon/kernel';
import { demoFile } from './demo/demo-file';
import type { Platform } from './start-platform';

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
