import { canonicalJson, fault, type FieldFault, type Json } from '@carbon/kernel';
import type { PackFault } from '@carbon/rules/domain';

/** Bytes of the canonical JSON of a version: ten times the largest that was released, below what a request may carry. */
export const MAX_PACK_BYTES = 768 * 1024;
/** Faults that are told at once: nobody reads more. */
const MAX_TOLD = 100;
/** Deeper than any pack, far shallower than what fills the stack of those who walk through it. */
const MAX_DEPTH = 24;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** What makes a file unfit to be kept at all, whatever it is meant to say; nothing when it is fit. */
export function faultsOfForm(file: unknown, field: string): readonly FieldFault[] {
  const strange = strangeAt(file, field, 0);
  if (strange !== undefined) return [strange];
  const bytes = Buffer.byteLength(canonicalJson(file as Json));
  if (bytes <= MAX_PACK_BYTES) return [];
  return [
    fault(
      field,
      'size',
      `must have at most ${MAX_PACK_BYTES} bytes, not ${bytes}`,
      `不得超过 ${MAX_PACK_BYTES} 字节（现为 ${bytes}）`,
    ),
  ];
}

/** The first place at which there is something that JSON or the database cannot hold as it is. */
function strangeAt(value: unknown, field: string, depth: number): FieldFault | undefined {
  const place = field.slice(0, 200);
  if (depth > MAX_DEPTH) {
    return fault(place, 'depth', `is nested deeper than ${MAX_DEPTH} levels`, `嵌套不得超过 ${MAX_DEPTH} 层`);
  }
  if (typeof value === 'string' && UNPRINTABLE.test(value)) return unprintable(place);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return fault(place, 'number', 'is a number that JSON cannot hold', '数值超出可表示范围');
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (UNPRINTABLE.test(name)) return unprintable(place);
    const found = strangeAt(
      inner,
      Array.isArray(value) ? `${field}[${name}]` : `${field}.${name}`,
      depth + 1,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

const unprintable = (field: string) =>
  fault(field, 'printable', 'must not hold control characters', '不得含有控制字符');

/** The faults of a pack (`RulePacks.read`) with the fields they are in, in both languages. */
export function faultsOfPack(faults: readonly PackFault[], field: string): readonly FieldFault[] {
  return faults.slice(0, MAX_TOLD).map((found) => {
    const { at, what } = found;
    const place = at === undefined ? field : `${field}.values[${at}]`;
    const inner = FIELD.exec(what)?.[1];
    return fault(inner === undefined ? place : `${place}.${inner}`, 'pack', what, inChinese(found));
  });
}

/** Most sentences begin with the field that they are about. */
const FIELD =
  /^(id|version|title|values|key|value|rules|source|certainty|effectiveFrom|effectiveTo)(?= (?:must|is before|cannot|\w))/;

const CHINESE: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^has no field (.*)$/, (name) => `没有字段 ${name}`],
  [/^id must be (.*)$/, (id) => `id 应为 ${id}`],
  [/^version must be like/, () => '版本号应形如 2026.1'],
  [/^title must/, () => '名称须有中文（zh）和英文（en）'],
  [/^effectiveTo must be left out/, () => 'effectiveTo 应省略：由下一版本终止本版本'],
  [/^effective(From|To) must/, (which) => `effective${which} 应为存在的日期 YYYY-MM-DD`],
  [/^effectiveTo is before/, () => 'effectiveTo 早于 effectiveFrom'],
  [/^values must be a list that is not empty/, () => 'values 须为非空列表'],
  [/^values must be a list of at most (\d+)/, (most) => `values 最多 ${most} 项`],
  [/^key must name/, () => 'key 须为数值的名称'],
  [/^is no key of this pack/, () => '此规则包没有这个 key'],
  [/^rules must/, () => 'rules 须为规则编号列表，如 SEC-007'],
  [/^source must/, () => 'source 须写明来源'],
  [/^certainty must be one of (.*)$/, (known) => `certainty 须为 ${known} 之一`],
  [/^shares days/, () => '与同一 key 的另一数值日期重叠'],
  [/^(.*) has no value on the first day/, (key) => `${key} 在规则包首日没有数值`],
  [/^(.*) must have a value without an end/, (key) => `${key} 须有不设截止日的数值（现行版本即如此）`],
  [/^value cannot be read/, () => '数值无法读取'],
  [/^value (.*)$/, (what) => `数值不合要求：${what}`],
];

function inChinese({ key, what }: PackFault): string {
  const place = key === undefined ? '' : `${key}：`;
  for (const [pattern, words] of CHINESE) {
    const parts = pattern.exec(what);
    if (parts !== null) return `${place}${words(...parts.slice(1))}`;
  }
  return `${place}${what}`;
}
