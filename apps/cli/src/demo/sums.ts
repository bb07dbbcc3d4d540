import { formatKwh, parseKwh, type Wh } from '@carbon/certificates/domain';
import type { Connection } from '../connection';
import type { Terminal } from '../terminal';

interface Issue {
  readonly plant: string;
  readonly month: string;
  readonly certificates: string;
  readonly energyKwh: string;
  readonly carriedInKwh: string;
  readonly remainderKwh: string;
}

interface Sum {
  energyWh: bigint;
  certificates: bigint;
  remainderWh: bigint;
}

/** Explains, plant by plant, that metered energy is what was issued and what is left over. @throws Error if it is not */
export async function explainSums(terminal: Terminal, connection: Connection): Promise<void> {
  const sums = new Map<string, Sum>();
  const example: Issue[] = [];
  for await (const issue of issues(connection)) {
    const sum = sums.get(issue.plant) ?? { energyWh: 0n, certificates: 0n, remainderWh: 0n };
    sum.energyWh += parseKwh(issue.energyKwh);
    sum.certificates += BigInt(issue.certificates);
    // issues come in the order they were made: the last month's remainder is what is left
    sum.remainderWh = parseKwh(issue.remainderKwh);
    sums.set(issue.plant, sum);
    if (issue.plant === SMALLEST) example.push(issue);
  }
  tellCarrying(terminal, example);
  const kwh = (wh: bigint) => formatKwh(wh as Wh).padStart(12);
  const heads = terminal.language === 'zh' ? ['千瓦时', '张', '结转'] : ['kWh', 'issued', 'left, kWh'];
  terminal.say(`  ${''.padEnd(8)}${heads.map((head) => head.padStart(12)).join('')}`);
  const total: Sum = { energyWh: 0n, certificates: 0n, remainderWh: 0n };
  for (const [plant, sum] of sums) {
    terminal.say(
      `  ${plant.padEnd(8)}${kwh(sum.energyWh)}${sum.certificates.toString().padStart(12)}${kwh(sum.remainderWh)}`,
    );
    total.energyWh += sum.energyWh;
    total.certificates += sum.certificates;
    total.remainderWh += sum.remainderWh;
  }
  terminal.say(
    `  ${'Σ'.padEnd(8)}${kwh(total.energyWh)}${total.certificates.toString().padStart(12)}${kwh(total.remainderWh)}`,
  );
  if (total.energyWh !== total.certificates * 1_000_000n + total.remainderWh)
    throw new Error('the sums differ');
  terminal.say(
    terminal.tell({
      zh: `  ${formatKwh(total.energyWh as Wh)} 千瓦时 = ${total.certificates.toString()} 张 × 1,000 千瓦时 + 结转 ${formatKwh(total.remainderWh as Wh)} 千瓦时`,
      en: `  ${formatKwh(total.energyWh as Wh)} kWh = ${total.certificates.toString()} × 1,000 kWh + ${formatKwh(total.remainderWh as Wh)} kWh carried on`,
    }),
  );
}

/** The plant whose remainders matter most. */
const SMALLEST = 'JDZLF';

/** Month by month, how energy below one certificate is carried on. */
function tellCarrying(terminal: Terminal, months: readonly Issue[]): void {
  const heads =
    terminal.language === 'zh'
      ? ['结转入 千瓦时', '本月 千瓦时', '核发 张', '结转出 千瓦时']
      : ['carried in', 'metered kWh', 'issued', 'carried on'];
  terminal.say(`  ${SMALLEST.padEnd(8)}${heads.map((head) => head.padStart(14)).join('')}`);
  for (const { month, carriedInKwh, energyKwh, certificates, remainderKwh } of months) {
    const columns = [carriedInKwh, energyKwh, certificates, remainderKwh];
    terminal.say(`  ${month.padEnd(8)}${columns.map((column) => column.padStart(14)).join('')}`);
  }
  terminal.say('');
}

async function* issues(connection: Connection): AsyncGenerator<Issue> {
  for (let cursor = ''; ;) {
    const page = await connection.get<{ items: Issue[]; next?: string }>(
      `/v1/certificate-issues?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    yield* page.items;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}
