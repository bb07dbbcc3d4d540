import { chinaDate } from '@carbon/kernel';
import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { MinuteOfAccount } from '../rows';
import { clock } from '../words';

const MINUTE_MS = 60_000;

/**
 * Minutes in which an account gave very many commands, or cancelled very many orders, for hardly a trade. A market maker that
 * cancels often and trades often is not meant.
 */
export function orderFlooding(
  minutes: readonly MinuteOfAccount[],
  span: Span,
  { orderFlooding: figures }: Pick<SurveillanceFigures, 'orderFlooding'>,
): Finding[] {
  return minutes.flatMap((one) => {
    const { minute, commands, cancels, trades } = one;
    const many = commands >= figures.commandsPerMinute || cancels >= figures.cancelsPerMinute;
    const idle = commands >= figures.timesTrades * trades;
    // complete with the last moment of the minute
    return within(span, minute) && many && idle ? [found(one, figures)] : [];
  });
}

function found(
  { trader, minute, commands, cancels, trades, firstCommand, lastCommand }: MinuteOfAccount,
  figures: SurveillanceFigures['orderFlooding'],
): Finding {
  const [first, last] = [firstCommand.toString(), lastCommand.toString()];
  return {
    ...{ kind: 'order-flooding', severity: 'notable', instrument: undefined, day: chinaDate(minute) },
    ...{ at: new Date(minute.getTime() + MINUTE_MS - 1), subject: trader.account, parties: [trader] },
    key: `minute:${clock(minute).slice(0, 5)}`,
    facts: { commands, cancels, trades, firstCommand: first, lastCommand: last },
    told: {
      seen: {
        zh: `${trader.account} 在 ${clock(minute).slice(0, 5)} 这一分钟发出 ${commands} 条指令，其中撤单、改单 ${cancels} 条，成交 ${trades} 笔（指令 ${first} 至 ${last}）`,
        en: `${trader.account} gave ${commands} commands in the minute of ${clock(minute).slice(0, 5)}, ${cancels} of them cancellations or replacements, for ${trades} trades (commands ${first} to ${last})`,
      },
      computed: {
        zh: `一分钟内指令不少于 ${figures.commandsPerMinute} 条或撤单、改单不少于 ${figures.cancelsPerMinute} 条，且指令不少于成交笔数的 ${figures.timesTrades} 倍`,
        en: `At least ${figures.commandsPerMinute} commands or ${figures.cancelsPerMinute} cancellations and replacements in a minute, and at least ${figures.timesTrades} commands for each trade`,
      },
    },
    evidence: evidence('command', firstCommand === lastCommand ? [first] : [first, last]),
  };
}
