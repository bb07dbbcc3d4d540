import { IsId, IsOneOf, IsText } from '@carbon/http';
import { type Verdict, VERDICTS } from '../use-cases/decide-match';

/** Rests on the document of the task, which is required. */
export class AssetMatchPayload {
  @IsId({ description: 'The suspicion to decide. 疑似重复编号' })
  suspicion!: string;

  @IsOneOf(VERDICTS, {
    description: 'same: the later file counts as the first; different: both go on. 认定结果',
    example: 'same',
  })
  verdict!: Verdict;

  @IsText({ description: 'Why. 事由', max: 500, example: '同一电表，现场核查为同一电站' })
  reason!: string;
}
