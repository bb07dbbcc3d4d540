import { Refusal } from '@carbon/kernel';

export function programmeCodeTaken(code: string): Refusal {
  return new Refusal(
    'PROGRAMME_CODE_TAKEN',
    409,
    { zh: `项目代码 ${code} 已被使用`, en: `There is a programme ${code} already` },
    { details: { programme: code } },
  );
}

export function programmeClosed(code: string): Refusal {
  return new Refusal(
    'PROGRAMME_CLOSED',
    409,
    { zh: `碳普惠项目 ${code} 已关闭`, en: `The programme ${code} is closed` },
    { details: { programme: code } },
  );
}

/** A household runs no programme. */
export function operatorIsResident(): Refusal {
  return new Refusal('PROGRAMME_OPERATOR_RESIDENT', 422, {
    zh: '居民账户不能运营碳普惠项目',
    en: 'A resident cannot run a programme',
  });
}

/** PTS-003: points are thanks for an act, no goods. */
export function pointsDoNotMove(): Refusal {
  return new Refusal(
    'POINTS_NOT_TRANSFERABLE',
    422,
    {
      zh: '积分不得转让、交易或质押，只能由本人兑换',
      en: 'Points are not transferred, traded or pledged; whoever earned them spends them',
    },
    { rule: 'PTS-003' },
  );
}

export function poolOfProgramme(account: string, programme: string): Refusal {
  return new Refusal(
    'PROGRAMME_POOL_NEEDED',
    422,
    {
      zh: `账户 ${account} 是碳普惠项目 ${programme} 的积分账户，不能销户`,
      en: `Account ${account} issues the points of programme ${programme}; it cannot be closed`,
    },
    { rule: 'REG-010', details: { account, programme } },
  );
}
