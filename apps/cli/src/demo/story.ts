import { setTimeout as pause } from 'node:timers/promises';
import { loadDemo } from '../../../platform/src/demo-data';
import type { Connection } from '../connection';
import { evidence } from '../commands/evidence';
import { readTrace, story as traceStory } from '../commands/trace';
import { chapters } from './chapters';
import type { Scene } from './scene';
import { explainSums } from './sums';
import { tamper } from './tamper';
import { verifyElsewhere } from './verify-elsewhere';
import { expectRefused } from './expect-refused';

interface Account {
  readonly number: string;
}
interface HeldBlock {
  readonly productionMonth: string;
  readonly firstCode: string;
  readonly lastCode: string;
  readonly quantity: string;
}
interface Receipt {
  readonly receiptNumber: string;
  readonly transaction: string;
  readonly quantity: string;
}

/** What the stores use in the story; the figure is invented. */
const STORES_USED_MWH = 1200n;

/** Seven chapters; a chapter that does not come out as told throws. */
export async function tellStory(scene: Scene): Promise<void> {
  const { terminal, connection } = scene;
  const chapter = chapters(terminal);

  chapter({
    zh: '十三座电站报送 2025 年 156 个月的电量，按规则 GEC-001 核发绿证',
    en: 'Thirteen plants report 156 months of 2025; certificates are issued by rule GEC-001',
  });
  await loadDemo(scene.platform, (line) => terminal.say(`  ${line}`));
  await explainSums(terminal, connection);

  chapter({
    zh: `连锁绿色门店（示例）购入 ${STORES_USED_MWH.toString()} 张（数量为演示虚构）`,
    en: `A chain of green stores (example) buys ${STORES_USED_MWH.toString()} of them (the quantity is invented)`,
  });
  const [seller, buyer] = [await accountOf(connection, 'P-DLH50'), await accountOf(connection, 'E011')];
  await connection.post('/v1/certificate-transfers', {
    from: seller,
    to: buyer,
    certificates: [{ plant: 'DLH50', month: '2025-06', quantity: STORES_USED_MWH.toString() }],
    ground: 'sale',
    reference: 'demo-contract-1',
  });
  const [bought] = (await connection.get<{ items: HeldBlock[] }>(`/v1/certificates?account=${buyer}`)).items;
  if (bought === undefined) throw new Error('the stores got nothing');
  terminal.say(`  ${bought.firstCode}\n  … ${bought.lastCode}  (${bought.quantity})`);

  chapter({
    zh: '门店为 2025 年 6 月的用电核销这些绿证',
    en: 'The stores claim them for their power of June 2025',
  });
  const claim = {
    account: buyer,
    certificates: [{ firstCode: bought.firstCode, lastCode: bought.lastCode }],
    beneficiary: {
      kind: 'organisation',
      nameZh: '连锁绿色门店（示例）',
      nameEn: 'Green store chain (example)',
      identifier: 'E011',
    },
    purpose: '2025 年 6 月门店用电（演示）',
    consumptionStart: '2025-06-01',
    consumptionEnd: '2025-06-30',
    place: '上海',
  };
  const receipt = await connection.post<Receipt>('/v1/claims', claim);
  terminal.say(
    terminal.tell({
      zh: `  凭证 ${receipt.receiptNumber}：${receipt.quantity} 兆瓦时`,
      en: `  receipt ${receipt.receiptNumber}: ${receipt.quantity} MWh`,
    }),
  );

  chapter({ zh: '再次核销同一批编号，被拒绝', en: 'A second claim on the same serials is refused' });
  await expectRefused(terminal, () => connection.post('/v1/claims', claim));

  chapter({ zh: '每一步都锚定在智能合约上', en: 'Every step is anchored on the contract' });
  await untilAnchored(connection);
  for (const line of traceStory(terminal, await readTrace(connection, bought.firstCode)))
    terminal.say(`  ${line}`);

  chapter({
    zh: '写出证据包，由一个没有数据库的进程验证',
    en: 'An evidence bundle is written, and verified by a process that has no database',
  });
  const file = `${scene.directory}/bundle.json`;
  await evidence({ ...terminal, say: () => undefined }, connection, bought.firstCode, { output: file });
  await verifyElsewhere(terminal, file, scene.platform.rpcUrl);

  chapter({
    zh: '有人以超级用户身份改动一行流水，对账指出正是这一笔交易',
    en: 'Somebody alters a row of the journal as superuser; reconciliation names exactly that transaction',
  });
  await tamper(scene, BigInt(receipt.transaction));
}

async function accountOf(connection: Connection, holder: string): Promise<string> {
  const [account] = (await connection.get<{ items: Account[] }>(`/v1/accounts?holder=${holder}`)).items;
  if (account === undefined) throw new Error(`${holder} has no account`);
  return account.number;
}

/** Waits until the contract has accepted a head that holds everything. */
async function untilAnchored(connection: Connection): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const log = await connection.get<{ size: string; anchoredSize: string; unsequenced: string }>(
      '/v1/public/log',
    );
    if (log.unsequenced === '0' && log.size === log.anchoredSize) return;
    await pause(100);
  }
  throw new Error('the log was not anchored within a minute');
}
