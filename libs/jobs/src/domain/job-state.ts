export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const isEnded = (state: JobState): boolean => state !== 'queued' && state !== 'running';
