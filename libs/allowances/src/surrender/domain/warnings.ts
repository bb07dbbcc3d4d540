import { type ChinaDate, daysBetween, type Text } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import type { ComplianceLine } from './compliance-status';

export interface ComplianceWarning extends Text {
  readonly rule: string;
}

/** Certainties of rules that may still change or that nobody published as they stand here (trap 17). */
const UNSETTLED: ReadonlySet<Certainty> = new Set(['D', 'M-', 'X']);

/** What somebody who looks at its obligation should know, the most pressing first. */
export function warningsOf(
  line: ComplianceLine,
  { today, deadline, certainty }: { today: ChinaDate; deadline: ChinaDate | undefined; certainty: Certainty },
): ComplianceWarning[] {
  const warnings: ComplianceWarning[] = [];
  const { missingYears, shortfallT, earlierShortfallT, surplusT, pendingAllowancesT, pendingCreditsT } = line;
  if (missingYears.length > 0) {
    const years = missingYears.join(', ');
    warnings.push({
      rule: 'REG-011',
      zh: `${years} 年度排放量缺失`,
      en: `Emissions of ${years} are missing`,
    });
  }
  if (earlierShortfallT > 0n) {
    warnings.push({
      rule: 'REG-011',
      zh: `以前年度尚欠 ${earlierShortfallT.toString()} 吨`,
      en: `${earlierShortfallT.toString()} t of earlier years are still owed`,
    });
  }
  if (shortfallT > 0n && deadline !== undefined) warnings.push(shortfall(shortfallT, today, deadline));
  if (pendingAllowancesT + pendingCreditsT > 0n) {
    warnings.push({
      rule: 'SUR-012',
      zh: `${(pendingAllowancesT + pendingCreditsT).toString()} 吨在审核中，尚未计入`,
      en: `${(pendingAllowancesT + pendingCreditsT).toString()} t are under review and do not count yet`,
    });
  }
  if (surplusT > 0n) {
    warnings.push({
      rule: 'SUR-001',
      zh: `核查排放量下调后多清缴 ${surplusT.toString()} 吨`,
      en: `${surplusT.toString()} t more were surrendered than is due after a correction`,
    });
  }
  if (UNSETTLED.has(certainty)) {
    warnings.push({
      rule: 'SUR-014',
      zh: `所依规则尚未定稿（${certainty}）`,
      en: `The rules applied are not settled (${certainty})`,
    });
  }
  return warnings;
}

function shortfall(tonnes: bigint, today: ChinaDate, deadline: ChinaDate): ComplianceWarning {
  const days = daysBetween(today, deadline);
  const t = tonnes.toString();
  if (days < 0) {
    return {
      rule: 'PEN-001',
      zh: `截止日 ${deadline} 已过 ${-days} 天，尚欠 ${t} 吨`,
      en: `The deadline ${deadline} passed ${-days} days ago; ${t} t are owed`,
    };
  }
  return {
    rule: 'SUR-001',
    zh: `距截止日 ${deadline} 还有 ${days} 天，尚缺 ${t} 吨`,
    en: `${days} days are left to the deadline ${deadline}; ${t} t are missing`,
  };
}
