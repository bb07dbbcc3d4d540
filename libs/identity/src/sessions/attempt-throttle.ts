import { rateLimited } from '@carbon/http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AttemptLimit, AttemptLimits, SessionSettings } from './session-settings';

/** Counts guesses by the address they come from, in this process: behind several, each counts for itself. */
export class AttemptThrottle {
  private readonly limiters: Readonly<Record<keyof AttemptLimits, RateLimiterMemory>>;

  constructor({ throttle }: SessionSettings) {
    this.limiters = {
      signIn: limiter(throttle.signIn),
      passwordReset: limiter(throttle.passwordReset),
      secondFactor: limiter(throttle.secondFactor),
    };
  }

  /** @throws Refusal RATE_LIMITED, saying when to come again */
  async admit(what: keyof AttemptLimits, ip: string): Promise<void> {
    try {
      await this.limiters[what].consume(ip);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw rateLimited(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }
}

function limiter({ attempts, seconds }: AttemptLimit): RateLimiterMemory {
  return new RateLimiterMemory({ points: attempts, duration: seconds });
}
