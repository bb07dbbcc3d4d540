import type { Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { ProgrammeRules } from '../../domain/index';
import {
  type Challenge,
  CHALLENGE_KINDS,
  CHALLENGE_STATES,
  challengeState,
  JOINING,
} from '../domain/challenge';
import type { OwnChallenge } from '../persistence/challenges';
import type { Standing } from '../persistence/standings';

export class OpenedChallengeBody {
  @ApiProperty({ description: 'The challenge. 挑战编号', example: '01900000-0000-7000-8000-000000000001' })
  challenge!: string;
  @ApiProperty({
    description: 'Code to invite with; null where everybody may join. 邀请码',
    type: String,
    nullable: true,
    example: 'ABCDEFGH23',
  })
  code!: string | null;
}

export class ChallengeBody {
  @ApiProperty({ description: 'Number. 挑战编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Title. 标题', example: '九月低碳出行周' })
  title!: string;
  @ApiProperty({
    description: 'For everybody, or by invitation. 范围',
    enum: CHALLENGE_KINDS,
    example: 'programme',
  })
  kind!: string;
  @ApiProperty({
    description: 'Methods that count; null for all. 计入的方法',
    type: [String],
    nullable: true,
    example: ['metro'],
  })
  methods!: string[] | null;
  @ApiProperty({ description: 'First China day. 开始日', example: '2026-09-01' })
  begins!: string;
  @ApiProperty({ description: 'Last China day. 结束日', example: '2026-09-30' })
  ends!: string;
  @ApiProperty({ description: 'From this day on the ranking is final. 最终排名日', example: '2026-10-31' })
  settledOn!: string;
  @ApiProperty({ description: 'How many may join. 名额', type: Number, nullable: true, example: 50 })
  places!: number | null;
  @ApiProperty({ description: 'How far it is. 状态', enum: CHALLENGE_STATES, example: 'running' })
  state!: string;
  @ApiProperty({ description: 'What you agree to by joining, Chinese. 加入须知', example: JOINING.text.zh })
  consentZh!: string;
  @ApiProperty({
    description: 'What you agree to by joining, English. 加入须知（英文）',
    example: JOINING.text.en,
  })
  consentEn!: string;
}

export interface ChallengeContext {
  readonly programme: string;
  readonly rules: ProgrammeRules;
  readonly today: ChinaDate;
}

export function challengeBody(
  challenge: Challenge,
  { programme, rules, today }: ChallengeContext,
): Sent<ChallengeBody> {
  const { id, title, kind, begins, ends, places, settledOn, methods } = challenge;
  return {
    ...{ id, programme, title, kind, begins, ends, settledOn, places },
    methods: methods?.map((number) => rules.methodOf(number)?.code ?? number.toString()) ?? null,
    state: challengeState(challenge, today),
    consentZh: JOINING.text.zh,
    consentEn: JOINING.text.en,
  };
}

export class PublicChallengeBody extends ChallengeBody {
  @ApiProperty({
    description: 'Who take part; null below the smallest group of the rules. 参加人数，低于最小公开人数为空',
    type: Number,
    nullable: true,
    example: 120,
  })
  participants!: number | null;
  @ApiProperty({
    description: 'Reduced by all, grams: told when it is final, and never of a small group. 合计减排（克）',
    type: String,
    nullable: true,
    example: null,
  })
  reducedGrams!: string | null;
}

/** While it runs only how many: two sums around somebody's joining would tell that person's own. */
export function publicChallengeBody(
  challenge: Challenge,
  context: ChallengeContext,
): Sent<PublicChallengeBody> {
  const { smallestGroup } = context.rules;
  const { finalMembers, finalUg, members } = challenge;
  const participants = finalMembers ?? members;
  const isGroup = participants >= smallestGroup;
  return {
    ...challengeBody(challenge, context),
    participants: isGroup ? participants : null,
    reducedGrams: isGroup && finalUg !== null ? formatGrams(finalUg) : null,
  };
}

export class MyStandingBody {
  @ApiProperty({ description: 'Place; equal grams share one. 名次', example: 3 })
  place!: number;
  @ApiProperty({ description: 'Acts. 行为次数', example: 20 })
  acts!: number;
  @ApiProperty({ description: 'Reduced, grams. 减排（克）', example: '9340' })
  reducedGrams!: string;
}

export class MyChallengeBody extends ChallengeBody {
  @ApiProperty({ description: 'Whether you opened it. 是否本人发起', example: false })
  opened!: boolean;
  @ApiProperty({
    description: 'Code to invite with; null where there is none. 邀请码',
    type: String,
    nullable: true,
    example: 'ABCDEFGH23',
  })
  code!: string | null;
  @ApiProperty({
    description: 'What the others see of you; null where you take no part. 昵称',
    type: String,
    nullable: true,
    example: '骑行小队',
  })
  nickname!: string | null;
  @ApiProperty({
    description: 'Who take part; null where you do not. 参加人数',
    type: Number,
    nullable: true,
    example: 12,
  })
  participants!: number | null;
  @ApiProperty({
    description: 'Your place as of the last ranking. 我的名次',
    type: () => MyStandingBody,
    nullable: true,
  })
  standing!: Sent<MyStandingBody> | null;
  @ApiProperty({
    description: 'When it was ranked last. 排名时间',
    type: String,
    nullable: true,
    example: '2026-09-10T10:00:00.000+08:00',
  })
  rankedAt!: string | null;
}

export function myChallengeBody(
  challenge: OwnChallenge,
  residentId: bigint,
  context: ChallengeContext,
): Sent<MyChallengeBody> {
  const { nickname, standing, members, rankedAt, code, openerId } = challenge;
  return {
    ...challengeBody(challenge, context),
    ...{ nickname, code, opened: openerId === residentId },
    participants: nickname === null ? null : members,
    standing:
      standing === null
        ? null
        : { place: standing.place, acts: standing.acts, reducedGrams: formatGrams(standing.reducedUg) },
    rankedAt: rankedAt === null ? null : chinaTimestamp(rankedAt),
  };
}

export class RankingLineBody extends MyStandingBody {
  @ApiProperty({ description: 'Nickname. 昵称', example: '骑行小队' })
  nickname!: string;
  @ApiProperty({ description: 'Whether it is you. 是否本人', example: false })
  own!: boolean;
}

export const rankingLineBody = ({
  place,
  nickname,
  acts,
  reducedUg,
  own,
}: Standing): Sent<RankingLineBody> => ({
  ...{ place, nickname, acts, own },
  reducedGrams: formatGrams(reducedUg),
});
