import { fault, FaultCollector, malformed } from '@carbon/kernel';
import { releasedPacks } from '../rule-packs';
import { readSerial, type ReadSerial, SerialFault } from '../serials/read-serial';
import { serialPacks } from '../serials/serial-packs';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from './calculator';

export interface SerialAnswer extends Ruled {
  readonly registry: string;
  readonly format: string;
  readonly units?: string;
  readonly first?: string;
  readonly last?: string;
  readonly project?: string;
  readonly vintage?: string;
  readonly from?: string;
  readonly to?: string;
  readonly country?: string;
  readonly issuance?: string;
  readonly flag?: boolean;
}

const LONGEST = 200;

/** SER-001 to SER-006: what the serial number of another registry says. */
export function serialAnswer(input: unknown, context: CalculatorContext): SerialAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['text', 'asOf'], faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const serial = faults.attempt(() => read(fields.get('text')));
  faults.refuseIfAny();
  if (!asOf || !serial) throw new TypeError('a field without its fault');
  const pack = (context.packs ?? releasedPacks).on(serialPacks, asOf);
  const { units, first, last, ...said } = serial;
  const format = pack.value(serial.format);
  return {
    registry: format.value.registry,
    ...said,
    ...(units === undefined ? {} : { units: units.toString() }),
    ...(first === undefined ? {} : { first: first.toString() }),
    ...(last === undefined ? {} : { last: last.toString() }),
    rules: [...format.rules],
    pack: pack.reference([format]),
  };
}

function read(value: unknown): ReadSerial {
  if (typeof value !== 'string' || value.length > LONGEST) {
    throw malformed([
      fault(
        'text',
        'string',
        `must be a text of at most ${LONGEST} characters`,
        `应为不超过 ${LONGEST} 个字符的文本`,
      ),
    ]);
  }
  const serial = attempt(value.trim());
  if (serial !== undefined) return serial;
  throw malformed([
    fault('text', 'format', 'is in no serial format that we know', '不是已知登记系统的编号格式'),
  ]);
}

function attempt(text: string): ReadSerial | undefined {
  try {
    return readSerial(text);
  } catch (error) {
    if (!(error instanceof SerialFault)) throw error;
    throw malformed([
      error.rule === 'order'
        ? fault('text', 'order', 'ends before it begins', '止号或止日早于起')
        : fault('text', 'date', 'names a day that does not exist', '含有不存在的日期'),
    ]);
  }
}

const digits = { type: 'string', pattern: '^\\d+$' } as const;

export const serialCalculator: Calculator = {
  name: 'serial',
  title: { zh: '解析登记编号', en: 'Read a serial number of another registry' },
  inputSchema: objectSchema({ text: { type: 'string', maxLength: LONGEST }, asOf: asOfSchema }, ['asOf']),
  outputSchema: objectSchema(
    {
      registry: { type: 'string' },
      format: { type: 'string' },
      units: digits,
      first: digits,
      last: digits,
      project: { type: 'string' },
      vintage: { type: 'string' },
      from: { type: 'string', format: 'date' },
      to: { type: 'string', format: 'date' },
      country: { type: 'string' },
      issuance: { type: 'string' },
      flag: { type: 'boolean', description: 'Verra：附加认证 / additional certification' },
      ...ruledSchema,
    },
    ['units', 'first', 'last', 'project', 'vintage', 'from', 'to', 'country', 'issuance', 'flag'],
  ),
  examples: [
    {
      title: { zh: 'Verra 13 段编号', en: 'Verra, 13 parts' },
      today: '2026-03-13',
      input: {
        text: '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0',
      },
      output: {
        registry: 'Verra VCS',
        format: 'verra-13',
        units: '20745',
        first: '115597313',
        last: '115618057',
        project: '1060',
        vintage: '2019',
        from: '2019-01-01',
        to: '2019-12-31',
        country: 'US',
        issuance: '9660',
        flag: false,
        rules: ['SER-001'],
        pack: { id: 'serial-formats', version: '2026.1', certainty: 'F' },
      },
    },
  ],
  run: serialAnswer,
};
