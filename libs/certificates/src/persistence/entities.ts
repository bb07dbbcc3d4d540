import { claimEntity, claimItemEntity } from './claim.entity';
import { correctionEntity } from './correction.entity';
import { expiryRunEntity } from './expiry-run.entity';
import { issueEntity } from './issue.entity';
import { issueLotEntity } from './issue-lot.entity';
import { meterMonthEntity } from './meter-month.entity';
import { plantEntity } from './plant.entity';

/** What `connect` must know to read and write this library's tables. */
export const certificateEntities = [
  plantEntity,
  meterMonthEntity,
  correctionEntity,
  issueEntity,
  issueLotEntity,
  claimEntity,
  claimItemEntity,
  expiryRunEntity,
];
