import { chinaDate } from '@carbon/kernel';
import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { RefusedCommand } from '../rows';
import { clock } from '../words';

const MINUTE_MS = 60_000;

/** The rule that bars authorities, registry, exchange and their staff. */
export const BARRED = 'ETS-006';

/** ETS-006: every command refused because whoever gave it may not trade at all. */
export function barredTraders(refused: readonly RefusedCommand[], span: Span): Finding[] {
  return refused.flatMap(({ sequence, trader, rule, code, at }) => {
    if (rule !== BARRED || !within(span, at)) return [];
    const number = sequence.toString();
    return [
      {
        ...{ kind: 'barred-trader', severity: 'severe', instrument: undefined, day: chinaDate(at), at },
        ...{ subject: trader.account, parties: [trader], key: `command:${number}` },
        facts: { code, rule, command: number },
        told: {
          seen: {
            zh: `${trader.account} 于 ${clock(at)} 的指令 ${number} 因禁止参与交易被拒（${code}）`,
            en: `Command ${number} of ${trader.account} at ${clock(at)} was refused: it may not trade (${code})`,
          },
          computed: { zh: `以 ${BARRED} 拒绝的每条指令`, en: `Every command refused by ${BARRED}` },
        },
        evidence: evidence('command', [sequence]),
      },
    ];
  });
}

/** Accounts refused again and again within the window; once an hour. Rows reach back by the window. */
export function repeatedRefusals(
  refused: readonly RefusedCommand[],
  span: Span,
  { repeatedRefusals: figures }: Pick<SurveillanceFigures, 'repeatedRefusals'>,
): Finding[] {
  const byAccount = new Map<string, RefusedCommand[]>();
  for (const command of refused) {
    const list = byAccount.get(command.trader.account);
    if (list === undefined) byAccount.set(command.trader.account, [command]);
    else list.push(command);
  }
  return [...byAccount.values()].flatMap((list) => {
    list.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
    const hours = new Set<string>();
    return list.flatMap((last, at) => {
      const first = list[at - figures.refusals + 1];
      if (first === undefined || last.at.getTime() - first.at.getTime() > figures.windowMinutes * MINUTE_MS)
        return [];
      const hour = clock(last.at).slice(0, 2);
      if (!within(span, last.at) || hours.has(hour)) return [];
      hours.add(hour);
      return [repeated(list.slice(at - figures.refusals + 1, at + 1), last, hour, figures)];
    });
  });
}

function repeated(
  seen: readonly RefusedCommand[],
  { trader, at }: RefusedCommand,
  hour: string,
  figures: SurveillanceFigures['repeatedRefusals'],
): Finding {
  const codes = [...new Set(seen.map(({ code }) => code))].sort();
  return {
    ...{ kind: 'repeated-refusals', severity: 'notable', instrument: undefined, day: chinaDate(at), at },
    ...{ subject: trader.account, parties: [trader], key: `hour:${hour}` },
    facts: { refusals: seen.length, codes },
    told: {
      seen: {
        zh: `${trader.account} 在 ${clock(seen[0]?.at ?? at)} 至 ${clock(at)} 间 ${seen.length} 条指令被拒（${codes.join('、')}）`,
        en: `${seen.length} commands of ${trader.account} were refused between ${clock(seen[0]?.at ?? at)} and ${clock(at)} (${codes.join(', ')})`,
      },
      computed: {
        zh: `${figures.windowMinutes} 分钟内被拒不少于 ${figures.refusals} 条；每小时提示一次`,
        en: `At least ${figures.refusals} refusals within ${figures.windowMinutes} minutes; told once an hour`,
      },
    },
    evidence: evidence(
      'command',
      seen.map(({ sequence }) => sequence),
    ),
  };
}
