import { setTimeout as pause } from 'node:timers/promises';
import type { SettableClock } from '@carbon/kernel';
import { BY_REGISTRY } from '../../../platform/src/demo/houses';
import { Stage } from '../../../platform/src/demo/stage';
import {
  enterSuzhou,
  FACTORY,
  issuePool,
  issuePv,
  openPool,
  POOL,
  POOL_BUYER,
  PRICE_FEN,
  PV,
  registerPv,
  retirePv,
  sellPv,
  tradePool,
} from '../../../platform/src/demo/suzhou';
import { chapters } from './chapters';
import { Narrator } from './narrator';
import { tellExclusivity } from './exclusivity-story';
import type { Scene } from './scene';
import { runVerify } from './verify-elsewhere';

/** Two stories on one clock: the park of Suzhou, and one wind farm with certificates that becomes a project. */
export async function tellCredits(scene: Scene, clock: SettableClock): Promise<void> {
  const { terminal, platform } = scene;
  const { app, database, vault } = platform;
  const stage = new Stage({ app, database, vault, clock, language: terminal.language });
  const narrator = new Narrator(terminal, stage);
  terminal.say(
    terminal.tell({
      zh: '本平台的时钟由故事拨动：等待期按工作日历走完，而不必等。标为示例的均为虚构。',
      en: 'The clock of this platform is turned by the story: waiting times pass by the calendar of working days, and nobody waits. What is called an example is made up.',
    }),
  );
  const chapter = chapters(terminal);
  const receipt = await tellSuzhou(stage, narrator, chapter);
  await tellExclusivity(stage, narrator, chapter);

  chapter({
    zh: '第一张凭证的二维码，由一个没有数据库的进程验证',
    en: 'The code of the first receipt, verified by a process that has no database',
  });
  const code = await codeOf(stage, receipt);
  const verified = runVerify(terminal, '--code', code);
  for (const line of verified.lines) terminal.say(`  ${line}`);
  if (verified.status !== 0) throw new Error('the receipt does not verify');
}

/** S15: four chapters; gives the number of the factory's receipt. */
async function tellSuzhou(
  stage: Stage,
  narrator: Narrator,
  chapter: ReturnType<typeof chapters>,
): Promise<string> {
  stage.on('2022-03-01');
  await enterSuzhou(stage);
  chapter({
    zh: `苏州工业园区分布式光伏（${PV.source}）：建档、登记`,
    en: `The roofs of Suzhou Industrial Park (${PV.source}): filed and registered`,
  });
  const project = await registerPv(stage);
  narrator.tell({ zh: `项目 ${project} 由三人登记`, en: `project ${project}, registered by three people` });

  chapter({
    zh: '2022 年发电量经监测、核查，签发减排量',
    en: 'What they made in 2022 is monitored, verified and issued',
  });
  const { report, instrument, quantity } = await issuePv(stage, project);
  const { exactT } = await stage.get<{ exactT: string }>('E008/maker', `/v1/reduction-reports/${report}`);
  narrator.tell({
    zh: `11,181.6 MWh × 0.5366 = ${exactT} t，向下取整签发 ${quantity} 吨`,
    en: `11,181.6 MWh × 0.5366 = ${exactT} t, of which ${quantity} t are issued`,
  });

  chapter({
    zh: '2023 年 1 月售予博格华纳，用于抵销范围一',
    en: 'Sold to BorgWarner in January 2023, and retired against scope 1',
  });
  const { amountFen = '' } = await sellPv(stage, instrument);
  narrator.tell({
    zh: `${PV.verifiedT} 吨 × ${PRICE_FEN} 分（示例价）= ${amountFen} 分，券款同时交付`,
    en: `${PV.verifiedT} t × ${PRICE_FEN} fen (example) = ${amountFen} fen, units against cash at once`,
  });
  await narrator.holds(FACTORY, instrument);
  const receipt = await retirePv(stage, instrument);
  narrator.tell({ zh: `注销凭证 ${receipt}`, en: `receipt ${receipt}` });
  await narrator.holds(FACTORY, instrument);
  stage.on('2023-03-01');
  narrator.tell({
    zh: '登记机构想撤销它，已过十四日：',
    en: 'the registry would reverse it, after fourteen days:',
  });
  narrator.refused(await stage.tryAct('retirement-reversal', reversal(receipt), BY_REGISTRY));

  chapter({ zh: `园区碳普惠中心（${POOL.source}）`, en: `The park's pool (${POOL.source})` });
  const pooled = await issuePool(stage, await openPool(stage));
  await tradePool(stage, pooled.instrument);
  narrator.tell({ zh: `签发 ${pooled.tonnes} 吨`, en: `${pooled.tonnes} t issued` });
  await narrator.holds(POOL_BUYER, pooled.instrument);
  await narrator.holds(POOL.owner, pooled.instrument);
  return receipt;
}

const reversal = (receiptNumber: string) => ({ receiptNumber, noteZh: '误注销', noteEn: 'in error' });

/** The code of a receipt once the log holds what it tells of. */
async function codeOf(stage: Stage, receipt: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const { code } = await stage.get<{ code: string | null }>('E007/maker', `/v1/receipts/${receipt}`);
    if (code !== null) return code;
    await pause(100);
  }
  throw new Error('the receipt was not logged within a minute');
}
