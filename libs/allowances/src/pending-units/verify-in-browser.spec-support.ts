import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@carbon/kernel';

const SCRIPT = join(__dirname, '../../../receipts/static/verify.mjs');
const CALL = `\nprocess.stdout.write(JSON.stringify(await verifyCode(process.argv[1]), (_, v) => typeof v === 'bigint' ? String(v) : v));`;

export interface BrowserVerdict {
  readonly valid: boolean;
  readonly record?: Readonly<Record<string, Json>>;
  readonly document?: Readonly<Record<string, Json>>;
}

/** What a reader's own browser finds of a code, offline: the script of the public page, run by itself. */
export function verifyInBrowser(code: string): BrowserVerdict {
  const args = ['--input-type=module', '-e', readFileSync(SCRIPT, 'utf8') + CALL, code];
  return JSON.parse(execFileSync(process.execPath, args).toString()) as BrowserVerdict;
}
