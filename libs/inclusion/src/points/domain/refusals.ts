import { Refusal } from '@carbon/kernel';

export function pointsNotEnough(available: bigint, wanted: bigint): Refusal {
  return new Refusal(
    'POINTS_NOT_ENOUGH',
    422,
    {
      zh: `积分不足：需要 ${wanted.toString()} 分，可用 ${available.toString()} 分`,
      en: `Not enough points: ${wanted.toString()} are needed, ${available.toString()} are there`,
    },
    { rule: 'PTS-005', details: { available: available.toString(), wanted: wanted.toString() } },
  );
}

/** AC-114: points are a resident's; nobody takes them without saying why and showing it. */
export function pointsNotTheOperators(): Refusal {
  return new Refusal(
    'POINTS_NOT_THE_OPERATORS',
    422,
    {
      zh: '运营方不得自行划转或注销用户积分：须有居民本人申请，或附差错、舞弊的证明文件',
      en: 'An operator may not take points on its own: the resident asks for it, or a document shows the error or fraud',
    },
    { rule: 'PTS-004' },
  );
}
