import type { Text } from '@carbon/kernel';

/** The Chinese of class-validator's own sentences; `$1`, `$2` are the captures of the pattern. */
const CHINESE: Readonly<Record<string, readonly [pattern: RegExp, zh: string]>> = {
  isString: [/string/, '必须是字符串'],
  isInt: [/integer/, '必须是整数'],
  isNumber: [/number/, '必须是数字'],
  isBoolean: [/boolean/, '必须是布尔值'],
  isArray: [/array/, '必须是数组'],
  isObject: [/object/, '必须是对象'],
  isNotEmpty: [/empty/, '不能为空'],
  isDefined: [/null or undefined/, '必须提供'],
  isUuid: [/UUID/, '必须是 UUID'],
  isIn: [/following values: (.*)/, '必须是以下之一：$1'],
  min: [/less than (\S+)/, '不得小于 $1'],
  max: [/greater than (\S+)/, '不得大于 $1'],
  minLength: [/than or equal to (\d+)/, '至少 $1 个字符'],
  maxLength: [/than or equal to (\d+)/, '最多 $1 个字符'],
  length: [/(\d+)/, '字符数不符合要求'],
  matches: [/match/, '格式不正确'],
  arrayMinSize: [/at least (\d+)/, '至少 $1 项'],
  arrayMaxSize: [/more than (\d+)/, '最多 $1 项'],
  arrayUnique: [/unique/, '各项不得重复'],
  nestedValidation: [/nested/, '必须是对象或对象数组'],
};

/** The two sentences for a broken constraint. `property` is left out of them: the field is named beside. */
export function constraintText(constraint: string, sentence: string, property: string): Text {
  if (constraint === 'whitelistValidation') {
    return { zh: '不是此请求的字段', en: 'is not a field of this request' };
  }
  if (constraint === 'unknownValue') return { zh: '必须是一个 JSON 对象', en: 'must be a JSON object' };
  const prefix = `${property} `;
  const en = sentence.startsWith(prefix) ? sentence.slice(prefix.length) : sentence;
  const [pattern, zh] = CHINESE[constraint] ?? [];
  const match = pattern?.exec(en);
  if (zh === undefined || match === null || match === undefined) return { zh: en, en };
  return { zh: zh.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? ''), en };
}
