import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WarningWatch } from '@carbon/allowances';
import { ProgrammeMonthsClock } from '@carbon/inclusion';
import { readDocumentParts } from '@carbon/documents';
import { SettingsError } from '@carbon/http';
import { type Progress, Refusal, systemClock } from '@carbon/kernel';
import { type HistoryParts, loadHistory } from './demo/load-history';
import { loadDemo } from './demo-data';
import { type DemoLogin, enterDemoPeople } from './demo-people';
import { type PlatformConfig, readPlatformConfig } from './platform-config';
import { secretOf } from './secrets';
import { type Platform, startPlatform } from './start-platform';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell({ step, done, total }: Progress): void {
  say(total === undefined ? `      ${step}` : `  [${done}/${total}] ${step}`);
}

async function start(): Promise<void> {
  const config = readPlatformConfig(process.env);
  const documents = readDocumentParts(process.env);
  const first = !existsSync(join(config.CARBON_DATA, 'connection.json'));
  say(`  数据目录 data folder: ${config.CARBON_DATA}${first ? '（首次启动 first start）' : ''}`);
  const platform = await startPlatform(config, tell, {
    documents,
    ...(config.DEMO ? { prepare: (parts) => history({ ...parts, documents }) } : {}),
  });
  stopOnSignals(platform);
  let people: DemoPeople | undefined;
  if (config.DEMO) {
    await loadDemo(platform, (line) => say(`      ${line}`));
    // inboxes and public statistics are not empty until the first hour has passed
    await platform.app.get(WarningWatch).run();
    await platform.app.get(ProgrammeMonthsClock, { strict: false }).sweep();
    if (config.SECOND_FACTOR === 'off') people = await demoPeople(config, platform);
  }
  greet(platform, people);
}

async function history(parts: HistoryParts): Promise<void> {
  const told = await loadHistory(parts, systemClock.now());
  if (told === undefined) return;
  say(
    `      减排项目、一个履约年度、一个城市的低碳出行月与一个交易日的历史（示例） history of credit projects, a compliance year, a city's month of trips and a day on the market (example)`,
  );
  for (const receipt of told.receipts) say(`      注销凭证 receipt of a retirement: /r/${receipt}`);
}

interface DemoPeople {
  readonly password: string;
  readonly logins: readonly DemoLogin[];
}

/** People are made up only where no second factor is asked for: on one's own machine. */
async function demoPeople(config: PlatformConfig, platform: Platform): Promise<DemoPeople> {
  const password = secretOf(config.CARBON_DATA, 'demo-password', () => randomBytes(12).toString('base64url'));
  const logins = await enterDemoPeople(platform, password, systemClock.now());
  return { password, logins };
}

function greet({ url, rpcUrl, keys }: Platform, people?: DemoPeople): void {
  say(`
  碳账本已就绪 Carbon Ledger is ready

    接口与文档 API and its documentation   ${url}/docs
    日志状态   state of the public log     ${url}/v1/public/log
    链节点     chain node                  ${rpcUrl}

    操作员密钥 operator key   ${keys.operator}
    只读密钥   reader key     ${keys.reader}

${people === undefined ? '' : introduce(people, url)}
  试试 try:   npx carbon trace --help      停止 stop:   Ctrl-C
`);
}

/** Who may sign in to the demonstration, a line each. */
function introduce({ password, logins }: DemoPeople, url: string): string {
  const width = Math.max(...logins.map(({ email }) => email.length));
  const lines = logins.map(({ email, zh, en }) => `      ${email.padEnd(width)}   ${zh}  ${en}`);
  return `
    演示账号（本机虚构，密码相同，未启用动态口令） demonstration logins (made up, one password, no second factor)
      密码 password   ${password}
${lines.join('\n')}
      他们的邮件 their mail   ${url}/outbox
`;
}

function stopOnSignals(platform: Platform): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say('\n  正在停止 stopping …');
    platform
      .stop()
      .then(() => say('  已停止，数据保留 stopped; everything is kept'))
      .catch(explain)
      .finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function explain(error: unknown): void {
  process.exitCode = 1;
  const lines =
    error instanceof SettingsError
      ? error.faults
      : error instanceof Refusal
        ? [error.text.zh, error.text.en]
        : [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  process.stderr.write(`\n  无法启动 cannot start\n${lines.map((line) => `    ${line}\n`).join('')}`);
}

start().catch((error: unknown) => {
  explain(error);
  // what was begun is stopped; nothing else may keep a failed start alive
  process.exit();
});
