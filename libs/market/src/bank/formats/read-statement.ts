import { fault, type FieldFault, malformed, type Text } from '@carbon/kernel';
import type { BankStatement } from '../domain/statement';
import { statementGap } from '../domain/statement';
import { statementDoesNotAddUp, statementXmlRefused } from '../domain/refusals';
import { statementOfCamt } from './camt';
import { statementOfCsv } from './statement-csv';
import { readXml, type XmlFault, XmlRefused } from './xml-tree';

export type StatementFormat = 'camt.053' | 'csv';

/** Faults of one file that are told; more would not help. */
const TOLD = 50;

/**
 * Reads a bank's statement, camt.053 or CSV, whichever it is.
 * @throws Refusal INPUT_MALFORMED with every faulty field by its place; BANK_STATEMENT_XML_REFUSED;
 * BANK_STATEMENT_DOES_NOT_ADD_UP
 */
export function readStatement(bytes: Buffer): {
  readonly statement: BankStatement;
  readonly format: StatementFormat;
} {
  const format = looksLikeXml(bytes) ? 'camt.053' : 'csv';
  const faults: FieldFault[] = [];
  const statement =
    format === 'csv' ? statementOfCsv(textOf(bytes), faults) : statementOfCamt(xmlOf(bytes), faults);
  if (statement !== undefined) refuseDays(statement, faults);
  if (faults.length > 0 || statement === undefined) throw malformed(faults.slice(0, TOLD));
  const gap = statementGap(statement);
  if (gap !== 0n) throw statementDoesNotAddUp(statement.statement, gap);
  refuseRepeats(statement);
  return { statement, format };
}

const looksLikeXml = (bytes: Buffer) => /^\ufeff?\s*</.test(bytes.subarray(0, 64).toString('utf8'));

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed([fault('file', 'encoding', 'must be UTF-8', '应为 UTF-8 编码')]);
  }
}

function xmlOf(bytes: Buffer): ReturnType<typeof readXml> {
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof XmlRefused) throw statementXmlRefused(error.fault, XML_SENTENCES[error.fault]);
    throw error;
  }
}

const XML_SENTENCES: Readonly<Record<XmlFault, Text>> = {
  size: { zh: '文件或其中的文本过大', en: 'The file, or a text in it, is too large' },
  encoding: { zh: '文件应为 UTF-8 编码', en: 'The file must be UTF-8' },
  doctype: {
    zh: '不接受 DOCTYPE 与实体声明',
    en: 'Document types and declarations of entities are not taken',
  },
  entity: { zh: '不接受 XML 自带以外的实体', en: 'Entities beside those of XML itself are not taken' },
  instruction: { zh: '不接受处理指令', en: 'Processing instructions are not taken' },
  depth: { zh: 'XML 嵌套过深', en: 'The XML is nested too deeply' },
  form: { zh: '不是格式良好的 XML', en: 'The file is not well-formed XML' },
};

function refuseDays({ from, to, movements }: BankStatement, faults: FieldFault[]): void {
  if (from > to)
    faults.push(fault('to', 'days', 'must not lie before the first day', '截止日不得早于起始日'));
  movements.forEach(({ bookedOn }, at) => {
    if (bookedOn < from || bookedOn > to)
      faults.push(
        fault(
          `entries[${at}].booked_on`,
          'days',
          'must lie within the statement’s days',
          '记账日应在对账单期间内',
        ),
      );
  });
}

/** Within one statement a reference stands for one movement (INV-06). */
function refuseRepeats({ movements }: BankStatement): void {
  const seen = new Set<string>();
  const faults = movements.flatMap(({ reference }, at) => {
    if (!seen.has(reference)) {
      seen.add(reference);
      return [];
    }
    return [
      fault(
        `entries[${at}].reference`,
        'unique',
        `stands here twice: ${reference}`,
        `银行流水号重复：${reference}`,
      ),
    ];
  });
  if (faults.length > 0) throw malformed(faults.slice(0, TOLD));
}
