import { chinaDate, type Text } from '@carbon/kernel';
import { PURPOSE_TITLES, type ReceiptFacts, type ReceiptLine } from '../domain/index';
import type { ReceiptPrint } from './receipt-print';
import type { Sheet } from './sheet';
import { grouped, namesOf, told } from './tell-facts';

export const REDEMPTION_TITLE: Text = { zh: '注销（赎回）声明', en: 'Redemption statement' };

/** The sentence that a buyer abroad files: used up, for one, and never again. */
export function drawRedeemed(sheet: Sheet, { quantity, unit }: ReceiptFacts): void {
  const text = sheet.words(
    {
      zh: `兹证明以下 ${grouped(quantity)} ${unit.zh}已为下列受益方注销，不得再次转让、注销或用于其他声明。`,
      en: `This confirms that ${grouped(quantity)} ${unit.en} have been redeemed for the beneficiary named here. They cannot be transferred, redeemed or claimed again.`,
    },
    '\n',
  );
  sheet.y += sheet.write(text, { x: sheet.left, y: sheet.y, width: sheet.width }, { size: 9.5 }) + 12;
}

/** The fields in the order of I-REC statements: by whom, for whom, for what and when, how much, where verified (S09). */
export function redemptionLines({ facts, holder, link }: ReceiptPrint, sheet: Sheet): ReceiptLine[] {
  const { beneficiary, purpose, purposeText, period, place, quantity, unit, scheme } = facts;
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  return [
    line('声明编号', 'Statement number', facts.number),
    line('注销日', 'Redeemed on', chinaDate(facts.recordedAt)),
    line('注销账户', 'Redeemed by', `${namesOf(holder)}\n${facts.account}`),
    line('受益方', 'Beneficiary', told(beneficiary, sheet)),
    line('用途', 'Purpose', sheet.words(PURPOSE_TITLES[purpose], '\n')),
    ...(purposeText === null ? [] : [line('声明内容', 'Statement', purposeText)]),
    line('报告期', 'Reporting period', `${period.from} – ${period.to}`),
    ...(place === null ? [] : [line('使用地点', 'Place of consumption', place)]),
    line('数量', 'Volume redeemed', `${grouped(quantity)} ${sheet.words(unit)}`),
    line('机制', 'Scheme', scheme),
    ...facts.lines,
    line('验证网址', 'Verify at', link),
  ];
}
