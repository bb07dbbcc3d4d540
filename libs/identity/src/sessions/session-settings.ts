/** How many attempts one address may make in a while. */
export interface AttemptLimit {
  readonly attempts: number;
  readonly seconds: number;
}

export interface AttemptLimits {
  readonly signIn: AttemptLimit;
  readonly passwordReset: AttemptLimit;
  readonly secondFactor: AttemptLimit;
}

/** Room for an office behind one address; too little for guessing. */
const USUAL_LIMITS: AttemptLimits = {
  signIn: { attempts: 30, seconds: 60 },
  passwordReset: { attempts: 10, seconds: 600 },
  secondFactor: { attempts: 20, seconds: 60 },
};

/** How people sign in here. */
export interface SessionOptions {
  /** `off` is for demonstrations only: every request counts as if a second factor had just been shown. */
  readonly secondFactor: 'required' | 'off';
  readonly cookies: {
    /** False only where the service itself is spoken to over plain HTTP, on one's own machine. */
    readonly secure: boolean;
    /** Origins of our own pages; the address the request was sent to when absent. */
    readonly origins?: readonly string[];
  };
  readonly throttle?: Partial<AttemptLimits>;
}

/** The options with all that was left open. The class is also the injection token. */
export class SessionSettings implements SessionOptions {
  readonly secondFactor: SessionOptions['secondFactor'];
  readonly cookies: SessionOptions['cookies'];
  readonly throttle: AttemptLimits;

  constructor({ secondFactor, cookies, throttle }: SessionOptions) {
    this.secondFactor = secondFactor;
    this.cookies = cookies;
    this.throttle = { ...USUAL_LIMITS, ...throttle };
  }
}
