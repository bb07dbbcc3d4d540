import { existsSync } from 'node:fs';
import type { Json } from '@carbon/kernel';
import { type CodeVerdict, verifyReceiptCode } from '@carbon/transparency/verify';
import { readInput } from '../input-file';
import { EXIT, type Exit, type Terminal } from '../terminal';

/**
 * `carbon verify --code <text or file>`: checks what the QR code of a receipt carries, with nothing but the code. Needs no
 * database and none of our services.
 */
export function verifyCode(
  terminal: Terminal,
  source: string,
  options: { readonly verifierKey?: string },
): Exit {
  const text = source === '-' || existsSync(source) ? readInput(source).toString('utf8') : source;
  const { verifierKey } = options;
  const verdict = verifyReceiptCode(
    text,
    verifierKey === undefined ? {} : { expectedVerifierKey: verifierKey },
  );
  for (const { name, passed, reason } of verdict.checks) {
    terminal.say(`  ${passed ? '✓' : '✗'}  ${name.padEnd(20)} ${terminal.tell(reason)}`);
    if (!passed) break;
  }
  if (verdict.valid) describe(terminal, verdict);
  terminal.say(terminal.tell(conclusion(verdict)));
  return verdict.valid ? EXIT.ok : EXIT.no;
}

function describe(terminal: Terminal, { record, document }: Extract<CodeVerdict, { valid: true }>): void {
  const text = (name: string) => {
    const value = record[name];
    return typeof value === 'string' ? value : '';
  };
  terminal.say(
    `     ${text('kind')}  ${text('quantity')} × ${text('instrument')}  ${text('debitAccount')} → ` +
      `${text('creditAccount')}  ${text('recordedAt')}`,
  );
  for (const [name, value] of Object.entries(document ?? {})) terminal.say(`     ${name}: ${shown(value)}`);
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function conclusion(verdict: CodeVerdict) {
  return verdict.valid
    ? {
        zh: '凭证有效。其后是否作废，请查看公开验证页。',
        en: 'The receipt is valid. Whether it was made void later, the public page tells.',
      }
    : {
        zh: `凭证无效：${verdict.failed} 未通过。`,
        en: `The receipt is not valid: ${verdict.failed} failed.`,
      };
}
