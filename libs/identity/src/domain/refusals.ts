import { Refusal } from '@carbon/kernel';

export function holderCodeTaken(code: string): Refusal {
  return new Refusal(
    'HOLDER_CODE_TAKEN',
    409,
    { zh: `持有人代码 ${code} 已被使用`, en: `The holder code ${code} is taken` },
    { details: { code } },
  );
}

export function unknownHolder(name: string): Refusal {
  return new Refusal(
    'HOLDER_UNKNOWN',
    404,
    { zh: `持有人 ${name} 不存在`, en: `There is no holder ${name}` },
    { details: { holder: name } },
  );
}
