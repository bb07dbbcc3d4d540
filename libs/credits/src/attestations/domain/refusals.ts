import { Refusal } from '@carbon/kernel';

export function attestationUnknown(number: string): Refusal {
  return new Refusal(
    'ATTESTATION_UNKNOWN',
    404,
    { zh: `没有认证 ${number}`, en: `There is no attestation ${number}` },
    { details: { number } },
  );
}

export function attestationTypeUnknown(type: string): Refusal {
  return new Refusal(
    'ATTESTATION_TYPE_UNKNOWN',
    422,
    { zh: `没有认证类型 ${type}`, en: `There is no type of attestation ${type}` },
    { details: { type } },
  );
}

/** Attestations are issued by verifiers, each by its own people. */
export function notACertifier(): Refusal {
  return new Refusal('ATTESTATION_NOT_A_CERTIFIER', 403, {
    zh: '只有核证机构本机构的人员可以办理认证',
    en: 'Attestations are for the own people of a verifier',
  });
}

/** Nobody vouches for itself or its group. */
export function certifierLinked(certifier: string, holder: string): Refusal {
  return new Refusal(
    'ATTESTATION_CERTIFIER_LINKED',
    422,
    {
      zh: `${certifier} 与 ${holder} 相同或属同一集团，不得认证`,
      en: `${certifier} is, or is of one group with, ${holder} and may not vouch for it`,
    },
    { details: { certifier, holder } },
  );
}

export function validForTooLong(type: string, months: number, until: string): Refusal {
  return new Refusal(
    'ATTESTATION_VALID_TOO_LONG',
    422,
    {
      zh: `此类认证有效期最长 ${months} 个月，最晚至 ${until}`,
      en: `Attestations of this type hold for ${months} months at most, here until ${until}`,
    },
    { details: { type, months: months.toString(), until } },
  );
}

export function gradeNotReached(type: string, percent: string): Refusal {
  return new Refusal(
    'ATTESTATION_GRADE_NOT_REACHED',
    422,
    { zh: `${percent}% 未达到任何等级`, en: `${percent} % reaches no grade` },
    { details: { type, percent } },
  );
}

export function attestationStepNotOpen(number: string, act: string, standing: string): Refusal {
  return new Refusal(
    'ATTESTATION_STEP_NOT_OPEN',
    409,
    {
      zh: `认证 ${number} 当前为 ${standing}，不能 ${act}`,
      en: `The attestation ${number} is ${standing}: it does not ${act}`,
    },
    { details: { number, act, standing } },
  );
}

export function surveillanceNotAsked(number: string): Refusal {
  return new Refusal(
    'ATTESTATION_SURVEILLANCE_NOT_ASKED',
    422,
    { zh: `认证 ${number} 的类型不设监督审核`, en: `The type of ${number} knows no surveillance` },
    { details: { number } },
  );
}
