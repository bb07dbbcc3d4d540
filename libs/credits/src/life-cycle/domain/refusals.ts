import { type ChinaDate, Refusal } from '@carbon/kernel';

/** CCR-003, CCR-004: the step is not the next one. */
export function stepNotOpen(subject: string, state: string, act: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_STEP_NOT_OPEN',
    409,
    {
      zh: `${subject} 当前状态为 ${state}，不能办理 ${act}`,
      en: `${subject} is ${state}: it cannot ${act} now`,
    },
    { rule, details: { subject, state, act } },
  );
}

/** A time that must pass first has not passed. */
export function waitingTimeRuns(subject: string, until: ChinaDate, rule: string): Refusal {
  return new Refusal(
    'CREDITS_WAITING_TIME_RUNS',
    422,
    {
      zh: `${subject} 的公示期至 ${until}（含）届满，其后方可办理`,
      en: `${subject} is public through ${until}: what comes next can be done after that day`,
    },
    { rule, details: { subject, until } },
  );
}

/** Comments are taken during the public time only. */
export function notInComment(subject: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_NOT_IN_COMMENT',
    409,
    { zh: `${subject} 不在公示期内`, en: `${subject} is not open for comments` },
    { rule, details: { subject } },
  );
}

/** REG-001: what was given back and came again is another application than the one that was proposed to be decided. */
export function reviewedAgain(subject: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_REVIEWED_AGAIN',
    409,
    {
      zh: `${subject} 在提议之后被退回并重新受理，须就新的申请重新提议`,
      en: `${subject} was returned and taken up again since this was proposed: propose it again on what it says now`,
    },
    { rule, details: { subject } },
  );
}

/** CCR-013: only a body that validates and verifies may be named. */
export function notAVerifier(holder: string): Refusal {
  return new Refusal(
    'CREDITS_NOT_A_VERIFIER',
    422,
    { zh: `${holder} 不是在册的审定与核查机构`, en: `${holder} is no validation and verification body` },
    { rule: 'CCR-013', details: { holder } },
  );
}

/** CCR-013: a body must not be linked to the owner. */
export function bodyLinked(body: string): Refusal {
  return new Refusal(
    'CREDITS_BODY_LINKED_TO_OWNER',
    422,
    {
      zh: `机构 ${body} 与业主为同一主体或同属一个集团，不得审定或核查`,
      en: `${body} is the owner itself or of its group: it may neither validate nor verify`,
    },
    { rule: 'CCR-013', details: { body } },
  );
}

/** CCR-013: who wrote the design document may not judge it. */
export function bodyWroteDesign(body: string): Refusal {
  return new Refusal(
    'CREDITS_BODY_WROTE_DESIGN',
    422,
    {
      zh: `机构 ${body} 编写了设计文件，不得审定或核查`,
      en: `${body} wrote the design document: it may neither validate nor verify`,
    },
    { rule: 'CCR-013', details: { body } },
  );
}

/** CCR-013: a body needs its people. */
export function bodyTooSmall(needed: { readonly staff: number; readonly experienced: number }): Refusal {
  const { staff, experienced } = needed;
  return new Refusal(
    'CREDITS_BODY_TOO_SMALL',
    422,
    {
      zh: `审定与核查机构须有专职人员至少 ${staff} 名，其中有经验者至少 ${experienced} 名`,
      en: `The body needs ${staff} full-time staff at least, ${experienced} of them experienced`,
    },
    { rule: 'CCR-013', details: { staff: String(staff), experienced: String(experienced) } },
  );
}

/** A body must be named where the scheme asks for its statement, and only there. */
export function bodyNotWanted(scheme: string): Refusal {
  return new Refusal(
    'CREDITS_BODY_NOT_WANTED',
    422,
    { zh: `${scheme} 不要求此项机构意见`, en: `${scheme} asks for no such statement` },
    { details: { scheme } },
  );
}

/** The statement is asked for and is not there. */
export function statementMissing(subject: string, rule: string): Refusal {
  return new Refusal(
    'CREDITS_STATEMENT_MISSING',
    422,
    {
      zh: `${subject} 尚无审定或核查机构的肯定意见`,
      en: `${subject} has no positive statement of its body yet`,
    },
    { rule, details: { subject } },
  );
}

/** A document that an act rests on must be the owner's (or the body's) own. */
export function documentOfAnother(sha256: string): Refusal {
  return new Refusal(
    'CREDITS_DOCUMENT_OF_ANOTHER',
    422,
    { zh: `文件 ${sha256} 不是本单位提交的`, en: `The document ${sha256} is not filed by this house` },
    { details: { sha256 } },
  );
}

/** The registry's acts rest on a document where they have an effect that cannot be taken back. */
export function decisionDocumentRequired(): Refusal {
  return new Refusal(
    'CREDITS_DOCUMENT_REQUIRED',
    422,
    { zh: '此事项须附决定文件', en: 'This act rests on a document: name it' },
    { rule: 'REG-001' },
  );
}

/** CCR-012: who was banned for fraud files nothing for a time. */
export function holderBanned(until: ChinaDate): Refusal {
  return new Refusal(
    'CREDITS_HOLDER_BANNED',
    422,
    {
      zh: `业主因弄虚作假在 ${until} 前不得提出申请`,
      en: `The owner is banned from filing through ${until} because of fraud`,
    },
    { rule: 'CCR-012', details: { until } },
  );
}

/** A sentence for people who may see it and are not the ones to do it. */
export function notYoursToDo(act: string): Refusal {
  return new Refusal(
    'CREDITS_NOT_YOURS_TO_DO',
    422,
    { zh: `此步骤（${act}）须由其当事单位办理`, en: `Only the house concerned can ${act} here` },
    { details: { act } },
  );
}

/** CCR-013, CCR-003: a positive statement with a check that failed contradicts itself. */
export function statementContradicts(): Refusal {
  return new Refusal(
    'CREDITS_STATEMENT_CONTRADICTS',
    422,
    {
      zh: '肯定意见中有未通过的检查项',
      en: 'A positive statement holds a check that did not pass',
    },
    { rule: 'CCR-013' },
  );
}
