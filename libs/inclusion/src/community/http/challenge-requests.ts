import { AreTexts, IsChinaDate, IsCount, IsFlag, IsId, IsOneOf, IsText } from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { IsProgrammeCode } from '../../programmes/http/fields';
import { CHALLENGE_KINDS, type ChallengeKind, INVITATION_CODE, NICKNAME } from '../domain/challenge';

const MOST_PLACES = 1_000_000;

export class OpenChallengeBody {
  @IsText({ description: 'Title; name nobody. 标题（请勿写入个人信息）', example: '九月低碳出行周', max: 60 })
  title!: string;

  @AreTexts({
    description: 'Codes of the methods that count; all when absent. 计入的方法',
    example: ['metro'],
    optional: true,
    max: 40,
    each: { max: 40, pattern: /^[a-z][a-z0-9-]{1,39}$/ },
  })
  methods?: string[];

  @IsChinaDate({ description: 'First China day. 开始日', example: '2026-09-01' })
  begins!: ChinaDate;

  @IsChinaDate({ description: 'Last China day. 结束日', example: '2026-09-30' })
  ends!: ChinaDate;

  @IsCount({
    description: 'How many may join; any number when absent. 名额',
    example: 50,
    min: 1,
    max: MOST_PLACES,
    optional: true,
  })
  places?: number;
}

export class OpenMyChallengeBody extends OpenChallengeBody {
  @IsProgrammeCode()
  programme!: string;
}

export class OpenProgrammeChallengeBody extends OpenChallengeBody {
  @IsOneOf(CHALLENGE_KINDS, {
    description: 'For everybody in the programme, or for who knows the code. 范围',
    example: 'programme',
  })
  kind!: ChallengeKind;
}

export class JoinChallengeBody {
  @IsId({ description: 'A challenge for everybody; absent with a code. 挑战', optional: true })
  challenge?: string;

  @IsText({
    description: 'Code of a challenge by invitation. 邀请码',
    example: 'ABCDEFGH23',
    max: 10,
    pattern: INVITATION_CODE,
    optional: true,
  })
  code?: string;

  @IsText({
    description: 'What the others see of you; not your name. 昵称',
    example: '骑行小队',
    max: 20,
    pattern: NICKNAME,
  })
  nickname!: string;

  @IsFlag({ description: 'Whether you agree to the text of the challenge. 是否同意', example: true })
  agrees!: boolean;
}

export class ChallengePath {
  @IsId({ description: 'The challenge. 挑战编号' })
  challenge!: string;
}

export class ProgrammeChallengePath extends ChallengePath {
  @IsProgrammeCode()
  code!: string;
}

export class InvitationPath {
  @IsText({ description: 'Code. 邀请码', example: 'ABCDEFGH23', max: 10, pattern: INVITATION_CODE })
  code!: string;
}
