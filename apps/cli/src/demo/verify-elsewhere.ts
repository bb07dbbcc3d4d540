import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from '../terminal';

/** Verifies a bundle in a process of its own that is given nothing but the file, and then a damaged copy. */
export async function verifyElsewhere(terminal: Terminal, file: string, rpcUrl: string): Promise<void> {
  const offline = runVerify(terminal, file);
  for (const line of offline.lines) terminal.say(`  ${line}`);
  if (offline.status !== 0) throw new Error('the bundle does not verify');
  const withChain = runVerify(terminal, file, '--rpc', rpcUrl);
  for (const line of withChain.lines.slice(-8)) terminal.say(`  ${line}`);
  if (withChain.status !== 0) throw new Error('the bundle does not verify against the chain');

  const damaged = `${file}.damaged`;
  writeFileSync(damaged, withOneBitOfQuantityChanged(readFileSync(file)));
  terminal.say(terminal.tell({ zh: '  改动其中数量的一位：', en: '  One bit of its quantity changed:' }));
  const refused = runVerify(terminal, damaged);
  for (const line of refused.lines.slice(-2)) terminal.say(`  ${line}`);
  if (refused.status !== 1) throw new Error('a damaged bundle was accepted');
  return Promise.resolve();
}

/** The first digit of the record's quantity becomes its neighbour: "9" becomes "8", "4" becomes "5". */
function withOneBitOfQuantityChanged(bundle: Buffer): Buffer {
  const [before] = /"record":\s*\{.*?"quantity":\s*"/s.exec(bundle.toString('utf8')) ?? [];
  if (before === undefined) throw new Error('the bundle holds no record with a quantity');
  const at = bundle.indexOf(before) + Buffer.byteLength(before);
  const damaged = Buffer.from(bundle);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  return damaged;
}

/** `carbon verify` in a process of its own, without a database. */
export function runVerify(
  terminal: Terminal,
  ...parameters: string[]
): { readonly status: number | null; readonly lines: readonly string[] } {
  const main = join(__dirname, '..', 'main.js');
  const { status, stdout } = spawnSync(process.execPath, [main, 'verify', ...parameters], {
    encoding: 'utf8',
    env: { LANG: terminal.language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8' },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}
