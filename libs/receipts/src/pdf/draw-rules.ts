import type { Certainty } from '@carbon/rules/domain';
import type { Text } from '@carbon/kernel';
import type { ReceiptFacts } from '../domain/index';
import { COLOURS, type Sheet } from './sheet';

/** How well a rule is founded, in words (the letters of the rule packs). */
export const FOUNDED: Readonly<Record<Certainty, Text>> = {
  F: { zh: '原文核实', en: 'read in the original text' },
  E: { zh: '摘录或报道', en: 'from an excerpt or report' },
  S: { zh: '二手资料', en: 'from secondary sources' },
  'M+': { zh: '凭记忆，较可靠', en: 'from memory, likely' },
  'M-': { zh: '凭记忆，不可靠', en: 'from memory, unsure' },
  X: { zh: '本平台设定', en: 'set by this platform' },
  D: { zh: '征求意见稿', en: 'from a consultation draft' },
};

/** The fine print: the rules that the act rests on, and how well each is founded. */
export function drawRules(sheet: Sheet, { pack, rules }: Pick<ReceiptFacts, 'pack' | 'rules'>): void {
  const heading = `${sheet.words({ zh: '规则依据', en: 'Rules' })} · ${pack.id} ${pack.version}`;
  const place = () => ({ x: sheet.left, y: sheet.y, width: sheet.width });
  sheet.need(40);
  sheet.y += sheet.write(heading, place(), { size: 8, font: 'bold', colour: COLOURS.muted }) + 2;
  for (const { rule, text, certainty } of rules) {
    const said = `${rule}  ${sheet.words(text)} [${certainty}: ${sheet.words(FOUNDED[certainty])}]`;
    sheet.need(sheet.heightOf(said, sheet.width, 7.5) + 2);
    sheet.y += sheet.write(said, place(), { size: 7.5, colour: COLOURS.muted }) + 2;
  }
  sheet.y += 14;
}
