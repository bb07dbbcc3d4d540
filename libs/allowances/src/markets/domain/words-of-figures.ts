import type { Text } from '@carbon/kernel';
import type { ComplianceFigures } from '../../domain';
import { type InWords, joined, text } from './words';

const BASES = {
  obligation: text('应清缴量', 'the obligation'),
  emissions: text('年度实际排放量', 'actual emissions'),
  allocation: text('当年配额', 'the allocation of the year'),
  shortfall: text('配额缺口', 'the shortfall'),
} as const;

export const offsetInWords: InWords<ComplianceFigures['offset']> = (offset) => {
  const basis = BASES[offset.basis];
  const parts: Text[] = [
    text(
      `减排量抵销不超过${basis.zh}的 ${offset.percent}%，可用 ${offset.accepts.join('、')}`,
      `Credits count up to ${offset.percent} % of ${basis.en}: ${offset.accepts.join(', ')}`,
    ),
  ];
  const { bothKindsPercent, localAtLeastPercent, elsewhereAtMostPercent, note } = offset;
  if (bothKindsPercent !== undefined) {
    parts.push(
      text(
        `两种同时使用的不超过 ${bothKindsPercent}%`,
        `up to ${bothKindsPercent} % where two kinds are used`,
      ),
    );
  }
  if (localAtLeastPercent !== undefined) {
    parts.push(
      text(`其中本地不少于 ${localAtLeastPercent}%`, `at least ${localAtLeastPercent} % of them local`),
    );
  }
  if (elsewhereAtMostPercent !== undefined) {
    parts.push(
      text(
        `外地不超过${basis.zh}的 ${elsewhereAtMostPercent}%`,
        `from elsewhere up to ${elsewhereAtMostPercent} % of it`,
      ),
    );
  }
  return joined(note === undefined ? parts : [...parts, note]);
};

export const shortfallInWords: InWords<ComplianceFigures['shortfall.penalty']> = ({
  fine,
  currency,
  averageMonths,
  missingStaysDue,
}) => {
  const due = missingStaysDue ? text('，欠缴部分仍须清缴', ', and what is missing stays due') : text('', '');
  if (fine.kind === 'per-tonne') {
    return text(`每吨 ${fine.amount} ${currency}${due.zh}`, `${fine.amount} ${currency} a tonne${due.en}`);
  }
  if (fine.kind === 'fixed') {
    return text(
      `${fine.from} 至 ${fine.to} ${currency}${due.zh}`,
      `${fine.from} to ${fine.to} ${currency}${due.en}`,
    );
  }
  const over =
    averageMonths === undefined
      ? text('市场均价', 'the average price')
      : text(
          `截止前 ${averageMonths} 个月市场均价`,
          `the average price of ${averageMonths} month(s) before the deadline`,
        );
  const times = fine.from === fine.to ? fine.from : `${fine.from}–${fine.to}`;
  return text(
    `欠缴量乘以${over.zh}的 ${times} 倍${due.zh}`,
    `${times} times ${over.en} for each missing tonne${due.en}`,
  );
};

export const penaltiesInWords: InWords<ComplianceFigures['penalties']> = (penalties) =>
  penalties.length === 0
    ? text('未见规定', 'None are known')
    : joined(
        penalties.map(({ rule, breach, gainMultiple, gainBelowYuan, yuan }) => {
          const gain =
            gainMultiple === undefined
              ? text('', '')
              : text(
                  `违法所得 ${gainMultiple.from}–${gainMultiple.to} 倍；不足 ${gainBelowYuan ?? ''} 元的`,
                  `${gainMultiple.from}–${gainMultiple.to} times the gain; below ${gainBelowYuan ?? ''} yuan `,
                );
          return text(
            `${rule} ${breach.zh}：${gain.zh}${yuan.from}–${yuan.to} 元`,
            `${rule} ${breach.en}: ${gain.en}${yuan.from}–${yuan.to} yuan`,
          );
        }),
      );

export const carryOverInWords: InWords<ComplianceFigures['carry-over']> = ({
  baseT,
  rate,
  vintages,
  trades,
  positionAt,
  rounds,
  into,
  issueWorkingDays,
}) =>
  text(
    `${vintages.from} 至 ${vintages.to} 年度配额：上限为 ${baseT} 吨加净卖出量（${trades.from} 至 ${trades.to}）的 ${rate} 倍，不超过 ${positionAt} 持仓；申请截至 ${rounds.map(({ to }) => to).join('、')}，${issueWorkingDays} 个工作日内等量换发 ${into}`,
    `Of ${vintages.from} to ${vintages.to}: up to ${baseT} t and ${rate} times net sales from ${trades.from} to ${trades.to}, no more than the position of ${positionAt}; applications until ${rounds.map(({ to }) => to).join(', ')}, as much ${into} within ${issueWorkingDays} working days`,
  );
