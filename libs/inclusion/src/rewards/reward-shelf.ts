import type { Reader } from '@carbon/database';
import { parseWhole, type Text } from '@carbon/kernel';
import type { RewardKind } from './domain/reward';
import { readRewards } from './persistence/rewards';

export type ShelvedRewardKind = 'points-goods' | 'service';

/** A reward among everything that can be bought (S07); its price is points. */
export interface ShelvedReward {
  readonly key: string;
  readonly kind: ShelvedRewardKind;
  readonly code: string;
  readonly name: Text;
  readonly unit: string;
  readonly price: { readonly amount: string; readonly currency: 'points' };
  readonly quantity: bigint | undefined;
  readonly until: Date | undefined;
  readonly look: string;
  readonly act: string;
  readonly finePrint: Text;
}

const SHELVED: Readonly<Record<Exclude<RewardKind, 'charity'>, ShelvedRewardKind>> = {
  goods: 'points-goods',
  'green-power-right': 'points-goods',
  service: 'service',
  'public-ticket': 'service',
};

const FINE_PRINT: Text = {
  zh: '仅限该碳普惠项目的居民成员以碳积分兑换；积分不具有货币属性，不可转让',
  en: 'For residents who take part in the programme, with their points; points are no money and cannot be transferred',
};

/** What residents can take for points. Gifts are not among it: nothing is bought with them. */
export const rewardShelf = {
  name: 'rewards',
  kinds: ['points-goods', 'service'] as const,

  async entries(
    reader: Pick<Reader, 'query'>,
    request: {
      readonly after: string | undefined;
      readonly limit: number;
      readonly kind: string | undefined;
      readonly now: Date;
    },
  ): Promise<readonly ShelvedReward[]> {
    const { after, limit, kind, now } = request;
    const kinds = (Object.keys(SHELVED) as (keyof typeof SHELVED)[]).filter(
      (each) => kind === undefined || SHELVED[each] === kind,
    );
    // callers may make cursors up
    const page = { limit, after: [parseWhole(after ?? '0', 'cursor').toString()] };
    const { items } = await readRewards(reader, page, { kinds, offeredAt: now });
    return items.flatMap((reward): ShelvedReward[] => {
      if (reward.kind === 'charity') return [];
      const { code, name, points, programme } = reward;
      return [
        {
          ...{ key: reward.number.toString(), kind: SHELVED[reward.kind], code, name, unit: 'piece' },
          price: { amount: points.toString(), currency: 'points' },
          ...{ quantity: reward.stock ?? undefined, until: reward.validTo ?? undefined },
          ...{ look: `/v1/public/inclusion/rewards/${programme}/${code}`, act: '/v1/me/vouchers' },
          finePrint: FINE_PRINT,
        },
      ];
    });
  },
};
