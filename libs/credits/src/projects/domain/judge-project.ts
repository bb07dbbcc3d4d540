import { type CreditScheme, type OwnerKind } from '../../domain/schemes/credit-scheme';
import { judgeProject as judgeEligibility, type ProjectJudgement } from '../../domain/eligibility';
import type { Methodology } from '../../domain/methodologies/methodology';
import type { UnmetRule } from '../../domain/unmet-rule';
import type { FiledProject } from './filed-project';

/** Everything that stands in the way of a project as it was filed: CCR-001, its methodology, and EXC-001. */
export function judgeFiledProject(
  scheme: CreditScheme,
  methodology: Methodology,
  project: FiledProject,
  owner: OwnerKind,
): ProjectJudgement {
  const { constructionStarted, legallyRequired, etsCovered, inOtherMechanism, lifetimeUntil, facts } =
    project;
  const { unmet, flags } = judgeEligibility(scheme, methodology, {
    ...{ owner, startedOn: constructionStarted, legallyRequired, coveredByEts: etsCovered, inOtherMechanism },
    additionalityShown: project.additionality !== null,
    crediting: { from: project.creditingFrom, to: project.creditingTo },
    ...(lifetimeUntil === null ? {} : { lifetimeEndsOn: lifetimeUntil }),
    facts,
  });
  return { unmet: [...unmet, ...judgeChoice(scheme, methodology)], flags };
}

/** EXC-001: of those that generate power only some may choose credits instead of certificates. */
function judgeChoice({ exclusivity }: CreditScheme, { code, sourceKind }: Methodology): readonly UnmetRule[] {
  if (exclusivity.value === null || sourceKind !== 'energy') return [];
  if (exclusivity.value.mayChoose.includes(code)) return [];
  return [
    {
      rule: exclusivity.rules[0] ?? 'EXC-001',
      certainty: exclusivity.certainty,
      field: 'methodology',
      message: {
        zh: `采用方法学 ${code} 的发电项目不能新进入该机制，应申领绿证`,
        en: `Power projects under ${code} cannot newly enter the scheme: they take certificates`,
      },
    },
  ];
}
