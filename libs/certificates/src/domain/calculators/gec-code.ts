import {
  type ChinaDate,
  type ChinaMonth,
  fault,
  FaultCollector,
  type FieldFault,
  malformed,
  type Text,
} from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readFields,
  type Ruled,
  ruledSchema,
  textSchema,
} from '@carbon/rules/domain';
import { decodeCertificateCode, splitCertificateCode, type TradeClass } from '../certificate-code';
import type { ProjectType } from '../plant-code';
import type { ProvinceCode } from '../provinces';
import { packReference } from '../rules/gec';
import type { ElectricityClass } from '../electricity-class';
import type { TechnologyCode } from '../technology';
import { readGecPack } from './read-gec-pack';

/** Longest text that is looked at as a code. */
const MAX_CODE = 200;

/** What the sub-fields mean when the code is one of ours; official widths are not public. */
export type OwnLayoutAnswer =
  | {
      readonly decoded: true;
      readonly projectType: ProjectType;
      readonly technology: TechnologyCode;
      readonly filedOn: ChinaDate;
      readonly province: ProvinceCode;
      readonly serialOfDay: string;
      readonly productionMonth: ChinaMonth;
      readonly serial: string;
      readonly electricityClass: ElectricityClass;
      readonly tradeClass: TradeClass;
    }
  | { readonly decoded: false; readonly faults: readonly FieldFault[] };

export type GecCodeAnswer = Ruled &
  (
    | {
        readonly valid: true;
        readonly plant: string;
        readonly rest: string;
        readonly ownLayout: OwnLayoutAnswer;
      }
    | { readonly valid: false; readonly reason: Text }
  );

/** GEC-018: whether a text can be a certificate code, and its two halves; our own sub-fields are told apart. */
export function gecCode(input: unknown, context: CalculatorContext): GecCodeAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['code', 'asOf'], faults);
  const pack = readGecPack(fields, context, faults);
  const code = faults.attempt(() => readCode(fields.get('code')));
  faults.refuseIfAny();
  if (!pack || code === undefined) throw new TypeError('a field without its fault');
  const ruled = { rules: ['GEC-018'], pack: packReference(pack) };
  const shape = new FaultCollector();
  const halves = shape.attempt(() => splitCertificateCode(code));
  if (halves === undefined) return { valid: false, reason: reasonOf(shape), ...ruled };
  return { valid: true, ...halves, ownLayout: ownLayoutOf(code), ...ruled };
}

function readCode(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_CODE) {
    throw malformed([
      fault(
        'code',
        'text',
        `must be a text of at most ${MAX_CODE} characters`,
        `必须是不超过 ${MAX_CODE} 个字符的文本`,
      ),
    ]);
  }
  return value;
}

function reasonOf({ faults }: FaultCollector): Text {
  return {
    zh: faults.map(({ message }) => message.zh).join('；'),
    en: faults.map(({ message }) => message.en).join('; '),
  };
}

function ownLayoutOf(code: string): OwnLayoutAnswer {
  const faults = new FaultCollector();
  const decoded = faults.attempt(() => decodeCertificateCode(code));
  if (decoded === undefined) return { decoded: false, faults: faults.faults };
  const { plantFields, productionMonth, serial, electricityClass, tradeClass } = decoded;
  return {
    decoded: true,
    ...plantFields,
    serialOfDay: String(plantFields.serialOfDay),
    productionMonth,
    serial: serial.toString(),
    electricityClass,
    tradeClass,
  };
}

export const gecCodeCalculator: Calculator = {
  name: 'gec-code',
  title: { zh: '绿证编码', en: 'Certificate code' },
  inputSchema: objectSchema({ code: { type: 'string', maxLength: MAX_CODE }, asOf: asOfSchema }, ['asOf']),
  outputSchema: objectSchema(
    {
      valid: { type: 'boolean' },
      plant: { type: 'string', pattern: '^\\d{17}$' },
      rest: { type: 'string', pattern: '^\\d{15}$' },
      reason: textSchema,
      ownLayout: {
        type: 'object',
        description: '本平台自定的子字段 / sub-fields of this platform, where the code is one of its own',
        properties: { decoded: { type: 'boolean' } },
        required: ['decoded'],
      },
      ...ruledSchema,
    },
    ['plant', 'rest', 'reason', 'ownLayout'],
  ),
  examples: [
    {
      title: { zh: '本平台的编码', en: 'A code of this platform' },
      today: '2025-06-01',
      input: { code: '12318123063000015250100000000111' },
      output: {
        valid: true,
        plant: '12318123063000015',
        rest: '250100000000111',
        ownLayout: {
          decoded: true,
          projectType: 'centralised',
          technology: 'solar-thermal',
          filedOn: '2018-12-30',
          province: '63',
          serialOfDay: '1',
          productionMonth: '2025-01',
          serial: '1',
          electricityClass: 'on-grid',
          tradeClass: 'tradable',
        },
        rules: ['GEC-018'],
        pack: { id: 'cn-gec', version: '2024.1', certainty: 'E' },
      },
    },
    {
      title: { zh: '少一位', en: 'One digit short' },
      today: '2025-06-01',
      input: { code: '1231812306300001525010000000011' },
      output: {
        valid: false,
        reason: { zh: '必须恰为 32 位数字；现为 31 位', en: 'must be exactly 32 digits; it has 31' },
        rules: ['GEC-018'],
        pack: { id: 'cn-gec', version: '2024.1', certainty: 'E' },
      },
    },
  ],
  run: gecCode,
};
