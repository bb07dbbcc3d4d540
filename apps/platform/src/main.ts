import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '@carbon/http';
import { type Progress, Refusal } from '@carbon/kernel';
import { loadDemo } from './demo-data';
import { readPlatformConfig } from './platform-config';
import { type Platform, startPlatform } from './start-platform';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell({ step, done, total }: Progress): void {
  say(total === undefined ? `      ${step}` : `  [${done}/${total}] ${step}`);
}

async function start(): Promise<void> {
  const config = readPlatformConfig(process.env);
  const first = !existsSync(join(config.CARBON_DATA, 'connection.json'));
  say(`  数据目录 data folder: ${config.CARBON_DATA}${first ? '（首次启动 first start）' : ''}`);
  const platform = await startPlatform(config, tell);
  stopOnSignals(platform);
  if (config.DEMO) await loadDemo(platform, (line) => say(`      ${line}`));
  greet(platform);
}

function greet({ url, rpcUrl, keys }: Platform): void {
  say(`
  碳账本已就绪 Carbon Ledger is ready

    接口与文档 API and its documentation   ${url}/docs
    日志状态   state of the public log     ${url}/v1/public/log
    链节点     chain node                  ${rpcUrl}

    操作员密钥 operator key   ${keys.operator}
    只读密钥   reader key     ${keys.reader}

  试试 try:   npx carbon trace --help      停止 stop:   Ctrl-C
`);
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
