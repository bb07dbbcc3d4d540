import { IsChinaDate, IsListOf, IsText } from '@carbon/http';
import { parseChinaDate } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import type { ShareOut } from '../use-cases/share-out';
import { AreCertificates, type CertificateChoiceBody, choicesOf, IsSha256 } from './fields';

const MAX_SHARES = 200;

export class ProvincialShareBody {
  @IsAccountNumber({ description: "The user's account. 用户账户", example: 'CL-100-1025-0-24' })
  to!: string;

  @AreCertificates()
  certificates!: CertificateChoiceBody[];
}

/** Payload of the task kind `provincial-plan`. */
export class ProvincialPlanBody {
  @IsAccountNumber({ description: 'The provincial account. 省级账户' })
  from!: string;

  @IsText({
    description: 'Title of the published plan. 分配方案名称',
    example: '示例省绿证分配方案',
    max: 200,
  })
  title!: string;

  @IsChinaDate({ description: 'Day of publication. 公布日期', example: '2026-02-20' })
  publishedOn!: string;

  @IsSha256({ description: 'SHA-256 of the plan as published. 方案文件哈希' })
  planHash!: string;

  @IsListOf(() => ProvincialShareBody, {
    description: 'Who gets what, all or none. 分配明细',
    max: MAX_SHARES,
  })
  shares!: ProvincialShareBody[];
}

/** @throws Refusal INPUT_MALFORMED */
export function shareOutOf(body: ProvincialPlanBody, actor: string): ShareOut {
  return {
    actor,
    from: body.from,
    shares: body.shares.map(({ to, certificates }) => ({ to, certificates: choicesOf(certificates) })),
    plan: {
      title: body.title,
      publishedOn: parseChinaDate(body.publishedOn, 'payload.publishedOn'),
      documentHash: Buffer.from(body.planHash, 'hex'),
    },
  };
}
