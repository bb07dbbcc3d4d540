import { writeFileSync } from 'node:fs';
import { fault, malformed } from '@carbon/kernel';
import type { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';
import { readTrace } from './trace';

interface TransactionEvidence {
  readonly files: readonly { readonly journal: string; readonly anchoring: string; readonly file: string }[];
}

/** `carbon evidence CODE -o bundle.json`: the evidence of one step of a certificate's life. */
export async function evidence(
  terminal: Terminal,
  connection: Connection,
  code: string,
  options: { output: string; step?: string },
): Promise<Exit> {
  const { steps } = await readTrace(connection, code);
  const number = options.step === undefined ? steps.length : Number(options.step);
  const step = steps[number - 1];
  if (step === undefined) {
    throw malformed([
      fault('--step', 'range', `must be from 1 to ${steps.length}`, `应为 1 至 ${steps.length}`),
    ]);
  }
  const { files } = await connection.get<TransactionEvidence>(
    `/v1/transactions/${step.transaction}/evidence`,
  );
  const found = files.find(({ journal }) => journal === step.journalId);
  if (found === undefined) throw new Error(`no evidence of journal row ${step.journalId}`);
  writeFileSync(options.output, found.file);
  terminal.say(
    terminal.tell({
      zh: `已写入 ${options.output}（${found.anchoring === 'anchored' ? '已锚定' : '待锚定'}）。验证：npx carbon verify ${options.output}`,
      en: `${options.output} written (${found.anchoring}). Verify it: npx carbon verify ${options.output}`,
    }),
  );
  return EXIT.ok;
}
