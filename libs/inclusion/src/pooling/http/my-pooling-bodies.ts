import { PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Programme } from '../../programmes/programme';
import { ROUND_STATES } from '../domain/round-state';
import { whatBecame } from '../domain/what-became';
import type { MyPooling, MyShare } from '../persistence/my-shares';
import type { PoolRound } from '../persistence/rounds';
import type { PoolingTerms } from '../persistence/terms';
import type { TakenBack } from '../use-cases/take-back';
import type { UnitsOfRound } from '../use-cases/units-of-rounds';
import { PoolUnitsBody, poolUnitsBody } from './round-bodies';
import { PoolingPackBody, poolingPackBody, PoolingTermsBody, poolingTermsBody } from './terms-bodies';

export class MyPoolingQuery extends PageQuery {}

/** Units that hold some of what the resident gave. */
export class MyUnitsBody extends PoolUnitsBody {
  @ApiProperty({ description: 'Which round they were issued for. 签发批次', example: 1 })
  round!: number;
  @ApiProperty({ description: 'Grams of yours in them. 其中您的克数', example: '800' })
  myGrams!: string;
}

/** What became of a share. */
export class MyShareBody {
  @ApiProperty({ description: 'Code of the programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Which round. 第几批', example: 1 })
  round!: number;
  @ApiProperty({ enum: ROUND_STATES, description: 'How far it is. 状态', example: 'issued' })
  state!: string;
  @ApiProperty({
    description: 'In plain words, Chinese. 说明',
    example: '您的 900 克减排量参加了第 1 批汇集。',
  })
  textZh!: string;
  @ApiProperty({ description: 'In plain words, English. 英文', example: '900 g of yours went into round 1.' })
  textEn!: string;
  @ApiProperty({ description: 'Grams taken. 汇集克数', example: '900' })
  takenGrams!: string;
  @ApiProperty({ description: 'Grams that came back. 退回克数', example: '0' })
  returnedGrams!: string;
  @ApiProperty({ description: 'Grams in units. 已签发克数', example: '800' })
  issuedGrams!: string;
  @ApiProperty({ description: 'Grams in the pool and in no unit. 留存克数', example: '100' })
  carriedGrams!: string;
  @ApiProperty({ description: 'Points you got for it. 奖励积分', example: '8' })
  bonusPoints!: string;
  @ApiProperty({ description: 'Whether it can be taken back now. 现在可取回', example: true })
  canTakeBack!: boolean;
  @ApiProperty({ description: 'When it was taken. 汇集时间', example: '2026-11-02T10:00:00.000+08:00' })
  at!: string;
  @ApiProperty({ type: PoolingPackBody, description: 'Rules it was taken by. 规则包' })
  pack!: PoolingPackBody;
  @ApiProperty({ type: [MyUnitsBody], description: 'Units, and what became of them. 签发结果' })
  units!: MyUnitsBody[];
}

export function myShareBody(
  share: MyShare,
  programme: Pick<Programme, 'code'>,
  rounds: ReadonlyMap<bigint, PoolRound>,
  issues: ReadonlyMap<bigint, UnitsOfRound>,
): Sent<MyShareBody> {
  const round = rounds.get(share.roundId);
  if (round === undefined) throw new Error(`a share of no round ${share.roundId}`);
  const mine = share.units.flatMap(({ issueRoundId, issuedUg }) => {
    const units = issues.get(issueRoundId);
    return units === undefined ? [] : [{ units, issuedUg }];
  });
  const text = whatBecame({ ...share, round: round.ordinal, state: round.state, issues: mine.map(factsOf) });
  return {
    ...{ programme: programme.code, round: round.ordinal, state: round.state },
    ...{ textZh: text.zh, textEn: text.en, at: chinaTimestamp(round.openedAt) },
    takenGrams: formatGrams(share.takenUg),
    returnedGrams: formatGrams(share.returnedUg),
    issuedGrams: formatGrams(share.issuedUg),
    carriedGrams: formatGrams(share.carriedUg),
    bonusPoints: share.bonusPoints.toString(),
    canTakeBack: share.carriedUg > 0n,
    pack: poolingPackBody(round.pack),
    units: mine.map(myUnitsBody),
  };
}

interface MyUnits {
  readonly units: UnitsOfRound;
  readonly issuedUg: bigint;
}

const myUnitsBody = ({ units, issuedUg }: MyUnits): Sent<MyUnitsBody> => ({
  ...poolUnitsBody(units),
  round: units.round.ordinal,
  myGrams: formatGrams(issuedUg),
});

function factsOf({ units }: MyUnits) {
  const { round, supply, sales } = units;
  return {
    ...{ instrument: round.instrument ?? '', tonnes: round.tonnes ?? 0n },
    sold: sales.reduce((sum, { tonnes }) => sum + tonnes, 0n),
    ...{ retired: supply.retired, surrendered: supply.surrendered },
  };
}

/** Where a resident stands in one programme. */
export class MyPoolingStandingBody {
  @ApiProperty({ description: 'Code of the programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({
    type: PoolingTermsBody,
    nullable: true,
    description: 'What you give and get: read it before you consent. 汇集规则（同意前请阅读）',
  })
  terms!: PoolingTermsBody | null;
  @ApiProperty({
    description:
      'Whether your consent to these terms stands: purpose `pooling`, source the code. 您的同意是否有效',
    example: false,
  })
  consented!: boolean;
  @ApiProperty({ description: 'Grams that are yours and could be pooled. 可汇集克数', example: '1256.8' })
  claimableGrams!: string;
  @ApiProperty({ description: 'Grams given away. 已汇集克数', example: '900' })
  pooledGrams!: string;
  @ApiProperty({ description: 'Of them in units. 其中已签发', example: '800' })
  issuedGrams!: string;
  @ApiProperty({ description: 'Of them in no unit yet: these can be taken back. 其中可取回', example: '100' })
  carriedGrams!: string;
}

export class MyPoolingStandingsBody {
  @ApiProperty({ type: [MyPoolingStandingBody], description: 'Of each programme you are in. 各项目' })
  programmes!: MyPoolingStandingBody[];
}

export function myStandingBody(
  standing: MyPooling,
  about: { readonly programme: Pick<Programme, 'code'>; readonly terms: PoolingTerms | undefined },
  consented: boolean,
): Sent<MyPoolingStandingBody> {
  return {
    ...{ programme: about.programme.code, consented },
    terms: about.terms === undefined ? null : poolingTermsBody(about.terms),
    claimableGrams: formatGrams(standing.claimableUg),
    pooledGrams: formatGrams(standing.pooledUg),
    issuedGrams: formatGrams(standing.issuedUg),
    carriedGrams: formatGrams(standing.carriedUg),
  };
}

export class TakenBackBody {
  @ApiProperty({ description: 'Grams that are yours again. 已退回克数', example: '900' })
  returnedGrams!: string;
  @ApiProperty({ description: 'Grams in units: these cannot come back. 已签发、不能取回', example: '0' })
  issuedGrams!: string;
}

export const takenBackBody = ({ returned, issued }: TakenBack): Sent<TakenBackBody> => ({
  returnedGrams: formatGrams(returned),
  issuedGrams: formatGrams(issued),
});
