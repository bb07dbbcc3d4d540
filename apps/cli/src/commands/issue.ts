import { fault, malformed, type Text } from '@carbon/kernel';
import type { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';

interface Issue {
  readonly plant: string;
  readonly month: string;
  readonly certificates: string;
  readonly remainderKwh: string;
  readonly transaction: string | null;
}

interface IssueRun {
  readonly plantMonths: number;
  readonly certificates: string;
  readonly heldBack: readonly { readonly plant: string; readonly month: string; readonly reason: Text }[];
}

/** `carbon issue [--plant CODE --month YYYY-MM]` */
export async function issue(
  terminal: Terminal,
  connection: Connection,
  { plant, month }: { plant?: string; month?: string },
): Promise<Exit> {
  if ((plant === undefined) !== (month === undefined)) {
    throw malformed([
      fault(
        plant === undefined ? '--plant' : '--month',
        'required',
        'name both the plant and the month, or neither',
        '电站与月份须同时给出，或都不给',
      ),
    ]);
  }
  if (plant === undefined) return issueEverything(terminal, connection);
  const done = await connection.post<Issue>('/v1/certificate-issues', { plant, month });
  terminal.say(
    terminal.tell({
      zh: `${done.plant} ${done.month}：核发 ${done.certificates} 张，结转 ${done.remainderKwh} 千瓦时。`,
      en: `${done.plant} ${done.month}: ${done.certificates} certificates, ${done.remainderKwh} kWh carried on.`,
    }),
  );
  return EXIT.ok;
}

async function issueEverything(terminal: Terminal, connection: Connection): Promise<Exit> {
  const run = await connection.post<IssueRun>('/v1/certificate-issues/runs', {});
  for (const held of run.heldBack)
    terminal.note(`${held.plant} ${held.month}: ${terminal.tell(held.reason)}`);
  terminal.say(
    terminal.tell({
      zh: `共处理 ${run.plantMonths} 个电站月，核发 ${run.certificates} 张绿证。`,
      en: `${run.plantMonths} plant-months, ${run.certificates} certificates issued.`,
    }),
  );
  return EXIT.ok;
}
