import type { Transaction } from '@carbon/database';
import type { Holder } from '@carbon/identity';
import { refuseSameBody } from '@carbon/intake';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { areLinked } from '../../persistence/links';
import type { Project } from '../../projects/persistence/project';
import { validatorVerifies } from '../domain/refusals';

/**
 * CCR-005: the validator of a project may not verify its reductions: neither itself, nor as the body it was merged into,
 * nor as one of its group; nor who has a case of its validation at the verifiers' desk.
 * @throws Refusal CREDITS_VALIDATOR_VERIFIES, VERIFICATION_SAME_BODY
 */
export async function requireNotValidator(
  tx: Transaction,
  body: Pick<Holder, 'id' | 'code'>,
  { number, validatorId }: Pick<Project, 'number' | 'validatorId'>,
  { validatorMayVerify }: Pick<CreditScheme, 'validatorMayVerify'>,
): Promise<void> {
  if (validatorMayVerify.value) return;
  if (validatorId !== null && (await areLinked(tx, body.id, validatorId))) throw validatorVerifies(body.code);
  await refuseSameBody(tx, { project: number, purpose: 'verification', bodyId: body.id });
}
