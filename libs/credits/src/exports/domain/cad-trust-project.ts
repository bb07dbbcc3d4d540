import { chinaDate } from '@carbon/kernel';
import type { ProjectState } from '../../projects/domain/project-steps';

/** What nobody told us is not guessed. */
export const NOT_DETERMINED = 'Not Determined';

/** The states of projects that the CAD Trust data model knows and ours can come to. */
export const CAD_TRUST_PROJECT_STATUSES = [
  'Listed',
  'Validated',
  'Registered',
  'Rejected',
  'Withdrawn',
  'De-registered',
] as const;
export type CadTrustProjectStatus = (typeof CAD_TRUST_PROJECT_STATUSES)[number];

/** What is known of a project before it is put into the words of the exchange. */
export interface ProjectFacts {
  readonly number: string;
  readonly scheme: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly developer: string;
  readonly methodology: string;
  readonly state: ProjectState;
  readonly stateSince: Date;
  /** The body whose positive statement stands, and when it was made; null where none does. */
  readonly validator: string | null;
  readonly validatedAt: Date | null;
  /** Reductions that were registered, oldest first: days, units, who verified them. */
  readonly issuances: readonly {
    readonly from: string;
    readonly to: string;
    readonly quantity: string;
    readonly verifier: string | null;
  }[];
}

/** A project as CAD Trust exchanges it, with the fields that this registry can fill. */
export interface CadTrustProject {
  readonly projectId: string;
  readonly originProjectId: string;
  readonly currentRegistry: string;
  readonly registryOfOrigin: string;
  readonly program: string;
  readonly projectName: string;
  readonly projectLink: string;
  readonly projectDeveloper: string;
  readonly sector: string;
  readonly projectType: string;
  readonly coveredByNDC: 'Unknown';
  readonly projectStatus: CadTrustProjectStatus;
  readonly projectStatusDate: string;
  readonly unitMetric: 'tCO2e';
  readonly methodology: string;
  readonly validationBody: string;
  readonly validationDate?: string;
  readonly issuances: readonly {
    readonly startDate: string;
    readonly endDate: string;
    readonly verificationApproach: string;
    readonly verificationBody: string;
    readonly quantity: string;
  }[];
}

const REGISTRY = 'Carbon Ledger';

/** Sectors and types of the public lists, for those methodologies of which their words are certain. */
const KINDS: Readonly<Record<string, { readonly sector: string; readonly type: string }>> = {
  'CCER-01-001-V01': { sector: 'Electricity; gas, steam and air conditioning supply', type: NOT_DETERMINED },
  'CCER-01-002-V01': { sector: 'Electricity; gas, steam and air conditioning supply', type: NOT_DETERMINED },
  'PHER-SIP-PV-V01': { sector: 'Electricity; gas, steam and air conditioning supply', type: NOT_DETERMINED },
  'CCER-14-001-V01': { sector: NOT_DETERMINED, type: 'Afforestation' },
};

export function cadTrustProject(facts: ProjectFacts, site: string): CadTrustProject {
  const { number, scheme, nameEn, nameZh, developer, methodology, validator, validatedAt } = facts;
  const kind = KINDS[methodology];
  return {
    ...{ projectId: number, originProjectId: number },
    ...{ currentRegistry: REGISTRY, registryOfOrigin: REGISTRY, program: scheme },
    projectName: `${nameEn} ${nameZh}`,
    projectLink: `${site}/v1/public/projects/${number}`,
    projectDeveloper: developer,
    sector: kind?.sector ?? NOT_DETERMINED,
    projectType: kind?.type ?? NOT_DETERMINED,
    coveredByNDC: 'Unknown',
    projectStatus: statusOf(facts),
    projectStatusDate: chinaDate(facts.stateSince),
    unitMetric: 'tCO2e',
    methodology,
    validationBody: validator ?? NOT_DETERMINED,
    ...(validatedAt === null ? {} : { validationDate: chinaDate(validatedAt) }),
    issuances: facts.issuances.map(({ from, to, quantity, verifier }) => ({
      ...{ startDate: from, endDate: to, verificationApproach: NOT_DETERMINED },
      ...{ verificationBody: verifier ?? NOT_DETERMINED, quantity },
    })),
  };
}

/** Schemes that ask for no validation go on without one: such a project is listed until it is registered. */
function statusOf({ state, validator }: ProjectFacts): CadTrustProjectStatus {
  switch (state) {
    case 'registered':
      return 'Registered';
    case 'cancelled':
      return 'De-registered';
    case 'rejected':
    case 'not-validated':
      return 'Rejected';
    case 'withdrawn':
      return 'Withdrawn';
    default:
      return validator === null ? 'Listed' : 'Validated';
  }
}
