import { Refusal } from '@carbon/kernel';

export function jobUnknown(id: string): Refusal {
  return new Refusal(
    'JOB_UNKNOWN',
    404,
    { zh: `没有作业 ${id}`, en: `There is no job ${id}` },
    { details: { id } },
  );
}

export function jobKindUnknown(kind: string, known: readonly string[]): Refusal {
  return new Refusal(
    'JOB_KIND_UNKNOWN',
    404,
    {
      zh: `没有作业类型 ${kind}；可用：${known.join('、')}`,
      en: `There is no kind of job ${kind}; there are: ${known.join(', ')}`,
    },
    { details: { kind } },
  );
}

export function tooManyJobs(limit: number): Refusal {
  return new Refusal(
    'JOB_TOO_MANY',
    429,
    {
      zh: `您已有 ${limit} 个作业在等待或进行，请待其完成`,
      en: `You have ${limit} jobs waiting or running: let one of them end first`,
    },
    { details: { limit: limit.toString() } },
  );
}

export function jobEnded(id: string, state: string): Refusal {
  return new Refusal(
    'JOB_ENDED',
    409,
    { zh: `作业 ${id} 已结束（${state}）`, en: `The job ${id} has ended (${state})` },
    { details: { id, state } },
  );
}

export function noFile(id: string): Refusal {
  return new Refusal(
    'JOB_HAS_NO_FILE',
    404,
    {
      zh: `作业 ${id} 没有可下载的文件，或文件已过保留期`,
      en: `The job ${id} has no file, or the file was kept long enough`,
    },
    { details: { id } },
  );
}

/** A job that every process died on is not tried for ever. */
export function gaveUp(attempts: number): Refusal {
  return new Refusal(
    'JOB_GAVE_UP',
    503,
    {
      zh: `作业中断 ${attempts} 次，不再自动重试`,
      en: `The job was cut off ${attempts} times and is not tried again`,
    },
    { details: { attempts: attempts.toString() } },
  );
}

export function jobBroke(): Refusal {
  return new Refusal('JOB_BROKE', 503, {
    zh: '作业因内部错误中止；已完成的部分保留，可再次发起',
    en: 'The job stopped at an internal error; what was done stays, start it again to go on',
  });
}
