import { Refusal } from '@carbon/kernel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from './caller';

/** How many requests one caller, or one address of callers unknown, may send in a while. */
export interface ThrottleOptions {
  readonly requests: number;
  readonly seconds: number;
}

/** Generous to people and their systems; a flood is told to come again. */
export const USUAL_THROTTLE: ThrottleOptions = { requests: 1_200, seconds: 60 };

/**
 * Keeps one caller from taking the service from the others. Counted in this process: behind several, each counts for
 * itself. Machines of the operator are not counted.
 */
export class Throttle {
  private readonly limiter: RateLimiterMemory;

  constructor({ requests, seconds }: ThrottleOptions = USUAL_THROTTLE) {
    this.limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  }

  /** @throws Refusal RATE_LIMITED, saying when to come again */
  async admit(caller: Caller | undefined, ip: string): Promise<void> {
    if (caller?.kind === 'service-key') return;
    try {
      await this.limiter.consume(caller === undefined ? `ip:${ip}` : caller.id);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw rateLimited(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

/** A refusal that says when to come again. */
export function rateLimited(seconds: number): Refusal {
  return new Refusal(
    'RATE_LIMITED',
    429,
    { zh: `请求过于频繁，请在 ${seconds} 秒后再试`, en: `Too many requests: try again in ${seconds} s` },
    { details: { retryAfterSeconds: seconds.toString() } },
  );
}
