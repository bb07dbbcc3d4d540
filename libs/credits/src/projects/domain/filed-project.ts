import type { ChinaDate } from '@carbon/kernel';
import type { Facts } from '../../domain/methodologies/judge-applicability';

/** What the rules look at in a project as it was filed. */
export interface FiledProject {
  readonly constructionStarted: ChinaDate;
  readonly legallyRequired: boolean;
  readonly etsCovered: boolean;
  readonly inOtherMechanism: boolean;
  /** Null where it is not shown. */
  readonly additionality: string | null;
  readonly creditingFrom: ChinaDate;
  readonly creditingTo: ChinaDate;
  readonly lifetimeUntil: ChinaDate | null;
  readonly facts: Facts;
}
