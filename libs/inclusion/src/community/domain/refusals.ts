import { Refusal } from '@carbon/kernel';

export function actUnknown(number: string): Refusal {
  return new Refusal(
    'ACT_UNKNOWN',
    404,
    { zh: `没有行为记录 ${number}`, en: `There is no act ${number}` },
    { details: { act: number } },
  );
}

export function actNotJudged(number: string): Refusal {
  return new Refusal(
    'ACT_NOT_JUDGED',
    409,
    { zh: `行为 ${number} 尚未核算，请稍后再看`, en: `Act ${number} is not judged yet; come again later` },
    { details: { act: number } },
  );
}

export function appealTooLate(number: string, until: string): Refusal {
  return new Refusal(
    'APPEAL_TOO_LATE',
    422,
    {
      zh: `行为 ${number} 的申诉期限已于 ${until} 届满`,
      en: `Act ${number} could be appealed against until ${until}`,
    },
    { rule: 'PTS-001', details: { act: number, until } },
  );
}

export function appealedBefore(number: string): Refusal {
  return new Refusal(
    'APPEAL_EXISTS',
    409,
    {
      zh: `对行为 ${number} 的这次核算已提出过申诉`,
      en: `This verdict on act ${number} was appealed against before`,
    },
    { details: { act: number } },
  );
}

export function appealUnknown(id: string): Refusal {
  return new Refusal(
    'APPEAL_UNKNOWN',
    404,
    { zh: '没有此申诉', en: 'There is no such appeal' },
    { details: { appeal: id } },
  );
}

export function appealNotOpen(id: string, state: string): Refusal {
  return new Refusal(
    'APPEAL_NOT_OPEN',
    409,
    { zh: '该申诉已在处理或已有结果', en: 'The appeal is being decided, or was' },
    { details: { appeal: id, state } },
  );
}

export function figuresNotForDismissal(): Refusal {
  return new Refusal('APPEAL_FIGURES_UNWANTED', 422, {
    zh: '驳回申诉时不填写计入的数量、时间',
    en: 'A dismissal has no figures that count',
  });
}

export function figuresImpossible(what: string, zh: string, en: string): Refusal {
  return new Refusal('APPEAL_FIGURES_IMPOSSIBLE', 422, { zh, en }, { rule: 'CNV-003', details: { what } });
}

export function challengeUnknown(): Refusal {
  return new Refusal('CHALLENGE_UNKNOWN', 404, { zh: '没有此挑战', en: 'There is no such challenge' });
}

export function challengeDays(): Refusal {
  return new Refusal('CHALLENGE_DAYS_IMPOSSIBLE', 422, {
    zh: '挑战应从今天或以后开始，且不早于开始日结束',
    en: 'A challenge begins today or later, and ends no earlier than it begins',
  });
}

export function challengeMethodUnknown(method: string, known: readonly string[]): Refusal {
  return new Refusal(
    'CHALLENGE_METHOD_UNKNOWN',
    422,
    {
      zh: `项目没有方法 ${method}；现有：${known.join('、')}`,
      en: `The programme has no method ${method}; it has ${known.join(', ')}`,
    },
    { details: { method } },
  );
}

export function challengeOver(state: string): Refusal {
  return new Refusal(
    'CHALLENGE_OVER',
    409,
    { zh: '该挑战已结束或已取消', en: 'The challenge is over or was cancelled' },
    { details: { state } },
  );
}

export function challengeFull(places: number): Refusal {
  return new Refusal(
    'CHALLENGE_FULL',
    409,
    { zh: `该挑战的 ${places} 个名额已满`, en: `All ${places} places of the challenge are taken` },
    { details: { places: places.toString() } },
  );
}

export function challengeJoined(): Refusal {
  return new Refusal('CHALLENGE_JOINED', 409, { zh: '您已加入该挑战', en: 'You take part already' });
}

export function nicknameTaken(): Refusal {
  return new Refusal('CHALLENGE_NICKNAME_TAKEN', 409, {
    zh: '该昵称在此挑战中已被使用，请换一个',
    en: 'Somebody in the challenge has this nickname; take another',
  });
}

export function keepsOutOfChallenges(): Refusal {
  return new Refusal('CHALLENGES_NOT_WANTED', 409, {
    zh: '您在偏好中选择了不参加挑战，请先修改偏好',
    en: 'Your preferences say that you take part in no challenges; change them first',
  });
}

export function joiningNotAgreed(): Refusal {
  return new Refusal(
    'CHALLENGE_CONSENT_MISSING',
    422,
    {
      zh: '加入挑战需要您同意向其他成员展示昵称和名次',
      en: 'Joining needs your consent to show nickname and place',
    },
    { rule: 'PII-001' },
  );
}
